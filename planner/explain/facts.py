"""What a posted constraint is about -> the fact in words, with names and figures."""

from collections.abc import Callable, Iterator, Sequence

from models.base import Text
from models.faults import Fact, Fault
from models.goals import Lock
from models.instance import Instance
from planner.explain.names import Names
from planner.explain.seasons import Seasons
from planner.presolve import Presolved
from planner.program import Key
from planner.wording import LANGUAGES


def sentences(presolved: Presolved, key: Key) -> list[Fault]:
    """The fact; with the reason besides if it asks for a placement that is excluded."""
    rule, *ids = key
    instance = presolved.instance
    found = [_FACTS[rule](instance, *ids)]
    placement = insisted(instance, key)
    if rule == "prerequisites":
        found += _before(presolved, *ids)
    if placement and (excluded := presolved.reason(*placement)):
        found += [excluded, *Seasons(instance).closing(*placement, excluded)]
    return found


def insisted(instance: Instance, key: Key) -> tuple[str, str] | None:
    """The placement that the fact insists on."""
    rule, *ids = key
    if rule == "keeps":
        return ids[0], ids[1]
    if rule == "locks":
        lock = instance.locks[int(ids[0])]
        if lock.student and lock.offering and lock.holds:
            return lock.student, lock.offering
    return None


def fact(code: str, **facts: Fact) -> Fault:
    """A sentence of templates/wording/<language>/explain.toml."""
    return Fault(f"explain.{code}", facts)


def _fault(rule: str, **facts: Fact) -> Fault:
    return Fault(f"limits.{rule}", facts)


def listed(names: Sequence[Text]) -> Text:
    """Names in a row; it may be longer than a name."""
    ru, en = (", ".join(name.of(language) for name in names) for language in LANGUAGES)
    return Text.model_construct(ru=ru, en=en)


def quoted(name: Text) -> Text:
    """A name told from what stands around it."""
    return Text.model_construct(ru=f"«{name.ru}»", en=f"'{name.en}'")


def name_of(instance: Instance, offering_id: str) -> Text:
    """An offering's name, told from others."""
    return Names(instance).offering(offering_id)


def _group_sizes(instance: Instance, offering_id: str) -> Fault:
    offering = instance.offering[offering_id]
    return _fault(
        "group_sizes", offering=name_of(instance, offering_id),
        minimum=offering.min_size, maximum=offering.max_size,
    )  # fmt: skip


def _staffing(instance: Instance, offering_id: str, duty_id: str) -> Fault:
    [duty] = [duty for duty in instance.offering[offering_id].duties if duty.id == duty_id]
    teachers = ", ".join(instance.teacher[teacher].name for teacher in duty.candidates)
    return _fault(
        "staffing", offering=name_of(instance, offering_id), hours=duty.hours_a_week,
        n=len(duty.candidates), teachers=teachers,
    )  # fmt: skip


def _teacher_hours(instance: Instance, teacher_id: str, term_id: str) -> Fault:
    teacher = instance.teacher[teacher_id]
    return _fault(
        "teacher_hours", teacher=teacher.name, term=instance.term[term_id].name,
        hours=teacher.hours_a_week - teacher.committed_hours, maximum=teacher.hours_a_week,
    )  # fmt: skip


def _teacher_times(instance: Instance, teacher_id: str) -> Fault:
    return _fault("teacher_times", teacher=instance.teacher[teacher_id].name)


def _student_times(instance: Instance, student_id: str) -> Fault:
    return _fault("student_times", student=instance.student[student_id].name)


def _travel_minutes(instance: Instance, student_id: str) -> Fault:
    student = instance.student[student_id]
    limit = instance.travel_limit if student.travel_limit is None else student.travel_limit
    return _fault("travel_minutes", student=student.name, limit=limit)


def _bus_seats(instance: Instance, trip_id: str, term_id: str = "") -> Fault:
    trip = instance.trip[trip_id]
    if not term_id:
        return _fault("bus_runs", trip=trip.name)
    return _fault("bus_seats", trip=trip.name, seats=trip.seats)


def _agreement_seats(instance: Instance, agreement_id: str) -> Fault:
    agreement = instance.agreement[agreement_id]
    provider = instance.organisation[agreement.provider].name
    return _fault(
        "agreement_seats", number=agreement.number, provider=provider, seats=agreement.seats or 0
    )


def _prerequisites(instance: Instance, student_id: str, offering_id: str) -> Fault:
    programme = instance.programme[instance.offering[offering_id].programme]
    needed = [instance.programme[one].name for one in programme.prerequisites]
    return _fault(
        "prerequisites", student=instance.student[student_id].name,
        offering=name_of(instance, offering_id),
        needed=listed(needed),
    )  # fmt: skip


def _before(presolved: Presolved, student_id: str, offering_id: str) -> Iterator[Fault]:
    """Why something that has to come first cannot."""
    instance, offering = presolved.instance, presolved.instance.offering[offering_id]
    student, position = instance.student[student_id], instance.calendar.position
    recognised = {record.programme for record in student.records}
    options = [instance.offering[one.offering] for one in presolved.options[student_id]]
    begins = offering.terms[0]
    for needed in instance.programme[offering.programme].prerequisites:
        ends = [one.terms[-1] for one in options if one.programme == needed]
        first = min(ends, key=position.__getitem__, default=None)
        named: dict[str, Fact] = {
            "needed": instance.programme[needed].name, "student": student.name,
        }  # fmt: skip
        if needed not in recognised and first is None:
            yield fact("prerequisite.closed", **named)
        elif needed not in recognised and first and position[first] >= position[begins]:
            yield fact(
                "prerequisite.late", **named, offering=name_of(instance, offering_id),
                ends=instance.term[first].name, begins=instance.term[begins].name,
            )  # fmt: skip


def _keeps(instance: Instance, student_id: str, offering_id: str) -> Fault:
    student = instance.student[student_id].name
    return _fault("keeps", student=student, offering=name_of(instance, offering_id))


def _locks(instance: Instance, number: str) -> Fault:
    code, facts = lock_facts(instance, instance.locks[int(number)])
    return _fault(f"locks.{code}", **facts)


def lock_facts(instance: Instance, lock: Lock) -> tuple[str, dict[str, Fact]]:
    """The key of the sentence about a lock, and the names that it needs."""
    facts: dict[str, Fact] = {}
    if lock.student:
        facts["student"] = instance.student[lock.student].name
    if lock.teacher:
        facts["teacher"] = instance.teacher[lock.teacher].name
    if lock.trip:
        facts["trip"] = instance.trip[lock.trip].name
    if lock.offering:
        facts["offering"] = name_of(instance, lock.offering)
    if lock.timetable:
        facts["timetable"] = lock.timetable
    return f"{_kind(lock)}{'' if lock.holds else '_not'}", facts


def _kind(lock: Lock) -> str:
    if lock.student:
        return "takes" if lock.offering else "rides"
    if lock.teacher:
        return "teaches"
    if lock.trip:
        return "runs"
    return "timetable" if lock.timetable else "opens"


def _budget(instance: Instance, what: str, term_id: str = "") -> Fault:
    if what == "roubles":
        return _fault("budget.roubles", roubles=instance.budget.roubles or 0)
    term = instance.term[term_id].name
    return _fault("budget.extra_hours", hours=instance.budget.extra_hours or 0, term=term)


def _requirement(instance: Instance, student_id: str, requirement_id: str, over: str) -> Fault:
    student = instance.student[student_id]
    one = instance.rule_set[student.grade].requirement[requirement_id]
    when = instance.term[over].name if over in instance.term else over
    key = "requirement_when" if over else "requirement"
    return _fault(key, student=student.name, requirement=one.text, when=when)


_FACTS: dict[str, Callable[..., Fault]] = {
    "group_sizes": _group_sizes,
    "staffing": _staffing,
    "teacher_hours": _teacher_hours,
    "teacher_times": _teacher_times,
    "student_times": _student_times,
    "travel_minutes": _travel_minutes,
    "bus_seats": _bus_seats,
    "agreement_seats": _agreement_seats,
    "prerequisites": _prerequisites,
    "keeps": _keeps,
    "locks": _locks,
    "budget": _budget,
    "requirement": _requirement,
}

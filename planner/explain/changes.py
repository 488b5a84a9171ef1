"""A fact of a clash -> changes of the data by which it would be otherwise, by so many units."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from models.base import Record
from models.faults import Fact, Fault
from models.goals import Lock
from models.instance import Instance
from models.people import Student, StudyRecord, Teacher
from models.places import Agreement, Trip
from models.regulations import Requirement
from planner.change import changed, changed_one
from planner.explain import earlier
from planner.explain.facts import insisted, lock_facts, name_of
from planner.presolve import Presolved
from planner.program import Key
from planner.verify.facts import first_term, last_day

MONEY_STEP = 1000
WAY_STEP = 15


@dataclass(frozen=True)
class Change:
    """One change of the data."""

    code: str
    facts: dict[str, Fact]
    effort: int
    """How hard to do, one unit of it: what is cheap is tried and named first."""
    apply: Callable[[Instance, int], Instance]
    most: int = 1
    """More units make no sense (0: none does); 1: it is done or not."""
    step: int = 1
    """Units are counted in these (roubles in thousands)."""
    options_stay: bool = True
    """It does not change what students may take, only whether there is room."""

    def said(self, amount: int) -> Fault:
        """The change in words."""
        return Fault(f"explain.repair.{self.code}", {**self.facts, "n": amount * self.step})


def changes(presolved: Presolved, key: Key) -> Iterator[Change]:
    """What could be done about a fact."""
    rule, *ids = key
    instance = presolved.instance
    if rule in _CHANGES:
        yield from (one for one in _CHANGES[rule](instance, *ids) if one.most > 0)
    placement = insisted(instance, key)
    if placement and (excluded := presolved.reason(*placement)):
        yield from _eligible(instance, excluded, *placement)


def _more(family: str, id_: str, field: str, sign: int = 1) -> Callable[[Instance, int], Instance]:
    """A figure of one record, larger (or smaller) by so many units."""

    def apply(instance: Instance, amount: int) -> Instance:
        def grown(record: Any) -> Any:
            return changed(record, **{field: max(0, getattr(record, field) + sign * amount)})

        return changed_one(instance, family, id_, grown)

    return apply


def _room(record: Record, field: str) -> int:
    """By how much a figure may grow for the data to stay sound."""
    limits = type(record).model_fields[field].metadata
    [most] = [int(limit.le) for limit in limits if hasattr(limit, "le")]
    return most - int(getattr(record, field) or 0)


def _group_sizes(instance: Instance, offering_id: str) -> Iterator[Change]:
    offering = instance.offering[offering_id]
    name = {"offering": name_of(instance, offering_id)}
    room = min(100, _room(offering, "max_size"))
    yield Change("seats", {**name}, 2, _more("offerings", offering_id, "max_size"), room)
    if offering.min_size > 1:
        smaller = _more("offerings", offering_id, "min_size", -1)
        yield Change("least", {**name}, 3, smaller, offering.min_size - 1)


def _staffing(instance: Instance, offering_id: str, duty_id: str) -> Iterator[Change]:
    def apply(instance: Instance, _: int) -> Instance:
        helper = Teacher.model_construct(
            id="another-teacher", name="?", organisation=instance.offering[offering_id].provider,
            subjects=(), sites=tuple(instance.site), base=None, hours_a_week=60,
            committed_hours=0, paid_hours=60, busy=(),
        )  # fmt: skip

        def helped(offering: Any) -> Any:
            duties = tuple(
                changed(duty, candidates=(*duty.candidates, helper.id))
                if duty.id == duty_id
                else duty
                for duty in offering.duties
            )
            return changed(offering, duties=duties)

        with_helper = changed(instance, teachers=(*instance.teachers, helper))
        return changed_one(with_helper, "offerings", offering_id, helped)

    yield Change("teacher", {"offering": name_of(instance, offering_id)}, 40, apply)


def _teacher_hours(instance: Instance, teacher_id: str, _: str = "") -> Iterator[Change]:
    teacher = instance.teacher[teacher_id]
    more, room = _more("teachers", teacher_id, "hours_a_week"), _room(teacher, "hours_a_week")
    yield Change("hours", {"teacher": teacher.name}, 4, more, min(40, room))


def _teacher_times(instance: Instance, teacher_id: str) -> Iterator[Change]:
    teacher = instance.teacher[teacher_id]
    if teacher.busy:

        def apply(instance: Instance, _: int) -> Instance:
            return changed_one(instance, "teachers", teacher_id, lambda one: changed(one, busy=()))

        yield Change("busy", {"teacher": teacher.name}, 15, apply)


def _travel_minutes(instance: Instance, student_id: str) -> Iterator[Change]:
    student = instance.student[student_id]
    limit = instance.travel_limit if student.travel_limit is None else student.travel_limit

    def apply(instance: Instance, amount: int) -> Instance:
        longer = limit + amount * WAY_STEP
        return changed_one(
            instance, "students", student_id, lambda one: changed(one, travel_limit=longer)
        )

    facts: dict[str, Fact] = {"student": student.name}
    room = _room(changed(student, travel_limit=limit), "travel_limit") // WAY_STEP
    yield Change("way", facts, 6, apply, min(20, room), WAY_STEP, options_stay=False)


def _bus_seats(instance: Instance, trip_id: str, _: str = "") -> Iterator[Change]:
    """More seats; there and back at once, where a trip goes the other way on the same day."""
    trip = instance.trip[trip_id]
    seats = _more("trips", trip_id, "seats")
    room = min(60, _room(trip, "seats"))
    yield Change("bus", {"trip": trip.name}, 3, seats, room)
    place = {one.id: number for number, one in enumerate(instance.trips)}
    for other in instance.trips:
        if (other.day, other.dates) == (trip.day, trip.dates) and _opposite(trip, other):
            others = _more("trips", other.id, "seats")

            def both(
                instance: Instance,
                amount: int,
                back: Callable[[Instance, int], Instance] = others,
            ) -> Instance:
                return back(seats(instance, amount), amount)

            first, second = sorted((trip, other), key=lambda one: place[one.id])
            facts: dict[str, Fact] = {"trip": first.name, "back": second.name}
            yield Change("buses", facts, 4, both, min(room, _room(other, "seats")))


def _opposite(trip: Trip, other: Trip) -> bool:
    """Whether the other trip goes between two of the stops the other way round."""
    there = [stop.site for stop in trip.stops]
    back = [stop.site for stop in other.stops]
    common = [site for site in there if site in back]
    return len(common) > 1 and back.index(common[0]) > back.index(common[-1])


def _agreement_seats(instance: Instance, agreement_id: str) -> Iterator[Change]:
    agreement = instance.agreement[agreement_id]
    provider = instance.organisation[agreement.provider].name
    facts: dict[str, Fact] = {"number": agreement.number, "provider": provider}
    room = min(200, _room(agreement, "seats"))
    yield Change("agreement_seats", facts, 2, _more("agreements", agreement_id, "seats"), room)


def _prerequisites(instance: Instance, student_id: str, offering_id: str) -> Iterator[Change]:
    student = instance.student[student_id]
    for needed in instance.programme[instance.offering[offering_id].programme].prerequisites:
        record = StudyRecord(programme=needed, hours=0)

        def recognised(one: Student, record: StudyRecord = record) -> Student:
            return changed(one, records=(*one.records, record))

        def apply(
            instance: Instance, _: int, recognised: Callable[[Student], Student] = recognised
        ) -> Instance:
            return changed_one(instance, "students", student_id, recognised)

        name = instance.programme[needed].name
        facts: dict[str, Fact] = {"student": student.name, "needed": name}
        yield Change("recognised", facts, 12, apply, options_stay=False)


def _keeps(instance: Instance, student_id: str, offering_id: str) -> Iterator[Change]:
    def freed(student: Student) -> Student:
        return changed(student, keeps=tuple(k for k in student.keeps if k != offering_id))

    def apply(instance: Instance, _: int) -> Instance:
        return changed_one(instance, "students", student_id, freed)

    facts: dict[str, Fact] = {
        "student": instance.student[student_id].name, "offering": name_of(instance, offering_id),
    }  # fmt: skip
    yield Change("keeps", facts, 50, apply, options_stay=False)


def _locks(instance: Instance, number: str) -> Iterator[Change]:
    lock: Lock = instance.locks[int(number)]

    def apply(instance: Instance, _: int) -> Instance:
        return changed(instance, locks=tuple(one for one in instance.locks if one != lock))

    code, facts = lock_facts(instance, lock)
    yield Change(f"lock.{code}", facts, 20, apply)


def _budget(instance: Instance, what: str, _: str = "") -> Iterator[Change]:
    step = MONEY_STEP if what == "roubles" else 1

    def apply(instance: Instance, amount: int) -> Instance:
        limit = getattr(instance.budget, what) + amount * step
        return changed(instance, budget=changed(instance.budget, **{what: limit}))

    yield Change(f"budget_{what}", {}, 5, apply, 10_000 if step > 1 else 200, step)


def _requirement(
    instance: Instance, student_id: str, requirement_id: str, _: str = ""
) -> Iterator[Change]:
    """A limit of the rule set moved: for everybody, so the last thing to think of."""
    rules = instance.rule_set[instance.student[student_id].grade]
    one = rules.requirement[requirement_id]
    for limit, sign in (("maximum", 1), ("minimum", -1)):
        if getattr(one, limit) is None:
            continue

        def apply(
            instance: Instance, amount: int, limit: str = limit, sign: int = sign
        ) -> Instance:
            moved = changed(one, **{limit: max(0, getattr(one, limit) + sign * amount)})
            kept = tuple(moved if each is one else each for each in rules.requirements)
            sets = (changed(r, requirements=kept) if r is rules else r for r in instance.rule_sets)
            return changed(instance, rule_sets=tuple(sets))

        yield Change(limit, {"requirement": one.text}, 80, apply, 1000)
    if earlier.may_count(one):
        yield _recognised(instance.student[student_id], one)


def _recognised(student: Student, requirement: Requirement) -> Change:
    """More of what was studied before is counted."""
    least, most = requirement.minimum or 0, requirement.maximum

    def apply(instance: Instance, amount: int) -> Instance:
        more = earlier.record(instance, student, requirement, amount)
        return changed_one(
            instance, "students", student.id,
            lambda one: changed(one, records=(*one.records, more)),
        )  # fmt: skip

    room = least if most is None else most - least
    facts: dict[str, Fact] = {"student": student.name}
    return Change(f"{requirement.unit.value}_counted", facts, 1, apply, room, options_stay=False)


_CHANGES: dict[str, Callable[..., Iterator[Change]]] = {
    "group_sizes": _group_sizes, "staffing": _staffing, "teacher_hours": _teacher_hours,
    "teacher_times": _teacher_times, "travel_minutes": _travel_minutes, "bus_seats": _bus_seats,
    "agreement_seats": _agreement_seats, "prerequisites": _prerequisites, "keeps": _keeps,
    "locks": _locks, "budget": _budget, "requirement": _requirement,
}  # fmt: skip


def _eligible(
    instance: Instance, excluded: Fault, student_id: str, offering_id: str
) -> Iterator[Change]:
    """What would make a placement that is excluded an option."""
    student, offering = instance.student[student_id], instance.offering[offering_id]
    reason = excluded.code.rpartition(".")[2]
    school = instance.organisation[student.school].name
    provider = instance.organisation[offering.provider].name
    named: dict[str, Fact] = {"student": student.name, "offering": name_of(instance, offering_id)}
    if reason in ("agreement", "agreement_dates"):
        first = first_term(instance, offering).starts
        until = last_day(instance, offering)

        def agreed(instance: Instance, _: int) -> Instance:
            agreement = Agreement(
                id="another-agreement", number="?", base=(student.school,),
                provider=offering.provider, programmes=(offering.programme,), starts=first,
                ends=until,
            )  # fmt: skip
            return changed(instance, agreements=(*instance.agreements, agreement))

        facts = {**named, "school": school, "provider": provider, "first": first, "until": until}
        yield Change(reason, facts, 8, agreed, options_stay=False)
    elif reason == "clearance":
        hazard = instance.programme[offering.programme].hazard_class
        yield Change(
            "clearance", {**named, "hazard": hazard}, 10,
            lambda instance, _: changed_one(
                instance, "students", student_id, lambda one: changed(one, clearance=hazard)
            ),
            options_stay=False,
        )  # fmt: skip
    elif reason == "access":

        def accessible(instance: Instance, _: int) -> Instance:
            sites = (
                changed(site, step_free=True) if site.name == excluded.facts["site"] else site
                for site in instance.sites
            )
            return changed(instance, sites=tuple(sites))

        facts = {"site": excluded.facts["site"]}
        yield Change("access", facts, 60, accessible, options_stay=False)
    elif reason == "school":
        schools = (*offering.schools, student.school)
        yield Change(
            "school", {**named, "school": school}, 9,
            lambda instance, _: changed_one(
                instance, "offerings", offering_id, lambda one: changed(one, schools=schools)
            ),
            options_stay=False,
        )  # fmt: skip
    elif reason == "way":
        remote = _more("offerings", offering_id, "remote_dates")
        room = min(200, _room(offering, "remote_dates"))
        yield Change("remote", named, 2, remote, room, options_stay=False)

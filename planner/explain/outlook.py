"""Instance -> warnings: what will hurt, whatever is planned, and what looks like a mistake.

Warnings do not stop a plan. Each is true of every plan; only the last kind is a guess.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from models.base import clock
from models.faults import Fault
from models.instance import Instance
from models.offers import Duty, Offering
from models.people import Target
from models.regulations import RuleSet
from planner.explain.excluded import nearest
from planner.explain.facts import fact
from planner.explain.names import Names
from planner.explain.unmeetable import few, unmeetable
from planner.explain.wanted import grants
from planner.presolve import Presolved
from planner.presolve.days import Days
from planner.soundness.rule_sets import shipped_rule_set
from planner.wording import Wording

SLOW = 3
"""A bus that takes so many times as long as the way by link looks like a mistake."""
SLOW_MINUTES = 15


def warnings(presolved: Presolved) -> list[Fault]:
    """All warnings, the weightiest first."""
    return [warning for kind in _KINDS for warning in kind(presolved)]


def told_warnings(found: list[Fault], wording: Wording) -> list[str]:
    """The warnings as lines."""
    if not found:
        return [wording.say("explain.outlook.none")]
    lines = (f"  – {wording.fault(warning)}" for warning in found)
    return [wording.say("explain.outlook.heading"), *lines]


def _too_few(presolved: Presolved) -> Iterator[Fault]:
    """Offerings that can never have their least number of students."""
    names = Names(presolved.instance)
    for offering in presolved.instance.offerings:
        able = len(presolved.takers[offering.id])
        if able < offering.min_size:
            named = names.offering(offering.id)
            yield fact("outlook.too_few", offering=named, able=able, least=offering.min_size)


def _seats(presolved: Presolved) -> Iterator[Fault]:
    """Programmes, and areas, of which more places are wanted first than could ever be taken."""
    instance = presolved.instance
    seats: Counter[str] = Counter()
    for offering in instance.offerings:
        seats[offering.programme] += min(offering.max_size, len(presolved.takers[offering.id]))
    asked = Counter(programme for _, programme in _first_choices(instance))
    for programme, students in asked.most_common():
        if students > seats[programme]:
            name = instance.programme[programme].name
            yield fact("outlook.seats", programme=name, asked=students, seats=seats[programme])
    areas = {area.id: area.name for rules in instance.rule_set.values() for area in rules.areas}
    for area, name in areas.items():
        inside = [one.id for one in instance.programmes if area in one.areas]
        wanted, there = (sum(count[one] for one in inside) for count in (asked, seats))
        if wanted > there and sum(one in asked for one in inside) > 1:
            yield fact("outlook.area", area=name, asked=wanted, seats=there)


def _first_choices(instance: Instance) -> set[tuple[str, str]]:
    """Who puts which programme first, whatever the number of wishes."""
    return {
        (student.id, programme)
        for student in instance.students
        for wish in student.wishes
        if (programme := _programme(instance, wish.ranked[0]))
    }


def _programme(instance: Instance, target: Target) -> str | None:
    """The programme of which a place is wanted; a subject may come with several."""
    return instance.offering[target.offering].programme if target.offering else target.programme


def _impossible_wishes(presolved: Presolved) -> Iterator[Fault]:
    """Wishes of which no target can ever be granted, by the reason against the first."""
    instance = presolved.instance
    hopeless: dict[str, list[str]] = defaultdict(list)
    for student in instance.students:
        options = [instance.offering[o.offering] for o in presolved.options[student.id]]
        for wish in student.wishes:
            if any(grants(instance, t, one) for t in wish.ranked for one in options):
                continue
            able = (o for o in instance.offerings if grants(instance, wish.ranked[0], o))
            against = nearest(presolved, student.id, able)
            key = against[0].code.rpartition(".")[2] if against else "not_offered"
            hopeless[key].append(student.name)
    for key, names in sorted(hopeless.items(), key=lambda item: -len(item[1])):
        yield fact(f"outlook.hopeless.{key}", n=len(names), students=few(names))


def _overbooked(presolved: Presolved) -> Iterator[Fault]:
    """Teachers whom what is decided alone needs for more hours than they have."""
    instance = presolved.instance
    hours: Counter[tuple[str, str]] = Counter()
    for teacher_id, offering, duty in _bound(instance):
        hours.update({(teacher_id, term): duty.hours_a_week for term in offering.terms})
    for (teacher_id, term), needed in hours.items():
        teacher = instance.teacher[teacher_id]
        left = teacher.hours_a_week - teacher.committed_hours
        if needed > left:
            when = instance.term[term].name
            yield fact("outlook.hours", teacher=teacher.name, term=when, needed=needed, left=left)


def _bound(instance: Instance) -> Iterator[tuple[str, Offering, Duty]]:
    """Who has to do which duty: the only one who can, or whom a lock names."""
    decided = {lock.offering for lock in instance.locks if lock.offering and lock.holds}
    decided |= {offering for student in instance.students for offering in student.keeps}
    for offering in instance.offerings:
        locks = [lock for lock in instance.locks if lock.teacher and lock.offering == offering.id]
        for duty in offering.duties if offering.id in decided else ():
            about = [lock for lock in locks if lock.duty in (None, duty.id)]
            able = set(duty.candidates) - {lock.teacher for lock in about if not lock.holds}
            named = {
                lock.teacher
                for lock in about
                if lock.holds and (lock.duty or len(_duties(offering, lock.teacher)) == 1)
            }
            only = able & named or able
            if len(only) == 1:
                yield only.pop(), offering, duty


def _duties(offering: Offering, teacher: str | None) -> list[Duty]:
    """The duties that a teacher may do."""
    return [duty for duty in offering.duties if teacher in duty.candidates]


def _standards(presolved: Presolved) -> Iterator[Fault]:
    """Rule sets that pass for one that comes with the program, and are not the same."""
    for rules in presolved.instance.rule_sets:
        if isinstance(rules, RuleSet):
            shipped = shipped_rule_set(rules.id)
            if shipped and rules != shipped:
                yield fact("outlook.standard", id=rules.id, name=rules.name)


def _useless_trips(presolved: Presolved) -> Iterator[Fault]:
    """Trips that are a way to nothing for anybody."""
    used: set[str] = set()
    seen: set[int] = set()
    for days in presolved.days.values():
        if id(days) not in seen:
            seen.add(id(days))
            used |= _ridden(days)
    for trip in presolved.instance.trips:
        if trip.id not in used:
            yield fact("outlook.trip", trip=trip.name)


def _ridden(days: Days) -> set[str]:
    return {arc.leg.ride.trip for day, _ in days.days for arc in day.arcs if arc.leg.ride}


def _same_names(presolved: Presolved) -> Iterator[Fault]:
    """Two records that seem to be one person."""
    instance = presolved.instance
    students = Counter((student.name, student.school) for student in instance.students)
    for (name, school), times in students.items():
        if times > 1:
            where = instance.organisation[school].name
            yield fact("outlook.student_twice", name=name, school=where, n=times)
    teachers = Counter((teacher.name, teacher.organisation) for teacher in instance.teachers)
    for (name, organisation), times in teachers.items():
        if times > 1:
            where = instance.organisation[organisation].name
            yield fact("outlook.teacher_twice", name=name, where=where, n=times)


def _slow_buses(presolved: Presolved) -> Iterator[Fault]:
    """Stretches that take a bus far longer than the way by link, at any time of the year."""
    instance = presolved.instance
    always = frozenset(season.id for season in instance.seasons)
    for trip in instance.trips:
        for here, there in zip(trip.stops, trip.stops[1:], strict=False):
            minutes = there.time - here.time
            link = presolved.roads.minutes((here.site,), (there.site,), always)
            if minutes >= max(SLOW * link, link + SLOW_MINUTES):
                yield fact(
                    "outlook.slow", trip=trip.name, origin=instance.site[here.site].name,
                    destination=instance.site[there.site].name, minutes=minutes, link=link,
                    starts=clock(here.time),
                )  # fmt: skip


_KINDS: tuple[Callable[[Presolved], Iterator[Fault]], ...] = (
    _standards, _overbooked, unmeetable, _too_few, _seats, _impossible_wishes, _useless_trips,
    _same_names, _slow_buses,
)  # fmt: skip

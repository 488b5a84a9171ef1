"""Instance -> one part of it: its students, and what they may want."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from models.goals import Lock
from models.instance import Instance
from models.offers import Offering
from models.places import Trip
from planner.change import changed
from planner.presolve.occasions import sites_of
from planner.program import Key
from planner.solve.parts.common import Common


@dataclass(frozen=True)
class Part:
    """What a process of its own plans."""

    instance: Instance
    """All that its students could have, if the others had nothing of it."""
    shares: dict[Key, float]
    """Of limits that others have a share of as well, what it is entitled to."""
    common: frozenset[str]
    """Offerings that others may open as well: who teaches them is decided elsewhere."""
    sections: frozenset[str]
    """Offerings others of which, that are to be of about one size, are elsewhere or in common."""
    teachers: frozenset[str]
    """Those who do not teach here."""
    trips: frozenset[str]
    """Those that run for others."""


def part(common: Common, number: int, shares: dict[Key, float]) -> Part:
    """One part of several."""
    whole, shared = common.instance, {offering.id for offering in common.offerings}
    offerings = [
        changed(offering, duties=(), cost=0) if offering.id in shared else offering
        for offering in common.of(number)
    ]
    there = cut_out(whole, common.parts[number], offerings)
    trips = {trip.id for trip in there.trips if common.rides(trip) != number}
    elsewhere = {t.id for t in there.teachers if common.at_home[t.id] != number}
    free = tuple(changed(trip, cost=0) if trip.id in trips else trip for trip in there.trips)
    here = {offering.id for offering in offerings}
    return Part(
        changed(there, trips=free),
        {key: share for key, share in shares.items() if key[0] != "most" or key[1] in here},
        frozenset(shared & here),
        frozenset(common.sections & here),
        frozenset(elsewhere),
        frozenset(trips),
    )


def cut_out(instance: Instance, students: Sequence[str], offerings: Sequence[Offering]) -> Instance:
    """The instance with these students and offerings alone, and what they may need."""
    known = [instance.student[student] for student in students]
    here, offered = set(students), {offering.id for offering in offerings}
    schools = {student.school for student in known}
    towns = {instance.organisation[school].municipality for school in schools}
    taught = {
        teacher for offering in offerings for duty in offering.duties for teacher in duty.candidates
    }
    places = {instance.first_site[school].id for school in schools}
    places.update(student.home for student in known if student.home)
    for offering in offerings:
        for timetable in offering.timetables:
            places.update(sites_of(offering, timetable))
    limits = [s.travel_limit for s in known if s.travel_limit is not None]
    trips = _near(instance, places, max([instance.travel_limit, *limits]))
    return changed(
        instance,
        students=tuple(known),
        offerings=tuple(offerings),
        teachers=tuple(teacher for teacher in instance.teachers if teacher.id in taught),
        agreements=tuple(a for a in instance.agreements if not schools.isdisjoint(a.base)),
        trips=tuple(trips) if known else (),
        demand=tuple(d for d in instance.demand if d.municipality in {None, *towns}),
        locks=tuple(lock for lock in instance.locks if _concerns(lock, here, offered)),
        previous=tuple(one for one in instance.previous if one.student in here),
    )


def _concerns(lock: Lock, students: set[str], offerings: set[str]) -> bool:
    if lock.student is not None:
        return lock.student in students
    return lock.offering in offerings


def _near(instance: Instance, places: Iterable[str], limit: int) -> Iterator[Trip]:
    """The trips that students of some places can take: two stops that they can walk to or from."""
    near: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for link in instance.links:
        near[link.origin].append((link.minutes, link.destination))
        near[link.destination].append((link.minutes, link.origin))
    reached: set[str] = set()
    waiting = [(0, place) for place in sorted(places)]
    while waiting:
        minutes, place = heappop(waiting)
        if place not in reached:
            reached.add(place)
            for further, other in near[place]:
                if minutes + further <= limit and other not in reached:
                    heappush(waiting, (minutes + further, other))
    for trip in instance.trips:
        if sum(stop.site in reached for stop in trip.stops) > 1:
            yield trip

"""A plan -> what it decides about known people and things, each once.

What it says about unknown ones is left out here and reported by `references`.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from models.calendar import Timetable
from models.instance import Instance
from models.offers import Duty, Offering
from models.people import Student, Teacher
from models.places import Trip
from models.plan import Opened, Plan, Ride, Teaches


class Lesson(NamedTuple):
    """A teacher who does a duty of an offering."""

    teacher: Teacher
    offering: Offering
    duty: Duty


@dataclass(frozen=True)
class Decisions:
    """Takes, opens, teaches, rides and runs of a plan."""

    instance: Instance
    takes: Mapping[str, tuple[Offering, ...]]
    """Of every student of the instance, by id."""
    rides: Mapping[str, tuple[Ride, ...]]
    """Of every student of the instance, by id: between known stops, in their order."""
    opens: Mapping[str, Timetable | None]
    """The timetable of each opened offering, by id; None if the plan names an unknown one."""
    teaches: tuple[Lesson, ...]
    runs: frozenset[str]
    """Trips that run: all that are not optional, and the optional ones chosen."""

    @cached_property
    def placed(self) -> dict[str, tuple[Student, ...]]:
        """The students of each offering, by id."""
        found: dict[str, list[Student]] = defaultdict(list)
        for student in self.instance.students:
            for offering in self.takes[student.id]:
                found[offering.id].append(student)
        return {offering.id: tuple(found[offering.id]) for offering in self.instance.offerings}

    @cached_property
    def lessons(self) -> dict[str, tuple[Lesson, ...]]:
        """What each teacher does in opened offerings, by id."""
        found: dict[str, list[Lesson]] = defaultdict(list)
        for lesson in self.teaches:
            if lesson.offering.id in self.opens:
                found[lesson.teacher.id].append(lesson)
        return {teacher.id: tuple(found[teacher.id]) for teacher in self.instance.teachers}


def decided(instance: Instance, plan: Plan) -> Decisions:
    """The decisions of a plan about what the instance knows."""
    takes: dict[str, list[str]] = {student.id: [] for student in instance.students}
    rides: dict[str, list[Ride]] = {student.id: [] for student in instance.students}
    for row in plan.students:
        if row.id in takes:
            takes[row.id] += row.takes
            rides[row.id] += (ride for ride in row.rides if _sensible(instance, ride))
    return Decisions(
        instance=instance,
        takes={
            student: tuple(
                instance.offering[offering]
                for offering in dict.fromkeys(taken)
                if offering in instance.offering
            )
            for student, taken in takes.items()
        },
        rides={student: tuple(dict.fromkeys(ridden)) for student, ridden in rides.items()},
        opens=_opens(instance, plan.opens),
        teaches=_teaches(instance, plan.teaches),
        runs=frozenset(
            trip.id for trip in instance.trips if not trip.optional or trip.id in plan.runs
        ),
    )


def stop_index(trip: Trip, site: str) -> int | None:
    """The place of a site among the stops of a trip."""
    return next((index for index, stop in enumerate(trip.stops) if stop.site == site), None)


def stop_times(trip: Trip, ride: Ride) -> tuple[int, int]:
    """When a ride between known stops leaves and arrives."""
    boards, alights = stop_index(trip, ride.origin), stop_index(trip, ride.destination)
    assert boards is not None and alights is not None
    return trip.stops[boards].time, trip.stops[alights].time


def _sensible(instance: Instance, ride: Ride) -> bool:
    if ride.trip not in instance.trip or ride.term not in instance.term:
        return False
    trip = instance.trip[ride.trip]
    boards, alights = stop_index(trip, ride.origin), stop_index(trip, ride.destination)
    return boards is not None and alights is not None and boards < alights


def _opens(instance: Instance, opens: tuple[Opened, ...]) -> dict[str, Timetable | None]:
    found: dict[str, Timetable | None] = {}
    for opened in opens:
        if opened.offering in instance.offering and not found.get(opened.offering):
            timetables = instance.offering[opened.offering].timetables
            found[opened.offering] = next(
                (timetable for timetable in timetables if timetable.id == opened.timetable), None
            )
    return found


def _teaches(instance: Instance, teaches: tuple[Teaches, ...]) -> tuple[Lesson, ...]:
    found = []
    for row in dict.fromkeys(teaches):
        teacher, offering = instance.teacher.get(row.teacher), instance.offering.get(row.offering)
        if teacher and offering:
            duties = [duty for duty in offering.duties if duty.id == row.duty]
            found += [Lesson(teacher, offering, duty) for duty in duties]
    return tuple(found)

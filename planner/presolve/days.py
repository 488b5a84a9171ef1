"""A student's possible attendances -> days: engagements in order and the legs between them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from models.calendar import HomeHours
from models.instance import Instance
from models.people import Student
from planner.presolve.occasions import Attendance
from planner.presolve.roads import Engagement, Leg, Roads, Surroundings

OWN = -1
"""The engagement number that stands for one's own places before and after the day."""


class Stage(NamedTuple):
    """One engagement of a day; without an attendance it is home hours, always attended."""

    engagement: Engagement
    attendance: Attendance | None = None


class Arc(NamedTuple):
    """A leg from one stage to a later one (`OWN`: from or to one's own places)."""

    origin: int
    target: int
    leg: Leg


class StudentDay(NamedTuple):
    """A kind of day of one student: whoever attends must find a path through these arcs."""

    term: str | None
    """The term whose rides serve it; None if no arc rides."""
    stages: tuple[Stage, ...]
    arcs: tuple[Arc, ...]


@dataclass(frozen=True, slots=True)
class Days:
    """All that a student's time and ways ask of the model."""

    limit: int
    """Minutes on the way at most on one day."""
    days: tuple[tuple[StudentDay, int], ...]
    """Kinds of days, each with the number of its dates."""
    clashes: tuple[frozenset[Attendance], ...]
    """Attendances of which at most one is possible; a single one is not possible at all."""


class Traveller:
    """A student's own places, home hours and limit: all that the way depends on."""

    def __init__(self, instance: Instance, roads: Roads, student: Student) -> None:
        self._roads = roads
        school = instance.first_site[student.school].id
        self._school = school
        self.own = (school,) if student.home in (None, school) else (school, str(student.home))
        limit = student.travel_limit
        self.limit = instance.travel_limit if limit is None else limit
        data = instance.organisation[student.school].school
        self._hours: tuple[HomeHours, ...] = data.home_hours if data else ()
        self._grades = {
            term.id: instance.calendar.grade(student.grade, term)
            for term in instance.calendar.terms
        }
        self._home_hours: dict[Surroundings, tuple[Engagement, ...]] = {}

    def alike(self, on: Surroundings) -> tuple[object, ...]:
        """Equal for all whose days are alike on such a date."""
        return self.own, self.limit, self.home_hours(on), on

    def home_hours(self, on: Surroundings) -> tuple[Engagement, ...]:
        """The home hours on a kind of date."""
        if on not in self._home_hours:
            self._home_hours[on] = tuple(
                Engagement(hours.starts, hours.ends, self._school)
                for hours in self._hours
                if hours.day is on.weekday and self._grades[on.term] in hours.grades
            )
        return self._home_hours[on]

    def day(self, attended: Iterable[Stage], on: Surroundings) -> StudentDay:
        """The stages in order of time with every arc that fits."""
        stages = [*attended, *(Stage(hours) for hours in self.home_hours(on))]
        stages.sort(key=lambda stage: (stage.engagement.starts, stage.engagement.ends))
        numbered = [(OWN, None), *((n, stage.engagement) for n, stage in enumerate(stages))]
        arcs = []
        for position, (origin, before) in enumerate(numbered):
            fixed = False
            for target, after in [*numbered[position + 1 :], (OWN, None)]:
                if fixed or (target == OWN and origin == OWN):
                    break
                if before is None or after is None or before.ends <= after.starts:
                    legs = self._roads.legs(self.own, before, after, on)
                    arcs += [Arc(origin, target, leg) for leg in legs]
                    # Home hours are always attended: nobody passes them by.
                    fixed = target != OWN and stages[target].attendance is None
        rides = any(arc.leg.ride for arc in arcs)
        return StudentDay(on.term if rides else None, tuple(stages), tuple(arcs))

    def overlaps_home(self, engagement: Engagement, on: Surroundings) -> bool:
        """Whether the engagement touches home hours."""
        return any(
            engagement.starts < hours.ends and hours.starts < engagement.ends
            for hours in self.home_hours(on)
        )

    def reaches(self, engagement: Engagement, on: Surroundings) -> bool:
        """Whether the engagement can be attended on such a date with home hours alone."""
        day = self.day([Stage(engagement, ("", ""))], on)
        spent = 0
        for number in range(len(day.stages) + 1):
            target = number if number < len(day.stages) else OWN
            ways = [arc.leg.minutes for arc in day.arcs
                    if (arc.origin, arc.target) == (number - 1, target)]  # fmt: skip
            if not ways:
                return False
            spent += min(ways)
        return spent <= self.limit

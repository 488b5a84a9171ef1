"""The model under construction, with what rules and goals share."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from models.instance import Instance
from planner.linear import Expression, Literal, Model, Row, add_up, weigh
from planner.presolve import Presolved
from planner.presolve.days import Arc, StudentDay
from planner.studies.crowding import Excluding
from planner.variables import Takes, Variables

HOURS_IN_WEEK = 168

Key = tuple[str, ...]
"""What a posted constraint is about: the rule and the ids it concerns."""


Worth = tuple[int, Literal]
"""Points, and when they are gained."""

Value = Callable[[Expression], int]
"""Gives an expression's value in a solution."""


@dataclass(frozen=True, slots=True)
class Score:
    """What a goal adds to the objective, and the plain figure behind it."""

    points: Expression
    measure: Callable[[Value], int]
    ceiling: int = 0
    """No plan has more points for this goal."""


@dataclass(frozen=True, slots=True)
class Shortage:
    """A requirement that a student may miss in one stretch of time."""

    student: str
    requirement: str
    over: str | None
    missing: Literal
    """At least the units missing or too many."""
    short: Callable[[Value], int]
    """Positive: missing below the minimum; negative: above the maximum; 0: met."""


@dataclass
class Program:
    """The model under construction, with what rules and goals share."""

    presolved: Presolved
    explaining: bool = False
    """Give every fact a literal of its own, so that a clash can name its facts."""
    model: Model = field(default_factory=Model)
    travel: list[tuple[str, StudentDay, int, list[tuple[Arc, Expression]]]] = field(
        default_factory=list
    )
    """Student, day, number of dates, and its arcs with their literals."""
    shortages: list[Shortage] = field(default_factory=list)
    excluding: dict[str, tuple[Excluding, list[Literal]]] = field(default_factory=dict)
    """What excludes what for each student, unless one of these requirements is unmet."""
    granted: dict[str, list[list[Worth]]] = field(default_factory=dict)
    """For each wish of whoever has any, what it is worth when it is granted: one at most."""
    satisfaction: dict[str, Expression] = field(default_factory=dict)
    assumptions: dict[Key, Literal] = field(default_factory=dict)
    limits: dict[Key, int] = field(default_factory=dict)
    """The row of each limit that students of several schools may have in common, and of each
    offering that may be the smallest of those that are to be of about one size."""

    @property
    def instance(self) -> Instance:
        """The instance that is being planned."""
        return self.presolved.instance

    @cached_property
    def variables(self) -> Variables:
        """All decisions."""
        return Variables(self.model, self.presolved)

    @cached_property
    def takes(self) -> dict[str, Takes]:
        """The takes of each student."""
        return {
            student.id: Takes(
                self.instance, student, self.variables, self.presolved.options[student.id]
            )
            for student in self.instance.students
        }

    def require(
        self,
        condition: Row,
        *key: str,
        limit: Key | None = None,
    ) -> None:
        """Post what a rule demands; `key` names the rule and whom or what it concerns.

        `limit`: the name under which the constraint is found again in `limits`.
        """
        if self.explaining and key not in self.assumptions:
            self.assumptions[key] = self.model.boolean()
        row = self.model.add(condition, self.assumptions.get(key))
        if limit is not None:
            self.limits[limit] = row

    def size(self, offering: str) -> Expression:
        """The number of students in an offering."""
        takers = self.presolved.takers[offering]
        return add_up(self.variables.takes[student, offering] for student in takers)

    def capacity(self, offering: str) -> int:
        """The most students that an offering can have, given who may take it."""
        takers = len(self.presolved.takers[offering])
        return min(self.instance.offering[offering].max_size, takers)

    @cached_property
    def duties(self) -> dict[tuple[str, str], list[tuple[int, Literal]]]:
        """Hours a week of each duty that each teacher may have in each term."""
        found: dict[tuple[str, str], list[tuple[int, Literal]]] = defaultdict(list)
        for (teacher, offering_id, duty_id), teaches in self.variables.teaches.items():
            offering = self.instance.offering[offering_id]
            [hours] = [duty.hours_a_week for duty in offering.duties if duty.id == duty_id]
            for term in offering.terms:
                found[teacher, term].append((hours, teaches))
        return dict(found)

    @cached_property
    def loads(self) -> dict[tuple[str, str], Expression]:
        """Hours a week of the duties of each teacher in each term."""
        return {key: weigh(duties) for key, duties in self.duties.items()}

    def free_hours(self, teacher: str) -> int:
        """Hours a week that a teacher can still be given without extra pay."""
        person = self.instance.teacher[teacher]
        return max(0, person.paid_hours - person.committed_hours)

    @cached_property
    def extra(self) -> dict[tuple[str, str], Expression]:
        """At least the extra hours a week of each teacher in each term."""
        found: dict[tuple[str, str], Expression] = {}
        for (teacher, term), load in self.loads.items():
            extra = self.model.integer(0, HOURS_IN_WEEK)
            free = self.free_hours(teacher)
            self.model.add(extra >= load - free)
            duties = self.duties[teacher, term]
            beyond = [(hours - free, duty) for hours, duty in duties if hours > free > 0]
            if beyond:  # half of a duty that alone is too long is half too long
                self.model.add(extra >= weigh(beyond))
            found[teacher, term] = extra
        return found

    @cached_property
    def roubles(self) -> Expression:
        """What openings and optional trips cost."""
        openings = [(o.cost, self.variables.opens[o.id]) for o in self.instance.offerings]
        trips = [(self.instance.trip[t].cost, runs) for t, runs in self.variables.runs.items()]
        return weigh([*openings, *trips])

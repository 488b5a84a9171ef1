"""A student in a plan, everybody else as they are -> what stands in the way of something else.

The answer is a smallest set of facts that cannot hold together with what is asked, so it is true
by construction. Facts of the data (ways, times, prerequisites, what was decided beforehand) come
first; of those of the plan, what others hold comes before what the student would have to give up.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from models.offers import Offering
from models.people import Student
from models.plan import Shortfall
from planner.change import changed
from planner.cp_sat import assume
from planner.explain.core import Core, NotInTime
from planner.explain.deadline import Deadline
from planner.explain.standing import Standing
from planner.explain.wanted import granted, grants
from planner.goals import requirements
from planner.linear import Expression, add_up, constant, weigh
from planner.presolve import Presolved
from planner.program import Key, Program
from planner.rules import (
    keeps,
    locks,
    one_section,
    one_timetable,
    prerequisites,
    student_times,
    travel_minutes,
)
from planner.solve.stopping import searched

SECONDS = 5.0
"""For one question."""
OWN_RULES = (one_section, one_timetable, student_times, travel_minutes, prerequisites, keeps)
OF_THE_PLAN = ("opens", "seats", "agreement", "bus", "least", "requirement", "granted")
"""Facts that could be otherwise in another plan."""


@dataclass(frozen=True)
class Obstacle:
    """Facts that do not allow what was asked."""

    facts: tuple[Key, ...]

    @property
    def in_every_plan(self) -> bool:
        """Whether no plan whatever could have it otherwise."""
        return all(fact[0] not in OF_THE_PLAN for fact in self.facts)


class Own:
    """One student's decisions, all others being fixed by the plan."""

    def __init__(
        self, standing: Standing, student: Student, deadline: Deadline, besides: int | None = None
    ) -> None:
        """`besides`: the wish that is asked about; all other wishes stay as they are granted.

        Raises `NotInTime`.
        """
        if deadline.passed:
            raise NotInTime
        self._deadline = deadline
        self._standing = standing
        self._student = student
        self._part = standing.part[student.id]
        self.program = Program(alone(standing.presolved, student, standing.bare), explaining=True)
        self._beyond: dict[Key, Expression] = {}
        """Units above a limit of which the student may need several."""
        for rule in OWN_RULES:
            rule.post(self.program)
        requirements.post(self.program, standing.asked)
        self._post_locks()
        self._post_plan()
        self._post_requirements()
        self._post_wishes(besides)

    def _takes(self, offering: str) -> Expression:
        return self.program.variables.takes.get((self._student.id, offering), constant(0))

    def _post_locks(self) -> None:
        for number, lock in enumerate(self._standing.instance.locks):
            if lock.student == self._student.id:
                locks.hold(self.program, number, lock)

    def _post_plan(self) -> None:
        """What opens when, and what the others leave."""
        standing, program = self._standing, self.program
        for (offering, timetable), chosen in program.variables.chosen.items():
            opened = standing.opened.get(offering)
            holds = int(opened is not None and opened.timetable == timetable)
            key = ("opens", offering) if opened else standing.against_opening(offering)
            program.require(chosen == holds, *key)
        for offering in program.instance.offering:
            if offering in standing.opened and offering not in self._part.takes:
                if standing.seats_left(offering) <= 0:
                    program.require(self._takes(offering) <= 0, "seats", offering)
            elif offering in self._part.takes and (needed := self._needed_in(offering)):
                program.require(self._takes(offering) >= 1, *needed)
        self._post_agreements()
        self._post_buses()

    def _needed_in(self, offering: str) -> Key | None:
        """The fact by which the student cannot leave a group without breaking it up."""
        standing, least = self._standing, self._standing.instance.offering[offering].min_size
        lock = standing.held_open.get(offering)
        if lock and len(standing.presolved.takers[offering]) <= least:
            return ("locks", lock)
        size = len(standing.placed[offering])
        return ("least", offering) if size <= least and (lock or size > 1) else None

    def _post_agreements(self) -> None:
        under: dict[str, list[str]] = defaultdict(list)
        for option in self._standing.presolved.options[self._student.id]:
            if option.agreement:
                under[option.agreement].append(option.offering)
        for agreement, offerings in under.items():
            left = self._standing.agreement_left(agreement)
            if left is not None:
                own = sum(offering in self._part.takes for offering in offerings)
                beyond = add_up(self._takes(offering) for offering in offerings) - (left + own)
                if len(offerings) > left + own:
                    self.program.require(beyond <= 0, "agreement", agreement)
                    self._beyond["agreement", agreement] = beyond

    def _post_buses(self) -> None:
        standing = self._standing
        own = {
            (ride.trip, ride.term, stretch)
            for ride in self._part.rides
            for stretch in standing.stretches(ride.trip, ride.origin, ride.destination)
        }
        for (_, trip, term, origin, destination), rides in self.program.variables.rides.items():
            if trip in standing.idle:
                self.program.require(rides <= 0, "bus", trip, term)
                continue
            seats = standing.instance.trip[trip].seats
            for stretch in standing.stretches(trip, origin, destination):
                key = (trip, term, stretch)
                if standing.riders[key] >= seats and key not in own:
                    self.program.require(rides <= 0, "bus", trip, term)

    def _post_requirements(self) -> None:
        """No requirement is missed by more than it is missed in the plan."""
        missing = {(s.requirement, s.over): abs(s.short) for s in self._part.unmet}
        for shortage in self.program.shortages:
            allowed = missing.get((shortage.requirement, shortage.over), 0)
            key = ("requirement", shortage.requirement, shortage.over or "")
            self.program.require(shortage.missing <= allowed, *key)

    def _post_wishes(self, besides: int | None) -> None:
        """What is granted of the other wishes stays granted."""
        instance = self._standing.instance
        takes = [instance.offering[offering] for offering in self._part.takes]
        for number, wish in enumerate(self._student.wishes):
            rank = granted(instance, wish, takes)
            if number != besides and rank is not None:
                enough = wish.ranked[: rank + 1]
                serving = [
                    self._takes(offering.id)
                    for offering in self.program.instance.offerings
                    if any(grants(instance, target, offering) for target in enough)
                ]
                self.program.require(add_up(serving) >= 1, "granted", str(number))

    def obstacle(self, offerings: Sequence[str], without: Sequence[Key] = ()) -> Obstacle | None:
        """What stands in the way of taking one of these; None if nothing does.

        `without`: as if these facts were otherwise. Raises `NotInTime`.
        """
        self.program.model.add(add_up(self._takes(offering) for offering in offerings) >= 1)
        return self._obstacle([key for key in self._ordered() if key not in without])

    def obstacle_to_meeting(self, shortfall: Shortfall) -> Obstacle | None:
        """What stands in the way of meeting a requirement; None if nothing does.

        Raises `NotInTime`.
        """
        missing = self._missing(shortfall)
        self.program.model.add(missing <= 0)
        return self._obstacle(self._ordered())

    def enough(self, fact: Key) -> int | None:
        """How much more of it makes possible what was asked last, all else being as it is.

        None: no amount is shown to.
        """
        others = [key for key in self._ordered() if key[:2] != fact[:2]]
        try:
            if self._core().clashing(others):
                return None
            return self._least_with(others, self._beyond[fact]) if fact in self._beyond else 1
        except NotInTime:
            return None

    def least_missing(self, shortfall: Shortfall) -> int:
        """By how much a requirement is missed whatever the others have and the plan opens.

        Raises `NotInTime`.
        """
        sure = [key for key in self.program.assumptions if key[0] not in OF_THE_PLAN]
        return self._least_with(sure, self._missing(shortfall)) or 0

    def _least_with(self, facts: Collection[Key], expression: Expression) -> int | None:
        """The smallest value of an expression while these facts hold; None if there is none."""
        assumed = [self.program.assumptions[key].index for key in facts]
        return least(self.program, expression, self._deadline, assumed)

    def _missing(self, shortfall: Shortfall) -> Expression:
        wanted = (shortfall.requirement, shortfall.over)
        missing = (s.missing for s in self.program.shortages if (s.requirement, s.over) == wanted)
        return next(missing, constant(0))

    def _obstacle(self, keys: list[Key]) -> Obstacle | None:
        facts, _ = self._core().shrunk(keys)
        return None if facts is None else Obstacle(tuple(facts))

    def _core(self) -> Core:
        deadline = self._deadline.within(SECONDS)
        return Core(self.program.model, self.program.assumptions, deadline, relaxed=False)

    def _ordered(self) -> list[Key]:
        """Facts of the data first: they are given up last."""
        rank = {name: number for number, name in enumerate(OF_THE_PLAN, start=1)}
        return sorted(self.program.assumptions, key=lambda key: rank.get(key[0], 0))

    def fewest_minutes(self) -> int | None:
        """Minutes on the way over all dates at least, with all facts as they are.

        None: not known.
        """
        minutes: list[tuple[int, Expression]] = [
            (dates * arc.leg.minutes, used)
            for _, _, dates, arcs in self.program.travel
            for arc, used in arcs
        ]
        try:
            return self._least_with(self.program.assumptions, weigh(minutes))
        except NotInTime:
            return None


def least(
    program: Program, expression: Expression, deadline: Deadline, assumed: Collection[int] = ()
) -> int | None:
    """The smallest value of an expression; None if there is none. Raises `NotInTime`."""
    values = smallest(program, expression, deadline, assumed)
    return None if values is None else expression.value(values)


def smallest(
    program: Program, expression: Expression, deadline: Deadline, assumed: Collection[int] = ()
) -> list[int] | None:
    """Values of all columns that make the expression smallest; None if there are none.

    `assumed`: columns that are 1. Raises `NotInTime`.
    """
    program.model.objective = -expression
    cp = program.model.written()
    program.model.objective = None
    assume(cp, assumed)
    solver = deadline.within(SECONDS).solver()
    status = searched(solver, cp)
    if status == cp_model.INFEASIBLE:
        return None
    if status != cp_model.OPTIMAL:
        raise NotInTime
    return list(solver.response_proto.solution)


def alone(
    presolved: Presolved, student: Student, known: dict[str, Offering] | None = None
) -> Presolved:
    """The student as the only one, with every offering that is an option, freed of duties.

    `known`: offerings freed of them, remembered from student to student.
    """
    bare = {} if known is None else known
    options = [option.offering for option in presolved.options[student.id]]
    for one in options:
        if one not in bare:
            bare[one] = changed(presolved.instance.offering[one], duties=())
    offerings = tuple(bare[one] for one in options)
    instance = changed(presolved.instance, students=(student,), offerings=offerings, teachers=())
    return presolved.with_same_options(instance)

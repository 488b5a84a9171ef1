"""A wish that was not granted -> what the plan as a whole would lose if it were.

Found by solving again with the wish forced. First only those near by may move, which shows a plan
and so says 'at most'; the model of the whole says 'at least', and both together the exact price.
"""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from time import time

import numpy as np
from ortools.sat.python import cp_model

from models.plan import Parameters, Plan
from planner.arrays import Flags, Numbers
from planner.build import build
from planner.cp_sat import hint, require_one
from planner.explain.deadline import Deadline
from planner.explain.openings import Openings
from planner.explain.standing import Standing
from planner.extract import extract
from planner.presolve import Presolved
from planner.solve.cuts import Effort, solve
from planner.solve.exact import Solved
from planner.solve.matrix import Matrix, matrix
from planner.solve.owners import owners
from planner.solve.region.neighbourhood import Neighbourhoods
from planner.solve.settle import settled
from planner.solve.stopping import searched

NEAR = (15, 60)
"""Students who may move besides the one who is asked about; more, if no plan is found so."""
QUICK_SECONDS = 3.0


@dataclass(frozen=True)
class Price:
    """Points that the plan would lose."""

    most: int | None
    """None: no plan with the wish is known."""
    least: int | None
    """None: not known."""
    other: Plan | None
    """The plan with the wish, by which the price was found."""
    impossible: bool = False
    """Nothing that was free to move allows the wish: proven."""

    @property
    def proven(self) -> bool:
        """Whether the price is exact."""
        return self.most is not None and self.most == self.least


class Prices:
    """Solves the plan again and again with something forced."""

    def __init__(self, standing: Standing, presolved: Presolved | None = None) -> None:
        """`presolved`: the same data with more of something; none: as they are."""
        self.standing = standing
        self._plan = standing.plan
        self._openings = Openings(standing)
        self._built = build(presolved or standing.presolved)
        self._model = self._built.program.model

    @property
    def _floor(self) -> int | None:
        """No plan is better than the bound."""
        bound = self.standing.bound
        return None if bound is None else self._plan.objective - bound

    def near(self, student: str, offerings: Sequence[str], deadline: Deadline) -> Price:
        """At most this: only students near by may move, and what may have to change with them."""
        takes = self._built.program.variables.takes
        one_of = np.array([takes[student, offering].index for offering in offerings], np.int64)
        for size in NEAR:
            students = self._neighbours(student, offerings, size)
            other = self.better(students, deadline.within(QUICK_SECONDS), one_of)
            if other is not None:
                return Price(self._plan.objective - other.objective, self._floor, other)
        return Price(None, self._floor, None)

    def all_near(
        self, asked: Sequence[tuple[str, Sequence[str]]], deadline: Deadline
    ) -> Iterator[Price]:
        """The same of many in their order, as many as there is time for; some at once."""

        def near(one: tuple[str, Sequence[str]]) -> Price | None:
            return None if deadline.passed else self.near(*one, deadline)

        pool = ThreadPoolExecutor(os.cpu_count())
        try:
            for price in pool.map(near, asked):
                if price is None:
                    return
                yield price
        finally:
            pool.shutdown(cancel_futures=True)

    def whole(
        self, student: str, offerings: Sequence[str], known: Price, deadline: Deadline
    ) -> Price:
        """The same with everybody free to move; as exact as the time allows."""
        model = self._forced(student, offerings)
        decided = dict(self._decisions(known.other or self._plan))
        hint(model, decided, map(int, decided.values()))
        solver, status = self._solve(model, deadline)
        if status == cp_model.INFEASIBLE:
            return Price(None, self._floor, None, impossible=True)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return known
        bound = round(solver.best_objective_bound)
        least = self._plan.objective - bound
        if self._floor is not None:
            least = max(least, self._floor)
        other = self._extracted(list(solver.response_proto.solution), bound)
        most = self._plan.objective - other.objective
        if known.most is not None and known.most <= most:
            return Price(known.most, least, known.other)
        return Price(most, least, other)

    def better(
        self, students: set[str], deadline: Deadline, one_of: Numbers | None = None
    ) -> Plan | None:
        """The best plan in which only these students move, and what may have to change with them.

        Of equal ones that with fewest changes; its bound is of these. `one_of`: columns, one of
        which must be 1. None: no plan was found.
        """
        columns = self._region.around({self._number[one] for one in students})
        cut = self._matrix.cut(columns, self._values)
        changes = int(self._placements[columns].sum())
        scale = 2 * changes + 1  # so that no number of changes outweighs a point
        gain = scale * self._matrix.gain + np.where(self._values, 1, -1) * self._placements
        effort = Effort(np.inf, deadline=time() + deadline.left, brief=True)
        found = solve(cut, effort, self._values, gain, one_of)
        if found.values is None:
            return None
        values = self._values.copy()
        values[columns] = found.values
        most = (found.at_most + changes) // scale
        fixed = self._matrix.points(values) - int(self._matrix.gain[columns] @ found.values)
        return self._extracted(values.tolist(), fixed + most)

    def _forced(self, student: str, offerings: Sequence[str]) -> cp_model.CpModel:
        model = self._model.written().clone()
        takes = self._built.program.variables.takes
        require_one(model, [takes[student, one].index for one in offerings])
        return model

    def _extracted(self, values: list[int], bound: int) -> Plan:
        solved = Solved(self._built, values, bound)
        return extract(solved, Parameters(), self._plan.instance_hash, 0.0)

    def _solve(
        self, model: cp_model.CpModel, deadline: Deadline
    ) -> tuple[cp_model.CpSolver, cp_model.CpSolverStatus]:
        solver = deadline.solver()
        solver.parameters.linearization_level = 2
        return solver, searched(solver, model)

    def _neighbours(self, student: str, offerings: Sequence[str], size: int) -> set[str]:
        """The students who have most to do with what is asked."""
        close: Counter[str] = Counter()
        for offering in offerings:
            wanting = self._openings.asking(self.standing.instance.offering[offering])
            close.update(dict.fromkeys(wanting, 2))
            close.update(dict.fromkeys(sorted(self.standing.placed[offering]), 3))
            for other in self._instead(offering):
                close.update(dict.fromkeys(sorted(self.standing.placed[other]), 3))
        for offering in self.standing.part[student].takes:
            close.update(sorted(self.standing.placed[offering]))
        return {student, *(name for name, _ in close.most_common(size))}

    def _instead(self, offering: str) -> set[str]:
        """What the teachers of an offering that did not open teach instead."""
        if offering in self.standing.opened:
            return set()
        duties = self.standing.instance.offering[offering].duties
        teachers = {teacher for duty in duties for teacher in duty.candidates}
        return {row.offering for teacher in teachers for row in self.standing.taught[teacher]}

    @cached_property
    def _matrix(self) -> Matrix:
        return matrix(self._model)

    @cached_property
    def _number(self) -> dict[str, int]:
        return {student.id: n for n, student in enumerate(self.standing.instance.students)}

    @cached_property
    def _region(self) -> Neighbourhoods:
        owner = owners(self._built.program, self._matrix)
        return Neighbourhoods(self._matrix, owner, self._decided)

    @cached_property
    def _decided(self) -> Flags:
        return self._matrix.flags(self._built.program.variables.decided)

    @cached_property
    def _placements(self) -> Flags:
        return self._matrix.flags(self._built.program.variables.takes.values())

    @cached_property
    def _values(self) -> Numbers:
        """Of all columns in the plan."""
        values = np.zeros(self._matrix.columns, np.int64)
        for index, value in self._decisions(self._plan):
            values[index] = value
        together = np.zeros(self._matrix.columns, np.int64)
        return settled(self._built.program, self._matrix, together, values)

    def _decisions(self, plan: Plan) -> Iterator[tuple[int, int]]:
        """The index of each decision, and its value in a plan."""
        variables = self._built.program.variables
        timetable = {opened.offering: opened.timetable for opened in plan.opens}
        taken = {(part.id, offering) for part in plan.students for offering in part.takes}
        ridden = {
            (part.id, ride.trip, ride.term, ride.origin, ride.destination)
            for part in plan.students
            for ride in part.rides
        }
        taught = {(row.teacher, row.offering, row.duty) for row in plan.teaches}
        for offering, opens in variables.opens.items():
            yield opens.index, offering in timetable
        for (offering, chosen_id), chosen in variables.chosen.items():
            yield chosen.index, timetable.get(offering) == chosen_id
        for (student, offering), takes in variables.takes.items():
            yield takes.index, (student, offering) in taken
        for (student, (offering, chosen_id)), attends in variables.attends.items():
            attended = (student, offering) in taken and timetable.get(offering) == chosen_id
            yield attends.index, attended
        for key, rides in variables.rides.items():
            yield rides.index, key in ridden
        for duty, teaches in variables.teaches.items():
            yield teaches.index, duty in taught
        for trip, runs in variables.runs.items():
            yield runs.index, trip in plan.runs

"""Blocks of the matrix at prices -> a bound on every plan, tighter with every block solved.

CP-SAT solves small blocks; HiGHS bounds large ones by cutting planes, where CP-SAT is slower.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

import numpy as np
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt

from planner.program import Program
from planner.solve.region.groups import blocks, groups, owners, tying
from planner.solve.region.matrix import Cut, Flags, Matrix, Numbers, Reals
from planner.solve.region.prices import SCALE, Priced, priced, relaxed_bounds
from planner.solve.region.relaxation import SOLVER, proto
from planner.solve.search import ANYTHING

TOLERANCE = 1e-6
"""The solver's bounds are taken to be wrong by this share at most."""


@dataclass(frozen=True, slots=True)
class Tightened:
    """What a block may gain."""

    at_most: int
    """In parts of a point."""
    values: Numbers | None
    """Of the block's columns; None: no solution was found."""


@dataclass
class Level:
    """Blocks of about one size, with what each of them gains at most."""

    matrix: Matrix
    prices: Priced
    block: Numbers
    ties: Flags
    at_most: Numbers
    """Of each block, in parts of a point."""
    students: list[int]
    """In each block."""

    @property
    def bound(self) -> int:
        """No plan has more points."""
        shared = int(self.prices.limits[self.ties].sum()) + SCALE * self.matrix.offset
        return (int(self.at_most.sum()) + shared) // SCALE

    @property
    def whole(self) -> bool:
        """Whether there is one block alone, whose values are a plan."""
        return len(self.students) == 1

    def cut(self, number: int) -> Cut:
        """A block without the rows that tie it to others."""
        columns = np.flatnonzero(self.block == number)
        rows = self.matrix.rows_of(columns)
        nothing = np.zeros(self.matrix.columns, np.int64)
        return self.matrix.cut(columns, nothing, rows[~self.ties[rows]])

    def problem(self, number: int) -> bytes:
        """A block at the prices, for `best`."""
        gain = self.prices.gain / SCALE
        written: bytes = proto(self.cut(number), gain, integers=True).SerializeToString()
        return written

    def learn(self, number: int, gained: int) -> None:
        """Take a bound on a block into account."""
        self.at_most[number] = min(self.at_most[number], gained)

    def order(self) -> Iterator[int]:
        """The blocks, large ones first."""
        yield from sorted(range(len(self.students)), key=lambda n: -self.students[n])


def level(program: Program, matrix: Matrix, prices: Reals, most: int) -> Level:
    """Blocks of at most so many students (or one school), before any is solved."""
    found = groups(program.instance, most)
    group = {student: n for n, students in enumerate(found) for student in students}
    block = blocks(matrix, owners(program, matrix, group), np.arange(len(found)))
    ties = tying(matrix, block)
    at_most = relaxed_bounds(matrix, prices, block, ties, len(found))
    students = [len(students) for students in found]
    return Level(matrix, priced(matrix, prices, ties), block, ties, at_most, students)


def best(problem: bytes, seconds: float) -> Tightened:
    """The best of a block, looked for so long."""
    parameters = mathopt.SolveParameters(time_limit=timedelta(seconds=seconds))
    model = model_pb2.ModelProto.FromString(problem)
    result = mathopt.solve(mathopt.Model.from_model_proto(model), SOLVER, params=parameters)
    dual = float(result.termination.objective_bounds.dual_bound)
    at_most = ceil((dual + TOLERANCE * abs(dual)) * SCALE) if np.isfinite(dual) else ANYTHING
    if not result.has_primal_feasible_solution():
        return Tightened(at_most, None)
    found = np.zeros(len(model.variables.ids), np.int64)
    for variable, value in result.variable_values().items():
        found[variable.id] = round(value)
    return Tightened(at_most, found)

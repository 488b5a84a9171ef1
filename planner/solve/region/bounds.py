"""Blocks of the matrix at prices -> a bound on every plan, tighter with every block solved.

CP-SAT solves small blocks; HiGHS bounds large ones by cutting planes, where CP-SAT is slower.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil, isfinite

import numpy as np

from planner.program import Program
from planner.solve.matrix import Cut, Flags, Matrix, Numbers, Reals
from planner.solve.owners import owners, tying
from planner.solve.region.groups import blocks, groups
from planner.solve.region.highs import Optimum, Problem, optimum, problem
from planner.solve.region.prices import SCALE, Priced, priced, relaxed_bounds
from planner.solve.search import ANYTHING


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
        """Whether there is one block alone, tied to nothing: its values are a plan."""
        return len(self.students) == 1 and not self.ties.any()

    def cut(self, number: int) -> Cut:
        """A block without the rows that tie it to others."""
        columns = np.flatnonzero(self.block == number)
        rows = self.matrix.rows_of(columns)
        nothing = np.zeros(self.matrix.columns, np.int64)
        return self.matrix.cut(columns, nothing, rows[~self.ties[rows]])

    def problem(self, number: int) -> Problem:
        """A block at the prices, for `tell_best`."""
        return problem(self.cut(number), self.prices.gain / SCALE)

    def learn(self, number: int, gained: int) -> None:
        """Take a bound on a block into account."""
        self.at_most[number] = min(self.at_most[number], gained)

    def order(self) -> Iterator[int]:
        """The blocks, large ones first."""
        yield from sorted(range(len(self.students)), key=lambda n: -self.students[n])


def level(
    program: Program, matrix: Matrix, prices: Reals, most: int, held: Flags | None = None
) -> Level:
    """Blocks of at most so many students (or one school; or all), before any is solved.

    `held`: rows that tie them to others elsewhere.
    """
    everybody = [student.id for student in program.instance.students]
    found = [everybody] if len(everybody) <= most else groups(program.instance, most)
    group = {student: n for n, students in enumerate(found) for student in students}
    block = blocks(matrix, owners(program, matrix, group), np.arange(len(found)))
    ties = tying(matrix, block)
    if held is not None:
        ties |= held
    at_most = relaxed_bounds(matrix, prices, block, ties, len(found))
    students = [len(students) for students in found]
    return Level(matrix, priced(matrix, prices, ties), block, ties, at_most, students)


def tell_best(block: Problem, seconds: float | None, tell: Callable[[Tightened], None]) -> None:
    """For `aside`: the best of a block, looked for so long, and what is known of it before."""

    def learn(found: Optimum) -> None:
        at_most = ceil(found.at_most * SCALE) if isfinite(found.at_most) else ANYTHING
        tell(Tightened(at_most, found.values))

    learn(optimum(block, seconds, learn))

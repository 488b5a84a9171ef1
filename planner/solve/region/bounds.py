"""Blocks of the matrix at prices -> a bound on every plan, tighter with every block solved.

HiGHS bounds them by cutting planes and branching; by work alone, CP-SAT solves small ones.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil, isfinite

import numpy as np

from planner.arrays import Flags, Numbers, Reals
from planner.program import Program
from planner.solve.highs import Optimum, Problem, optimum, problem
from planner.solve.matrix import Cut, Matrix
from planner.solve.owners import owners, tying
from planner.solve.prices import SCALE, Priced, priced, relaxed_bounds
from planner.solve.region.groups import blocks, groups
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
    groups: list[list[str]]
    """The students of each block."""
    within: "Within | None" = None
    """Smaller blocks of which these consist."""

    @property
    def students(self) -> list[int]:
        """How many there are in each block."""
        return [len(group) for group in self.groups]

    @property
    def bound(self) -> int:
        """No plan has more points."""
        shared = int(self.prices.limits[self.ties].sum()) + SCALE * self.matrix.offset
        return (int(self.best.sum()) + shared) // SCALE

    @property
    def best(self) -> Numbers:
        """What each block gains at most, by all that is known at present."""
        return self.at_most if self.within is None else self.within.tighten(self.at_most)

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

    def problem(self, number: int, plan: Numbers | None = None) -> Problem:
        """A block at the prices, for `tell_best`; with what it has in a plan, to begin with."""
        cut = self.cut(number)
        given = problem(cut, self.prices.gain / SCALE)
        known = None if plan is None else plan[cut.columns]
        return given if known is None or not cut.holds(known) else replace(given, known=known)

    def learn(self, number: int, gained: int) -> None:
        """Take a bound on a block into account."""
        self.at_most[number] = min(self.at_most[number], gained)

    def missing(self, values: Numbers | None) -> Numbers:
        """How much more each block may gain than in a plan, in parts of a point; large blocks
        count more where there is none."""
        if values is None:
            return np.array(self.students)
        gained = np.bincount(self.block, self.prices.gain * values, len(self.groups))
        return self.best - gained.astype(np.int64)


@dataclass(frozen=True)
class Within:
    """Smaller blocks, what is known of which counts for those that consist of them."""

    finer: Level
    block: Numbers
    """Of each smaller block, the one that it belongs to."""
    limits: Numbers
    """What the limits are worth of which smaller blocks alone have to pay for, for each block."""

    def tighten(self, at_most: Numbers) -> Numbers:
        """The lesser of this, and of what the smaller blocks gain at most together."""
        known = self.limits.copy()
        np.add.at(known, self.block, self.finer.best)
        return np.minimum(at_most, known)


def level(
    program: Program, matrix: Matrix, prices: Reals, most: int, held: Flags | None = None,
    finer: Level | None = None,
) -> Level:  # fmt: skip
    """Blocks of about so many students (or one school; or all), before any is solved.

    `held`: rows that tie them to others elsewhere; `finer`: smaller blocks, of which these consist.
    """
    everybody = [student.id for student in program.instance.students]
    found = [everybody] if len(everybody) <= most else groups(program.instance, most)
    if finer is None:
        block = blocks(matrix, owners(program, matrix, _numbered(found)), np.arange(len(found)))
    else:
        found, of_finer = _together(finer.groups, _numbered(found))
        block = of_finer[finer.block]
    ties = tying(matrix, block)
    if held is not None:
        ties |= held
    within = None
    if finer is not None:
        rows = np.flatnonzero(finer.ties & ~ties)
        limits = np.zeros(len(found), np.int64)
        np.add.at(limits, block[matrix.column[matrix.start[rows]]], finer.prices.limits[rows])
        within = Within(finer, of_finer, limits)
    at_most = relaxed_bounds(matrix, prices, block, ties, len(found))
    return Level(matrix, priced(matrix, prices, ties), block, ties, at_most, found, within)


def _numbered(found: list[list[str]]) -> dict[str, int]:
    """The group of each student."""
    return {student: number for number, group in enumerate(found) for student in group}


def _together(finer: list[list[str]], group: dict[str, int]) -> tuple[list[list[str]], Numbers]:
    """Small groups put together as most of their students are, and where each of them is."""
    chosen = [Counter(group[student] for student in small).most_common(1)[0][0] for small in finer]
    place = {number: n for n, number in enumerate(dict.fromkeys(chosen))}
    found = list[list[str]]([] for _ in place)
    for small, number in zip(finer, chosen, strict=True):
        found[place[number]] += small
    return found, np.array([place[number] for number in chosen])


def tell_best(block: Problem, seconds: float | None, tell: Callable[[Tightened], None]) -> None:
    """For `aside`: the best of a block, looked for so long, and what is known of it before."""

    def learn(found: Optimum) -> None:
        at_most = ceil(found.at_most * SCALE) if isfinite(found.at_most) else ANYTHING
        tell(Tightened(at_most, found.values))

    learn(optimum(block, seconds, learn))

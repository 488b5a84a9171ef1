"""Prices -> tasks that tighten the bound: small blocks first, then larger and larger ones."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from math import inf
from threading import Lock
from time import time

from models.plan import POINTS_A_STUDENT
from planner.arrays import Flags, Numbers, Reals
from planner.program import Program
from planner.solve.cuts import Effort, Found, solve
from planner.solve.matrix import Matrix
from planner.solve.prices import SCALE, relaxed_bound
from planner.solve.region.aside import aside
from planner.solve.region.bounds import Level, Tightened, level, tell_best
from planner.solve.region.payoff import Task

PRECISION = 0.0002
"""Gap at which CP-SAT gives a block up."""

STEPS = 130, 900, 2500
"""Students of a block at most, step by step; in parts not the last."""

SECONDS = 0.25, 1.0
"""For HiGHS, for each student of one of the smallest blocks, and of a larger one: much of its bound
comes at one go when it is proven."""

WORK = 3.0
"""CP-SAT's units for each of the smallest blocks, where no clock counts."""

ONE_BLOCK = 1200
"""Up to so many students, all are one block next to small ones: cutting planes do better."""


class Bounding:
    """A bound on every plan, tightened block by block."""

    def __init__(
        self, program: Program, matrix: Matrix, prices: Reals, effort: Effort,
        held: Flags | None = None,
    ) -> None:  # fmt: skip
        self._program = program
        self._students = len(program.instance.students)
        self._matrix = matrix
        self._prices = prices
        self._effort = effort
        self._held = held
        """Rows that tie everybody to others elsewhere, for whom they are priced alike."""
        self.bound = self._relaxed
        self.values: Numbers | None = None
        """Of the best plan come upon with everybody at once; never changed in place."""
        self.plan: Numbers | None = None
        """The best so far: blocks begin with it, those first where it may be farthest from the
        best."""
        self._learning = Lock()
        self.narrow = True
        """Whether some of the smallest blocks are still to be begun."""
        self._coarsest: Level | None = None

    def reprice(self, prices: Reals) -> None:
        """Begin with other prices, as nothing has been bounded yet: a bound at these."""
        assert self._coarsest is None
        self._prices = prices
        self.bound = self._relaxed

    @property
    def _relaxed(self) -> int:
        """What the prices alone say."""
        bound = relaxed_bound(self._matrix, self._prices)
        if self._held is not None:  # what is left to others is worth something as well
            return bound
        return min(bound, POINTS_A_STUDENT * self._students)

    @property
    def few(self) -> bool:
        """Whether all are one block next to the smallest ones."""
        return self._students <= ONE_BLOCK

    def small(self) -> Iterator[Task]:
        """The smallest blocks, by work alone."""
        return self._each(STEPS[0], work=WORK)

    def tasks(self, beside: bool = False) -> Iterator[Task]:
        """All blocks of all steps, up to one block of everybody.

        `beside`: what takes long may begin, as plans are looked for by another thread.
        """
        small, everybody = STEPS[0], ONE_BLOCK
        if self.few and beside:
            yield from self._each(everybody)
            yield from self._each(small)
            return
        finer = yield from self._each(small)
        for step in [everybody] if self.few else self._larger:
            finer = yield from self._each(step, finer)
            if step >= self._students:
                break

    @property
    def _larger(self) -> tuple[int, ...]:
        """Students of larger blocks: where several parts bound theirs at the same time, the largest
        take too much memory for what they bring."""
        return STEPS[1:] if self._held is None else STEPS[1:2]

    def _each(
        self, most: int, finer: Level | None = None, work: float | None = None
    ) -> Generator[Task, None, Level]:
        """All blocks of so many students at most, which consist of finer ones."""
        blocks = level(self._program, self._matrix, self._prices, most, self._held, finer)
        with self._learning:
            self._coarsest = blocks
            self.bound = min(self.bound, blocks.bound)
        left = set(range(len(blocks.groups)))
        while left:
            missing = blocks.missing(self.plan)
            left.remove(number := max(left, key=missing.__getitem__))
            self.narrow &= most != STEPS[0] or bool(left)

            def find(number: int = number) -> Callable[[], int]:
                told = self._tightened(blocks, number, most, work)
                lowered = sum(self._learn(blocks, number, found) for found in told)
                return lambda: lowered

            yield Task(find, most, long=most > STEPS[0])
        return blocks

    def proof(self) -> Callable[[], int]:
        """Everybody by CP-SAT, from a plan near the best: HiGHS ends within its tolerance, and
        counts parts of an hour. Nothing waits for what it returns."""
        assert self.plan is not None and self._held is None
        plan, matrix = self.plan, self._matrix
        least = -inf if len(matrix.broken(plan)) else matrix.points(plan)

        def learn(found: Found) -> None:
            at_most = found.at_most + matrix.offset
            assert at_most >= least, "there is a plan"
            with self._learning:
                self.bound = min(self.bound, at_most)
                if found.values is not None:
                    self._take(found.values)

        effort = replace(self._effort, work=inf, gap=0.0, brief=False, along=True)
        learn(solve(matrix.everything, effort, plan, tell=learn))
        return lambda: 0

    def _tightened(
        self, blocks: Level, number: int, most: int, work: float | None
    ) -> Iterator[Tightened]:
        """What is found out about a block, as soon as it is known."""
        students, small = blocks.students[number], most == STEPS[0]
        if work is not None:
            missed = PRECISION * POINTS_A_STUDENT * SCALE * students
            effort = replace(self._effort, work=work, gap=missed, brief=False)
            found = solve(blocks.cut(number), effort, gain=blocks.prices.gain)
            yield Tightened(found.at_most, found.values)
            return
        seconds = max(1.0, SECONDS[not small] * students)
        if self._effort.deadline is not None:
            seconds = max(0.1, min(seconds, self._effort.deadline - time()))
        halt = self._effort.halt
        yield from aside(
            tell_best, blocks.problem(number, self.plan), seconds, lambda: halt.asked, sparing=True
        )

    def _learn(self, blocks: Level, number: int, found: Tightened) -> int:
        """Take it into account, in any thread; by how much that lowers the bound."""
        with self._learning:
            before = self.bound
            blocks.learn(number, found.at_most)
            for known in (blocks, self._coarsest):
                self.bound = min(self.bound, known.bound if known else self.bound)
            lowered = before - self.bound
            if self._held is None and blocks.whole and found.values is not None:
                self._take(found.values)
        return lowered

    def _take(self, plan: Numbers) -> None:
        """Remember it, if it is a plan, and better than what is known."""
        known, matrix = self.values, self._matrix
        better = known is None or matrix.points(plan) > matrix.points(known)
        if better and not len(matrix.broken(plan)):
            self.values = plan

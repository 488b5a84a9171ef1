"""Prices -> a first plan: every group of students in turn plans for itself."""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from time import time

from models.plan import POINTS_A_STUDENT
from planner.arrays import Flags, Numbers
from planner.solve.matrix import Matrix
from planner.solve.region.allowance import WORK, Allowance
from planner.solve.region.moves import Move, Moves, Students
from planner.solve.settle import settle

LEAST, FAIR = 0.3, 1.25
"""Seconds that a group may plan at least, and how many times its share of the time left at most."""

POOR, LONGER = 0.02, 6.0
"""Gap beyond which a group that has been given up is tried so much longer."""


@dataclass(frozen=True)
class Planting:
    """Every group plans for itself, paying for what others want as well.

    So many at the same time may want the same last seat; what is kept is a plan, if nothing else
    is.
    """

    matrix: Matrix
    moves: Moves
    allowance: Allowance
    values: Numbers
    """What holds; changed in place by whatever fits."""
    gain: Numbers
    """Of the columns, at the prices of what is shared."""
    unlikely: Flags
    """Columns that are left out, unless they are taken."""
    tell: Callable[[], None]
    """Called after each group."""

    def plant(self, pool: ThreadPoolExecutor) -> bool:
        """Several at a time, then one by one, in the end from what is kept.

        False: there was no time for any of them.
        """
        without = self.unlikely & (self.values == 0)
        left = self.moves.apart()
        for width, afresh in ((self.allowance.groups, True), (1, True), (1, False)):
            left = self._each(pool, left, width, without, afresh)
        for group in left:
            theirs = self.moves.group == self.moves.groups.index(group)
            settle(self.matrix, theirs & ~self.moves.decided, self.values)
        return len(left) < len(self.moves.groups) or not self.allowance.spent

    def _each(
        self, pool: ThreadPoolExecutor, waiting: Sequence[Students], width: int, without: Flags,
        afresh: bool,
    ) -> list[Students]:  # fmt: skip
        """So many groups at a time, `without` some columns; those that found no plan that fits.

        Their moves are taken in this order, so that nothing depends on which is done first.
        """
        left: list[Students] = []
        moving: deque[tuple[Students, Future[Move]]] = deque()

        def take() -> None:
            group, future = moving.popleft()
            move = future.result()
            self.allowance.work += move.found.work
            if not self.moves.take(move, self.values):
                left.append(group)
            self.tell()

        for place, group in enumerate(waiting):
            if len(moving) == width:
                take()
            if self.allowance.spent:
                left.append(group)
                continue
            still = sum(map(len, (*waiting[place:], *left, *(one for one, _ in moving))))
            values, share = self.values.copy(), len(group) / still
            until = self._until(share * width)
            future = pool.submit(self._plan, group, values, share, without, afresh, until)
            moving.append((group, future))
        while moving:
            take()
        return left

    def _plan(
        self, group: Students, values: Numbers, share: float, without: Flags, afresh: bool,
        until: float | None,
    ) -> Move:  # fmt: skip
        """What a group plans for itself, looked for longer where too little was found."""
        poor = POOR * POINTS_A_STUDENT * len(group)
        effort = replace(self.allowance.effort(len(group)), deadline=until)
        move = self.moves.move(group, values, effort, self.gain, share, without, afresh)
        if move.found.work < effort.work or move.missed(self.gain) <= poor:
            return move
        longer = replace(effort, work=LONGER * WORK, gap=poor)
        again = self.moves.move(group, values, longer, self.gain, share, without, afresh)
        work = move.found.work + again.found.work
        return replace(again, found=replace(again.found, work=work))

    def _until(self, share: float) -> float | None:
        """When a group ends that has this share of the time left."""
        left = self.allowance.left
        if left is None:
            return self.allowance.deadline
        return time() + min(left, max(LEAST, FAIR * share * left))

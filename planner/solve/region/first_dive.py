"""A dive in a process of its own: prices, then a plan, then perhaps a better one, as it tells."""

from collections.abc import Generator
from contextlib import nullcontext
from dataclasses import replace
from time import time

import numpy as np

from planner.arrays import Numbers, Reals
from planner.program import Program
from planner.solve.matrix import Matrix
from planner.solve.region.allowance import Allowance
from planner.solve.region.aside import aside
from planner.solve.region.diving import tell_dive, to_decide
from planner.solve.region.outside import Outside

DIVING, AT_MOST = 0.8, 1.2
"""Part of the time left in which a dive is to end, and after which a part's is given up: one that
would soon have ended is worth much more than the time."""


class FirstDive:
    """What a dive tells, asked for in this order; nothing, as soon as there is no time for it.

    A part dives in its turn, which it has until the dive is closed, or has told all.
    """

    def __init__(
        self, program: Program, matrix: Matrix, owner: Numbers, allowance: Allowance,
        outside: Outside | None,
    ) -> None:  # fmt: skip
        self._program = program
        self._matrix = matrix
        self._owner = owner
        self._allowance = allowance
        self._outside = outside
        self._told = self._telling()
        self.may_be_late = False
        """Whether it looks for a part's plan, which may take somewhat longer than there is time."""

    def prices(self) -> Reals:
        """What the rows' limits are worth (the duals); nothing, if the time is too short."""
        found = next(self._told, None)
        if self._outside:
            return self._outside.prices
        return np.zeros(self._matrix.rows) if found is None else found

    def plan(self) -> Numbers | None:
        """A first plan's values."""
        self.may_be_late = self._outside is not None
        found = self._following()
        self.may_be_late = False
        if found is None or self._allowance.by_work:
            self.close()  # nothing else is told, and others wait for their turn
        return found

    def better(self) -> Numbers | None:
        """Those of the better plan that may follow; the last that it tells."""
        found = self._following()
        self.close()
        return found

    def close(self) -> None:
        """End it, and give the turn back."""
        self._told.close()

    def _following(self) -> Numbers | None:
        found = next(self._told, None)
        if found is None or len(self._matrix.broken(values := found.astype(np.int64))):
            return None
        return values

    def _telling(self) -> Generator[Reals | None, None, None]:
        there, left = self._outside, self._allowance.left
        turns, halt = there.turns if there else None, self._allowance.halt
        end = None if left is None else time() + (AT_MOST if there else DIVING) * left
        if there and left is not None and there.diving > left:
            return
        ended = there.ended if there else None
        given = to_decide(self._program, self._matrix, self._owner, ended)
        if left is not None:  # then others end what is not done, and what it found is lost
            given = replace(given, until=time() + DIVING * left)

        def given_up() -> bool:
            return halt.asked or (end is not None and time() > end)

        with turns.urgent(given_up) if turns else nullcontext():
            seconds = None if end is None else end - time()
            if there and seconds is not None and there.took > seconds:
                return
            yield from aside(tell_dive, given, seconds, lambda: halt.asked)

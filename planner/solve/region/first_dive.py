"""A dive in a process of its own: prices, then a plan; then another, for a better one near by."""

from collections.abc import Generator
from contextlib import nullcontext
from functools import cached_property
from time import time

import numpy as np

from planner.arrays import Numbers, Reals
from planner.processes import Turns
from planner.program import Program
from planner.solve.diver import WHOLE
from planner.solve.diving import Dive, Dived, Rough, tell_dive, tell_polished, to_decide
from planner.solve.matrix import Matrix
from planner.solve.region.allowance import Allowance
from planner.solve.region.aside import aside
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
        self._rough: Rough | None = None
        self._took = 0.0
        """Seconds that the dive took."""
        self.may_be_late = False
        """Whether it looks for a part's plan, which may take somewhat longer than there is time."""

    def prices(self) -> Reals:
        """What the rows' limits are worth (the duals); nothing, if the time is too short."""
        found = next(self._told, None)
        if self._outside:
            return self._outside.prices
        return found if isinstance(found, np.ndarray) else np.zeros(self._matrix.rows)

    def plan(self) -> Numbers | None:
        """A first plan's values."""
        self.may_be_late = self._outside is not None
        found = next(self._told, None)
        self.may_be_late = False
        self.close()  # others wait for their turn
        if not isinstance(found, Dived) or found.values is None:
            return None
        if (values := self._kept(found.values)) is not None and self._missed(found.values):
            self._rough = Rough(self._given, found.relaxed, found.values)
        return values

    def better(self) -> Numbers | None:
        """Those of a better one, where there is time, and somebody misses a requirement; in turn,
        once no other part dives. It is looked for no longer than the dive took."""
        rough, left = self._rough, self._allowance.left
        self._rough = None
        if rough is None or left is None:
            return None
        given_up, turns = lambda: self._allowance.halt.asked, self._turns
        with turns.turn(given_up) if turns else nullcontext():
            seconds = min(self._took, DIVING * (self._allowance.left or 0.0))
            found = list(aside(tell_polished, rough, seconds, given_up)) if seconds > 0 else []
        return self._kept(found[0]) if found else None

    def close(self) -> None:
        """End it, and give the turn back."""
        self._told.close()

    def _kept(self, found: Reals) -> Numbers | None:
        """As a plan's values, if it is one."""
        values = found.astype(np.int64)
        return None if len(self._matrix.broken(values)) else values

    @cached_property
    def _given(self) -> Dive:
        there = self._outside
        return to_decide(self._program, self._matrix, self._owner, there.ended if there else None)

    def _missed(self, values: Reals) -> bool:
        return bool((values[self._given.missing] > WHOLE).any())

    @property
    def _turns(self) -> Turns | None:
        return self._outside.turns if self._outside else None

    def _telling(self) -> Generator[Reals | Dived, None, None]:
        there, left, turns = self._outside, self._allowance.left, self._turns
        end = None if left is None else time() + (AT_MOST if there else DIVING) * left
        takes, halt = there.dive if there else 0.0, self._allowance.halt

        def given_up() -> bool:
            return halt.asked or (end is not None and time() + takes > end)

        with turns.urgent(given_up) if turns else nullcontext():
            if given_up():
                return
            began = time()
            seconds = None if end is None else end - began
            for told in aside(tell_dive, self._given, seconds, lambda: halt.asked):
                self._took = time() - began
                yield told

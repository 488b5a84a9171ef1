"""A part's relaxation: solved with some shares, then with others, each time from where it ended.

The first time in a process of its own, which can be given up; later it takes a fraction of a
second, of which to begin a process would be more than half.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from time import monotonic, process_time

import numpy as np

from planner.arrays import Reals
from planner.memory import give_back
from planner.program import Key
from planner.solve.highs import Basis, Problem, Relaxation, Relaxed, limited, problem
from planner.solve.matrix import Matrix, spread
from planner.solve.parts.bargain import Paying, Worth
from planner.solve.parts.inside import Inside
from planner.solve.region.aside import aside

NOTHING, TOO_MUCH = -1, 1 << 30
"""Shares (of people needed: too many) with which every row of a shared limit binds, and stays."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be solved, from where a similar one ended, if one did."""

    problem: Problem
    ended: Basis | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it."""

    found: Relaxed | None
    """None: nothing, within the time."""
    duals: Reals
    """Of the problem's rows."""
    ended: Basis | None
    """Where it ended."""
    took: float
    """Seconds of a processor."""


NOT_IN_TIME = Outcome(None, np.array([]), None, 0.0)


BRIEFLY = 10.0
"""Seconds at most, where it cannot be given up."""

Turn = Callable[[Callable[[], bool]], AbstractContextManager[None]]
"""What is waited for, or until that is given up."""


def no_turn(given_up: Callable[[], bool]) -> AbstractContextManager[None]:
    """Nothing is waited for."""
    return nullcontext()


class Relaxing:
    """Tells what shares are worth, as long as there is time."""

    def __init__(
        self, matrix: Matrix, inside: Inside, seconds: float | None, given_up: Callable[[], bool],
        turn: Turn = no_turn,
    ) -> None:  # fmt: skip
        """`turn`: what is waited for whenever it is solved."""
        self.inside = inside
        self._left = seconds
        """Seconds for all that is asked."""
        self.took = 0.0
        """Seconds of a processor, the first time; all that it was given, if nothing came of it."""
        self._given_up = given_up
        self._turn = turn
        self._matrix = matrix
        tight = self._tight
        self._held_open = tight.lower > matrix.lower
        cut = tight.everything
        self._made: Problem | None = problem(cut, matrix.gain)
        self._rows = cut.rows
        """Of the problem, which has all columns."""
        place = {int(row): number for number, row in enumerate(self._rows)}
        self._place = {key: place[row] for key, row in inside.rows.items() if row in place}
        """Of shared limits; nobody here could use any of the others."""
        self._ended: Basis | None = None
        """Where it ended, for the problem's columns and rows."""
        self.prices: Reals = np.zeros(matrix.rows)
        """Of all rows, as they were told last."""

    def worth(self, shares: Mapping[Key, float]) -> Worth:
        """What shares are worth, and what is used of them; nothing, if that takes too long."""
        limits = {row: self.inside.limits(key, shares[key]) for key, row in self._place.items()}
        told = self._solved(limits, self._problem.gain)
        if told.found is None:
            return Worth(dict.fromkeys(self.inside.rows, 0.0), {}, known=False)
        self.prices = spread(told.duals, self._rows, self._matrix.rows)
        used = self.inside.used(shares, told.found.values)
        return Worth(self.inside.worth(self.prices), used)

    @property
    def ended(self) -> Basis | None:
        """Where the relaxation ended, for all columns and rows."""
        if self._ended is None:
            return None
        return self._ended.of_whole(self._rows, self._matrix.rows).raised(self._held_open)

    def named(self, prices: Mapping[Key, float]) -> Reals:
        """What all rows are worth where shared limits cost what everybody has agreed on, and all
        others what they were worth at this part's own prices: it bounds, but far too high."""
        return self.inside.everywhere(self.prices, prices)

    def everywhere(self, prices: Mapping[Key, float]) -> Reals:
        """The same where all others are worth most at these prices, if there is time."""
        found = self.paying(prices)
        return self.named(prices) if found is None else found[1]

    def paying(self, prices: Mapping[Key, float]) -> tuple[Paying, Reals] | None:
        """What is gained at these prices of shared limits, whatever the shares are, and what all
        rows are worth at them; None: there is no time."""
        held, named = self.inside.held, self.named(prices)
        paid = self._matrix.paid(np.where(held, named, 0.0))
        free = dict.fromkeys(self._place.values(), (-np.inf, np.inf))
        told = self._solved(free, self._matrix.gain - paid)
        if told.found is None or not told.found.best:
            return None
        values = told.found.values
        used = self.inside.used(dict.fromkeys(self.inside.rows, 0.0), values)
        spent = sum(prices.get(key, 0.0) * amount for key, amount in used.items())
        gain = float(self._matrix.gain @ values) + self._matrix.offset - spent
        worth = np.where(held, named, spread(told.duals, self._rows, self._matrix.rows))
        return Paying(gain, used), worth

    def rest(self, turn: Turn) -> None:
        """Keep little until it is asked again, and then in such turns, however long they take."""
        self._made, self._turn, self._left = None, turn, None

    @property
    def _problem(self) -> Problem:
        if self._made is None:
            self._made = problem(self._tight.everything, self._matrix.gain)
        return self._made

    @property
    def _tight(self) -> Matrix:
        """With shares with which every row of a shared limit binds."""
        people = {key: TOO_MUCH if key[0] == "people" else NOTHING for key in self.inside.rows}
        return self.inside.bounded(people)

    def _solved(self, limits: Mapping[int, tuple[float, float]], gain: Reals) -> Outcome:
        """With such limits of some of its rows, from where it ended before."""
        began, outcome = monotonic(), NOT_IN_TIME
        end = None if self._left is None else began + self._left

        def over() -> bool:
            return self._given_up() or (end is not None and monotonic() >= end)

        with self._turn(over):
            begun = monotonic()
            if not over():
                asked = Asked(replace(limited(self._problem, limits), gain=gain), self._ended)
                seconds = None if end is None else end - begun
                for outcome in self._asked(asked, seconds):
                    self._ended = outcome.ended or self._ended
                self.took = self.took or outcome.took or monotonic() - begun
        if self._left is not None:
            self._left -= monotonic() - began
        return outcome

    def _asked(self, asked: Asked, seconds: float | None) -> Iterable[Outcome]:
        if asked.ended is None:
            return aside(relax, asked, seconds, self._given_up)
        told = list[Outcome]()
        relax(asked, min(BRIEFLY, BRIEFLY if seconds is None else seconds), told.append)
        give_back()
        return told


def relax(asked: Asked, seconds: float | None, tell: Callable[[Outcome], object]) -> None:
    """Solve what is asked."""
    relaxation, began = Relaxation(asked.problem), process_time()
    if asked.ended is not None:
        relaxation.begin(asked.ended)
    found = relaxation.solve(seconds)
    tell(Outcome(found, relaxation.duals, relaxation.ended, process_time() - began))

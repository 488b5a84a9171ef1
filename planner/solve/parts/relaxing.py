"""A part's relaxation in a process of its own: solved with some shares, then with others."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from multiprocessing.connection import Connection
from time import monotonic, process_time

import numpy as np

from planner.arrays import Reals
from planner.memory import give_back
from planner.processes import SECONDS
from planner.program import Key
from planner.solve.matrix import Matrix
from planner.solve.parts.bargain import Worth
from planner.solve.parts.inside import Inside, Terms
from planner.solve.region.aside import GRACE
from planner.solve.region.highs import Basis, Problem, Relaxation, Relaxed, problem

NOTHING, TOO_MUCH = -1, 1 << 30
"""Shares (of people needed: too many) with which every row of a shared limit binds, and stays."""


class Relaxing:
    """Tells what shares are worth, as long as the process lives and has time."""

    def __init__(
        self, asked: Connection, matrix: Matrix, inside: Inside, seconds: float | None,
        given_up: Callable[[], bool],
    ) -> None:  # fmt: skip
        self._asked = asked
        self.inside = inside
        self._left = seconds
        """Seconds for all that is asked."""
        self.took = 0.0
        """Seconds of a processor, the first time; all that passed, if nothing came of it."""
        self._lost = False
        self._given_up = given_up
        tight = inside.bounded(
            {key: TOO_MUCH if key[0] == "people" else NOTHING for key in inside.rows}
        )
        self._matrix = matrix
        self._cut = tight.everything
        place = {int(row): number for number, row in enumerate(self._cut.rows)}
        self._place = {key: place[row] for key, row in inside.rows.items() if row in place}
        """Of shared limits; nobody here could use any of the others."""
        self.prices: Reals = np.zeros(matrix.rows)
        """Of all rows, as they were told last."""
        asked.send(problem(self._cut, matrix.gain))

    def worth(self, shares: Mapping[Key, float]) -> Worth:
        """What shares are worth, and what is used of them; nothing, if that takes too long."""
        limits = {row: self.inside.limits(key, shares[key]) for key, row in self._place.items()}
        found = self._solved(limits)
        if found is None:
            return Worth(dict.fromkeys(self.inside.rows, 0.0), {}, known=False)
        self.prices = self._cut.of_rows(found.duals)
        used = self.inside.used(shares, found.values)
        return Worth(self.inside.worth(self.prices), used, took=self.took)

    @property
    def ended(self) -> Basis | None:
        """Where the relaxation ended, for all columns and rows."""
        found, _ = self._answer(None)
        if not isinstance(found, Basis):
            return None
        held_open = self._cut.whole.lower > self._matrix.lower
        return found.of_whole(self._cut).raised(held_open)

    def everywhere(self, terms: Terms) -> Reals:
        """What all rows are worth where shared limits cost what everybody has agreed on.

        Solved anew: what other rows were worth at this part's own prices bounds, but far too high.
        """
        held, known = self.inside.held, self.inside.everywhere(self.prices, terms)
        paid = self._matrix.paid(np.where(held, known, 0.0))
        unlimited = dict.fromkeys(self._place.values(), (-np.inf, np.inf))
        found = self._solved(unlimited, self._matrix.gain - paid)
        if found is None or not found.best:
            return known
        return np.where(held, known, self._cut.of_rows(found.duals))

    def _solved(
        self, limits: Mapping[int, tuple[float, float]], gain: Reals | None = None
    ) -> Relaxed | None:
        began = monotonic()
        found, busy = self._answer(limits, gain)
        passed = monotonic() - began
        self.took = self.took or busy or passed
        if self._left is not None:
            self._left -= passed
        return found if isinstance(found, Relaxed) else None

    def _answer(
        self, limits: Mapping[int, tuple[float, float]] | None, gain: Reals | None = None
    ) -> tuple[Relaxed | Basis | None, float]:
        """What the process answers, and the seconds of a processor it took; nothing if there is no
        time for it."""
        if self._lost:
            return None, 0.0
        seconds = None if self._left is None else max(0.1, self._left)
        late = None if seconds is None else monotonic() + seconds + GRACE
        self._lost = True
        with suppress(EOFError, OSError):
            self._asked.send((seconds, limits, gain))
            while not self._asked.poll(SECONDS):
                if self._given_up() or (late is not None and monotonic() > late):
                    return None, 0.0
            answer: tuple[Relaxed | Basis | None, float] = self._asked.recv()
            self._lost = False
            return answer
        return None, 0.0


def relax(asked: Connection) -> None:
    """Solve a problem again and again, with the limits of rows that are told, each time all of
    them, and other gains of columns, if any are.

    None instead of limits: tell where it ended. With each answer go the seconds of a processor.
    """
    with suppress(EOFError, OSError):  # nothing more is asked
        problems: list[Problem] = [asked.recv()]
        relaxation = Relaxation(problems[0])
        while True:
            seconds, limits, gain = asked.recv()
            if limits is None:
                asked.send((relaxation.ended, 0.0))
                continue
            for row, (least, most) in limits.items():
                relaxation.limit(row, least, most)
            if gain is not None:
                relaxation.gain(gain)
            began = process_time()
            asked.send((relaxation.solve(seconds), process_time() - began))
            if problems and (ended := relaxation.ended):
                del relaxation  # what its presolve leaves behind is as much again as all else
                give_back()
                relaxation = Relaxation(problems.pop())
                relaxation.begin(ended)

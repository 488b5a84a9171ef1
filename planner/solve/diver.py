"""A linear relaxation in which more and more is decided."""

from time import time

import numpy as np

from planner.arrays import Flags, Numbers, Reals
from planner.solve.highs import Basis, Relaxation, Relaxed, problem
from planner.solve.matrix import Cut, extremes, spans

MUCH = 300
"""Points that the relaxation may lose by what is decided at once."""

MOST = 64
"""Decisions at once."""

WHOLE = 1e-6
"""What is nearer than that to a whole number is one."""


def tearing(values: Reals) -> Reals:
    """How far each value is from a whole number."""
    return np.asarray(np.abs(values - np.rint(values)))


class Diver:
    """The relaxation of a cut, and what has been decided in it."""

    def __init__(self, cut: Cut, end: float, losses: Flags, ended: Basis | None = None) -> None:
        """`end`: when to give up, in seconds since the epoch; `ended`: where to begin.

        `losses`: what is not considered where the relaxation does without. It would rather lose a
        little of many, each of which is a whole one in the end.
        """
        self.cut = cut
        self._end = end
        self._losses = np.flatnonzero(losses[cut.columns])
        self._lower = cut.whole.lower[cut.columns]
        self._upper = cut.whole.upper[cut.columns]
        """Of each of the cut's columns at present."""
        self._made = np.zeros(len(cut.columns), bool)
        """Of the cut's columns those that are decided."""
        self._relaxation = Relaxation(problem(cut, cut.whole.gain))
        if ended is not None:
            self._relaxation.begin(ended.of(cut))
        self.found = self._solved()
        """None: there was no time, or there is no solution."""

    @property
    def values(self) -> Reals:
        """Of the cut's columns."""
        return self._known.values.copy()

    @property
    def duals(self) -> Reals:
        """Of the cut's rows."""
        return self._relaxation.duals

    @property
    def made(self) -> Flags:
        """Of all columns of the whole those that are decided here."""
        found = np.zeros(self.cut.whole.columns, bool)
        found[self.cut.columns[self._made]] = True
        return found

    @property
    def ended(self) -> Basis | None:
        """Where the relaxation ended; of a cut of all columns."""
        found = self._relaxation.ended
        return found and found.of_whole(self.cut.rows, self.cut.whole.rows)

    def follow(self, other: "Diver") -> bool:
        """Decide what has been decided of some of the columns; False: no time."""
        made, values = np.flatnonzero(other.made), np.rint(other.values[other._made])
        columns = np.searchsorted(self.cut.columns, made)
        self._made[columns] = True
        self._limit(self._losses)
        for value in (0, 1):
            self._limit(columns[values == value], value)
        self.found = self._solved()
        if self.found is None or not self.found.best:
            return False
        self._spare()
        return True

    def decide(self, decisions: Flags, left: float = 0.0, losing: bool = True) -> bool:
        """Make decisions whole, all or all but a part of what is torn; False: no time, or no way.

        What is most nearly taken is taken first, several at once as long as little is lost. Where
        one loses much, the relaxation is asked what it would lose without. Where that is not to
        be had without `losing`, there is no way, or what is lost least is taken.
        """
        if self.found is None or not self.found.best:
            return False
        self._spare()
        columns, together = np.flatnonzero(decisions[self.cut.columns]), 1
        enough = left * len(self._torn(columns))
        while len(torn := self._torn(columns)) > enough:
            batch, least = self.fitting(torn, together), self._known.gain - MUCH
            taken = self._make(batch, 1, least)
            if taken >= least:
                together = min(2 * together, MOST)
            elif len(batch) > 1:
                together = max(1, len(batch) // 4)
            elif not self._alone(batch, taken, losing):
                return False
        return True

    @property
    def _known(self) -> Relaxed:
        assert self.found is not None
        return self.found

    def _torn(self, columns: Numbers) -> Numbers:
        """What is neither taken nor not, the most nearly taken first; what is taken stays."""
        columns = columns[~self._made[columns]]
        whole = tearing(self._known.values[columns]) <= WHOLE
        taken = columns[whole & (self._known.values[columns] > 0.5)]
        self._limit(taken, 1)
        self._made[taken] = True
        torn = columns[~whole]
        return np.asarray(torn[np.argsort(-self._known.values[torn], kind="stable")])

    def fitting(self, columns: Numbers, most: int) -> Numbers:
        """Of these columns so many that no row keeps from being taken together; one at least."""
        room, (cells, first) = self._room(columns), self.cut.by_column
        chosen = list[int]()
        for column in columns.tolist():
            own = cells[first[column] : first[column + 1]]
            side, weight = (self.cut.weight[own] < 0).astype(int), np.abs(self.cut.weight[own])
            left = room[side, self.cut.row[own]] - weight
            if not chosen or left.min(initial=0) >= 0:
                room[side, self.cut.row[own]] = left
                chosen.append(column)
            if len(chosen) == most:
                break
        return np.array(chosen)

    def _room(self, columns: Numbers) -> Numbers:
        """How much the least sum of each row in which they occur is below its limit, and its
        greatest above the other."""
        cut, (cells, first) = self.cut, self.cut.by_column
        touched = np.zeros(len(cut.rows), bool)
        touched[cut.row[cells[spans(first[columns], first[columns + 1])]]] = True
        there = np.flatnonzero(touched[cut.row])
        row, column = cut.row[there], cut.column[there]
        low, high = extremes(cut.weight[there], self._lower[column], self._upper[column])
        least = np.bincount(row, low, len(cut.rows)).astype(np.int64)
        greatest = np.bincount(row, high, len(cut.rows)).astype(np.int64)
        return np.stack((cut.most - least, greatest - cut.least))

    def _alone(self, one: Numbers, taken: float, losing: bool) -> bool:
        """A single decision, the way that loses less; False: no time, or no way.

        `taken`: what the relaxation gains if it is taken, nothing if it cannot be.
        """
        left = self._make(one, 0, taken)
        if left == taken == -np.inf:  # neither, unless something is lost
            if not losing:
                return False
            self._limit(self._losses)
            taken = self._make(one, 1, np.inf)
            self._make(one, 0, taken)
        if not self._made[one].all():
            self._make(one, 1, -np.inf)
        self._spare()
        return bool(self._made[one].all())

    def _make(self, batch: Numbers, value: int, least: float) -> float:
        """Decide so if the relaxation then gains so much at least; what it gains, if it can.

        What is undone is undone with the solver's basis: it would take thousands of steps back.
        """
        basis = self._relaxation.basis
        self._limit(batch, value)
        found = self._solved()
        gain = found.gain if found is not None and found.best else -np.inf
        if gain >= least and gain > -np.inf:
            self.found = found
            self._made[batch] = True
        else:
            self._limit(batch)
            self._relaxation.basis = basis
        return gain

    def _spare(self) -> None:
        """Do without losses where that is possible at present."""
        self._limit(self._losses[self._known.values[self._losses] < WHOLE], 0)

    def _limit(self, columns: Numbers, value: int | None = None) -> None:
        """Give columns a value, or their own bounds again."""
        whole, places = self.cut.whole, self.cut.columns[columns]
        self._lower[columns] = whole.lower[places] if value is None else value
        self._upper[columns] = whole.upper[places] if value is None else value
        self._relaxation.limit_columns(columns, self._lower[columns], self._upper[columns])

    def _solved(self) -> Relaxed | None:
        left = self._end - time()
        return self._relaxation.solve(left) if left > 0 else None

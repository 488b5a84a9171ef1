"""Convex functions of some prices -> the prices at which they add up to least.

A bundle method (Kiwiel 1990, Math. Programming 46): each function is taken to be the greatest of
all its tangents that are known; prices that are best for these, and not far from the best so far,
are asked for next. To be far costs by pieces, the further the more (du Merle, Villeneuve,
Desrosiers and Hansen 1999, Discrete Math. 194), so that a linear problem says which they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from planner.arrays import Reals
from planner.solve.highs import Problem, Relaxation

FIRM = 0.002
"""What it costs at first to move a price so far that all that is sold at it costs a point more,
and how much more that costs with each point."""

PIECES = np.array([60.0, 120, 250, 500, 1000, 2000, 4000])
"""Points by which all that is sold at a price may cost more or less, one piece after the other."""

ENOUGH, WELL = 0.1, 0.5
"""Parts of what was promised: with less, prices are no better; with more, they may move further."""


@dataclass
class Bundle:
    """What is known of the functions."""

    best: Reals
    """The prices at which they added up to least."""
    linear: Reals
    """What they add up to besides, for each price."""
    sold: Reals
    """How much is sold at each price, at most: of what there is much, prices move little."""
    least: float = np.inf
    """What they added up to."""
    promised: float = np.inf
    """How much less they may add up to, by what is known, at the prices asked for next."""
    _firm: float = FIRM
    _tangents: list[tuple[int, float, Reals]] = field(default_factory=list)
    """The function of each, its value where all prices are 0, and its slopes."""

    def learn(self, prices: Reals, values: Sequence[float], slopes: Sequence[Reals]) -> Reals:
        """Take in the value and the slopes of each function at some prices; the next to ask for."""
        for number, (value, along) in enumerate(zip(values, slopes, strict=True)):
            self._tangents.append((number, value - float(along @ prices), along))
        total = float(sum(values) + self.linear @ prices)
        if np.isinf(self.least):
            self.best, self.least = prices, total
        elif self.least - total > ENOUGH * self.promised:
            self._firm /= 2 if self.least - total > WELL * self.promised else 1
            self.best, self.least = prices, total
        else:
            self._firm *= 2
        following, promising = self._following(len(values))
        self.promised = self.least - promising
        return following

    def _following(self, functions: int) -> tuple[Reals, float]:
        """The prices that are best by what is known, and what they promise."""
        prices, pieces = len(self.best), len(PIECES)
        width = PIECES / self.sold[:, None]
        before = np.cumsum(width, axis=1) - width
        less = np.clip(self.best[:, None] - before, 0.0, width)  # no price is below 0
        price = np.tile(np.repeat(np.arange(prices), pieces), 2)
        """Of each piece: those by which prices rise, then those by which they fall."""
        way = np.repeat([1.0, -1.0], prices * pieces)
        dear = self._firm * np.tile(np.cumsum(PIECES) - PIECES / 2, 2 * prices) * self.sold[price]
        rows = len(self._tangents)
        of, least, along = (np.array(one) for one in zip(*self._tangents, strict=True))
        wide = np.hstack([-along[:, price] * way, np.equal.outer(of, np.arange(functions))])
        row, column = np.nonzero(wide)
        found = Relaxation(
            Problem(
                np.append(-self.linear[price] * way - dear, np.full(functions, -1.0)),
                np.append(np.zeros(len(price)), np.full(functions, -np.inf)),
                np.concatenate([width.ravel(), less.ravel(), np.full(functions, np.inf)]),
                least + along @ self.best, np.full(rows, np.inf),
                np.searchsorted(row, np.arange(rows)).astype(np.int32), column.astype(np.int32),
                wide[row, column],
            )
        ).solve()  # fmt: skip
        if found is None or not found.best:
            return self.best, self.least
        moved = np.bincount(price, found.values[: len(price)] * way, prices)
        following = np.maximum(0.0, self.best + moved)
        return following, float(self.linear @ following + found.values[len(price) :].sum())

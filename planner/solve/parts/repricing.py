"""Prices of shared limits that all have agreed on -> better ones for bounds, asked for in rounds.

Each part planned with its share; what its bound counts with is a price for all. The bounds of all
parts, what nobody pays for and what opening is worth add up to least at other prices than those
that shares were worth (Lagrangian dual: Geoffrion 1974).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Protocol

import numpy as np

from planner.arrays import Reals
from planner.program import Key
from planner.solve.parts.bargain import Bargain, Paying
from planner.solve.parts.bundle import Bundle
from planner.solve.prices import SCALE

ROUNDS = 12

OF_TIME = 0.2
"""Part of the time left, at most, that may pass until the last round begins."""

LITTLE = 2e-5
"""Part of all there could be to gain that is not worth another round."""


@dataclass(frozen=True)
class Prices:
    """What shared limits cost; the last ones are those that all are bounded with."""

    of: Mapping[Key, float]
    last: bool = False


@dataclass(frozen=True)
class Unchanged:
    """They stay as they are."""


class Repricing:
    """Rounds of all parts."""

    def __init__(self, bargain: Bargain, most: int) -> None:
        """`most`: what all could gain."""
        self._bargain = bargain
        self._enough = LITTLE * most
        self._until: float | None = None
        self._rounds = 0
        self._keys: list[Key] = []
        """Of limits that any part may come to; all others cost nothing."""
        self._asked: Reals = np.array([])
        self._bundle: Bundle | None = None
        self.last: Prices | Unchanged | None = None
        """What all are bounded with in the end, once that is known."""

    def end(self) -> None:
        """Not all parts can be asked any more."""
        self.last = self.last or Unchanged()

    def answer(self, told: Sequence[Paying], seconds: float | None) -> Prices | Unchanged | None:
        """What those are answered who have said what they pay; None: others have not yet.

        `seconds`: those that are left, if they are limited.
        """
        if self.last is None and len(told) == self._bargain.parts:
            return self._following(told, seconds)
        return self.last

    def _following(self, told: Sequence[Paying], seconds: float | None) -> Prices:
        """All parts have said what they pay: other prices, or the last."""
        if self._bundle is None:
            self._keys = list(self._bargain.prices)
            self._asked = self._array(self._bargain.prices)
            self._bundle = self._begun()
            self._until = None if seconds is None else monotonic() + OF_TIME * seconds
        self._rounds += 1
        opened, at_most = self._bargain.opened_at(self._named(self._asked))
        sold: dict[Key, float] = {
            ("most", offering.id): offering.max_size
            for offering in self._bargain.instance.offerings
            if offering.id in opened.timetables
        }
        values = [*(one.gain for one in told), float(at_most)]
        slopes = [*(-self._array(one.used) for one in told), self._array(sold)]
        asked = self._array(self._named(self._bundle.learn(self._asked, values, slopes)))
        late = self._until is not None and monotonic() >= self._until
        little = self._bundle.promised < self._enough or np.array_equal(asked, self._bundle.best)
        if late or little or self._rounds == ROUNDS:
            self.last = found = Prices(self._named(self._bundle.best), last=True)
            return found
        self._asked = asked
        return Prices(self._named(asked))

    def _begun(self) -> Bundle:
        """With what all parts together have of each limit, whatever opens."""
        limits = self._bargain.limits
        total = self._array({key: limit.total for key, limit in limits.items()})
        way = self._array({key: {"most": 0, "people": -1}.get(key[0], 1) for key in limits})
        return Bundle(self._asked, way * total, np.maximum(1.0, total))

    def _array(self, of: Mapping[Key, float]) -> Reals:
        return np.array([float(of.get(key, 0.0)) for key in self._keys])

    def _named(self, prices: Reals) -> dict[Key, float]:
        """As parts are asked about them: in parts of a point that are the same everywhere."""
        rounded = np.rint(prices * SCALE) / SCALE
        return dict(zip(self._keys, rounded.tolist(), strict=True))


class Payer(Protocol):
    """A part's relaxation."""

    def paying(self, prices: Mapping[Key, float]) -> tuple[Paying, Reals] | None:
        """What is gained at these prices of shared limits, and what all rows are worth at them;
        None: there is no time."""


class Asking:
    """A part's side of it, while its plan is made; once it has asked, its relaxation is let go."""

    def __init__(
        self, prices: Mapping[Key, float], payer: Payer,
        ask: Callable[[Paying | None, Callable[[], bool]], Prices | Unchanged | None],
        tell: Callable[[int], None],
    ) -> None:  # fmt: skip
        """`ask`: what the others answer, unless that is given up; `tell`: that the part is bounded
        by the last prices, and by how much."""
        self._prices = Prices(prices)
        self._payer: Payer | None = payer
        self._declined = False
        self._ask, self.taken = ask, tell

    def prices(
        self, given_up: Callable[[], bool], begun: Callable[[Reals], object]
    ) -> Reals | None:
        """What the limit of each row is worth at the last prices; None: they stay as they are.

        `begun` hears what it is at the present ones.
        """
        payer, self._payer = self._payer, None
        known = list[tuple[Mapping[Key, float], Reals]]()
        asked = self._prices
        while payer and not asked.last:
            told = payer.paying(asked.of)
            if told:
                known.append((asked.of, told[1]))
            if told and asked is self._prices:
                begun(told[1])
            if self._declined:
                return None
            answer = self._ask(told and told[0], given_up)
            if not isinstance(answer, Prices):
                return None
            asked = answer
        # The best are some that were asked about.
        return next((worth for prices, worth in known if _alike(prices, asked.of)), None)

    def declined(self) -> None:
        """There is no time to wait for others: prices stay as they are."""
        self._declined = True
        self._ask(None, lambda: True)


def _alike(one: Mapping[Key, float], other: Mapping[Key, float]) -> bool:
    return all(one.get(key, 0.0) == other.get(key, 0.0) for key in one.keys() | other.keys())

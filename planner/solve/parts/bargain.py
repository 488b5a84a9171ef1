"""What shared limits are worth to each part -> shares at which they are worth the same to all.

Resource-directive decomposition (Geoffrion 1970, Management Science 16): limits are divided, each
part tells what its relaxation would pay for more, and shares go from where they are worth least.
A part begins again where it ended before, which takes a tenth of a second.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil

from models.instance import Instance
from planner.program import Key
from planner.solve.parts.inside import Terms
from planner.solve.parts.limits import least
from planner.solve.parts.shares import shares
from planner.solve.parts.staffing import NOTHING, Staffing, staffed
from planner.solve.region.prices import SCALE

ROUNDS = 6

UNUSED = 0.9
"""What goes of a share that is not used, if others would pay for it."""

STEP = 0.25
"""What goes at most of a share that is used up."""

ALIKE = 0.02
"""Part by which prices may differ."""

EASE = 0.1
"""What a share counts beside what is used of it, where nobody would pay for more."""

FINE = 1000
"""Shares are counted in such parts of a unit."""

OF_A_SEAT = 100
"""Points that a seat in use is taken to be worth, beside its price."""


@dataclass(frozen=True)
class Worth:
    """What a part says of the shares it has been given."""

    prices: Mapping[Key, float]
    """The points that one unit more of each would bring."""
    used: Mapping[Key, float]


@dataclass
class Bargain:
    """Shares and prices of those parts that begin at the same time."""

    instance: Instance
    """The offerings that several parts may open, with their teachers, and nothing else."""
    totals: Mapping[Key, int]
    """All shared limits."""
    parts: Sequence[Mapping[Key, int]]
    """What each part is entitled to: of all parts, those that begin first coming first."""
    first: int
    """How many these are."""
    prices: dict[Key, float] = field(default_factory=dict)
    """Once they are agreed on, in parts of a point that are the same everywhere."""
    staffing: Staffing = NOTHING
    surplus: int = 0
    """What opening what several parts want is worth at the prices, less what all its seats are."""
    _round: int = 0
    _shares: list[dict[Key, float]] = field(default_factory=list)
    _paid: dict[Key, int] = field(default_factory=lambda: defaultdict(int))
    """What the parts pay for, of each limit."""

    def __post_init__(self) -> None:
        self._shares = [dict(part) for part in self.parts[: self.first]]

    def answer(self, told: Sequence[Worth]) -> Sequence[Mapping[Key, float]] | None:
        """Other shares for the parts that begin first; None: they are as they should be."""
        self._round += 1
        moved = False
        for key in self.totals:
            moved |= self._move(key, told)
        if moved and self._round < ROUNDS:
            return self._shares
        self._settle(told)
        return None

    def _move(self, key: Key, told: Sequence[Worth]) -> bool:
        """Move shares of one limit to where they are worth more; False: they need not be."""
        having = [n for n, worth in enumerate(told) if key in worth.prices]
        prices = [told[n].prices[key] for n in having]
        if len(having) < 2 or key[0] == "people":
            return False
        if max(prices) - min(prices) <= ALIKE * max(prices):
            return False
        mean, given = sum(prices) / len(prices), []
        for n, price in zip(having, prices, strict=True):
            share = self._shares[n][key]
            unused = (
                max(0.0, UNUSED * (share - told[n].used.get(key, share))) if price == 0 else 0.0
            )
            given.append(max(unused, STEP * share * (1 - price / mean) if price < mean else 0.0))
        wanting = [max(0.0, price - mean) for price in prices]
        for n, gives, wants in zip(having, given, wanting, strict=True):
            self._shares[n][key] += sum(given) * wants / sum(wanting) - gives
        return True

    def _settle(self, told: Sequence[Worth]) -> None:
        """Prices by what was told last, and what opens of what several parts want."""
        for key in self.totals:
            known = [
                (worth.prices[key], max(1 / FINE, shares[key]))
                for worth, shares in zip(told, self._shares, strict=True)
                if key in worth.prices
            ]
            weight = sum(share for _, share in known)
            price = sum(price * share for price, share in known) / weight if known else 0.0
            self.prices[key] = round(price * SCALE) / SCALE
        offerings, budget = self.instance.offerings, self.instance.budget
        paid = [self.prices["most", o.id] * self.totals["most", o.id] for o in offerings]
        best = staffed(self.instance, offerings, paid, budget)
        self.surplus = best.at_most - sum(map(int, paid))
        used = [sum(worth.used.get(("most", o.id), 0.0) for worth in told) for o in offerings]
        wanted = [OF_A_SEAT * seats + points for seats, points in zip(used, paid, strict=True)]
        self.staffing = staffed(self.instance, offerings, wanted, budget)
        for key in self.totals:
            if self.prices[key] == 0:  # there is enough: more of it for those who use it
                for share, worth in zip(self._shares, told, strict=True):
                    share[key] = EASE * share[key] + worth.used.get(key, 0.0)
        for share, worth in zip(self._shares, told, strict=True):
            share.update((key, 0.0) for key in self.totals if key not in worth.prices)

    @property
    def left(self) -> int:
        """What bounds of the parts lack to one of the whole: what none of them pays for."""
        rest = 0.0
        for key, price in self.prices.items():
            unpaid = self.totals[key] - self._paid[key]
            rest += price * (-unpaid if key[0] == "people" else unpaid)  # a least, not a most
        return ceil(rest) + self.surplus

    def terms(self, part: int, paying: Iterable[Key]) -> Terms:
        """What a part plans with that pays for these limits, once prices are agreed on."""
        counted = self._divided({}, part)
        for key in paying:
            self._paid[key] += counted[key]
        decided = {
            key: self.staffing.roubles if key[0] == "roubles" else self.staffing.extra_hours
            for key in self.totals
            if key[0] in {"roubles", "extra_hours"}
        }
        return Terms(
            self.prices, counted, self._divided(decided, part),
            self.staffing.timetables, frozenset(one.teacher for one in self.staffing.teaches),
        )  # fmt: skip

    def _divided(self, decided: Mapping[Key, int], part: int) -> dict[Key, int]:
        """The shares of a part, when so much of the limits is decided for all."""
        found = {}
        for key, total in self.totals.items():
            entitled = [of[key] for of in self.parts]
            left = shares(total - decided[key], entitled) if key in decided else entitled
            if part < self.first:
                weights = [round(FINE * max(0.0, share[key])) for share in self._shares]
                atleast = least(self.instance, key) if decided else 0
                left = shares(sum(left[: self.first]), weights, atleast)
            found[key] = left[part]
        return found

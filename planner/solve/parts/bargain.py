"""What shared limits are worth to each part -> shares at which they are worth the same to all.

Resource-directive decomposition (Geoffrion 1970, Management Science 16): limits are divided, each
part tells what its relaxation would pay for more, and shares go from where they are worth least.
A part begins again where it ended before, which takes a tenth of a second.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil

from models.instance import Instance
from planner.change import changed
from planner.program import Key
from planner.solve.parts.inside import Terms
from planner.solve.parts.limits import Limit
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
    known: bool = True
    """False: there was no time to find out, or the shares are too small."""


@dataclass
class Bargain:
    """Shares and prices of those parts that begin at the same time."""

    instance: Instance
    """The offerings that several parts may open, with their teachers, and nothing else."""
    limits: Mapping[Key, Limit]
    """All that is shared; the parts that begin first come first."""
    first: int
    """How many these are."""
    prices: dict[Key, float] = field(default_factory=dict)
    """Once they are agreed on, in parts of a point that are the same everywhere."""
    staffing: Staffing = NOTHING
    surplus: int = 0
    """What opening what several parts want is worth at the prices, less what all its seats are."""
    agreed: bool = False
    """Whether prices and shares stay as they are."""
    _round: int = 0
    _shares: list[dict[Key, float]] = field(default_factory=list)
    _paid: dict[Key, int] = field(default_factory=lambda: defaultdict(int))
    """What the parts pay for, of each limit."""

    def __post_init__(self) -> None:
        self._shares = [dict(self.entitled(part)) for part in range(self.first)]

    def entitled(self, part: int) -> dict[Key, float]:
        """What a part has before anything is said: in proportion to the students concerned."""
        return {key: limit.divided()[part] for key, limit in self.limits.items()}

    def answer(self, told: Sequence[Worth]) -> Sequence[Mapping[Key, float]] | None:
        """Other shares for the parts that begin first; None: they are as they should be."""
        self._round += 1
        moved = False
        for key in self.limits:
            moved |= self._move(key, told)
        if moved and self._round < ROUNDS:
            return self._shares
        self._settle(told)
        self.agreed = True
        return None

    def _move(self, key: Key, told: Sequence[Worth]) -> bool:
        """Move shares of one limit to where they are worth more; False: they need not be."""
        having = [n for n, worth in enumerate(told) if worth.known and key in worth.prices]
        prices = [told[n].prices[key] for n in having]
        if len(having) < 2 or key[0] == "people":
            return False
        if max(prices) - min(prices) <= ALIKE * max(prices):
            return False
        mean, given = sum(prices) / len(prices), []
        for n, price in zip(having, prices, strict=True):
            share = self._shares[n][key]
            spare = max(0.0, share - self.limits[key].kept[n])
            unused = share - told[n].used.get(key, share) if price == 0 else 0.0
            less = STEP * spare * (1 - price / mean) if price < mean else 0.0
            given.append(min(spare, max(UNUSED * unused, less, 0.0)))
        wanting = [max(0.0, price - mean) for price in prices]
        for n, gives, wants in zip(having, given, wanting, strict=True):
            self._shares[n][key] += sum(given) * wants / sum(wanting) - gives
        return True

    def _settle(self, told: Sequence[Worth]) -> None:
        """Prices by what was told last, and what opens of what several parts want."""
        for key in self.limits:
            known = [
                (worth.prices[key], max(1 / FINE, share[key]))
                for worth, share in zip(told, self._shares, strict=True)
                if worth.known and key in worth.prices
            ]
            weight = sum(share for _, share in known)
            price = sum(price * share for price, share in known) / weight if known else 0.0
            self.prices[key] = round(price * SCALE) / SCALE
        self._staff(told)
        for share, worth in zip(self._shares, told, strict=True):
            for key in self.limits:
                plenty = self.prices[key] == 0 and worth.known and key[0] != "people"
                if key not in worth.prices:
                    share[key] = 0.0
                elif plenty:  # more of it for those who use it
                    share[key] = EASE * share[key] + worth.used.get(key, 0.0)

    def _staff(self, told: Sequence[Worth]) -> None:
        """Decide what opens of what several parts want, and what no such decision exceeds."""
        offerings, budget = self.instance.offerings, self.instance.budget
        keys: list[Key] = [("most", offering.id) for offering in offerings]
        paid = [self.prices[key] * self.limits[key].total for key in keys]
        self.surplus = staffed(self.instance, paid, budget).at_most - int(sum(paid))
        used = [sum(worth.used.get(key, 0.0) for worth in told) for key in keys]
        wanted = [OF_A_SEAT * seats + points for seats, points in zip(used, paid, strict=True)]
        kept = sum(self.limits["roubles",].kept) if ("roubles",) in self.limits else 0
        left = budget.roubles and max(0, budget.roubles - kept)
        self.staffing = staffed(self.instance, wanted, changed(budget, roubles=left))

    @property
    def left(self) -> int:
        """What bounds of the parts lack to one of the whole: what none of them pays for."""
        rest = 0.0
        for key, price in self.prices.items():
            unpaid = self.limits[key].total - self._paid[key]
            rest += price * (-unpaid if key[0] == "people" else unpaid)  # a least, not a most
        return ceil(rest) + self.surplus

    def terms(self, part: int, paying: Iterable[Key]) -> Terms:
        """What a part plans with that pays for these limits, once prices are agreed on."""
        counted = {key: self._share(key, part, 0) for key in self.limits}
        for key in paying:
            self._paid[key] += counted[key]
        spent = {"roubles": self.staffing.roubles, "extra_hours": self.staffing.extra_hours}
        given = {key: self._share(key, part, spent.get(key[0], 0)) for key in self.limits}
        teachers = frozenset(one.teacher for one in self.staffing.teaches)
        return Terms(self.prices, counted, given, self.staffing.timetables, teachers)

    def _share(self, key: Key, part: int, decided: int) -> int:
        """The share of a part, when so much of a limit is decided for all."""
        limit = self.limits[key]
        entitled = limit.divided(decided=decided)
        if part >= self.first:
            return entitled[part]
        among = replace(limit, total=sum(entitled[: self.first]), kept=limit.kept[: self.first])
        weights = [
            round(FINE * max(0.0, share[key] - kept))
            for share, kept in zip(self._shares, among.kept, strict=True)
        ]
        return among.divided(weights)[part]

"""What shared limits are worth to each part -> shares at which they are worth the same to all.

Resource-directive decomposition (Geoffrion 1970, Management Science 16): limits are divided, each
part tells what its relaxation would pay for more, and shares go from where they are worth least.
A part begins again where it ended before.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from math import ceil

from models.goals import Budget
from models.instance import Instance
from models.offers import Offering
from planner.change import changed
from planner.program import Key
from planner.solve.parts.inside import Terms
from planner.solve.parts.limits import Limit
from planner.solve.parts.staffing import NOTHING, Staffing, staffed
from planner.solve.prices import SCALE

ROUNDS = 4

UNUSED = 0.9
"""What goes of a share that is not used, if others would pay for it."""

STEP = 0.25
"""What goes at most of a share that is used up."""

WORTHWHILE = 0.5
"""Units, of what is counted in few, that are worth asking all parts again."""

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


@dataclass(frozen=True)
class Paying:
    """What a part's relaxation gains at some prices, having paid for all that it uses of shared
    limits, whatever its shares are."""

    gain: float
    used: Mapping[Key, float]
    """Of people who are needed, less than nothing."""


@dataclass
class Bargain:
    """What all parts pay for shared limits, and which shares they have of them.

    Parts that begin at the same time agree on both. Prices are for parts that begin later as well,
    or else bounds would not add up; shares are of what earlier ones have left.
    """

    instance: Instance
    """The offerings that several parts may open, with their teachers, and nothing else."""
    limits: Mapping[Key, Limit]
    """All that is shared, by parts in the order in which they begin."""
    needed: Set[str]
    """Teachers who are left to the parts."""
    at_home: Mapping[str, int]
    """The part whose offerings each teacher may teach."""
    parts: int
    at_once: int
    """How many begin at the same time."""
    prices: dict[Key, float] = field(default_factory=dict)
    """Once somebody has agreed on them, in parts of a point that are the same everywhere."""
    staffing: Staffing = NOTHING
    _agreed: int = 0
    """So many parts, the first ones, have nothing to agree on any more."""
    _round: int = 0
    _shares: list[dict[Key, float]] = field(default_factory=list)
    """Of the parts that bargain."""
    _left: dict[Key, int] = field(default_factory=dict)
    """What has not been given to anybody."""
    _paid: dict[Key, int] = field(default_factory=lambda: defaultdict(int))
    """What the parts pay for, of each limit."""

    def __post_init__(self) -> None:
        self._left = {key: limit.total for key, limit in self.limits.items()}
        self._begin()

    @property
    def bargaining(self) -> range:
        """The parts that bargain with each other; none, once all have."""
        return range(self._agreed, min(self._agreed + self.at_once, self.parts))

    def entitled(self, part: int) -> dict[Key, float]:
        """What a part has before anything is said: in proportion to the students concerned."""
        return {key: self._rest(key).divided()[part - self._agreed] for key in self.limits}

    def answer(self, told: Sequence[Worth]) -> Sequence[Mapping[Key, float] | Terms]:
        """Other shares for all parts that bargain, or what they plan with."""
        self._round += 1
        moved = False
        for key in self.limits:
            moved |= self._move(key, told)
        if moved and self._round < ROUNDS:
            return self._shares
        self._settle(told)
        terms = self._terms()
        for one, worth in zip(terms, told, strict=True):
            for key, share in one.shares.items():
                self._left[key] -= share
                self._paid[key] += share if key in worth.prices else 0
        self._agreed += len(told)
        self._begin()
        return terms

    def _begin(self) -> None:
        self._round = 0
        self._shares = [self.entitled(part) for part in self.bargaining]

    def _rest(self, key: Key) -> Limit:
        """What is left of a limit, for those who have not agreed."""
        limit, since = self.limits[key], self._agreed
        concerned, kept = limit.concerned[since:], limit.kept[since:]
        return replace(limit, total=self._left[key], concerned=concerned, kept=kept)

    def _move(self, key: Key, told: Sequence[Worth]) -> bool:
        """Move shares of one limit to where they are worth more; False: they need not be."""
        having = [n for n, worth in enumerate(told) if worth.known and key in worth.prices]
        prices = [told[n].prices[key] for n in having]
        if len(having) < 2 or key[0] == "people":
            return False
        if max(prices) - min(prices) <= ALIKE * max(prices):
            return False
        mean, kept, given = sum(prices) / len(prices), self._rest(key).kept, []
        for n, price in zip(having, prices, strict=True):
            share = self._shares[n][key]
            spare = max(0.0, share - kept[n])
            unused = 0.0 if price else share - told[n].used.get(key, share)
            # Not both: less than what is used of a share may be worth much at once.
            less = UNUSED * unused if unused > 0 else STEP * spare * (1 - price / mean)
            given.append(min(spare, max(less, 0.0)))
        if sum(given) < WORTHWHILE:
            return False
        wanting = [max(0.0, price - mean) for price in prices]
        for n, gives, wants in zip(having, given, wanting, strict=True):
            self._shares[n][key] += sum(given) * wants / sum(wanting) - gives
        return True

    def _settle(self, told: Sequence[Worth]) -> None:
        """Prices and shares by what was told last, and what opens of what several parts want."""
        for key in self.limits:
            having = [(worth, share[key]) for worth, share in zip(told, self._shares, strict=True)
                      if key in worth.prices]  # fmt: skip
            if having and key not in self.prices:  # of whoever could use it, known or not
                self.prices[key] = _mean(key, having)
        self._staff(told)
        for key in self.limits:
            plenty = key[0] != "people" and not any(worth.prices.get(key) for worth in told)
            for share, worth in zip(self._shares, told, strict=True):
                if key not in worth.prices:
                    share[key] = 0.0
                elif plenty and worth.known:  # more of it for those who use it
                    share[key] = EASE * share[key] + worth.used.get(key, 0.0)

    def _staff(self, told: Sequence[Worth]) -> None:
        """Decide what else opens of what several parts want."""
        away = self.needed | {one.teacher for one in self.staffing.teaches}
        away |= {teacher for teacher, part in self.at_home.items() if part < self._agreed}
        offerings = [
            _without(offering, away)
            for offering in self.instance.offerings
            if offering.id not in self.staffing.timetables
            and any(share["most", offering.id] for share in self._shares)
        ]
        wanted = [
            OF_A_SEAT * sum(worth.used.get(("most", offering.id), 0.0) for worth in told)
            + _paid_for(offering, self.prices)
            for offering in offerings
        ]
        there = changed(self.instance, offerings=tuple(offerings))
        found, _ = staffed(there, wanted, self._budget)
        for key in self._left:
            self._left[key] -= found.spent(key)
        self.staffing += found

    @property
    def _budget(self) -> Budget:
        """What nobody needs who has not agreed."""
        free = {key: max(0, left - sum(self._rest(key).kept)) for key, left in self._left.items()}
        hours = [left for key, left in free.items() if key[0] == "extra_hours"]
        return Budget(roubles=free.get(("roubles",)), extra_hours=min(hours, default=None))

    def left_at(self, prices: Mapping[Key, float]) -> int:
        """What bounds of the parts lack to one of the whole: what none of them pays for, and what
        opening what several parts want is worth, less what all its seats are."""
        rest = 0.0
        for key, price in prices.items():
            unpaid = self.limits[key].total - self._paid[key]
            rest += price * (-unpaid if key[0] == "people" else unpaid)  # a least, not a most
        _, at_most = self.opened_at(prices)
        paid = int(sum(_paid_for(offering, prices) for offering in self.instance.offerings))
        return ceil(rest) + at_most - paid

    def opened_at(self, prices: Mapping[Key, float]) -> tuple[Staffing, int]:
        """What would be opened if all its seats were sold at these prices, and what that is worth
        at most."""
        paid = [_paid_for(offering, prices) for offering in self.instance.offerings]
        return staffed(self.instance, paid, self.instance.budget)

    def _terms(self) -> list[Terms]:
        """What the parts that bargain plan with."""
        shares = {key: self._divided(key) for key in self.limits}
        teachers = frozenset(one.teacher for one in self.staffing.teaches)
        return [
            Terms(
                dict(self.prices), {key: of_key[place] for key, of_key in shares.items()},
                self.staffing.timetables, teachers,
            )
            for place in range(len(self._shares))
        ]  # fmt: skip

    def _divided(self, key: Key) -> list[int]:
        """Whole shares of the parts that bargain."""
        limit, now = self._rest(key), len(self._shares)
        if key[0] == "most" and key[1] not in self.staffing.timetables:
            return [0] * now  # left to others, who may open it
        among = replace(limit, total=sum(limit.divided()[:now]), kept=limit.kept[:now])
        weights = [
            round(FINE * max(0.0, share[key] - kept))
            for share, kept in zip(self._shares, among.kept, strict=True)
        ]
        return among.divided(weights)


def _paid_for(offering: Offering, prices: Mapping[Key, float]) -> float:
    """What all its seats are worth."""
    return prices.get(("most", offering.id), 0.0) * offering.max_size


def _without(offering: Offering, teachers: Set[str]) -> Offering:
    """An offering that none of these teachers may teach."""
    duties = tuple(
        changed(duty, candidates=tuple(t for t in duty.candidates if t not in teachers))
        for duty in offering.duties
    )
    return changed(offering, duties=duties)


def _mean(key: Key, having: Iterable[tuple[Worth, float]]) -> float:
    """What a limit is worth to those who know and have a share of it."""
    known = [(worth.prices[key], max(1 / FINE, share)) for worth, share in having if worth.known]
    weight = sum(share for _, share in known)
    price = sum(price * share for price, share in known) / weight if known else 0.0
    return round(price * SCALE) / SCALE

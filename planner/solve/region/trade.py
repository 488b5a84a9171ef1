"""Prices, bound and plan as they improve: the course of a large solve."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from time import monotonic

from models.plan import Parameters, Plan
from planner.solve.exact import Impossible, NoPlanInTime
from planner.solve.region.combine import combine
from planner.solve.region.crew import Crew
from planner.solve.region.fitting import Fitted, Fitting
from planner.solve.region.market import ROUBLES, Prices, Resource, supply
from planner.solve.region.partition import Partition
from planner.solve.region.relaxation import first_prices
from planner.solve.region.supply import Hub, Supplied
from planner.solve.region.worker import Answer, Task
from planner.solve.search import Progress

GAP, WORK = 0.001, 4.0
"""Gap and units of work at which a part is given up."""

FINISHING_SHARE = 0.15
"""Part of the time kept for settling, putting together and verifying."""

POINTS_A_STUDENT = 1000


class Trade:
    """Parts ask at prices, the hub supplies, and what is asked is fitted to what there is."""

    def __init__(
        self,
        parts: Partition,
        crew: Crew,
        parameters: Parameters,
        progress: Progress,
        started: float,
    ) -> None:
        self._parts = parts
        self._crew = crew
        self._parameters = parameters
        self._progress = progress
        self._started = started
        self._hub = Hub(parts)
        self._all = range(len(parts.parts))
        self._students = len(parts.instance.students)
        self._prices: Prices = {}
        self._wanted_people: frozenset[str] = frozenset()
        self._bound: int | None = None
        self._latest = 0
        self._work = 0.0
        self._eagerness = 0.5
        self._fitted: Fitted | None = None

    def run(self) -> None:
        """Learn prices, bound, fit together; go on until gap, time or Ctrl-C."""
        try:
            self._prices = first_prices(self._parts)
            while True:
                asked = self._ask(self._all, GAP, WORK)
                supplied = self._tighten(asked)
                self._fit(asked)
                if self._done():
                    return
                self._move_prices(asked, supplied)
        except KeyboardInterrupt:
            if self._fitted is None:
                raise

    def finish(self, instance_hash: str) -> Plan:
        """The best plan found, put together."""
        if self._fitted is None:
            raise NoPlanInTime
        plans = self._crew.finish(self._all, self._parameters)
        hub = self._hub.finish(self._parameters)
        seconds = monotonic() - self._started
        return combine(
            self._parts, plans, hub, self._ceiling(), self._parameters, instance_hash, seconds
        )

    def _ask(self, parts: Iterable[int], gap: float, work: float) -> list[Answer]:
        """What the parts would like best at the prices."""
        answers = self._crew.solve(self._task(n, gap, work) for n in parts)
        lost = [answer.part for answer in answers if not answer.feasible]
        found = {answer.part: answer for answer in answers}
        again = (replace(self._task(n, gap, 10 * work), from_kept=True) for n in lost)
        found |= {answer.part: answer for answer in self._crew.solve(again)}
        self._work += sum(answer.work for answer in found.values())
        if any(answer.impossible for answer in found.values()):
            raise Impossible
        if not all(answer.feasible for answer in found.values()):
            raise NoPlanInTime
        return list(found.values())

    def _task(self, part: int, gap: float, work: float) -> Task:
        return Task(part, self._prices, gap=gap, work=work, bonus=self._bonus(part))

    def _bonus(self, part: int) -> dict[str, int]:
        """Points for whoever serves a demand that is not met otherwise."""
        instance = self._parts.instance
        bonus: Counter[str] = Counter()
        for demand in instance.demand:
            serves = self._parts.serves[demand.id]
            if demand.id in self._wanted_people and part in serves:
                for programme in instance.programmes:
                    if demand.cluster in programme.clusters or demand.programme == programme.id:
                        bonus[programme.id] += instance.goals.demand
        return dict(bonus)

    def _tighten(self, asked: list[Answer]) -> Supplied:
        """The bound on every plan that the prices prove."""
        supplied = self._hub.sell(self._prices)
        goals, instance = self._parts.instance.goals, self._parts.instance
        people = sum(d.people for d in instance.demand if d.id in self._wanted_people)
        # Costs are rounded up part by part, in the goal and in the price of roubles.
        rounding = len(asked) * (goals.cost + self._prices.get(ROUBLES, 0))
        bound = (
            sum(answer.bound for answer in asked)
            + supplied.bound
            - goals.demand * people
            + rounding
        )
        if self._bound is not None and bound >= self._bound:
            self._eagerness /= 2
        self._latest = bound
        self._bound = bound if self._bound is None else min(self._bound, bound)
        self._tell()
        return supplied

    def _move_prices(self, asked: list[Answer], supplied: Supplied) -> None:
        """A step of the subgradient, its length after Polyak (1969): dearer what is short."""
        usage: Counter[Resource] = Counter()
        for answer in asked:
            usage.update(answer.used)
        excess: dict[Resource, int] = {}
        for resource in sorted({*usage, *self._prices}):
            there = 0 if self._withheld(resource, supplied) else supply(self._parts, resource)
            short = usage[resource] - there
            if short > 0 or self._prices.get(resource):
                excess[resource] = short
        known = self._fitted.points if self._fitted else round(0.97 * self._ceiling())
        length = self._eagerness * (self._latest - known)
        length /= max(1, sum(short * short for short in excess.values()))
        for resource, short in excess.items():
            self._prices[resource] = max(0, round(self._prices.get(resource, 0) + length * short))

    def _withheld(self, resource: Resource, supplied: Supplied) -> bool:
        """Whether the hub does not supply it at these prices."""
        if resource[0] == "offering":
            return resource[1] not in supplied.opens
        if resource[0] == "trip" and self._parts.instance.trip[resource[1]].optional:
            return resource[1] not in supplied.runs
        return False

    def _fit(self, asked: list[Answer]) -> None:
        """Fit what is asked for to what there is; keep it if it is the best so far."""
        fitting = Fitting(self._parts, self._crew, self._hub, self._prices)
        fitted = fitting.fit(asked, GAP, WORK)
        if fitted and (self._fitted is None or fitted.points > self._fitted.points):
            self._fitted = fitted
            self._crew.keep(self._all)
            self._hub.keep()
            self._tell()
            self._fitted = fitting.improve(fitted, GAP, WORK, lambda: not self._done())
            self._hub.keep()
        self._tell()

    def _ceiling(self) -> int:
        """The bound; every wish of everybody granted if nothing is proven yet."""
        return POINTS_A_STUDENT * self._students if self._bound is None else self._bound

    def _done(self) -> bool:
        limit = self._parameters.time
        spent = monotonic() - self._started
        if limit is not None and spent > limit * (1 - FINISHING_SHARE):
            return True
        work = self._parameters.deterministic_time
        if work is not None and self._work > work:
            return True
        if self._fitted is None:
            return False
        gap = (self._ceiling() - self._fitted.points) / (POINTS_A_STUDENT * self._students)
        return gap <= self._parameters.gap

    def _tell(self) -> None:
        self._progress(None, self._fitted.points if self._fitted else None, self._bound)

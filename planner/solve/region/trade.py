"""Prices, bound and plan as they improve: the course of a large solve."""

import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from time import monotonic, time

from models.plan import Parameters, Plan
from planner.solve.exact import Impossible, NoPlanInTime
from planner.solve.region.combine import combine
from planner.solve.region.crew import Crew, insistent
from planner.solve.region.fitting import Fitted, Fitting
from planner.solve.region.market import ROUBLES, Prices, Resource, supply
from planner.solve.region.partition import Partition
from planner.solve.region.relaxation import first_prices
from planner.solve.region.shared_goals import serving, shared_demands
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
        self._hub = Hub(parts, parameters.seed)
        self._all = range(len(parts.parts))
        self._students = len(parts.instance.students)
        self._prices: Prices = {}
        self._wanted = shared_demands(parts)
        """Demands of which more people are worth having."""
        self._stopped = False
        self._bound: int | None = None
        self._latest = 0
        self._work = 0.0
        self._eagerness = 0.5
        self._fitted: Fitted | None = None

    def run(self) -> None:
        """Learn prices, bound, fit together; go on until gap, time or Ctrl-C."""
        with _heeding(self._stop):
            self._prices = first_prices(self._parts)
            moved = True
            while moved and not self._done():
                asked = self._ask(GAP, WORK)
                if asked is None:
                    break
                supplied = self._tighten(asked)
                self._fit(asked)
                moved = self._move_prices(asked, supplied)

    def _stop(self) -> None:
        self._stopped = True

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

    def _ask(self, gap: float, work: float) -> list[Answer] | None:
        """What the parts would like best at the prices; None if some part found no plan."""
        answers = insistent(self._crew, [self._task(n, gap, work) for n in self._all])
        self._work += sum(answer.work for answer in answers)
        if any(answer.impossible for answer in answers):
            raise Impossible
        return answers if all(answer.feasible for answer in answers) else None

    def _task(self, part: int, gap: float, work: float) -> Task:
        return Task(
            part, self._prices, gap=gap, work=work, bonus=self._bonus(part), deadline=self._deadline
        )

    def _bonus(self, part: int) -> dict[str, int]:
        """Points for each placement that serves a demand of which people are missing."""
        bonus: Counter[str] = Counter()
        for demand in self._wanted:
            if part in self._parts.serves[demand.id]:
                for offering in serving(self._parts.instance, demand):
                    bonus[offering] += self._parts.instance.goals.demand
        return dict(bonus)

    def _tighten(self, asked: list[Answer]) -> Supplied:
        """The bound on every plan that the prices prove."""
        supplied = self._hub.sell(self._prices)
        goals = self._parts.instance.goals
        people = sum(demand.people for demand in self._wanted)
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

    def _move_prices(self, asked: list[Answer], supplied: Supplied) -> bool:
        """A step of the subgradient, its length after Polyak (1969): dearer what is short.

        Whether any price changed: steps shorten whenever one did not tighten the bound.
        """
        before = dict(self._prices)
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
        return self._prices != before

    def _withheld(self, resource: Resource, supplied: Supplied) -> bool:
        """Whether the hub does not supply it at these prices."""
        if resource[0] == "offering":
            return resource[1] not in supplied.opens
        if resource[0] == "trip" and self._parts.instance.trip[resource[1]].optional:
            return resource[1] not in supplied.runs
        return False

    def _fit(self, asked: list[Answer]) -> None:
        """Fit what is asked for to what there is; keep it if it is the best so far."""
        usual = [replace(self._task(n, GAP, WORK), prices={}) for n in self._all]
        fitting = Fitting(self._parts, self._crew, self._hub, self._prices, usual)
        fitted = fitting.fit(asked)
        while fitted and (self._fitted is None or fitted.points > self._fitted.points):
            self._crew.keep(self._all)
            self._hub.keep()
            self._fitted = fitted
            self._tell()
            if self._done():
                break
            fitted = fitting.improve(fitted, lambda: not self._done())
        self._tell()

    def _ceiling(self) -> int:
        """The bound; every wish of everybody granted if nothing is proven yet."""
        return POINTS_A_STUDENT * self._students if self._bound is None else self._bound

    @property
    def _deadline(self) -> float | None:
        """When searching ends, in seconds since the epoch."""
        limit = self._parameters.time
        if limit is None:
            return None
        return time() + limit * (1 - FINISHING_SHARE) - (monotonic() - self._started)

    def _done(self) -> bool:
        if self._stopped or (self._deadline is not None and time() > self._deadline):
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


@contextmanager
def _heeding(stop: Callable[[], None]) -> Iterator[None]:
    """While it lasts Ctrl-C asks to stop, instead of breaking in between two steps."""
    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, lambda *_: stop())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)

"""Parts at prices: the plan keeps every rule, and the bound is never below the optimum."""

from collections.abc import Callable, Iterable
from pathlib import Path
from time import monotonic

import pytest

from models.instance import Instance
from models.plan import Parameters, Plan
from planner.read import read_instance
from planner.solve.exact import Impossible, NoPlanInTime
from planner.solve.region.crew import Crew
from planner.solve.region.market import divided
from planner.solve.region.partition import partition
from planner.solve.region.trade import Trade
from planner.solve.region.worker import Answer, Task, Worker
from planner.verify import verify
from tests.random_instances import crowded_instance, random_instance
from tests.solving import solved


class Here(Crew):
    """A crew that works in this process."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker

    @property
    def width(self) -> int:
        return 2

    def solve(self, tasks: Iterable[Task]) -> list[Answer]:
        return [self._worker.solve(task) for task in tasks]

    def keep(self, parts: Iterable[int]) -> None:
        for part in parts:
            self._worker.keep(part)

    def finish(self, parts: Iterable[int], parameters: Parameters) -> list[Plan]:
        return [self._worker.finish(part, parameters) for part in parts]


NOTHING_FITS = {(random_instance, 6)}
"""Where there is a plan, but the parts' shares allow none: known, and not to become more."""


def in_parts(instance: Instance, students_in_part: int) -> Plan:
    """The plan by parts, with a little work."""
    parts = partition(instance, students_in_part)
    parameters = Parameters(deterministic_time=0.05)
    trade = Trade(parts, Here(Worker(parts)), parameters, lambda *_: None, monotonic())
    trade.run()
    return trade.finish("")


@pytest.mark.parametrize("make", [random_instance, crowded_instance])
@pytest.mark.parametrize("seed", range(20))
def test_bound_is_not_below_the_optimum_and_the_plan_keeps_every_rule(
    make: Callable[[int], Instance], seed: int
) -> None:
    instance = make(seed)
    exact = solved(instance)
    try:
        plan = in_parts(instance, 1)
    except Impossible:
        assert exact is None
        return
    except NoPlanInTime:
        assert (make, seed) in NOTHING_FITS
        return
    assert verify(instance, plan) == ()
    assert exact is not None
    assert plan.objective <= exact.objective <= plan.bound


def test_parts_of_a_small_school_find_nearly_the_best_plan() -> None:
    instance = read_instance(Path("instances/tiny.json"))
    plan = in_parts(instance, 3)
    assert verify(instance, plan) == ()
    assert plan.objective <= 5265 <= plan.bound
    assert plan.objective > 4000


def test_units_are_divided_in_proportion_and_none_is_lost() -> None:
    assert divided(10, {1: 1, 2: 1, 3: 1}) == {1: 4, 2: 3, 3: 3}
    assert divided(3, {1: 0, 2: 5}) == {1: 0, 2: 3}
    assert divided(3, {1: 0}) == {1: 0}

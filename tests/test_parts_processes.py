"""Parts planned in processes of their own: told apart, stopped, put together."""

import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from time import sleep
from typing import Any

import pytest
from pytest import MonkeyPatch

from models.instance import Instance
from models.plan import Parameters, Plan
from planner.change import changed
from planner.solve import parts
from planner.solve.exact import NoPlanInTime
from planner.solve.parts import divide, together
from planner.solve.parts.bargain import Bargain
from planner.solve.parts.bounds import Bounds
from planner.solve.parts.part import Part
from planner.solve.parts.repricing import Prices, Repricing
from planner.solve.parts.working import Told
from planner.verify import verify
from tests.test_parts import small_region


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(divide, "FEWEST", 0)
    monkeypatch.setattr(divide, "SMALLEST", 20)
    monkeypatch.setattr(parts, "A_THREAD", 1)  # two threads: two parts


class Heard:
    """What is told of the progress."""

    def __init__(self, told: Callable[..., None] = lambda *_: None) -> None:
        self._told = told
        self.built: list[tuple[int, int]] = []

    def __call__(self, goal: str | None, best: int | None, bound: int | None) -> None:
        """Improvements."""
        self._told(goal, best, bound)

    def parts(self, built: int, count: int) -> None:
        """Before there are any."""
        self.built.append((built, count))


def planned(
    instance: Instance, parameters: Parameters, told: Callable[..., None] = lambda *_: None
) -> Plan:
    """The plan in parts, which keeps every rule."""
    heard = Heard(told)
    plan = parts.solve(instance, parameters, heard, "hash")
    count = max(count for _, count in heard.built)
    assert heard.built == [(number, count) for number in range(1, len(heard.built) + 1)]
    assert plan is not None
    assert plan.parameters.method == "parts"
    assert verify(instance, plan) == ()
    assert plan.objective <= plan.bound
    return plan


def test_more_parts_than_are_planned_at_a_time_and_the_same_plan_again(
    monkeypatch: MonkeyPatch,
) -> None:
    monkeypatch.setattr(divide, "LARGEST", 20)
    monkeypatch.setattr(divide, "IN_TURN", 20)
    instance, parameters = small_region(1), Parameters(deterministic_time=1.0)
    assert divide.number(len(instance.students), 2) == 4
    plan = planned(instance, parameters)
    again = planned(instance, parameters)
    assert again.model_copy(update={"seconds": plan.seconds}) == plan


def test_prices_are_agreed_on_anew_once_all_parts_have_plans(monkeypatch: MonkeyPatch) -> None:
    rounds, bounds = list[Repricing](), list[Bounds]()

    def noted(bargain: Bargain, most: int) -> Repricing:
        rounds.append(Repricing(bargain, most))
        return rounds[-1]

    def added(*given: Any) -> Bounds:
        bounds.append(Bounds(*given))
        return bounds[-1]

    monkeypatch.setattr(together, "Repricing", noted)
    monkeypatch.setattr(together, "Bounds", added)
    planned(small_region(1), Parameters(time=60.0, workers=2))
    assert isinstance(rounds[0].last, Prices)
    assert bounds[0]._repriced in (set(), {0, 1}), "none, if the plan was best before"


def test_ctrl_c_ends_every_part_with_the_best_that_it_has() -> None:
    bests: list[int] = []

    def told(goal: str | None, best: int | None, bound: int | None) -> None:
        if best is not None:
            bests.append(best)
            signal.raise_signal(signal.SIGINT)

    plan = planned(small_region(2), Parameters(time=300.0, workers=2), told)
    assert plan.seconds < 100
    assert bests


def test_without_time_for_anybody_there_is_no_plan() -> None:
    with pytest.raises(NoPlanInTime):
        planned(small_region(2, students=300), Parameters(time=0.05, workers=2))


def test_ctrl_c_before_anybody_is_planned_ends_at_once_without_a_plan(
    monkeypatch: MonkeyPatch,
) -> None:
    monkeypatch.setattr(together, "work", never_ending)

    def told(goal: str | None, best: int | None, bound: int | None) -> None:
        signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        planned(small_region(2), Parameters(time=300.0, workers=2), told)


def never_ending(others: Connection, *_: object) -> None:
    """A part that has no plan yet, and does not end when it is asked to."""
    others.send(Told(None, 1000))
    sleep(1000)


def test_the_gap_that_is_asked_for_is_enough() -> None:
    plan = planned(small_region(3), Parameters(time=300.0, workers=2, gap=0.5))
    assert plan.gap <= 0.5
    assert plan.seconds < 100


def test_a_part_that_fails_says_why(monkeypatch: MonkeyPatch) -> None:
    instance = small_region(4)
    broken = changed(instance, links=(), sites=instance.sites[:1])
    monkeypatch.setattr(together, "part", lambda *_: together_part(broken))
    with pytest.raises(KeyError):
        parts.solve(instance, Parameters(time=60.0, workers=2), Heard(), "")


def together_part(instance: Instance) -> Part:
    """A part whose sites have been forgotten."""
    return Part(instance, {}, frozenset(), frozenset(), frozenset(), frozenset())


@pytest.mark.parametrize(
    ("left", "rounds", "agreeing", "seconds"),
    [
        (90.0, 0, [30.0], 90.0),
        (90.0, 2, [10.0, 20.0], 20.0),  # twice 15 for agreeing, and three times as long
        (90.0, 2, [40.0], 15.0),  # agreeing may not take more than half
        (-5.0, 1, [1.0], 0.05),
    ],
)
def test_parts_that_have_agreed_leave_as_much_time_to_those_yet_to_begin(
    left: float, rounds: int, agreeing: list[float], seconds: float
) -> None:
    assert together.planning(left, rounds, agreeing) == pytest.approx(seconds)

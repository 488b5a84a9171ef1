"""Which kind of task has the next free thread: the one that pays, but none waits for ever."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from planner.solve.region import payoff
from planner.solve.region.payoff import Kind, Task, by_turns, start_one

SHARE = 0.2
"""Of the first of two kinds."""

Start = Callable[[ThreadPoolExecutor, list[Kind]], bool]


class Clock:
    """Each task takes ten seconds of it."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 5
        return self.now


def begun(start: Start, tasks: tuple[int, int], gains: tuple[int, int], times: int) -> list[int]:
    """Which of two kinds begin their tasks, one task at a time."""
    left, order = list(tasks), list[int]()

    def following(number: int) -> Task | None:
        if left[number] == 0:
            return None
        left[number] -= 1
        order.append(number)
        return Task(lambda: lambda: gains[number])

    kinds = [Kind(lambda: following(0), SHARE), Kind(lambda: following(1))]
    with ThreadPoolExecutor(1) as pool:
        for _ in range(times):
            if not start(pool, kinds):
                break
            for kind in kinds:
                for future in list(kind.running):
                    kind.learn(future)
    return order


def test_what_pays_goes_on_and_the_other_has_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(payoff, "monotonic", Clock())
    order = begun(start_one, (100, 100), (1, 50), 100)
    assert order.count(0) == pytest.approx(100 * SHARE, abs=2)


def test_when_one_kind_has_nothing_left_the_other_goes_on() -> None:
    assert begun(start_one, (3, 5), (10, 1), 20).count(1) == 5
    assert sorted(begun(start_one, (3, 5), (10, 1), 20)) == [0] * 3 + [1] * 5


def test_by_turns_nothing_depends_on_what_was_gained() -> None:
    assert begun(by_turns, (4, 2), (0, 1000), 20) == [0, 1, 0, 1, 0, 0]
    assert begun(by_turns, (4, 2), (1000, 0), 20) == [0, 1, 0, 1, 0, 0]

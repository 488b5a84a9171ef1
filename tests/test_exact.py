"""One search of everybody: it begins with a dive, goes on alone or by two, and ends when asked."""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from time import sleep
from typing import Any

import pytest
from ortools.sat.python import cp_model
from pytest import MonkeyPatch

from models.plan import Parameters
from planner.extract import extract
from planner.presolve import presolve
from planner.solve import exact, search
from planner.solve.stopping import heeding, solved
from planner.verify import verify
from tests.random_instances import crowded_instance
from tests.solving import solved as best_of

SEEDS = range(12)


@pytest.fixture
def searches(monkeypatch: MonkeyPatch) -> Iterator[list[cp_model.CpSolver]]:
    """The searches of CP-SAT, each of them with as good as no work to do."""
    begun = list[cp_model.CpSolver]()

    def hurried(*arguments: Any) -> cp_model.CpSolver:
        begun.append(search.configured(*arguments))
        return begun[-1]

    monkeypatch.setattr(exact, "configured", hurried)
    for work in ("NEAR_WORK", "AFRESH_WORK"):
        monkeypatch.setattr(search, work, 1e-9)
    yield begun


@pytest.fixture
def pressed() -> Iterator[Callable[[], None]]:
    """Ctrl-C, as it is usually answered."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield lambda: os.kill(os.getpid(), signal.SIGINT)
    signal.signal(signal.SIGINT, before)


def test_a_dive_s_plan_stands_where_there_is_no_time_to_search(monkeypatch: MonkeyPatch) -> None:
    def hurried(*arguments: Any) -> cp_model.CpSolver:
        solver = search.configured(*arguments)
        solver.parameters.max_time_in_seconds = 1e-9
        return solver

    stood = 0
    for seed in SEEDS:
        instance = crowded_instance(seed)
        if (best := best_of(instance)) is None:
            continue
        with monkeypatch.context() as patch:
            patch.setattr(exact, "configured", hurried)
            try:
                found = exact.solve(presolve(instance), Parameters(), lambda *_: None)
            except (exact.NoPlanInTime, exact.Impossible):
                continue  # a dive may end without a plan
        plan = extract(found, Parameters(), "", 0.0)
        assert verify(instance, plan) == ()
        assert plan.objective <= best.objective <= plan.bound
        stood += 1
    assert stood > len(SEEDS) // 2


@pytest.mark.parametrize(
    ("given", "portfolios"),
    [({}, 1), ({"workers": 2}, 1), ({"workers": 1}, 0), ({"deterministic_time": 1e-9}, 0)],
)
def test_two_search_on_only_where_two_may(
    searches: list[cp_model.CpSolver], given: dict[str, Any], portfolios: int
) -> None:
    said = list[int | None]()
    exact.solve(
        presolve(crowded_instance(1)), Parameters(**given), lambda *one: said.append(one[1])
    )
    assert sum(solver.parameters.num_workers == 2 for solver in searches) == portfolios
    alone = [solver for solver in searches if solver.parameters.num_workers == 1]
    along = [solver.parameters.use_objective_lb_search for solver in alone]
    assert along == ([True] if "deterministic_time" in given else [True, False])
    assert any(said)


def test_a_dive_s_plan_that_is_near_enough_ends_the_search(
    searches: list[cp_model.CpSolver], monkeypatch: MonkeyPatch
) -> None:
    monkeypatch.setattr(exact, "tell_polished", None)
    found = exact.solve(presolve(crowded_instance(1)), Parameters(gap=0.9), lambda *_: None)
    assert not searches
    assert verify(crowded_instance(1), extract(found, Parameters(), "", 0.0)) == ()


@pytest.mark.parametrize(
    ("given", "polished"),
    [({}, True), ({"deterministic_time": 1.0}, False), ({"time": 60.0}, True)],
)
def test_what_depends_on_work_alone_is_not_polished(
    monkeypatch: MonkeyPatch, given: dict[str, Any], polished: bool
) -> None:
    asked = list[float | None]()
    monkeypatch.setattr(exact, "tell_polished", lambda _, seconds, __: asked.append(seconds))
    exact.solve(presolve(crowded_instance(1)), Parameters(**given), lambda *_: None)
    assert len(asked) == polished
    assert all(seconds and seconds <= exact.DIVING for seconds in asked)


def test_ctrl_c_breaks_a_dive_off(pressed: Callable[[], None], monkeypatch: MonkeyPatch) -> None:
    ended = list[str]()

    def dive(*_: object) -> None:
        pressed()
        sleep(0.01)
        ended.append("dive")

    monkeypatch.setattr(exact, "tell_dive", dive)
    monkeypatch.setattr(exact, "tell_polished", None)
    with pytest.raises(KeyboardInterrupt):
        exact.solve(presolve(crowded_instance(1)), Parameters(), lambda *_: None)
    assert not ended


def test_a_search_needs_no_main_thread() -> None:
    with ThreadPoolExecutor(1) as pool:
        instance = crowded_instance(1)
        given = presolve(instance), Parameters(), lambda *_: None
        found = pool.submit(exact.solve, *given).result()
    assert verify(instance, extract(found, Parameters(), "", 0.0)) == ()


def test_what_is_searched_afresh_begins_with_nothing(
    searches: list[cp_model.CpSolver], monkeypatch: MonkeyPatch
) -> None:
    hints = list[int | None]()

    def heard(solver: cp_model.CpSolver, cp: cp_model.CpModel, *more: Any) -> Any:
        hints.append(len(cp.proto.solution_hint.vars) if cp.proto.has_solution_hint() else None)
        return solved(solver, cp, *more)

    monkeypatch.setattr(exact, "solved", heard)
    exact.solve(presolve(crowded_instance(1)), Parameters(), lambda *_: None)
    first, afresh, last = hints
    assert first and first == last
    assert afresh is None, "an empty one would be one as well"


def test_what_is_given_up_before_is_not_searched() -> None:
    solver = cp_model.CpSolver()
    assert solved(solver, cp_model.CpModel(), None, lambda: True) == (cp_model.UNKNOWN, False)


def test_ctrl_c_between_two_searches_keeps_the_plan(
    pressed: Callable[[], None], searches: list[cp_model.CpSolver]
) -> None:
    """Each plan that is told is followed by Ctrl-C."""
    instance = crowded_instance(1)

    def tell(goal: str | None, best: int | None, bound: int | None) -> None:
        if best is not None:
            pressed()

    found = exact.solve(presolve(instance), Parameters(), tell)
    assert verify(instance, extract(found, Parameters(), "", 0.0)) == ()
    assert len(searches) == 1


class Deaf:
    """A search that has not begun when it is asked to stop for the first time."""

    def __init__(self, press: Callable[[], None]) -> None:
        self.parameters = cp_model.CpSolver().parameters
        self._press = press
        self._asked = 0

    def solve(self, *_: object) -> Any:
        """Goes on until it has heard it twice."""
        self._press()
        for _waited in range(100):
            if self._asked > 1:
                return cp_model.FEASIBLE
            sleep(0.05)
        return cp_model.UNKNOWN

    def stop_search(self) -> None:
        """Asked by a thread."""
        self._asked += 1


@pytest.mark.parametrize("within", [False, True])
def test_a_search_is_stopped_until_it_hears(pressed: Callable[[], None], within: bool) -> None:
    """Also while somebody else is to know of Ctrl-C."""
    solver: Any = Deaf(pressed)
    if within:
        with heeding(lambda: None):
            assert solved(solver, cp_model.CpModel()) == (cp_model.FEASIBLE, True)
    else:
        assert solved(solver, cp_model.CpModel()) == (cp_model.FEASIBLE, True)

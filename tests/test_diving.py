"""A dive ends with a plan that keeps every rule, or with none."""

from collections.abc import Callable
from time import monotonic

import numpy as np
import pytest
from pytest import MonkeyPatch

from models.instance import Instance
from models.plan import Parameters
from planner.build import build
from planner.extract import POINTS_A_STUDENT, extract
from planner.presolve import presolve
from planner.solve.matrix import Reals, matrix
from planner.solve.owners import owners
from planner.solve.region import course
from planner.solve.region.course import Course
from planner.solve.region.diver import WHOLE, Diver, tearing
from planner.solve.region.diving import Dive, tell_dive, to_decide
from planner.verify import verify
from tests.random_instances import crowded_instance, random_instance
from tests.solving import row_prices, solved
from tests.test_parts import small_region

MAKERS = pytest.mark.parametrize("make", [random_instance, crowded_instance])


def dive(given: Instance) -> Dive:
    """All that is to be decided in an instance."""
    program = build(presolve(given)).program
    whole = matrix(program.cp)
    return to_decide(program, whole, owners(program, whole))


def told(given: Dive, seconds: float | None = None) -> list[Reals | None]:
    """What a dive tells."""
    found: list[Reals | None] = []
    tell_dive(given, seconds, found.append)
    return found


@MAKERS
@pytest.mark.parametrize("seed", range(20))
def test_a_dive_ends_with_a_plan_no_better_than_the_best(
    make: Callable[[int], Instance], seed: int
) -> None:
    exact = solved(make(seed))
    given = dive(make(seed))
    plans = [one.astype(np.int64) for one in told(given)[1:] if one is not None]
    if exact is None:
        assert all(len(given.matrix.broken(plan)) for plan in plans)
        return
    for plan in plans:
        assert not len(given.matrix.broken(plan))
        assert given.matrix.points(plan) <= exact.objective


def test_nearly_every_dive_ends_with_a_plan_and_most_with_a_good_one() -> None:
    missed: list[float] = []
    for seed in range(40):
        if exact := solved(crowded_instance(seed)):
            given = dive(crowded_instance(seed))
            _, values = told(given)
            found = -np.inf if values is None else given.matrix.points(values.astype(np.int64))
            missed.append((exact.objective - found) / POINTS_A_STUDENT / len(exact.students))
    assert len(missed) > 30
    assert np.mean(np.isfinite(missed)) > 0.9
    assert np.median(missed) < 0.02, missed


def test_prices_are_told_where_there_is_no_time_for_more() -> None:
    given = dive(crowded_instance(1))
    assert told(given, 0.0) == []
    prices = row_prices(given.matrix)
    for seconds in (1e-3, 1e-2, 1e-1, 10.0):
        first = [one for one in told(given, seconds)[:1] if one is not None]
        assert all(np.allclose(one, prices) for one in first)


@pytest.mark.parametrize("left", [0.0, 0.5])
def test_what_is_decided_is_whole_and_loses_something(left: float) -> None:
    given = dive(small_region(0))
    diver = Diver(given.matrix.everything, np.inf, given.missing)
    assert diver.found
    before, torn = diver.found.gain, _torn(given, diver.values)
    assert torn
    assert diver.decide(given.own, left)
    assert diver.found.gain <= before + WHOLE
    assert _torn(given, diver.values) <= left * torn


def _torn(given: Dive, values: Reals) -> int:
    return int(np.sum(tearing(values[given.own]) > WHOLE))


@pytest.mark.parametrize("told", ["nothing", "no plan", "what is no plan"])
def test_where_no_dive_ends_with_a_plan_every_group_plans(
    told: str, monkeypatch: MonkeyPatch
) -> None:
    given = crowded_instance(2)
    exact = solved(given)
    assert exact
    built = build(presolve(given))
    plan = np.ones(matrix(built.program.cp).columns) if told == "what is no plan" else None
    found = iter([]) if told == "nothing" else (one for one in (None, plan))
    monkeypatch.setattr(course, "aside", lambda *_: (one for one in found))
    parameters = Parameters(deterministic_time=1.0, workers=2)
    running = Course(built, parameters, lambda *_: None, monotonic())
    running.run()
    planned = extract(running.solved(), parameters, "", 0.0)
    assert verify(given, planned) == ()
    assert planned.objective <= exact.objective <= planned.bound

"""Better prices for bounds: the least that convex functions add up to, asked for in rounds."""

from collections.abc import Callable, Mapping
from time import monotonic, sleep

import numpy as np
import pytest
from pytest import MonkeyPatch

from models.instance import Instance
from models.plan import POINTS_A_STUDENT, Parameters
from planner.arrays import Reals
from planner.build import build
from planner.presolve import presolve
from planner.program import Key
from planner.solve.highs import Problem, Relaxation
from planner.solve.matrix import matrix
from planner.solve.parts import repricing
from planner.solve.parts.bargain import Bargain, Paying
from planner.solve.parts.bounds import Bounds
from planner.solve.parts.bundle import Bundle
from planner.solve.parts.inside import Terms
from planner.solve.parts.limits import limits
from planner.solve.parts.merging import slack
from planner.solve.parts.part import cut_out
from planner.solve.parts.relaxing import Relaxing
from planner.solve.parts.repricing import Asking, Prices, Repricing, Unchanged
from planner.solve.prices import relaxed_bound
from planner.solve.region.course import Course
from planner.solve.region.outside import Outside
from tests.random_instances import crowded_instance, random_instance
from tests.solving import solved
from tests.test_parts import agreed, halved, small_region, thrice


@pytest.mark.parametrize("seed", range(10))
def test_prices_come_to_where_functions_add_up_to_least(seed: int) -> None:
    """Functions that are the greatest of some tangents, which a linear problem knows."""
    drawn = np.random.default_rng(seed)
    functions, prices = 4, 5
    values = drawn.uniform(0, 1000, (functions, 6))
    slopes = drawn.uniform(-20, 5, (functions, 6, prices))
    linear = drawn.uniform(40, 60, prices)
    least, steps = _least(values, slopes, linear), 0
    bundle = Bundle(np.full(prices, 10.0), linear, np.full(prices, 20.0))
    asked = bundle.best
    while bundle.promised > 1e-3 and steps < 200:
        at = values + slopes @ asked
        greatest = at.argmax(axis=1)
        chosen = np.arange(functions)
        asked = bundle.learn(asked, at[chosen, greatest].tolist(), [*slopes[chosen, greatest]])
        assert (asked >= 0).all()
        assert bundle.least >= least - 1e-6
        steps += 1
    assert bundle.least == pytest.approx(least, abs=0.1)
    at = (values + slopes @ bundle.best).max(axis=1).sum() + linear @ bundle.best
    assert at == pytest.approx(bundle.least)


def _least(values: Reals, slopes: Reals, linear: Reals) -> float:
    """What they add up to at least: each is as much as all of its tangents."""
    functions, tangents, prices = slopes.shape
    rows = np.hstack(
        [
            -slopes.reshape(-1, prices),
            np.repeat(np.eye(functions), tangents, axis=0),
        ]
    )
    count = len(rows)
    found = Relaxation(
        Problem(
            np.append(-linear, np.full(functions, -1.0)),
            np.append(np.zeros(prices), np.full(functions, -1e9)),
            np.full(prices + functions, 1e9), values.ravel(), np.full(count, np.inf),
            np.arange(count, dtype=np.int32) * rows.shape[1],
            np.tile(np.arange(rows.shape[1], dtype=np.int32), count), rows.ravel(),
        )
    ).solve()  # fmt: skip
    assert found
    return -found.gain


def bounded(
    bargain: Bargain, relaxing: list[Relaxing], terms: list[Terms], prices: Mapping[Key, float]
) -> int:
    """What all are bounded by at some prices, before any block is."""
    each = zip(relaxing, terms, strict=True)
    found = (
        relaxed_bound(one.inside.bounded(of.shares), one.everywhere(prices)) for one, of in each
    )
    return sum(found) + bargain.left_at(prices)


@pytest.mark.parametrize("make", [crowded_instance, random_instance])
def test_bounds_at_the_last_prices_are_bounds_and_no_higher(
    make: Callable[[int], Instance],
) -> None:
    lowered = 0
    for seed in range(12):
        common = halved(thrice(make(seed)))
        exact = solved(common.instance)
        if exact is None:
            continue
        alone = cut_out(common.instance, (), common.offerings)
        bargain = Bargain(alone, limits(common), common.needed, common.at_home, 2, 2)
        _, relaxing, terms = agreed(common, bargain, bargain.bargaining)
        before = bounded(bargain, relaxing, terms, bargain.prices)
        rounds = Repricing(bargain, POINTS_A_STUDENT * len(common.instance.students))
        prices = Prices(bargain.prices)
        while not prices.last:
            told = [one.paying(prices.of) for one in relaxing]
            answer = rounds.answer([one[0] for one in told if one], None)
            assert isinstance(answer, Prices)
            prices = answer
        after = bounded(bargain, relaxing, terms, prices.of)
        assert after <= before + 2, "parts of a point"
        assert exact.objective <= after + slack(common)
        lowered += after < before
    assert (lowered > 0) == (make is random_instance), "where something is scarce"


def test_rounds_end_where_there_is_no_time_or_a_part_has_none(monkeypatch: MonkeyPatch) -> None:
    common = halved(thrice(crowded_instance(1)))
    alone = cut_out(common.instance, (), common.offerings)
    bargain = Bargain(alone, limits(common), common.needed, common.at_home, 2, 2)
    bargain.prices = dict.fromkeys(bargain.limits, 1.0)
    told = [Paying(1000.0, dict.fromkeys(bargain.limits, 3.0))] * 2
    rounds = Repricing(bargain, 1)
    assert rounds.answer(told[:1], 60.0) is None, "others have said nothing yet"
    first = rounds.answer(told, 60.0)
    assert isinstance(first, Prices) and not first.last
    rounds.end()
    assert rounds.answer(told[:1], 60.0) == Unchanged()
    for seconds, width in ((0.0, 12), (None, 1)):
        monkeypatch.setattr(repricing, "ROUNDS", width)
        rounds = Repricing(bargain, 1)
        last = rounds.answer(told, seconds)
        assert isinstance(last, Prices) and last.last
        rounds.end()
        assert rounds.answer(told[:1], None) is last


def test_bounds_by_different_prices_are_not_added_up() -> None:
    common = halved(thrice(crowded_instance(1)))
    alone = cut_out(common.instance, (), common.offerings)
    bargain = Bargain(alone, {}, common.needed, common.at_home, 2, 2)
    rounds = Repricing(bargain, 1)
    left = bargain.left_at({})
    bounds = Bounds(bargain, rounds, 5, 1000)
    bounds.learn(0, 100)
    assert bounds.most == 1000
    bounds.learn(1, 200)
    assert bounds.most == 305 + left
    rounds.last = Prices({}, last=True)
    bounds.learn(0, 50, repriced=True)
    bounds.learn(1, 150)
    assert bounds.most == 305 + left, "150 is by the prices before"
    bounds.learn(1, 180, repriced=True)
    assert bounds.most == 235 + left
    bounds.learn(0, 40)
    assert bounds.most == 225 + left
    bounds.learn(0, 90)
    assert bounds.most == 225 + left, "what is proven stays"


def test_a_part_asks_until_prices_are_the_last_and_is_bounded_by_them() -> None:
    built = build(presolve(small_region(0, 12)))
    whole = matrix(built.program.model)
    held, nothing = np.zeros(whole.rows, bool), np.zeros(whole.rows)
    asked, taken, bounds = list[float](), list[int](), list[int | None]()
    key, present = ("seats", "a"), relaxed_bound(whole, nothing + 7.0)

    def ask(told: Paying | None, given_up: Callable[[], bool]) -> Prices | Unchanged | None:
        assert told is not None and not given_up()
        asked.append(told.gain)
        until = monotonic() + 20.0
        while present not in bounds and monotonic() < until:
            sleep(0.01)
        assert present in bounds, "the part is bounded by the present prices meanwhile"
        if len(asked) == 3:
            return Prices({key: 1.0}, last=True)
        return Prices({key: float(len(asked))})

    class Simple:
        """Gains as much as a price is, and finds all rows worth that."""

        def paying(self, prices: Mapping[Key, float]) -> tuple[Paying, Reals]:
            """What is gained, and what rows are worth."""
            return Paying(prices[key], {}), nothing + prices[key]

    asking = Asking({key: 7.0}, Simple(), ask, taken.append)
    there = Outside(whole, whole, np.copy, held, nothing, nothing, None, 0.0, asking, None)
    parameters = Parameters(time=60.0, workers=1)
    Course(built, parameters, lambda *told: bounds.append(told[2]), monotonic(), there).run()
    assert asked == [7.0, 1.0, 2.0]
    assert taken == [relaxed_bound(whole, nothing + 1.0)]
    assert taken[0] in bounds


@pytest.mark.parametrize("answer", [Unchanged(), None])
def test_a_part_stays_with_its_prices_where_others_do(answer: Unchanged | None) -> None:
    told, taken = list[Paying | None](), list[int]()

    def ask(paying: Paying | None, given_up: Callable[[], bool]) -> Unchanged | None:
        told.append(paying)
        return answer

    class Late:
        """Has no time."""

        def paying(self, prices: Mapping[Key, float]) -> None:
            """Nothing."""

    asking = Asking({}, Late(), ask, taken.append)
    begun = list[Reals]()
    assert asking.prices(lambda: False, begun.append) is None
    asking.declined()
    assert told == [None, None]
    assert not taken and not begun


def test_a_part_that_waits_for_nobody_is_bounded_by_the_present_prices_all_the_same() -> None:
    told, begun, worth = list[Paying | None](), list[Reals](), np.ones(3)

    def ask(paying: Paying | None, given_up: Callable[[], bool]) -> None:
        told.append(paying)

    class Simple:
        """Finds all rows worth the same."""

        def paying(self, prices: Mapping[Key, float]) -> tuple[Paying, Reals]:
            """What is gained, and what rows are worth."""
            return Paying(0.0, {}), worth

    asking = Asking({}, Simple(), ask, lambda bound: None)
    asking.declined()
    assert asking.prices(lambda: False, begun.append) is None
    assert told == [None], "which is said once, before its relaxation is solved"
    assert begun == [worth]

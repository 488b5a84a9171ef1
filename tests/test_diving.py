"""A dive ends with a plan that keeps every rule, or with none."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from time import monotonic

import numpy as np
import pytest
from pytest import MonkeyPatch

from models.instance import Instance
from models.plan import POINTS_A_STUDENT, Parameters
from planner.arrays import Numbers, Reals
from planner.build import build
from planner.extract import extract
from planner.linear import INFINITE, Model, add_up
from planner.presolve import presolve
from planner.processes import Turns
from planner.program import Program
from planner.solve import diving
from planner.solve.cuts import Effort
from planner.solve.diver import WHOLE, Diver, tearing
from planner.solve.diving import (
    Dive,
    Dived,
    Rough,
    tell_dive,
    tell_polished,
    to_decide,
)  # fmt: skip
from planner.solve.highs import NEARLY, UPPER, Relaxation, problem
from planner.solve.matrix import Matrix, matrix
from planner.solve.owners import owners
from planner.solve.region import first_dive
from planner.solve.region.allowance import Allowance
from planner.solve.region.beginning import beginning
from planner.solve.region.course import Course
from planner.solve.region.first_dive import FirstDive
from planner.solve.region.moves import Moves
from planner.solve.region.outside import Outside
from planner.solve.settle import settled
from planner.verify import verify
from tests.random_instances import crowded_instance, random_instance
from tests.solving import relaxed, row_prices, solved
from tests.test_parts import small_region

MAKERS = pytest.mark.parametrize("make", [random_instance, crowded_instance])


def dive(given: Instance) -> Dive:
    """All that is to be decided in an instance."""
    program = build(presolve(given)).program
    whole = matrix(program.model)
    return to_decide(program, whole, owners(program, whole))


def told(given: Dive, seconds: float | None = None) -> list[Reals | Dived]:
    """What a dive tells."""
    found: list[Reals | Dived] = []
    tell_dive(given, seconds, found.append)
    return found


def dived(given: Dive, seconds: float | None = None) -> Numbers | None:
    """The plan to which it comes."""
    found = told(given, seconds)[-1:]
    values = [one.values for one in found if isinstance(one, Dived) and one.values is not None]
    return values[0].astype(np.int64) if values else None


def polished(given: Dive, relaxed: Reals, values: Reals) -> Numbers:
    """What a plan is polished to."""
    found: list[Reals] = []
    tell_polished(Rough(given, relaxed, values), None, found.append)
    [better] = found
    return better.astype(np.int64)


@MAKERS
@pytest.mark.parametrize("seed", range(20))
def test_a_dive_ends_with_a_plan_no_better_than_the_best(
    make: Callable[[int], Instance], seed: int
) -> None:
    exact = solved(make(seed))
    given = dive(make(seed))
    plan = dived(given)
    if exact is None:
        assert plan is None or len(given.matrix.broken(plan))
    elif plan is not None:
        assert not len(given.matrix.broken(plan))
        assert given.matrix.points(plan) <= exact.objective


def test_nearly_every_dive_ends_with_a_plan_and_most_with_a_good_one() -> None:
    missed: list[float] = []
    for seed in range(40):
        if exact := solved(crowded_instance(seed)):
            given = dive(crowded_instance(seed))
            values = dived(given)
            found = -np.inf if values is None else given.matrix.points(values)
            missed.append((exact.objective - found) / POINTS_A_STUDENT / len(exact.students))
    assert len(missed) > 30
    assert np.mean(np.isfinite(missed)) > 0.9
    assert np.median(missed) < 0.02, missed


def test_prices_are_told_where_there_is_no_time_for_more() -> None:
    given = dive(crowded_instance(1))
    assert told(given, 0.0) == []
    prices = row_prices(given.matrix)
    for seconds in (1e-3, 1e-2, 1e-1, 10.0):
        first = [one for one in told(given, seconds)[:1] if isinstance(one, np.ndarray)]
        assert all(np.allclose(one, prices) for one in first)
    assert first


@pytest.mark.parametrize("left", [0.0, 0.5])
def test_what_is_decided_is_whole_and_loses_something(left: float) -> None:
    given = dive(small_region(0))
    diver = Diver(given.matrix.everything, np.inf, given.missing)
    assert diver.found
    before, torn = diver.found.gain, _torn(given, diver.values)
    assert torn
    assert diver.decide(given.own, left)
    assert diver.found.gain <= before + NEARLY * given.matrix.columns
    assert _torn(given, diver.values) <= left * torn


@pytest.mark.parametrize("losing", [True, False])
def test_decisions_end_where_nothing_is_left_but_a_loss(losing: bool) -> None:
    """Of three seats two of three students each want one; half of each would do for everybody."""
    program = Model()
    seats = [program.boolean() for _ in range(3)]
    losses = [program.boolean() for _ in range(3)]
    for number, loss in enumerate(losses):
        program.add(add_up(seats) - seats[number] + loss >= 1)
    program.add(2 * add_up(seats) <= 3)
    program.objective = -10 * add_up(losses)
    whole = matrix(program)
    diver = Diver(whole.everything, np.inf, whole.flags(losses))
    assert diver.values.tolist() == pytest.approx([0.5, 0.5, 0.5, 0, 0, 0])
    assert diver.decide(whole.flags(seats), losing=losing) == losing
    assert diver.values[3:].sum() == pytest.approx(float(losing))
    assert (tearing(diver.values) > WHOLE).any() != losing


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
    plan = np.ones(matrix(built.program.model).columns) if told == "what is no plan" else None
    found = iter([]) if told == "nothing" else (one for one in (None, plan))
    monkeypatch.setattr(first_dive, "aside", lambda *_: (one for one in found))
    parameters = Parameters(deterministic_time=1.0, workers=2)
    running = Course(built, parameters, lambda *_: None, monotonic())
    running.run()
    planned = extract(running.solved(), parameters, "", 0.0)
    assert verify(given, planned) == ()
    assert planned.objective <= exact.objective <= planned.bound


def test_what_no_row_lets_be_taken_together_is_not_taken_at_once() -> None:
    """Of three that exclude each other one, and of two that need three seats of four each one."""
    program = Model()
    first, second, third, wide, wider, free = (program.boolean() for _ in range(6))
    program.add(first + second + third <= 1)
    program.add(3 * wide + 3 * wider <= 4)
    program.add(free + third >= 1)
    program.objective = add_up([first, second, third, wide, wider, free])
    whole = matrix(program)
    diver = Diver(whole.everything, np.inf, np.zeros(whole.columns, bool))
    assert _together(diver, [0, 1, 2, 3, 4, 5], 6) == [0, 3, 5]
    assert _together(diver, [4, 3, 2, 1], 6) == [4, 2]
    assert _together(diver, [0, 3, 5], 2) == [0, 3]
    assert diver.decide(whole.flags([first, wide]))
    assert _together(diver, [1, 4], 6) == [1], "one at least, whether it fits or not"


def _together(diver: Diver, columns: list[int], most: int) -> list[int]:
    return list(diver.fitting(np.array(columns), most).tolist())


def test_a_relaxation_begins_where_a_similar_one_ended() -> None:
    given = dive(small_region(0)).matrix
    cut, fewer = given.everything, replace(given, least=np.full(given.rows, -INFINITE)).everything
    assert len(fewer.rows) < len(cut.rows)
    there, here = (Relaxation(problem(one, given.gain)) for one in (cut, fewer))
    assert here.ended is None or here.ended != there.ended
    found, other = there.solve(), here.solve()
    assert found and other and there.ended and here.ended
    again = Relaxation(problem(cut, given.gain))
    again.begin(there.ended.of_whole(cut.rows, cut.whole.rows).of(cut))
    assert again.ended and np.array_equal(again.ended.columns, there.ended.columns)
    begun = again.solve()
    assert begun and begun.gain == pytest.approx(found.gain)
    again = Relaxation(problem(cut, given.gain))
    again.begin(here.ended.of_whole(fewer.rows, cut.whole.rows).of(cut))
    begun = again.solve()
    assert begun and begun.best and begun.gain == pytest.approx(found.gain)


def test_what_was_held_at_its_upper_limit_begins_there_when_it_may_be_less() -> None:
    made = Model()
    first, second = made.integer(0, 5), made.integer(0, 5)
    made.add(first + second <= 7)
    made.objective = first + second
    free = matrix(made)
    high = replace(free, lower=np.array([5, 0]))
    there = Relaxation(problem(high.everything, free.gain))
    assert there.solve() and there.ended
    raised = there.ended.raised(high.lower > free.lower)
    here = Relaxation(problem(free.everything, free.gain))
    here.begin(raised)
    found = here.solve()
    assert raised.columns[0] == UPPER != there.ended.columns[0]
    assert found and found.best and found.gain == 7.0


def test_who_has_a_part_of_a_seat_on_a_bus_decides_again() -> None:
    given = dive(crowded_instance(18))
    otherwise = dived(replace(given, rides=np.zeros(given.matrix.columns, bool)))
    assert otherwise is None, "in whole numbers there are too few seats"
    values = dived(given)
    assert values is not None
    assert not len(given.matrix.broken(values))


@MAKERS
def test_a_plan_is_polished_where_it_is_not_near_the_relaxation(
    make: Callable[[int], Instance], monkeypatch: MonkeyPatch
) -> None:
    better = 0
    for seed in range(12):
        instance = make(seed)
        if (exact := solved(instance)) is None:
            continue
        program = build(presolve(instance)).program
        whole = matrix(program.model)
        given = to_decide(program, whole, owners(program, whole))
        kept = _kept(given, program)
        points = [whole.points(kept.astype(np.int64))]
        for near in (2.0, diving.NEAR, -1.0):  # everything stays, some of it, or nothing
            monkeypatch.setattr(diving, "NEAR", near)
            values = polished(given, relaxed(whole).values, kept)
            assert not len(whole.broken(values))
            points.append(whole.points(values))
        assert points[0] <= points[1] <= points[2] <= points[3] == exact.objective
        better += points[1] < points[2]
    assert better


def _kept(given: Dive, program: Program) -> Reals:
    """A plan in which nobody has more than is kept."""
    whole, owner = given.matrix, given.owner
    begun = beginning(program, whole, Moves(program, whole, owner), Effort(1.0))
    return settled(program, whole, owner, begun).astype(float)


@pytest.mark.parametrize("time", [None, 60.0])
def test_a_plan_in_which_somebody_misses_a_requirement_is_polished_if_there_is_a_time(
    time: float | None, monkeypatch: MonkeyPatch
) -> None:
    better = 0
    for seed in (0, 1, 4, 11):
        program = build(presolve(random_instance(seed))).program
        whole = matrix(program.model)
        owner = owners(program, whole)
        kept = _kept(to_decide(program, whole, owner), program)
        answer = _answering(np.zeros(whole.rows), Dived(kept - 1.0, kept))
        monkeypatch.setattr(first_dive, "aside", answer)
        limits = {"time": time} if time else {"deterministic_time": 1.0}
        allowance = Allowance(Parameters(workers=1, **limits), 20, monotonic())
        first = FirstDive(program, whole, owner, allowance, None)
        first.prices()
        plan, polished = first.plan(), first.better()
        assert plan is not None and whole.points(plan) == whole.points(kept.astype(np.int64))
        missed = any(kept[shortage.missing.index] for shortage in program.shortages)
        assert (polished is not None) == (missed and time is not None)
        assert first.better() is None, "once"
        better += polished is not None and whole.points(polished) > whole.points(plan)
    assert better or time is None


def _answering(*told: Reals | Dived) -> Callable[..., Iterator[object]]:
    """What is told instead of a dive; other functions are called."""

    def aside(function: Callable[..., None], given: object, *_: object) -> Iterator[object]:
        found = list[object](told)
        if function is not tell_dive:
            found.clear()
            function(given, None, found.append)
        yield from found

    return aside


def test_a_plan_is_told_at_once_and_a_better_one_that_follows(monkeypatch: MonkeyPatch) -> None:
    instance = random_instance(11)
    exact, built = solved(instance), build(presolve(instance))
    assert exact
    whole = matrix(built.program.model)
    kept = _kept(to_decide(built.program, whole, owners(built.program, whole)), built.program)
    least = whole.points(kept.astype(np.int64))
    said, seen = list[int | None](), list[int | None]()
    # Decided anew is whatever is not as the relaxation has it.
    answer = _answering(np.zeros(whole.rows), Dived(kept - 1.0, kept))

    def aside(function: Callable[..., None], *asked: object) -> Iterator[object]:
        if function is tell_polished:
            seen.append(said[-1])
        return answer(function, *asked)

    monkeypatch.setattr(first_dive, "aside", aside)
    monkeypatch.setattr(Course, "_moving", lambda *_, **__: None)
    monkeypatch.setattr(Course, "_tasks_of_bounds", lambda *_: iter(()))
    parameters = Parameters(time=60.0, workers=1)
    Course(built, parameters, lambda _, best, __: said.append(best), monotonic()).run()
    assert seen == [least]
    assert said[-1] == exact.objective > least


def test_a_part_dives_before_anything_else_is_done_in_its_turn() -> None:
    built = build(presolve(crowded_instance(2)))
    whole, told = matrix(built.program.model), list[bool]()
    seen = list[tuple[str, bool]]()

    class Seen(Turns):
        @contextmanager
        def urgent(self, given_up: Callable[[], bool]) -> Iterator[None]:
            seen.append(("urgent", any(told)))
            with super().urgent(given_up):
                yield

        @contextmanager
        def spare(self, given_up: Callable[[], bool]) -> Iterator[None]:
            seen.append(("spare", any(told)))
            with super().spare(given_up):
                yield

        @contextmanager
        def turn(self, given_up: Callable[[], bool]) -> Iterator[None]:
            seen.append(("turn", any(told)))
            with super().turn(given_up):
                yield

    def tell(goal: str | None, best: int | None, bound: int | None) -> None:
        told.append(best is not None)

    there = replace(_part(whole, 0.0), turns=Seen(1))
    Course(built, Parameters(time=60.0, workers=1), tell, monotonic(), there).run()
    assert seen[0] == ("urgent", False)
    assert {name for name, _ in seen[1:]} <= {"spare", "turn"}
    assert seen[1:] and all(planned for _, planned in seen[1:]), "once it has told of its plan"


@pytest.mark.parametrize("takes", [1.0, 100.0])
def test_a_part_does_not_dive_where_that_would_last_too_long(takes: float) -> None:
    program = build(presolve(crowded_instance(2))).program
    whole = matrix(program.model)
    allowance = Allowance(Parameters(time=60.0, workers=1), 20, monotonic())
    there = _part(whole, takes)
    with closing(FirstDive(program, whole, owners(program, whole), allowance, there)) as first:
        assert first.prices() is there.prices
        assert (first.plan() is None) == (takes > 60.0)


def test_a_part_waits_for_its_turn_as_long_as_a_dive_is_likely_to_end() -> None:
    program = build(presolve(crowded_instance(2))).program
    whole = matrix(program.model)
    allowance = Allowance(Parameters(time=2.0, workers=1), 20, monotonic())
    turns = Turns(1)
    there = replace(_part(whole, 1.0), turns=turns)
    with turns.urgent(lambda: False):  # somebody else's dive, which does not end
        began = monotonic()
        first = FirstDive(program, whole, owners(program, whole), allowance, there)
        with closing(first):
            first.prices()
            assert first.plan() is None
        assert monotonic() - began < 1.8, "what is left is for planting"


def _part(whole: Matrix, takes: float) -> Outside:
    prices, held = np.zeros(whole.rows), np.zeros(whole.rows, bool)
    return Outside(whole, whole, np.copy, held, prices, prices, None, takes, None, None)

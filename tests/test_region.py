"""A large instance's way: the plan keeps every rule, and the bound is never below the optimum."""

import os
import signal
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from functools import partial
from itertools import product
from pathlib import Path
from threading import Event
from time import monotonic, sleep, time

import highspy
import numpy as np
import pytest
from pytest import CaptureFixture, MonkeyPatch

from models.goals import Lock
from models.instance import Instance
from models.plan import POINTS_A_STUDENT, Parameters, Plan
from planner.arrays import Numbers, Reals
from planner.build import build
from planner.change import changed
from planner.extract import extract
from planner.linear import INFINITE, Model
from planner.presolve import presolve
from planner.processes import LINUX
from planner.read import read_instance
from planner.solve.cuts import Effort, Found, Halt, solve
from planner.solve.exact import Impossible, NoPlanInTime
from planner.solve.highs import (
    AT_ONCE,
    BRANCHING,
    Optimum,
    Problem,
    Relaxation,
    limited,
    optimum,
    problem,
)
from planner.solve.matrix import matrix
from planner.solve.owners import NOBODY, owners
from planner.solve.region import aside as aside_module
from planner.solve.region import bounding, first_dive, moves, seeking, wide
from planner.solve.region.allowance import finishing
from planner.solve.region.aside import aside
from planner.solve.region.beginning import beginning
from planner.solve.region.bounding import PRECISION, Bounding
from planner.solve.region.bounds import Level, Tightened, level, tell_best
from planner.solve.region.course import Course
from planner.solve.region.groups import _most_often, groups
from planner.solve.region.losses import Losses
from planner.solve.region.moves import Moves
from planner.solve.region.payoff import Task
from planner.solve.search import ANYTHING, one_thread
from planner.solve.settle import settled
from planner.verify import verify
from tests.random_instances import crowded_instance, random_instance
from tests.solving import row_prices, solved
from tests.test_parts import small_region

TINY = Path("instances/tiny.json")
KOLPASHEVO = Path("instances/kolpashevo.json")
LESS_THAN_BEST = 170_000
"""Points that the best plan of Kolpashevo exceeds."""
MAKERS = pytest.mark.parametrize("make", [random_instance, crowded_instance])


@pytest.fixture(autouse=True)
def every_school_is_a_group(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(moves, "STUDENTS", 1)
    monkeypatch.setattr(seeking, "SIZES", (1, 2, 4))
    monkeypatch.setattr(seeking, "LITTLE", 1)
    monkeypatch.setattr(bounding, "STEPS", (1, 3, 1000))
    monkeypatch.setattr(bounding, "ONE_BLOCK", 0)


def in_groups(instance: Instance, work: float = 1.0) -> Plan:
    """The plan by moves of groups, with a little work."""
    parameters = Parameters(deterministic_time=work, workers=2)
    running = Course(build(presolve(instance)), parameters, lambda *_: None, monotonic())
    running.run()
    return extract(running.solved(), parameters, "", 0.0)


@MAKERS
def test_a_plan_by_work_is_the_same_with_time_enough(make: Callable[[int], Instance]) -> None:
    instance = make(3)
    found = []
    for seconds in (None, 1000.0):
        parameters = Parameters(deterministic_time=0.5, time=seconds, workers=2)
        running = Course(build(presolve(instance)), parameters, lambda *_: None, monotonic())
        assert running._allowance.left is None, "by work no group has only its share of the time"
        running.run()
        found.append(extract(running.solved(), parameters, "", 0.0).students)
    assert found[0] == found[1]


def _sound(instance: Instance, plan: Plan, exact: Plan) -> None:
    """The plan keeps every rule, and the optimum lies between it and its bound."""
    assert verify(instance, plan) == ()
    assert plan.objective <= exact.objective <= plan.bound


@MAKERS
@pytest.mark.parametrize("seed", range(20))
def test_bound_is_not_below_the_optimum_and_the_plan_keeps_every_rule(
    make: Callable[[int], Instance], seed: int
) -> None:
    instance = make(seed)
    exact = solved(instance)
    if exact is None:
        with pytest.raises(Impossible):
            in_groups(instance)
        return
    plan = in_groups(instance)
    _sound(instance, plan, exact)


@MAKERS
@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("students", [1, 4, 1000])
def test_no_block_size_and_no_prices_push_the_bound_below_the_optimum(
    make: Callable[[int], Instance], seed: int, students: int
) -> None:
    instance = make(seed)
    exact = solved(instance)
    if exact is None:
        return
    program = build(presolve(instance)).program
    whole = matrix(program.model)
    relaxed = row_prices(whole)
    best = optimum(problem(whole.everything, whole.gain)).values
    assert best is not None and not len(whole.broken(best))
    wild = np.random.default_rng(seed).normal(0, 100, whole.rows)
    for prices, plan in product((relaxed, 0 * relaxed, wild), (None, best)):
        blocks = level(program, whole, prices, students)
        assert exact.objective <= blocks.bound
        for number in range(len(blocks.groups)):
            told: list[Tightened] = []
            block = blocks.problem(number, plan)
            assert (block.known is None) == (plan is None)
            tell_best(block, 5.0, told.append)
            for found in told:
                blocks.learn(number, found.at_most)
                assert exact.objective <= blocks.bound


@pytest.mark.parametrize(
    ("values", "holds"), [([1, 0], True), ([0, 0], False), ([1, 1], False), ([2, -1], False)]
)
def test_a_cut_knows_what_keeps_its_rows_and_bounds(values: list[int], holds: bool) -> None:
    model = Model()
    both = model.boolean() + model.boolean()
    model.add(both <= 1)
    model.add(both >= 1)
    assert matrix(model).everything.holds(np.array(values)) == holds


@MAKERS
@pytest.mark.parametrize("seed", range(8))
def test_what_becomes_known_of_small_blocks_counts_for_those_that_consist_of_them(
    make: Callable[[int], Instance], seed: int
) -> None:
    instance = make(seed)
    exact = solved(instance)
    if exact is None:
        return
    program = build(presolve(instance)).program
    whole = matrix(program.model)
    wild = np.random.default_rng(seed).normal(0, 100, whole.rows)
    for prices in (row_prices(whole), wild):
        held = np.random.default_rng(seed).random(whole.rows) < 0.1
        for tied in (None, held):
            small = level(program, whole, prices, 1, tied)
            larger = level(program, whole, prices, 3, tied, small)
            everybody = level(program, whole, prices, 1000, tied, larger)
            for number in range(len(small.groups)):
                tell_best(small.problem(number), 5.0, partial(_learned, small, number))
                assert exact.objective <= everybody.bound <= larger.bound <= small.bound
            for number in range(len(larger.groups)):
                tell_best(larger.problem(number), 5.0, partial(_learned, larger, number))
                assert exact.objective <= everybody.bound <= larger.bound
            before = everybody.bound
            tell_best(everybody.problem(0), 5.0, partial(_learned, everybody, 0))
            assert exact.objective <= everybody.bound <= before
            if tied is None:
                assert everybody.bound <= exact.objective + 1, "raised by a millionth"


def _learned(blocks: Level, number: int, found: Tightened) -> None:
    blocks.learn(number, found.at_most)


@pytest.mark.parametrize("seed", range(6))
def test_moves_of_all_schools_end_with_the_best_plan_unless_they_are_given_up(
    seed: int, monkeypatch: MonkeyPatch
) -> None:
    monkeypatch.setattr(wide, "LITTLE", 0.5)
    instance = crowded_instance(seed)
    exact = solved(instance)
    if exact is None:
        return
    parameters = Parameters(time=60.0, workers=1)
    built = build(presolve(instance))
    running = Course(built, parameters, lambda *_: None, monotonic())
    begun = beginning(built.program, running._matrix, running._moves, Effort(1.0))
    values = settled(built.program, running._matrix, running._owner, begun)
    everybody = frozenset(range(len(instance.students)))
    prices = row_prices(running._matrix)
    losses = Losses(built.program, running._matrix, running._moves, prices)
    search = wide.Wide(instance, losses, running._moves)
    tried = 0
    while tried < 2:
        search._chosen[everybody] = tried > 0, 0  # first what opens, then everything
        move = running._branched(search, everybody, values)
        tried += 1
        if move.gained(running._matrix, values) > 0:
            assert running._moves.take(move, values) and not len(running._matrix.broken(values))
            tried = 0
    assert running._matrix.points(values) == exact.objective
    running._halt.ask()
    assert running._branched(search, everybody, values).found.values is None


def test_whole_schools_are_not_searched_for_less_than_is_worth_it() -> None:
    told = list[Numbers | None]()
    built = build(presolve(crowded_instance(5)))
    whole = matrix(built.program.model)
    given, common = problem(whole.everything, whole.gain), np.ones(whole.columns, bool)
    found = optimum(given).values
    assert found is not None
    best = float(given.gain @ found)
    for known in (best, best - wide.LITTLE / 2):
        wide.tell_better(wide.Moved(given, common, known), None, told.append)
        assert told.pop() is None
    wide.tell_better(wide.Moved(given, common, best - 2 * wide.LITTLE), None, told.append)
    assert told[-1] is not None and given.gain @ told[-1] == best
    wide.tell_better(wide.Moved(given, common, best, everything=True), None, told.append)
    assert len(told) == 1


@pytest.mark.parametrize("seed", range(6))
def test_what_opens_is_decided_for_students_who_may_be_divided_and_then_these_decide(
    seed: int, monkeypatch: MonkeyPatch
) -> None:
    program = build(presolve(crowded_instance(seed))).program
    whole = matrix(program.model)
    moving = moves.Moves(program, whole, owners(program, whole))
    given, common = whole.everything, moving.decided & (moving.owner == NOBODY)
    asked, told = list[Problem](), list[Numbers | None]()

    def spied(one: Problem, seconds: float) -> Optimum:
        asked.append(one)
        return optimum(one, seconds)

    monkeypatch.setattr(wide, "optimum", spied)
    moved = wide.Moved(problem(given, whole.gain), common[given.columns], -ANYTHING)
    wide.tell_better(moved, None, told.append)
    divided, decided = asked
    assert divided.fractional is not None and (divided.fractional == ~common).all()
    assert decided.fractional is None and (decided.lower == decided.upper)[common].all()
    [better] = told
    assert better is not None and not len(whole.broken(better))


def test_students_begin_with_what_they_take_where_what_opens_stays(
    monkeypatch: MonkeyPatch,
) -> None:
    program = build(presolve(crowded_instance(5))).program
    whole = matrix(program.model)
    given = problem(whole.everything, whole.gain)
    known = optimum(given).values
    assert known is not None
    asked, found = list[Problem](), known.copy()

    def spied(one: Problem, seconds: float) -> Optimum:
        asked.append(one)
        return Optimum(np.inf, found)

    monkeypatch.setattr(wide, "optimum", spied)
    common = whole.flags(program.variables.opens.values())
    moved = wide.Moved(replace(given, known=known), common, 0.0)
    wide.tell_better(moved, None, lambda _: None)
    assert asked[-1].known is known
    found[np.flatnonzero(common)[0]] ^= 1
    wide.tell_better(moved, None, lambda _: None)
    assert asked[-1].known is None and len(asked) == 4


@MAKERS
@pytest.mark.parametrize("seed", range(8))
def test_every_step_of_the_bounding_stays_above_the_optimum(
    make: Callable[[int], Instance], seed: int
) -> None:
    instance = make(seed)
    exact = solved(instance)
    if exact is None:
        return
    program = build(presolve(instance)).program
    whole = matrix(program.model)
    steps = Bounding(program, whole, row_prices(whole), Effort(1.0))
    _stays_above(exact, steps, steps.tasks())
    assert steps.bound <= exact.objective + PRECISION * POINTS_A_STUDENT * len(instance.students)


@MAKERS
@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("work", [1.0, 0.0001])
@pytest.mark.parametrize("students", [1, 3, 1000])
def test_bounding_by_work_stays_above_the_optimum(
    make: Callable[[int], Instance], seed: int, work: float, students: int,
    monkeypatch: MonkeyPatch,
) -> None:  # fmt: skip
    instance = make(seed)
    exact = solved(instance)
    if exact is None:
        return
    monkeypatch.setattr(bounding, "STEPS", (students,))
    monkeypatch.setattr(bounding, "WORK", work)
    program = build(presolve(instance)).program
    whole = matrix(program.model)
    steps = Bounding(program, whole, row_prices(whole), Effort(1.0))
    _stays_above(exact, steps, steps.small())
    if work == 1.0 and students == 1000:
        missed = PRECISION * POINTS_A_STUDENT * len(instance.students)
        assert steps.bound <= exact.objective + missed


@pytest.mark.parametrize(("in_parts", "levels"), [(False, {1, 3, 1000}), (True, {1, 3})])
def test_the_largest_blocks_are_for_those_who_are_planned_all_together(
    in_parts: bool, levels: set[int]
) -> None:
    program = build(presolve(small_region(0, 12))).program
    whole = matrix(program.model)
    held = np.zeros(whole.rows, bool) if in_parts else None
    steps = Bounding(program, whole, row_prices(whole), Effort(1.0), held)
    assert {task.level for task in steps.tasks()} == levels


def _stays_above(exact: Plan, steps: Bounding, tasks: Iterator[Task]) -> None:
    assert exact.objective <= steps.bound
    for task in tasks:
        assert task.long == (task.level > bounding.STEPS[0])
        assert not (task.long and steps.narrow), "once all small blocks have begun"
        task.find()()
        assert exact.objective <= steps.bound


@MAKERS
@pytest.mark.parametrize("seed", range(4))
def test_everybody_in_one_block_beside_diving_proves_the_best_plan(
    make: Callable[[int], Instance], seed: int, monkeypatch: MonkeyPatch
) -> None:
    monkeypatch.setattr(bounding, "ONE_BLOCK", 1000)
    instance = make(seed)
    exact = solved(instance)
    if exact is None:
        return
    parameters = Parameters(time=60.0, gap=0.0, workers=2)
    running = Course(build(presolve(instance)), parameters, lambda *_: None, monotonic())
    began = Event()

    def spied(*given: object, **options: bool) -> Generator[Tightened, None, None]:
        began.set()
        return aside(*given, **options)  # type: ignore[arg-type]

    def later(*given: object) -> Generator[Reals | None, None, None]:
        told: Generator[Reals | None, None, None] = aside(*given)  # type: ignore[arg-type]
        yield next(told)
        assert began.wait(20.0)  # whichever thread is quicker
        yield from told

    monkeypatch.setattr(bounding, "aside", spied)
    monkeypatch.setattr(first_dive, "aside", later)
    running.run()
    plan = extract(running.solved(), parameters, "", 0.0)
    assert verify(instance, plan) == ()
    assert plan.objective == exact.objective
    assert plan.bound == exact.objective


@MAKERS
@pytest.mark.parametrize("seed", range(8))
def test_what_blocks_leave_open_is_proven_for_everybody_from_a_plan(
    make: Callable[[int], Instance], seed: int
) -> None:
    instance = make(seed)
    exact = solved(instance)
    if exact is None:
        return
    built = build(presolve(instance))
    whole = matrix(built.program.model)
    halt = Halt()
    steps = Bounding(built.program, whole, row_prices(whole), Effort(1.0, halt=halt))
    owner, before = owners(built.program, whole), steps.bound
    there = Moves(built.program, whole, owner)
    kept = beginning(built.program, whole, there, Effort(10.0))
    steps.plan = settled(built.program, whole, owner, kept)
    halt.ask()
    steps.proof()
    assert (steps.bound, steps.values) == (before, None), "not begun"
    halt.asked = False
    steps.proof()
    assert steps.bound == exact.objective
    assert steps.values is not None
    assert whole.points(steps.values) == exact.objective


@pytest.mark.parametrize("workers", [1, 2, 16])
def test_everybody_is_proven_last_however_many_threads_there_are(
    workers: int, monkeypatch: MonkeyPatch
) -> None:
    """HiGHS proves no block; the relaxation does not prove the plan."""
    monkeypatch.setattr(bounding, "ONE_BLOCK", 1000)
    monkeypatch.setattr(bounding, "aside", lambda *given, **options: iter(()))
    instance = crowded_instance(7)
    running = Course(
        build(presolve(instance)), Parameters(time=60.0, workers=workers), lambda *_: None,
        monotonic(),
    )  # fmt: skip
    running.run()
    found = running.solved()
    assert running._proof_begun
    assert found.bound == found.value(found.built.objective)


def test_nothing_is_proven_for_everybody_by_work_alone_or_without_time(
    monkeypatch: MonkeyPatch,
) -> None:
    monkeypatch.setattr(bounding, "ONE_BLOCK", 1000)
    built, begun = build(presolve(crowded_instance(7))), list[Bounding]()
    monkeypatch.setattr(Bounding, "proof", begun.append)
    for parameters in (Parameters(deterministic_time=0.5), Parameters(time=0.02)):
        running = Course(built, parameters, lambda *_: None, monotonic())
        running.run()
    assert not begun


def test_what_a_search_comes_upon_is_told_before_it_ends() -> None:
    whole = matrix(build(presolve(read_instance(TINY))).program.model)
    told = list[Found]()
    best = solve(whole.everything, Effort(10.0), tell=told.append)
    assert best.values is not None
    plans = [found.values for found in told if found.values is not None]
    assert plans and len(told) > len(plans), "bounds as well"
    assert all(map(whole.everything.holds, plans))
    assert max(map(whole.points, plans)) == whole.points(best.values)
    assert min(found.at_most for found in told) >= best.at_most


def _decided(instance: Instance) -> list[Instance]:
    """The instance with something decided that the best plan has: who takes it, that it opens."""
    plan = solved(instance)
    assert plan is not None
    taken = [(part.id, one) for part in plan.students for one in part.takes]
    locks = [Lock(student=who, offering=one) for who, one in taken]
    locks += [Lock(offering=opened.offering) for opened in plan.opens]
    who, one = taken[0]
    students = tuple(
        changed(student, keeps=(*student.keeps, one)) if student.id == who else student
        for student in instance.students
    )
    found = [changed(instance, locks=(*instance.locks, lock)) for lock in locks]
    return [*found, changed(instance, students=students)]


def test_what_is_decided_beforehand_is_not_taken_for_impossible() -> None:
    decided = _decided(read_instance(TINY))
    assert len(decided) > 5
    for instance in decided:
        plan, exact = in_groups(instance), solved(instance)
        assert exact is not None
        _sound(instance, plan, exact)


def test_the_solver_knows_every_option_by_which_it_branches() -> None:
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    for name, value in (BRANCHING | AT_ONCE).items():
        assert highs.setOptionValue(name, value) == highspy.HighsStatus.kOk, name


def test_a_search_stopped_in_its_presolve_knows_no_bound() -> None:
    whole = matrix(build(presolve(read_instance(KOLPASHEVO))).program.model)
    cut = whole.everything
    for seconds in (0.05, 0.3):
        found = solve(cut, Effort(np.inf, deadline=time() + seconds))
        assert found.at_most + whole.offset > LESS_THAN_BEST


@pytest.mark.parametrize("seed", [0, 1, 4])
def test_bounds_and_plans_are_told_before_the_best_is_known(seed: int) -> None:
    whole = matrix(build(presolve(small_region(seed))).program.model)
    cut = whole.everything
    told: list[Optimum] = []
    found = optimum(problem(cut, whole.gain), 60.0, told.append)
    assert found.values is not None
    best = whole.points(found.values) - whole.offset
    bounds = [round(one.at_most, 6) for one in (*told, found)]
    assert len(told) > 2
    assert bounds == sorted(bounds, reverse=True)
    hours = len(small_region(seed).students)  # begun, one of each, that HiGHS may not count
    assert best <= bounds[-1] <= 1.0001 * best + 1 + hours  # HiGHS stops there
    plans = [one.values for one in told if one.values is not None]
    assert plans
    for values in plans:
        assert not len(whole.broken(values))
        assert whole.points(values) - whole.offset <= best


def _rounding(most: float) -> Problem:
    """Ways of 50, 61 and 70 minutes, worth 9 each; an hour costs 1, and `most` minutes of the
    hours may be left over."""
    return Problem(
        gain=np.array([9.0, 9.0, 9.0, -1.0]),
        lower=np.zeros(4),
        upper=np.array([1.0, 1.0, 1.0, 1000.0]),
        least=np.array([0.0]),
        most=np.array([most]),
        start=np.array([0]),
        column=np.array([0, 1, 2, 3]),
        weight=np.array([-50.0, -61.0, -70.0, 60.0]),
    )


def test_what_is_rounded_up_costs_its_whole_number_and_may_only_be_bounded_with_less() -> None:
    found = optimum(_rounding(np.inf))
    assert found.values is not None and found.values.tolist() == [1, 1, 1, 4]
    assert 23 <= found.at_most < 24


def test_a_long_column_that_may_not_be_rounded_up_stays_whole() -> None:
    found = optimum(_rounding(5.0))
    assert found.values is not None and found.values.tolist() == [1, 0, 1, 2]
    assert found.at_most == pytest.approx(16, abs=0.01)


def test_long_columns_that_share_a_limit_stay_whole() -> None:
    """Ways of 50 and 61 minutes, worth 9 each; two columns of hours, two hours in all."""
    given = Problem(
        gain=np.array([9.0, 9.0, -1.0, -1.0]),
        lower=np.zeros(4),
        upper=np.array([1.0, 1.0, 1000.0, 1000.0]),
        least=np.array([0.0, 0.0, -np.inf]),
        most=np.array([np.inf, np.inf, 2.0]),
        start=np.array([0, 2, 4]),
        column=np.array([0, 2, 1, 3, 2, 3]),
        weight=np.array([-50.0, 60.0, -61.0, 60.0, 1.0, 1.0]),
    )
    found = optimum(given)
    assert found.values is not None and found.values.tolist() == [1, 0, 1, 0]
    assert found.at_most == pytest.approx(8, abs=0.01)


def test_the_solver_says_nothing(capfd: CaptureFixture[str]) -> None:
    optimum(_rounding(np.inf), 10.0, lambda _: None)
    Relaxation(_rounding(np.inf)).solve()
    assert capfd.readouterr() == ("", "")


def test_a_solver_that_fails_knows_nothing() -> None:
    """It says itself that nothing is better than 0."""
    whole = matrix(build(presolve(read_instance(TINY))).program.model)
    cut = whole.everything
    given = problem(cut, whole.gain)
    failing = replace(given, weight=given.weight * np.inf)
    assert optimum(failing) == Optimum(np.inf, None)
    assert Relaxation(failing).solve() is None
    assert whole.offset + optimum(given).at_most > 0


def test_what_a_process_told_before_it_dies_is_known() -> None:
    for told in ([], ["one", "two"]):
        given: list[object] = [b"x" * 10_000_000, *told]
        assert list(aside(_dies, given, None, given_up=lambda: False)) == told


def _dies(given: list[object], seconds: float | None, tell: Callable[[object], None]) -> None:
    for one in given[1:]:
        tell(one)
    os._exit(1)


@pytest.mark.skipif(not LINUX, reason="another library of C")
@pytest.mark.parametrize("sparing", [False, True])
def test_what_a_sparing_search_frees_is_given_back_at_once(sparing: bool) -> None:
    [left] = aside(_left_of_arrays, 100, None, given_up=lambda: False, sparing=sparing)
    assert (left < 10) == sparing


def _left_of_arrays(megabytes: int, seconds: float | None, tell: Callable[[int], None]) -> None:
    """How many megabytes this process still has of so many that it has freed."""
    del seconds
    np.ones(2**21)  # once such has been freed, glibc keeps what is smaller
    before, arrays = _own(), [np.ones(2**17) for _ in range(megabytes)]
    last = arrays.pop()  # above all others: they cannot be cut off
    arrays.clear()
    tell(_own() - before)
    del last


def _own() -> int:
    """Megabytes of this process alone."""
    rows = Path("/proc/self/smaps_rollup").read_text("ascii").splitlines()[1:]
    return next(int(row.split()[1]) for row in rows if row.startswith("Private_Dirty")) // 1024


def test_a_process_that_takes_too_long_is_given_up(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(aside_module, "GRACE", 0.0)
    assert list(aside(_sleeps, 60.0, 0.1, given_up=lambda: False)) == []


def test_a_process_is_given_up_while_it_tells() -> None:
    halt = Halt()
    told = aside(_talks, 0.01, None, given_up=lambda: halt.asked)
    assert next(told) == 0.01
    halt.ask()
    assert set(told) <= {0.01}


def test_what_is_no_limit_in_the_matrix_is_none_to_highs() -> None:
    whole = matrix(build(presolve(random_instance(3))).program.model)
    cut = whole.everything
    for least, most in ((1, INFINITE), (-INFINITE, 2)):
        relaxation = Relaxation(limited(problem(cut, whole.gain), {0: (least, most)}))
        assert relaxation._highs
        found = relaxation._highs.getLp()
        read = found.row_lower_[0], found.row_upper_[0]
        assert read == ((1, np.inf) if most == INFINITE else (-np.inf, 2))


@pytest.mark.parametrize(
    ("seconds", "students", "kept"), [(10, 2000, 1.0), (300, 2000, 4.0), (900, 100_000, 90.0)]
)
def test_what_is_kept_for_the_end_grows_with_time_and_students(
    seconds: float, students: int, kept: float
) -> None:
    assert finishing(seconds, students) == kept


def _sleeps(given: float, seconds: float | None, tell: Callable[[float], None]) -> None:
    sleep(given)


def _talks(given: float, seconds: float | None, tell: Callable[[float], None]) -> None:
    while True:
        tell(given)
        sleep(given)


def test_a_halt_ends_searches_that_run_and_those_that_begin_later() -> None:
    built = build(presolve(read_instance(TINY)))
    whole = matrix(built.program.model)
    cut = whole.everything
    halt = Halt()
    halt.ask()
    found = solve(cut, Effort(10.0, halt=halt))
    assert (found.values, found.at_most) == (None, ANYTHING)


def test_the_matrix_says_the_same_as_the_model() -> None:
    built = build(presolve(read_instance(TINY)))
    whole = matrix(built.program.model)
    cut = whole.everything
    solver = one_thread(1, 10.0)
    solver.solve(cut.model())
    values = np.array(solver.response_proto.solution)
    assert round(solver.objective_value) + whole.offset == 5265
    assert not len(whole.broken(values))
    assert whole.points(values) == 5265
    values[built.program.variables.opens[built.program.instance.offerings[0].id].index] ^= 1
    assert len(whole.broken(values))


def test_what_belongs_to_a_student_has_the_students_group_as_owner() -> None:
    program = build(presolve(read_instance(TINY))).program
    whole = matrix(program.model)
    found = groups(program.instance, 1)
    owner = owners(program, whole, {s: n for n, members in enumerate(found) for s in members})
    assert sorted(s for members in found for s in members) == sorted(program.instance.student)
    for (student, _), takes in program.variables.takes.items():
        assert student in found[owner[takes.index]]
    for opens in program.variables.opens.values():
        assert owner[opens.index] == NOBODY


def test_a_small_school_ends_with_the_best_plan_proven() -> None:
    instance = read_instance(TINY)
    running = Course(build(presolve(instance)), Parameters(), lambda *_: None, monotonic())
    running.run()
    plan = extract(running.solved(), Parameters(), "", 0.0)
    assert verify(instance, plan) == ()
    assert (plan.objective, plan.bound) == (5265, 5265)


def test_the_same_work_gives_the_same_plan() -> None:
    instance = crowded_instance(3)
    plans = [in_groups(instance).model_copy(update={"seconds": 0.0}) for _ in range(2)]
    assert plans[0] == plans[1]


@MAKERS
@pytest.mark.parametrize("seed", range(6))
def test_without_time_for_anybody_there_is_no_plan(
    make: Callable[[int], Instance], seed: int
) -> None:
    instance = make(seed)
    exact = solved(instance)
    if exact is None:
        return
    parameters = Parameters(time=0.001)
    running = Course(build(presolve(instance)), parameters, lambda *_: None, monotonic())
    running.run()
    with pytest.raises(NoPlanInTime):
        running.solved()


def test_ctrl_c_before_anybody_is_planned_is_no_lack_of_time() -> None:
    def told(goal: str | None, best: int | None, bound: int | None) -> None:
        if best is None:
            signal.raise_signal(signal.SIGINT)

    built = build(presolve(crowded_instance(1)))
    running = Course(built, Parameters(time=300.0), told, monotonic())
    running.run()
    with pytest.raises(KeyboardInterrupt):
        running.solved()


def test_votes_of_millions_of_columns_are_counted_rightly() -> None:
    places = np.array([3_000_000, 3_000_000, 2_999_999, 3_000_000], np.int32)
    found = _most_often(places, np.array([999, 7, 5, 999]), 3_000_001)
    assert found[-2:].tolist() == [5, 999]
    assert (found[:-2] == NOBODY).all()


def test_what_a_search_has_freed_is_given_back_every_now_and_then(monkeypatch: MonkeyPatch) -> None:
    given = list[None]()

    def give_back() -> None:
        given.append(None)
        if len(given) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(aside_module, "TIDY", 0.01)
    monkeypatch.setattr(aside_module, "give_back", give_back)
    with pytest.raises(KeyboardInterrupt):
        aside_module._tidy()
    assert len(given) == 3

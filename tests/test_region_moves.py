"""Who loses most is moved first, with those who depend on the same, until nothing is left."""

from typing import Any

import numpy as np
import pytest
from ortools.sat.python.cp_model import CpSolver

from models.instance import Instance
from models.plan import Parameters
from planner.arrays import Numbers, Reals
from planner.presolve import presolve
from planner.solve import exact
from planner.solve.cuts import Effort
from planner.solve.matrix import Matrix, matrix
from planner.solve.owners import owners
from planner.solve.prices import relaxed_bound
from planner.solve.region import seeking, wide
from planner.solve.region.losses import Losses
from planner.solve.region.moves import Moves
from planner.solve.region.opening import Opening
from planner.solve.region.seeking import Seeking
from planner.solve.region.wide import Wide
from tests.builders import duty, instance, offering, programme, student, teacher
from tests.random_instances import crowded_instance
from tests.solving import row_prices

SEEDS = range(12)


class Relaxed:
    """The best plan of an instance beside its relaxation, at a share of its prices."""

    def __init__(self, instance: Instance, share: float = 1.0) -> None:
        best = exact.solve(presolve(instance), Parameters(), lambda *_: None)
        self.program = best.built.program
        self.matrix: Matrix = matrix(self.program.model)
        self.values: Numbers = np.array(best.solution)
        self.prices: Reals = share * row_prices(self.matrix)
        self.moves = Moves(self.program, self.matrix, owners(self.program, self.matrix))
        self.losses = Losses(self.program, self.matrix, self.moves, self.prices)

    @property
    def gap(self) -> float:
        """Points between the relaxation and the plan."""
        return relaxed_bound(self.matrix, self.prices) - self.matrix.points(self.values)


@pytest.mark.parametrize("seed", SEEDS)
def test_students_lose_no_more_than_the_relaxation_is_above_the_plan(seed: int) -> None:
    one = Relaxed(crowded_instance(seed))
    lost = one.losses.of(one.values)
    assert len(lost) == one.moves.students
    assert lost.min() >= -1e-6
    assert lost.sum() <= one.gap + 1


@pytest.mark.parametrize("seed", SEEDS)
def test_all_that_is_lost_is_what_the_relaxation_is_above_the_plan(seed: int) -> None:
    one = Relaxed(crowded_instance(seed))
    one.moves.owner = np.zeros(one.matrix.columns, np.int64)
    one.moves.students = 1
    [lost] = Losses(one.program, one.matrix, one.moves, one.prices).of(one.values)
    assert lost == pytest.approx(one.gap, abs=1)


@pytest.mark.parametrize("seed", SEEDS)
def test_who_is_moved_comes_first_and_with_no_more_than_asked_for(seed: int) -> None:
    one = Relaxed(crowded_instance(seed))
    lost = one.losses.of(one.values)
    for number in range(one.moves.students):
        chosen = one.losses.around(number, lost, one.values, 2)
        assert chosen[0] == number
        assert len(chosen) <= 2


def test_seeking_leaves_busy_students_alone_and_comes_to_an_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(seeking, "LITTLE", 0.001)
    monkeypatch.setattr(seeking, "SIZES", (2, 3))
    found = 0
    for seed in SEEDS:
        one = Relaxed(crowded_instance(seed))
        lost = one.losses.of(one.values)
        worst = int(lost.argmax())
        if lost[worst] < 1:
            continue
        search = Seeking(one.losses, one.moves)
        other = search.following(one.values, frozenset({worst}))
        assert other is None or worst not in other
        assert worst in (search.following(one.values, frozenset()) or ())
        seen: set[frozenset[int]] = set()
        while (students := search.following(one.values, frozenset())) is not None:
            assert students not in seen, "nothing has changed for them"
            seen.add(students)
        search.refused(frozenset({worst}))
        assert search.following(one.values, frozenset({worst})) is None
        assert search.following(one.values, frozenset()) == frozenset({worst})
        found += 1
    assert found


def test_whole_schools_are_moved_that_lose_most_until_nothing_changes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wide, "LITTLE", 0.001)
    found = 0
    for seed in SEEDS:
        case = crowded_instance(seed)
        one = Relaxed(case)
        everybody = frozenset(range(len(case.students)))
        if one.losses.of(one.values).sum() < 1:
            continue
        search = Wide(case, one.losses, one.moves)
        assert search.following(one.values, frozenset({0})) is None
        for everything in (False, True):  # first what opens, then everything
            assert search.following(one.values, frozenset()) == everybody
            assert search.everything(everybody) == everything
        assert search.following(one.values, frozenset()) is None, "nothing has changed for them"
        one.moves.replaced()
        assert search.following(one.values, frozenset()) == everybody
        assert not search.everything(everybody)
        search.nothing_left(everybody)
        search.refused(everybody)
        assert search.following(one.values, frozenset()) is None, "what was found came too late"
        monkeypatch.setattr(wide, "LITTLE", np.inf)
        one.moves.replaced()
        assert search.following(one.values, frozenset()) is None, "too little to be found"
        monkeypatch.setattr(wide, "LITTLE", 0.001)
        found += 1
    assert found


def test_who_would_gain_by_an_offering_moves_with_those_who_have_its_teacher() -> None:
    takers = [student(f"a{n}", wishes=[{"ranked": [{"programme": "one"}]}]) for n in range(2)]
    wanting = [student(f"b{n}", wishes=[{"ranked": [{"programme": "two"}]}]) for n in range(3)]
    bystander = student("c", grade=11, wishes=[{"ranked": [{"programme": "three"}]}])
    taught: dict[str, Any] = {"duties": [duty("t")], "min_size": 2, "grades": [10]}
    case = instance(
        students=[*takers, *wanting, bystander],
        programmes=[programme(one) for one in ("one", "two", "three")],
        offerings=[offering("one", **taught), offering("two", **taught), offering("three")],
        teachers=[teacher("t", hours_a_week=2)],
    )
    # At the full prices whoever has nothing loses nothing: a seat costs all that it is worth.
    one = Relaxed(case, 0.5)
    best = one.matrix.points(one.values)
    opens = one.program.variables.opens
    one.program.model.add(opens["one"] == 1)
    solver = CpSolver()
    solver.solve(one.program.model.written())
    values = np.array(solver.response_proto.solution)
    assert one.matrix.points(values) < best

    opening = Opening(one.program, one.losses, one.moves)
    assert opening.following(values, frozenset({0})) is None, "whoever has the teacher is busy"
    students = opening.following(values, frozenset())
    assert students == frozenset(range(5)), "everybody but the bystander"
    assert one.moves.take(one.moves.move(students, values, Effort(1.0)), values)
    assert one.matrix.points(values) == best
    opening.remember(students)
    assert opening.following(values, frozenset()) is None
    assert values[opens["one"].index] == 0 and values[opens["two"].index] == 1

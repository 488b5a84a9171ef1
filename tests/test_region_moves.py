"""Who loses most is moved first, with those who depend on the same, until nothing is left."""

import numpy as np
import pytest

from models.plan import Parameters
from planner.presolve import presolve
from planner.solve import exact
from planner.solve.region import seeking
from planner.solve.region.losses import Losses
from planner.solve.region.matrix import Matrix, Numbers, Reals, matrix
from planner.solve.region.moves import Moves
from planner.solve.region.prices import relaxed_bound
from planner.solve.region.relaxation import duals, row_prices
from planner.solve.region.seeking import Seeking
from tests.random_instances import crowded_instance

SEEDS = range(12)


class Relaxed:
    """The best plan of a random instance beside its relaxation."""

    def __init__(self, seed: int) -> None:
        best = exact.solve(presolve(crowded_instance(seed)), Parameters(), lambda *_: None)
        self.program = best.built.program
        self.matrix: Matrix = matrix(self.program.cp)
        self.values: Numbers = np.array(best.solution)
        found = row_prices(self.matrix, duals)
        assert found is not None
        self.prices: Reals = found
        self.moves = Moves(self.program, self.matrix)
        self.losses = Losses(self.program, self.matrix, self.moves, self.prices)

    @property
    def gap(self) -> float:
        """Points between the relaxation and the plan."""
        return relaxed_bound(self.matrix, self.prices) - self.matrix.points(self.values)


@pytest.mark.parametrize("seed", SEEDS)
def test_students_lose_no_more_than_the_relaxation_is_above_the_plan(seed: int) -> None:
    one = Relaxed(seed)
    lost = one.losses.of(one.values)
    assert len(lost) == one.moves.students
    assert lost.min() >= -1e-6
    assert lost.sum() <= one.gap + 1


@pytest.mark.parametrize("seed", SEEDS)
def test_all_that_is_lost_is_what_the_relaxation_is_above_the_plan(seed: int) -> None:
    one = Relaxed(seed)
    one.moves.owner = np.zeros(one.matrix.columns, np.int64)
    one.moves.students = 1
    [lost] = Losses(one.program, one.matrix, one.moves, one.prices).of(one.values)
    assert lost == pytest.approx(one.gap, abs=1)


@pytest.mark.parametrize("seed", SEEDS)
def test_who_is_moved_comes_first_and_with_no_more_than_asked_for(seed: int) -> None:
    one = Relaxed(seed)
    lost = one.losses.of(one.values)
    for student in range(one.moves.students):
        chosen = one.losses.around(student, lost, one.values, 2)
        assert chosen[0] == student
        assert len(chosen) <= 2


def test_seeking_leaves_busy_students_alone_and_comes_to_an_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(seeking, "LITTLE", 0.001)
    monkeypatch.setattr(seeking, "SIZES", (2, 3))
    found = 0
    for seed in SEEDS:
        one = Relaxed(seed)
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

"""Expressions, rows and the model made of them: for CP-SAT, for the matrix, and by hand."""

import pickle
from copy import copy
from itertools import product
from random import Random
from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from planner.cp_sat import assume, hint, require_one
from planner.linear import Expression, Literal, Model, Row, add_up, constant, weigh
from planner.solve.matrix import matrix

VALUES = st.lists(st.integers(-9, 9), min_size=3, max_size=3)
WEIGHTS = st.lists(st.integers(-5, 5), min_size=3, max_size=3)


def _holds(row: Row, values: list[int]) -> bool:
    return row.least <= Expression(row.columns, row.weights).value(values) <= row.most


@given(VALUES, WEIGHTS, WEIGHTS, st.integers(-9, 9))
def test_expressions_count_as_numbers_do(
    values: list[int], some: list[int], others: list[int], number: int
) -> None:
    columns = [Literal(column) for column in range(3)]
    one, other = weigh(list(zip(some, columns, strict=True))), add_up([*columns, constant(number)])
    first = sum(weight * value for weight, value in zip(some, values, strict=True))
    second = sum(values) + number
    for found, counted in [
        (one + other, first + second), (one - other, first - second),
        (one + number, first + number), (one - number, first - number),
        (number + one, number + first), (number - one, number - first),
        (3 * one, 3 * first), (one * number, first * number), (-other, -second),
    ]:  # fmt: skip
        assert found.value(values) == counted
    assert _holds(one <= other, values) == (first <= second)
    assert _holds(one >= other, values) == (first >= second)
    assert _holds(one == other, values) == (first == second)
    assert _holds(one <= number, values) == (first <= number)
    assert _holds(other >= number, values) == (second >= number)
    assert _holds(other == number, values) == (second == number)
    assert one.weights == some, "expressions share what they consist of, so nothing changes it"


def test_what_must_hold_is_not_asked_by_chance() -> None:
    first, second = Literal(0), Literal(1)
    with pytest.raises(TypeError, match="post what must hold"):
        assert first == second
    with pytest.raises(TypeError, match="post what must hold"):
        assert first in [second]


def test_a_column_occurs_once_in_a_row_and_never_for_nothing() -> None:
    model = Model()
    first, second, third = (model.integer(0, 5) for _ in range(3))
    model.add(2 * third + first + second - third <= 3 + second)
    model.add(first + second >= first + second)
    rows = model.rows()
    assert rows.row.tolist() == [0, 0]
    assert rows.column.tolist() == [first.index, third.index]
    assert rows.weight.tolist() == [1, 1]
    assert (rows.least[1], rows.most[0]) == (0, 3)
    assert model.rows(first=1).least.tolist() == [0]


def _drawn(seed: int) -> tuple[Model, list[Literal], list[Row], Expression]:
    random, model = Random(seed), Model()
    columns = [model.integer(low := random.randint(-2, 0), low + random.randint(0, 3))
               for _ in range(4)]  # fmt: skip
    rows = []
    for _ in range(random.randint(0, 4)):
        chosen = random.choices(columns, k=random.randint(0, 5))
        total = weigh([(random.randint(-3, 3), column) for column in chosen])
        limit = random.randint(-3, 4)
        rows.append(random.choice([total <= limit, total >= limit, total == limit]))
    gain = weigh([(random.randint(-4, 4), column) for column in columns]) + random.randint(-5, 5)
    return model, columns, rows, gain


def _best(columns: list[Literal], model: Model, rows: list[Row], gain: Expression) -> int | None:
    ranges = (range(model.lower[c.index], model.upper[c.index] + 1) for c in columns)
    choices = map(list, product(*ranges))
    possible = (values for values in choices if all(_holds(row, values) for row in rows))
    return max(map(gain.value, possible), default=None)


def _solved(cp: cp_model.CpModel) -> tuple[int, list[int]] | None:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(cp)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    if status == cp_model.INFEASIBLE:
        return None
    return round(solver.objective_value), list(solver.response_proto.solution)


@pytest.mark.parametrize("seed", range(60))
def test_cp_sat_finds_the_best_whatever_is_added_after_it_was_asked(seed: int) -> None:
    model, columns, rows, gain = _drawn(seed)
    model.objective = gain
    for known in range(len(rows) + 1):
        best, found = _best(columns, model, rows[:known], gain), _solved(model.written())
        assert (None if found is None else found[0]) == best
        if found:
            values, whole = np.array(found[1], np.int64), matrix(model)
            assert gain.value(found[1]) == whole.points(values) == best
            assert not len(whole.broken(values))
        if known < len(rows):
            model.add(rows[known])


def test_rows_hold_only_if_what_is_assumed_says_so() -> None:
    model = Model()
    first, second, fact = model.boolean(), model.boolean(), model.boolean()
    model.add(first + second <= 0, only_if=fact)
    model.objective = first + second
    cp = model.written()
    assert _solved(cp) == (2, [1, 1, 0])
    assume(cp, [fact.index])
    assert _solved(cp) == (0, [0, 0, 1])
    assume(cp, [])
    require_one(cp, [fact.index])
    assert _solved(cp) == (0, [0, 0, 1])
    with pytest.raises(ValueError, match="under a condition"):
        matrix(model)


def test_a_hint_takes_the_place_of_the_one_before() -> None:
    model = Model()
    model.boolean()
    cp = model.written()
    hint(cp, [0], [1])
    hint(cp, [0], [0])
    assert list(cp.proto.solution_hint.vars) == [0]
    assert list(cp.proto.solution_hint.values) == [0]


def test_columns_and_conditions_are_added_after_it_was_written() -> None:
    model = Model()
    first = model.boolean()
    model.objective = constant(0) + first
    require_one(model.written(), [first.index])
    second, fact = model.boolean(), model.boolean()
    model.add(second + first <= 1, only_if=fact)
    model.objective = second - 2 * fact
    assert _solved(model.written()) == (1, [1, 1, 0])
    model.objective = second + 2 * fact
    assert _solved(model.written()) == (2, [1, 0, 1])
    assume(model.written(), [second.index])
    assert _solved(model.written()) == (2, [1, 0, 1]), "nothing stays assumed"


def test_weights_and_limits_are_whole_numbers() -> None:
    for half in (0.5, 2.7):
        model = Model()
        column, weight = model.boolean(), cast(int, half)
        for row in (column * weight <= 3, column <= constant(weight)):
            with pytest.raises(TypeError):
                model.add(row)
        model = Model()
        model.objective = model.boolean() * weight
        with pytest.raises(TypeError):
            model.written()


def test_a_model_that_has_forgotten_its_rows_says_so() -> None:
    model = Model()
    column = model.boolean()
    model.add(column <= 0)
    model.forget()
    for use in (lambda: model.add(column <= 0), model.rows, model.written):
        with pytest.raises(AttributeError):
            use()


def test_a_column_is_copied_by_its_number() -> None:
    column = Model().boolean()
    for copied in (copy(column), pickle.loads(pickle.dumps(column))):
        assert isinstance(copied, Literal)
        assert (copied.index, copied.columns, copied.weights, copied.constant) == (0, [0], [1], 0)

"""Columns and rows -> CP-SAT's model, written as the solver reads it.

CP-SAT's own expressions take three times as long.
"""

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from ortools.sat.python import cp_model

from planner.arrays import Numbers


def add_columns(cp: cp_model.CpModel, lower: list[int], upper: list[int]) -> None:
    """Columns with their bounds."""
    variables = cp.proto.variables
    for bounds in zip(lower, upper, strict=True):
        variables.add().domain.extend(bounds)


def add_rows(
    cp: cp_model.CpModel, row: Numbers, column: Numbers, weight: Numbers, least: Numbers,
    most: Numbers,
) -> None:  # fmt: skip
    """Rows with their cells, which are ordered by row."""
    constraints = cp.proto.constraints
    columns, weights = column.tolist(), weight.tolist()
    ends = np.searchsorted(row, np.arange(len(least) + 1)).tolist()
    limits = zip(least.tolist(), most.tolist(), strict=True)
    for (first, end), limit in zip(pairwise(ends), limits, strict=True):
        linear = constraints.add().linear
        linear.vars.extend(columns[first:end])
        linear.coeffs.extend(weights[first:end])
        linear.domain.extend(limit)


def maximize(cp: cp_model.CpModel, gain: Numbers, offset: int = 0) -> None:
    """What is maximized: the gain of each column, and what there is in any case."""
    paid, objective = np.flatnonzero(gain), cp.proto.objective
    objective.vars.extend(paid.tolist())
    objective.coeffs.extend((-gain[paid]).tolist())
    objective.offset = -float(offset)
    objective.scaling_factor = -1.0  # the solver minimizes


def hint(cp: cp_model.CpModel, columns: Iterable[int], values: Iterable[int]) -> None:
    """Where the search begins, and nowhere else; without any, wherever the solver likes."""
    cp.proto.clear_solution_hint()
    if listed := list(columns):  # an empty hint would be one as well, and the search much slower
        cp.proto.solution_hint.vars.extend(listed)
        cp.proto.solution_hint.values.extend(list(values))


def require_one(cp: cp_model.CpModel, columns: Iterable[int]) -> None:
    """One of these is 1 at least."""
    cp.proto.constraints.add().bool_or.literals.extend(list(columns))


def assume(cp: cp_model.CpModel, columns: Iterable[int]) -> None:
    """These are 1 in what is searched for, and nothing else that was assumed before."""
    cp.clear_assumptions()
    cp.proto.assumptions.extend(list(columns))

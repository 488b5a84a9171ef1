"""Matrix -> its linear relaxation: a bound, what every row's limit is worth, and a direction."""

from collections.abc import Callable
from datetime import timedelta

import numpy as np
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt

from planner.solve.region.matrix import UNLIMITED, Cut, Matrix, Numbers, Reals

SOLVER = mathopt.SolverType.HIGHS


def row_prices(matrix: Matrix, solve: "Solve") -> Reals | None:
    """The points that one unit more of each row's limit would bring; None: not known in time."""
    cut = matrix.cut(np.arange(matrix.columns), np.zeros(matrix.columns, np.int64))
    found = solve(proto(cut, matrix.gain, integers=False).SerializeToString())
    if found is None:
        return None
    prices = np.zeros(matrix.rows)
    prices[cut.rows] = found
    return prices


Solve = Callable[[bytes], Reals | None]
"""Calls `duals`, here or in another process."""


def duals(problem: bytes, seconds: float | None = None) -> Reals | None:
    """Of each row of a linear problem; None: not within the time."""
    limit = None if seconds is None else timedelta(seconds=max(0.1, seconds))
    model = mathopt.Model.from_model_proto(model_pb2.ModelProto.FromString(problem))
    result = mathopt.solve(model, SOLVER, params=mathopt.SolveParameters(time_limit=limit))
    if not result.has_dual_feasible_solution():
        return None
    values = result.dual_values()
    return np.array([values[row] for row in sorted(values, key=lambda row: row.id)])


def proto(cut: Cut, gain: Reals | Numbers, integers: bool) -> model_pb2.ModelProto:
    """A cut for MathOpt: its columns and its binding rows, numbered in their order."""
    whole, columns = cut.whole, cut.columns
    model = model_pb2.ModelProto()
    model.variables.ids.extend(range(len(columns)))
    model.variables.lower_bounds.extend(whole.lower[columns].astype(float))
    model.variables.upper_bounds.extend(whole.upper[columns].astype(float))
    model.variables.integers.extend([integers] * len(columns))
    least = np.where(cut.least < -UNLIMITED, -np.inf, cut.least)
    most = np.where(cut.most > UNLIMITED, np.inf, cut.most)
    model.linear_constraints.ids.extend(range(len(cut.rows)))
    model.linear_constraints.lower_bounds.extend(least)
    model.linear_constraints.upper_bounds.extend(most)
    order = np.lexsort((cut.column, cut.row))
    cells = model.linear_constraint_matrix
    cells.row_ids.extend(cut.row[order])
    cells.column_ids.extend(cut.column[order])
    cells.coefficients.extend(cut.weight[order].astype(float))
    gains = gain[columns]
    paid = np.flatnonzero(gains)
    model.objective.maximize = True
    model.objective.linear_coefficients.ids.extend(paid)
    model.objective.linear_coefficients.values.extend(gains[paid].astype(float))
    return model

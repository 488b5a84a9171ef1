"""Matrix -> its linear relaxation: a bound, what every row's limit is worth, and a direction."""

from datetime import timedelta

import numpy as np
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt

from planner.solve.region.matrix import INFINITE, Cut, Matrix, Numbers, Reals

SOLVER = mathopt.SolverType.HIGHS


def row_prices(matrix: Matrix, seconds: float | None = None) -> Reals | None:
    """The points that one unit more of each row's limit would bring; None: not within the time."""
    nothing = np.zeros(matrix.columns, np.int64)
    cut = matrix.cut(np.ones(matrix.columns, bool), nothing)
    limit = None if seconds is None else timedelta(seconds=max(0.1, seconds))
    model = mathopt.Model.from_model_proto(proto(cut, matrix.gain, integers=False))
    result = mathopt.solve(model, SOLVER, params=mathopt.SolveParameters(time_limit=limit))
    if not result.has_dual_feasible_solution():
        return None
    prices = np.zeros(matrix.rows)
    binding = np.unique(cut.row)
    for row, price in result.dual_values().items():
        prices[binding[row.id]] = price
    return prices


def proto(cut: Cut, gain: Reals | Numbers, integers: bool) -> model_pb2.ModelProto:
    """A cut for MathOpt: its columns and its binding rows, numbered in their order."""
    whole, columns = cut.whole, cut.columns
    rows, row = np.unique(cut.row, return_inverse=True)
    column = np.searchsorted(columns, cut.column)
    model = model_pb2.ModelProto()
    model.variables.ids.extend(range(len(columns)))
    model.variables.lower_bounds.extend(whole.lower[columns].astype(float))
    model.variables.upper_bounds.extend(whole.upper[columns].astype(float))
    model.variables.integers.extend([integers] * len(columns))
    least, most = cut.least[rows], cut.most[rows]
    model.linear_constraints.ids.extend(range(len(rows)))
    model.linear_constraints.lower_bounds.extend(np.where(least < -INFINITE // 2, -np.inf, least))
    model.linear_constraints.upper_bounds.extend(np.where(most > INFINITE // 2, np.inf, most))
    order = np.lexsort((column, row))
    cells = model.linear_constraint_matrix
    cells.row_ids.extend(row[order])
    cells.column_ids.extend(column[order])
    cells.coefficients.extend(cut.weight[order].astype(float))
    gains = gain[columns]
    paid = np.flatnonzero(gains)
    model.objective.maximize = True
    model.objective.linear_coefficients.ids.extend(paid)
    model.objective.linear_coefficients.values.extend(gains[paid].astype(float))
    return model

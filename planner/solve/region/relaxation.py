"""Matrix -> its linear relaxation: what every row's limit is worth."""

from collections.abc import Callable

import numpy as np

from planner.solve.matrix import Matrix, Reals
from planner.solve.region.highs import Problem, duals, problem

Solve = Callable[[Problem], Reals | None]
"""Calls `duals`, here or in another process."""


def tell_duals(given: Problem, seconds: float | None, tell: Callable[[Reals | None], None]) -> None:
    """For `aside`."""
    tell(duals(given, seconds))


def row_prices(matrix: Matrix, solve: Solve) -> Reals | None:
    """The points that one unit more of each row's limit would bring; None: not known in time."""
    cut = matrix.cut(np.arange(matrix.columns), np.zeros(matrix.columns, np.int64))
    found = solve(problem(cut, matrix.gain))
    if found is None:
        return None
    prices = np.zeros(matrix.rows)
    prices[cut.rows] = found
    return prices

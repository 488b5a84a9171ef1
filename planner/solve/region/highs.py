"""One cut of the matrix -> HiGHS: the duals of its relaxation, or its best in whole numbers.

Huangfu and Hall 2018, Parallelizing the dual revised simplex method (Math. Prog. Comp. 10).
"""

from dataclasses import dataclass

import highspy
import numpy as np

from planner.solve.matrix import UNLIMITED, Cut, Numbers, Reals

TOLERANCE = 1e-6
"""The solver's bounds are taken to be wrong by this share at most."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Columns and rows as HiGHS reads them, to be sent to another process."""

    gain: Reals
    lower: Reals
    upper: Reals
    least: Reals
    most: Reals
    start: Numbers
    """The first cell of each row."""
    column: Numbers
    weight: Reals


@dataclass(frozen=True, slots=True)
class Optimum:
    """What is known of it."""

    at_most: float
    """No solution gains more; infinite, if nothing is proven."""
    values: Numbers | None
    """None: no solution was found."""


def problem(cut: Cut, gain: Reals | Numbers) -> Problem:
    """A cut with the gain of each column of the whole."""
    whole, columns = cut.whole, cut.columns
    return Problem(
        gain[columns].astype(float),
        whole.lower[columns].astype(float),
        whole.upper[columns].astype(float),
        np.where(cut.least < -UNLIMITED, -np.inf, cut.least),
        np.where(cut.most > UNLIMITED, np.inf, cut.most),
        np.searchsorted(cut.row, np.arange(len(cut.rows))).astype(np.int32),
        cut.column.astype(np.int32),
        cut.weight.astype(float),
    )


def duals(given: Problem, seconds: float | None = None) -> Reals | None:
    """Of each row, the columns taken as fractional; None: not within the time."""
    highs = _run(given, seconds, highspy.HighsVarType.kContinuous)
    if highs is None:
        return None
    if highs.getInfo().dual_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    return np.array(highs.getSolution().row_dual)


def optimum(given: Problem, seconds: float | None = None) -> Optimum:
    """The best in whole numbers, looked for so long."""
    highs = _run(given, seconds, highspy.HighsVarType.kInteger)
    if highs is None:
        return Optimum(np.inf, None)
    info, solution = highs.getInfo(), highs.getSolution()
    bound = info.mip_dual_bound
    at_most = bound + TOLERANCE * abs(bound) if np.isfinite(bound) else np.inf
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Optimum(at_most, None)
    return Optimum(at_most, np.rint(np.array(solution.col_value)).astype(np.int64))


def _run(given: Problem, seconds: float | None, kind: highspy.HighsVarType) -> highspy.Highs | None:
    """None: it failed, and whatever it says of bounds means nothing (it says 0)."""
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    if seconds is not None:
        highs.setOptionValue("time_limit", max(0.1, seconds))
    columns, rows = len(given.gain), len(given.least)
    taken = highs.passModel(
        columns, rows, len(given.column), int(highspy.MatrixFormat.kRowwise),
        int(highspy.ObjSense.kMaximize), 0.0, given.gain, given.lower, given.upper,
        given.least, given.most, given.start, given.column, given.weight,
        np.full(columns, int(kind), np.int32),
    )  # fmt: skip
    failed = highspy.HighsStatus.kError
    return None if taken == failed or highs.run() == failed else highs

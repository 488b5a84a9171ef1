"""Prices of the rows that tie blocks together -> what each block gains without them.

Lagrangian relaxation (Geoffrion 1974, Mathematical Programming Study 2): whatever the prices are,
the best of all blocks together is a bound on every plan. With the duals of the linear relaxation
it is never worse than the relaxation itself.
"""

from dataclasses import dataclass

import numpy as np

from planner.arrays import Flags, Numbers, Reals
from planner.solve.matrix import UNLIMITED, Matrix, extremes

SCALE = 4096
"""Prices are rounded to parts of a point, so that bounds are sums of whole numbers."""

FINER = 32
"""So much finer where all rows are paid for: each column gains by every price that is rounded."""


@dataclass(frozen=True)
class Priced:
    """The gain of each column, in parts of a point, when the rows that tie are paid for."""

    gain: Numbers
    limits: Numbers
    """What each row's limit is worth, in parts of a point."""


def priced(matrix: Matrix, prices: Reals, ties: Flags, finer: int = 1) -> Priced:
    """Let the columns pay for the rows that tie; in so much finer parts of a point."""
    scale = SCALE * finer
    price = np.where(ties, np.rint(prices * scale), 0).astype(np.int64)
    # Nothing is paid for a limit that is not there.
    price[(price > 0) & (matrix.most > UNLIMITED)] = 0
    price[(price < 0) & (matrix.least < -UNLIMITED)] = 0
    limit = np.where(price > 0, matrix.most, np.where(price < 0, matrix.least, 0))
    return Priced(scale * matrix.gain - matrix.paid(price).astype(np.int64), price * limit)


def relaxed_bounds(
    matrix: Matrix, prices: Reals, block: Numbers, ties: Flags, blocks: int
) -> Numbers:
    """What none of so many blocks gains more than, at prices for ties: in parts of a point.

    All other rows are paid for as well, and each column takes the better of its bounds: true
    whatever the solver's tolerances were (Neumaier and Shcherbina 2004, Math. Programming 99).
    """
    same = np.where(ties, np.rint(prices * SCALE) / SCALE, prices)  # ties cost all blocks the same
    inside = priced(matrix, same, np.ones(matrix.rows, bool), FINER)
    _, most = extremes(inside.gain, matrix.lower, matrix.upper)
    gained = np.bincount(block, most, blocks).astype(np.int64)
    of_row = np.zeros(matrix.rows, np.int64)
    of_row[matrix.row] = block[matrix.column]
    np.add.at(gained, of_row[~ties], inside.limits[~ties])
    coarser: Numbers = gained // FINER  # what a block gains is whole in the coarser parts
    return coarser


def relaxed_bound(matrix: Matrix, prices: Reals) -> int:
    """No plan has more points."""
    nothing = np.zeros(matrix.rows, bool)
    all_in_one = np.zeros(matrix.columns, np.int64)
    [gained] = relaxed_bounds(matrix, prices, all_in_one, nothing, 1)
    return int(gained) // SCALE + matrix.offset

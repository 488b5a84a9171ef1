"""Some students -> the columns that may move with them: their own and the decisions near by."""

from collections.abc import Collection

import numpy as np

from planner.arrays import Flags, Numbers
from planner.solve.matrix import Matrix
from planner.solve.owners import NOBODY

WIDE = 200
"""Rows with more columns than that do not make neighbours of them."""

STEPS = 2
"""From an offering to its teachers, and from them to what else they teach."""


class Neighbourhoods:
    """Which common decisions lie near which students."""

    def __init__(self, matrix: Matrix, owner: Numbers, decided: Flags) -> None:
        self._matrix = matrix
        self._owner = owner
        self._common = owner == NOBODY
        self._decided = decided
        self.sums = self._common & ~self._decided
        """Common columns that only add up decisions."""
        nobodys = np.bincount(matrix.row, ~self._common[matrix.column], matrix.rows) == 0
        wide = np.diff(matrix.start) > WIDE
        self._close = nobodys & ~wide
        """Rows about common decisions alone, and not too many of them."""
        self.budgets = nobodys & wide
        """Rows about common decisions alone, and very many of them."""

    def around(self, students: Collection[int]) -> Numbers:
        """The columns of some students and what may have to change with them."""
        moving = np.zeros(len(self._owner) + 1, bool)
        moving[list(students)] = True
        own = moving[self._owner]  # what is nobody's is looked up in the last place
        near = beside = self._beside(own)
        for _ in range(STEPS):
            near = near | self._beside(near, self._close)
        near = near & self._decided
        # What only adds up decisions follows them, but the budgets' other sums stay as they are.
        adding = beside | self._beside(near)
        for _ in range(STEPS):
            adding = adding & self.sums
            adding = adding | self._beside(adding, self._close)
        return np.flatnonzero(own | near | (adding & self.sums))

    def _beside(self, columns: Flags, rows: Flags | None = None) -> Flags:
        """The common columns that share a row (one of some rows) with the columns."""
        touched = self._matrix.rows_of(np.flatnonzero(columns))
        if rows is not None:
            touched = touched[rows[touched]]
        found = np.zeros(self._matrix.columns, bool)
        found[self._matrix.column[self._matrix.cells_of(touched)]] = True
        return np.asarray(found & self._common)

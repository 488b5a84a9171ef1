"""A group of students -> the columns that may move with it: its own and the decisions near by."""

from collections.abc import Collection

import numpy as np

from planner.program import Program
from planner.solve.region.groups import NOBODY
from planner.solve.region.matrix import Flags, Matrix, Numbers

WIDE = 200
"""Rows with more columns than that do not make neighbours of them."""

STEPS = 2
"""From an offering to its teachers, and from them to what else they teach."""


class Neighbourhoods:
    """Which common decisions lie near which students."""

    def __init__(self, program: Program, matrix: Matrix, owner: Numbers) -> None:
        self._matrix = matrix
        self._owner = owner
        self.common = owner == NOBODY
        self._decided = decided(program, matrix)
        self.sums = self.common & ~self._decided
        """Common columns that only add up decisions."""
        cell_common = self.common[matrix.column]
        length = np.diff(matrix.start)
        theirs = np.bincount(matrix.row, ~cell_common, matrix.rows) > 0
        self._close = ~theirs & (length <= WIDE)
        """Rows about common decisions alone, and not too many of them."""
        self._row = matrix.row[cell_common]
        self._column = matrix.column[cell_common]

    def around(self, groups: Collection[int]) -> Flags:
        """The columns of some groups' students and what may have to change with them."""
        own = np.isin(self._owner, np.fromiter(groups, np.int64))
        rows = self._matrix.rows_of(own)
        near = np.zeros(self._matrix.columns, bool)
        near[self._column[rows[self._row]]] = True
        for _ in range(STEPS):
            near |= self._beside(near, self._close)
        near &= self._decided
        # What only adds up decisions follows them, however many they are.
        sums = self._beside(near, np.ones(self._matrix.rows, bool)) & ~self._decided
        sums[self._column[rows[self._row]]] |= ~self._decided[self._column[rows[self._row]]]
        for _ in range(STEPS):
            sums |= self._beside(sums, np.ones(self._matrix.rows, bool)) & ~self._decided
        return own | near | sums

    def _beside(self, columns: Flags, rows: Flags) -> Flags:
        """The common columns that share one of the rows with the columns."""
        touched = np.zeros(self._matrix.rows, bool)
        touched[self._row[columns[self._column]]] = True
        touched &= rows
        found = np.zeros(self._matrix.columns, bool)
        found[self._column[touched[self._row]]] = True
        return found


def decided(program: Program, matrix: Matrix) -> Flags:
    """The columns that stand for decisions; all others follow from them."""
    variables = program.variables
    families = (
        variables.takes, variables.attends, variables.opens, variables.chosen,
        variables.teaches, variables.runs,
    )  # fmt: skip
    found = np.zeros(matrix.columns, bool)
    for family in families:
        found[[literal.index for literal in family.values()]] = True
    return found

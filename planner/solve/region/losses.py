"""A plan at the relaxation's prices -> what each student loses, and whom it may depend on.

The duals divide what the relaxation is above a plan into parts that are never negative: what a
column loses by not having its better end, and what a row loses by not being used up
(complementary slackness). A few students hold most of it.
"""

import numpy as np

from planner.arrays import Flags, Numbers, Places, Reals
from planner.program import Program
from planner.solve.matrix import UNLIMITED, Matrix
from planner.solve.owners import NOBODY, owner_range
from planner.solve.region.moves import Moves

LIKELY = 50
"""Points of reduced cost beyond which a placement is not considered at first."""

BASE = 20
"""Points by which somebody who loses nothing counts next to those who lose something."""


class Losses:
    """What students lose, and by what."""

    def __init__(self, program: Program, matrix: Matrix, moves: Moves, prices: Reals) -> None:
        self._owner = owner = moves.owner
        self._students = moves.students
        self._weight, self._column = matrix.weight, matrix.column
        self._cost = matrix.gain - matrix.paid(prices)
        self._best = np.maximum(self._cost * matrix.lower, self._cost * matrix.upper)
        limit = np.where(prices > 0, matrix.most, matrix.least)
        first, end = owner_range(matrix, owner)
        shared = np.bincount(matrix.row, owner[matrix.column] == NOBODY, matrix.rows) > 0
        own = (first == end) & ~shared & (prices != 0) & (np.abs(limit) < UNLIMITED)
        self._rows = np.flatnonzero(own)
        self._of_row, self._limit, self._price = first[own], limit[own], prices[own]
        self._cells: Places = matrix.cells_of(self._rows).astype(np.int32)
        place = np.searchsorted(self._rows, matrix.row[self._cells])
        self._place: Places = place.astype(np.int32)
        takes = program.variables.takes
        number = {offering.id: n for n, offering in enumerate(program.instance.offerings)}
        self.offering = np.array([number[offering] for _, offering in takes], np.int64)
        """Of each placement."""
        self.placement = np.array([literal.index for literal in takes.values()], np.int64)
        """The column of each."""
        self.who = owner[self.placement]
        """The student of each."""
        self.unlikely: Flags = moves.placements & (self._cost < -LIKELY)
        """The placements that the relaxation finds far too dear."""
        paid = matrix.paid(prices, (first != end)[matrix.row] | shared[matrix.row])
        worth = np.where(self.unlikely, 0, paid + np.minimum(0, self._cost))
        self.worth: Reals = np.maximum(0, worth[self.placement])
        """What a student would pay for each beyond what it costs the others; 0: unlikely."""

    def of(self, values: Numbers) -> Reals:
        """The points that each student loses."""
        mine = self._owner != NOBODY
        lost = (self._best - self._cost * values)[mine]
        of_columns = np.bincount(self._owner[mine], lost, self._students)
        worth = self._weight[self._cells] * values[self._column[self._cells]]
        unused = self._limit - np.bincount(self._place, worth, len(self._rows))
        of_rows = np.bincount(self._of_row, self._price * unused, self._students)
        return np.asarray(of_columns + of_rows, np.float64)

    def around(self, student: int, lost: Reals, values: Numbers, most: int) -> Numbers:
        """The student and so many others who want or have what the student may want.

        Those come first who lose most and who share most, an offering counting the less the more
        students it is likely for.
        """
        likely = ~self.unlikely[self.placement] | (values[self.placement] > 0)
        offering, who = self.offering[likely], self.who[likely]
        asked = np.bincount(offering)
        wanted = np.zeros(len(asked), bool)
        wanted[offering[who == student]] = True
        shared = np.bincount(who, wanted[offering] / np.maximum(1, asked)[offering], self._students)
        rank = (lost + BASE) * shared
        rank[student] = np.inf
        order = np.argsort(-rank, kind="stable")[:most]
        return np.asarray(order[rank[order] > 0])

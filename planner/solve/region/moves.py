"""Some students at a time, moved while all others stay: the way to better plans."""

from dataclasses import dataclass, replace

import numpy as np

from planner.arrays import Flags, Numbers, Reals
from planner.program import Program
from planner.solve.cuts import Effort, Found, solve
from planner.solve.matrix import UNLIMITED, Cut, Matrix
from planner.solve.owners import NOBODY, tying
from planner.solve.region.groups import groups
from planner.solve.region.neighbourhood import WIDE, Neighbourhoods
from planner.solve.search import ANYTHING

STUDENTS = 60
"""In a group, if schools are not larger: solved in less than a second."""

Students = frozenset[int]
"""By number."""


@dataclass(frozen=True, slots=True)
class Move:
    """What some students found for themselves."""

    students: Students
    cut: Cut
    found: Found

    def gained(self, matrix: Matrix, values: Numbers) -> int:
        """The points by which it is better than the values for which it was looked for."""
        if self.found.values is None:
            return 0
        columns = self.cut.columns
        return int(matrix.gain[columns] @ (self.found.values - values[columns]))

    def missed(self, gain: Numbers) -> int:
        """The points, by these gains of columns, by which the best may be missed."""
        if self.found.values is None:
            return ANYTHING
        return self.found.at_most - int(gain[self.cut.columns] @ self.found.values)


class Moves:
    """The students of an instance, what is theirs in the matrix, and how often that changed."""

    def __init__(self, program: Program, matrix: Matrix, owner: Numbers) -> None:
        self._matrix = matrix
        number = {student.id: n for n, student in enumerate(program.instance.students)}
        self.students = len(number)
        self.owner = owner
        """The student of each column."""
        self.groups = [
            frozenset(number[student] for student in group)
            for group in groups(program.instance, STUDENTS)
        ]
        of_student = np.zeros(len(number), np.int64)
        for n, group in enumerate(self.groups):
            of_student[list(group)] = n
        self.group = np.where(self.owner == NOBODY, NOBODY, of_student[self.owner])
        """The group of each column."""
        self.decided = matrix.flags(program.variables.decided)
        """The columns that stand for decisions; all others follow from them."""
        self.placements = matrix.flags(program.variables.takes.values())
        self._near = Neighbourhoods(matrix, self.owner, self.decided)
        self._length = np.diff(matrix.start)
        self._changed = np.zeros(len(number), np.int64)
        self.changed = 0
        """How often something has changed for anybody."""

    def apart(self) -> list[Students]:
        """The groups, neighbours far from each other."""
        middle = -(-len(self.groups) // 2)
        order = [n + shift for n in range(middle) for shift in (0, middle)]
        return [self.groups[n] for n in order if n < len(self.groups)]

    def changes(self, students: Students) -> int:
        """How often something has changed for them: the same again would find the same."""
        return int(self._changed[list(students)].sum())

    def replaced(self) -> None:
        """Another plan has come in place of all: whatever was tried may find something else."""
        self._changed += 1
        self.changed += 1

    def cut(self, students: Students, values: Numbers) -> Cut:
        """What may move with the students, while all others stay."""
        return self._matrix.cut(self._near.around(students), values)

    def move(
        self,
        students: Students,
        values: Numbers,
        effort: Effort,
        gain: Numbers | None = None,
        share: float = 1.0,
        without: Flags | None = None,
        afresh: bool = False,
    ) -> Move:
        """The best for the students while all others stay, with a share of what the budgets left.

        `without`: columns that stay as well; `afresh`: their values do not say where to begin.
        """
        moving = self._near.around(students)
        cut = self._matrix.cut(moving if without is None else moving[~without[moving]], values)
        if share < 1:
            cut = self._rationed(cut, values, share)
        return Move(students, cut, solve(cut, effort, None if afresh else values, gain))

    def _rationed(self, cut: Cut, values: Numbers, share: float) -> Cut:
        """With what is spent in the budgets, and no more than a share of what is left in them."""
        spent = np.bincount(cut.row, cut.weight * values[cut.columns[cut.column]], len(cut.rows))
        limited = self._near.budgets[cut.rows] & (cut.most < UNLIMITED)
        ration = np.floor(spent + share * np.maximum(0, cut.most - spent)).astype(np.int64)
        return replace(cut, most=np.where(limited, ration, cut.most))

    def take(self, move: Move, values: Numbers) -> bool:
        """Write a move into the values; False: it does not fit any more, or there is none."""
        found = move.found.values
        if found is None:
            return False
        columns = move.cut.columns
        before = values[columns]
        if np.array_equal(before, found):
            return True
        kept = values.copy()
        values[columns] = found
        if not self._fitted(values, columns[before != found]):
            values[:] = kept
            return False
        self._changed[self._whose(columns[before != found])] += 1
        self.changed += 1
        return True

    def _whose(self, columns: Numbers) -> Numbers:
        """The students whose rows have changed."""
        rows = self._matrix.rows_of(columns)
        rows = rows[self._length[rows] <= WIDE]
        touched = np.unique(self.owner[self._matrix.column[self._matrix.cells_of(rows)]])
        return np.asarray(touched[touched != NOBODY])

    def _fitted(self, values: Numbers, columns: Numbers) -> bool:
        """Whether the rows of some columns hold, perhaps with other common sums.

        Several moves may add to the same sum, each of which knew nothing of the other.
        """
        broken = self._matrix.broken(values, self._matrix.rows_of(columns))
        if not len(broken):
            return True
        free = np.unique(self._matrix.column[self._matrix.cells_of(broken)])
        free = free[self._near.sums[free]]
        if len(np.setdiff1d(broken, self._matrix.rows_of(free))):
            return False
        found = solve(cut := self._matrix.cut(free, values), Effort(1.0))
        if found.values is None:
            return False
        values[cut.columns] = found.values
        return True

    def paying(self, prices: Reals) -> Numbers:
        """The gains of columns that pay for what several groups share, and for the budgets.

        The first groups would otherwise take everything before others have been asked.
        """
        matrix = self._matrix
        theirs = self.group[matrix.column] != NOBODY
        shared = tying(matrix, self.group)[matrix.row] & theirs
        spent = matrix.paid(prices, shared | self._near.budgets[matrix.row])
        paying: Numbers = np.rint(matrix.gain - spent).astype(np.int64)
        return paying

"""Groups of students, each moved by itself while all others stay: the way to better plans."""

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from planner.program import Program
from planner.solve.region.cuts import Effort, Found, solve
from planner.solve.region.groups import NOBODY, groups, owners, tying
from planner.solve.region.matrix import UNLIMITED, Cut, Flags, Matrix, Numbers, Reals
from planner.solve.region.neighbourhood import WIDE, Neighbourhoods

STUDENTS = 120
"""In a group, if schools are not larger: solved in about a second."""

LIKELY = 50
"""Points of reduced cost beyond which a placement is not considered at first."""


@dataclass(frozen=True, slots=True)
class Move:
    """What a group of groups found for itself."""

    groups: frozenset[int]
    cut: Cut
    found: Found


@dataclass
class Moves:
    """All groups of an instance, and what has been tried with them."""

    program: Program
    matrix: Matrix
    _tried: dict[frozenset[int], tuple[int, ...]] = field(default_factory=dict)
    """How often each of its groups had changed when it was tried: the same again finds the same."""
    _waiting: list[frozenset[int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.students = groups(self.program.instance, STUDENTS)
        group = {student: n for n, students in enumerate(self.students) for student in students}
        self.owner = owners(self.program, self.matrix, group)
        self.placements = np.zeros(self.matrix.columns, bool)
        self.placements[[t.index for t in self.program.variables.takes.values()]] = True
        self._near = Neighbourhoods(self.program, self.matrix, self.owner)
        self._length = np.diff(self.matrix.start)
        self._changed = [0] * len(self.students)

    def singly(self) -> list[frozenset[int]]:
        """Every group by itself, neighbours far apart from each other."""
        middle = -(-len(self.students) // 2)
        order = [n + shift for n in range(middle) for shift in (0, middle)]
        return [frozenset({n}) for n in order if n < len(self.students)]

    def following(self, busy: frozenset[int]) -> frozenset[int] | None:
        """What may be worth moving: groups, then pairs of groups that share most, on and on.

        Busy groups come later, if there are others. None: nothing is left to try.
        """
        if not self._waiting:
            self._waiting = [one for one in (*self.singly(), *self._pairs) if not self._stale(one)]
        while self._waiting:
            free = (n for n, one in enumerate(self._waiting) if not one & busy)
            groups_ = self._waiting.pop(next(free, 0))
            if not self._stale(groups_):
                self._tried[groups_] = self._state(groups_)
                return groups_
        return None

    def retry(self, groups_: frozenset[int] | None = None) -> None:
        """Groups (none: all) may find something else now."""
        if groups_ is None:
            self._tried.clear()
        else:
            self._tried.pop(groups_, None)

    def _stale(self, groups_: frozenset[int]) -> bool:
        """Whether it would find the same as last time."""
        return self._tried.get(groups_) == self._state(groups_)

    def _state(self, groups_: frozenset[int]) -> tuple[int, ...]:
        return tuple(self._changed[n] for n in sorted(groups_))

    @cached_property
    def _pairs(self) -> list[frozenset[int]]:
        """Each group with those with which it shares most rows."""
        shared: dict[frozenset[int], int] = {}
        short = self._length <= WIDE
        cells = (self.owner[self.matrix.column] != NOBODY) & short[self.matrix.row]
        count = len(self.students)
        met = np.unique(self.matrix.row[cells] * count + self.owner[self.matrix.column[cells]])
        row, owner = met // count, met % count
        for start, end in zip(*_runs(row), strict=True):
            members = owner[start:end].tolist()
            for one in members:
                for other in members:
                    if one < other:
                        pair = frozenset({one, other})
                        shared[pair] = shared.get(pair, 0) + 1
        return sorted(shared, key=lambda pair: (-shared[pair], sorted(pair)))

    def move(
        self,
        groups_: frozenset[int],
        values: Numbers,
        effort: Effort,
        gain: Numbers | None = None,
        share: float = 1.0,
        without: Flags | None = None,
    ) -> Move:
        """The best for the groups while all others stay, with a share of what the budgets left.

        `without`: columns that stay as well.
        """
        moving = self._near.around(groups_)
        cut = self.matrix.cut(moving if without is None else moving[~without[moving]], values)
        if share < 1:
            cut = self._rationed(cut, values, share)
        return Move(groups_, cut, solve(cut, effort, values, gain))

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
        for group in self._whose(columns[before != found]):
            self._changed[group] += 1
        return True

    def _whose(self, columns: Numbers) -> set[int]:
        """The groups whose rows have changed."""
        rows = self.matrix.rows_of(columns)
        rows = rows[self._length[rows] <= WIDE]
        touched = np.unique(self.owner[self.matrix.column[self.matrix.cells_of(rows)]])
        return {int(group) for group in touched if group != NOBODY}

    def _fitted(self, values: Numbers, columns: Numbers) -> bool:
        """Whether the rows of some columns hold, perhaps with other common sums.

        Several moves may add to the same sum, each of which knew nothing of the other.
        """
        broken = self.matrix.broken(values, self.matrix.rows_of(columns))
        if not len(broken):
            return True
        free = np.unique(self.matrix.column[self.matrix.cells_of(broken)])
        free = free[self._near.sums[free]]
        if len(np.setdiff1d(broken, self.matrix.rows_of(free))):
            return False
        found = solve(cut := self.matrix.cut(free, values), Effort(1.0))
        if found.values is None:
            return False
        values[cut.columns] = found.values
        return True

    def paying(self, prices: Reals) -> Numbers:
        """The gains of columns that pay for what several groups share, and for the budgets.

        The first groups would otherwise take everything before others have been asked.
        """
        theirs = self.owner[self.matrix.column] != NOBODY
        cells = (tying(self.matrix, self.owner)[self.matrix.row] & theirs) | self._near.budgets[
            self.matrix.row
        ]
        spent = self.matrix.paid(prices, cells)
        paying: Numbers = np.rint(self.matrix.gain - spent).astype(np.int64)
        return paying

    def unlikely(self, prices: Reals) -> Flags:
        """The placements that the relaxation finds far too dear."""
        return self.placements & (self.matrix.gain - self.matrix.paid(prices) < -LIKELY)


def _runs(numbers: Numbers) -> tuple[list[int], list[int]]:
    """Where runs of equal numbers start and end."""
    _, starts, counts = np.unique(numbers, return_index=True, return_counts=True)
    return starts.tolist(), (starts + counts).tolist()

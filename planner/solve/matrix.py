"""Linear model -> one sparse matrix, from which parts are cut out and solved by themselves."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from planner.arrays import Flags, Numbers, Places, Reals
from planner.cp_sat import add_columns, add_rows, hint, maximize, require_one
from planner.linear import INFINITE, Literal, Model

T = TypeVar("T", np.float64, np.int64)

UNLIMITED = INFINITE // 2
"""A limit beyond it is none: what is fixed was taken off."""


@dataclass(frozen=True)
class Matrix:
    """Rows `least <= sum of weights * columns <= most`, columns with bounds and a gain each."""

    row: Places
    """The row of each cell, ascending."""
    column: Places
    weight: Numbers
    least: Numbers
    most: Numbers
    lower: Numbers
    upper: Numbers
    gain: Numbers
    offset: int

    @property
    def columns(self) -> int:
        """The number of columns."""
        return len(self.lower)

    @property
    def rows(self) -> int:
        """The number of rows."""
        return len(self.least)

    @property
    def everything(self) -> "Cut":
        """All columns, and the rows that bind them."""
        return self.cut(np.arange(self.columns), np.zeros(self.columns, np.int64))

    @cached_property
    def start(self) -> Numbers:
        """The first cell of each row, and the number of cells."""
        return np.searchsorted(self.row, np.arange(self.rows + 1))

    def flags(self, literals: Iterable[Literal]) -> Flags:
        """The columns of some variables of the model."""
        found = np.zeros(self.columns, bool)
        found[[literal.index for literal in literals]] = True
        return found

    def points(self, values: Numbers) -> int:
        """What a solution gains."""
        return int(self.gain @ values) + self.offset

    def paid(self, prices: Reals | Numbers, cells: Flags | None = None) -> Reals:
        """What each column pays for the rows at some prices; for some cells only."""
        chosen = np.ones(len(self.row), bool) if cells is None else cells
        worth = prices[self.row[chosen]] * self.weight[chosen]
        paid: Reals = np.bincount(self.column[chosen], worth, self.columns).astype(np.float64)
        return paid

    @cached_property
    def _by_column(self) -> tuple[Places, Numbers]:
        """The rows of the cells, ordered by column, and the first of them for each column."""
        order = np.argsort(self.column, kind="stable")
        first = np.searchsorted(self.column[order], np.arange(self.columns + 1))
        return self.row[order], first

    def rows_of(self, columns: Numbers) -> Numbers:
        """The rows in which some columns occur, ascending."""
        row, first = self._by_column
        touched = np.zeros(self.rows, bool)
        touched[row[spans(first[columns], first[columns + 1])]] = True
        return np.flatnonzero(touched)

    def cells_of(self, rows: Numbers) -> Numbers:
        """The cells of some rows."""
        return spans(self.start[rows], self.start[rows + 1])

    def broken(self, values: Numbers, rows: Numbers | None = None) -> Numbers:
        """The rows that a solution breaks; of some rows only."""
        rows = np.arange(self.rows) if rows is None else rows
        cells = self.cells_of(rows)
        place = np.repeat(np.arange(len(rows)), self.start[rows + 1] - self.start[rows])
        worth = self.weight[cells] * values[self.column[cells]]
        sums = np.bincount(place, worth, len(rows))
        return rows[(sums < self.least[rows]) | (sums > self.most[rows])]

    def cut(self, columns: Numbers, values: Numbers, rows: Numbers | None = None) -> "Cut":
        """The model of some columns, all others having their values; of some rows only."""
        free = np.zeros(self.columns, bool)
        free[columns] = True
        rows = self.rows_of(columns) if rows is None else rows
        cells = self.cells_of(rows)
        place = np.repeat(np.arange(len(rows)), self.start[rows + 1] - self.start[rows])
        column, weight = self.column[cells], self.weight[cells]
        inside = free[column]
        fixed = np.where(inside, 0, weight * values[column])
        given = np.bincount(place, fixed, len(rows)).astype(np.int64)
        least, most = self.least[rows] - given, self.most[rows] - given
        place, column, weight = place[inside], column[inside], weight[inside]
        low, high = extremes(weight, self.lower[column], self.upper[column])
        smallest = np.bincount(place, low, len(rows))
        largest = np.bincount(place, high, len(rows))
        binding = (smallest < least) | (largest > most)
        bound = binding[place]
        place, column, weight = place[bound], column[bound], weight[bound]
        kept = np.bincount(place, minlength=len(rows)) > 0
        return Cut(
            self, columns, rows[kept], (np.cumsum(kept) - 1)[place],
            np.searchsorted(columns, column), weight, least[kept], most[kept],
        )  # fmt: skip


def extremes(weight: Numbers, lower: Numbers, upper: Numbers) -> tuple[Numbers, Numbers]:
    """The least and the greatest that a weight's column may add."""
    one, other = weight * lower, weight * upper
    return np.minimum(one, other), np.maximum(one, other)


def spans(first: Numbers, end: Numbers) -> Numbers:
    """The numbers of all spans, one span after the other."""
    length = end - first
    shift = np.repeat(first - np.cumsum(length) + length, length)
    found: Numbers = shift + np.arange(len(shift))
    return found


def spread(found: NDArray[T], places: Numbers, count: int, others: int = 0) -> NDArray[T]:
    """What was found for some of so many places."""
    of_all = np.full(count, others, found.dtype)
    of_all[places] = found
    return of_all


@dataclass(frozen=True)
class Cut:
    """Some columns of a matrix with the rows that still bind them, both numbered from 0."""

    whole: Matrix
    columns: Numbers
    """Where they are in the whole, ascending."""
    rows: Numbers
    row: Numbers
    """Of each cell, ascending."""
    column: Numbers
    weight: Numbers
    least: Numbers
    most: Numbers

    @cached_property
    def by_column(self) -> tuple[Numbers, Numbers]:
        """The cells ordered by column, and where those of each column begin."""
        order = np.argsort(self.column, kind="stable")
        return order, np.searchsorted(self.column[order], np.arange(len(self.columns) + 1))

    def holds(self, values: Numbers) -> bool:
        """Whether values of its columns keep its rows and the columns' bounds."""
        sums = np.bincount(self.row, self.weight * values[self.column], len(self.rows))
        lower, upper = self.whole.lower[self.columns], self.whole.upper[self.columns]
        kept = (self.least <= sums) & (sums <= self.most)
        return bool(kept.all() and ((lower <= values) & (values <= upper)).all())

    def of_rows(self, found: NDArray[T]) -> NDArray[T]:
        """What was found for these rows, for all of the whole; 0 for others."""
        return spread(found, self.rows, self.whole.rows)

    def gaining(self, least: int) -> "Cut":
        """The same, with a gain of at least so much."""
        gain = self.whole.gain[self.columns]
        paid = np.flatnonzero(gain)
        return replace(
            self,
            rows=np.append(self.rows, self.whole.rows),
            row=np.append(self.row, np.full(len(paid), len(self.rows))),
            column=np.append(self.column, paid),
            weight=np.append(self.weight, gain[paid]),
            least=np.append(self.least, least),
            most=np.append(self.most, INFINITE),
        )

    def model(
        self, gain: Numbers | None = None, one_of: Numbers | None = None,
        start: Numbers | None = None,
    ) -> cp_model.CpModel:  # fmt: skip
        """The same for CP-SAT.

        `gain`: another one for each column of the whole; `one_of`: columns, one of which must be 1;
        `start`: values of the whole to begin with.
        """
        cp, whole = cp_model.CpModel(), self.whole
        add_columns(cp, whole.lower[self.columns].tolist(), whole.upper[self.columns].tolist())
        least, most = np.maximum(self.least, -INFINITE), np.minimum(self.most, INFINITE)
        add_rows(cp, self.row, self.column, self.weight, least, most)
        if one_of is not None:
            chosen = np.flatnonzero(np.isin(self.columns, one_of))
            require_one(cp, chosen.tolist())
        maximize(cp, (whole.gain if gain is None else gain)[self.columns])
        if start is not None:
            hint(cp, range(len(self.columns)), start[self.columns].tolist())
        return cp


def matrix(model: Model) -> Matrix:
    """The model's columns and rows, and what it maximizes."""
    if model.only_if:
        raise ValueError("the matrix has no rows that hold under a condition")
    rows = model.rows()
    return Matrix(
        rows.row.astype(np.int32), rows.column.astype(np.int32), rows.weight, rows.least, rows.most,
        np.array(model.lower), np.array(model.upper), model.gain,
        model.objective.constant if model.objective else 0,
    )  # fmt: skip

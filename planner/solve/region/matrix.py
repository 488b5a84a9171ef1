"""CP-SAT model -> one sparse matrix, from which parts are cut out and solved by themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Reals = NDArray[np.float64]

INFINITE = 1 << 60
"""No sum comes near it."""


@dataclass(frozen=True)
class Matrix:
    """Rows `least <= sum of weights * columns <= most`, columns with bounds and a gain each."""

    row: Numbers
    """The row of each cell, ascending."""
    column: Numbers
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

    @cached_property
    def start(self) -> Numbers:
        """The first cell of each row, and the number of cells."""
        return np.searchsorted(self.row, np.arange(self.rows + 1))

    def points(self, values: Numbers) -> int:
        """What a solution gains."""
        return int(self.gain @ values) + self.offset

    def sums(self, values: Numbers, cells: Flags | None = None) -> Numbers:
        """The sum of each row; of some cells only."""
        chosen = slice(None) if cells is None else cells
        worth = self.weight[chosen] * values[self.column[chosen]]
        return np.bincount(self.row[chosen], worth, self.rows).astype(np.int64)

    def broken(self, values: Numbers, rows: Flags | None = None) -> Flags:
        """The rows that a solution breaks; of some rows only."""
        sums = self.sums(values, None if rows is None else rows[self.row])
        found = (sums < self.least) | (sums > self.most)
        return found if rows is None else found & rows

    def rows_of(self, columns: Flags) -> Flags:
        """The rows in which some columns occur."""
        found = np.zeros(self.rows, bool)
        found[self.row[columns[self.column]]] = True
        return found

    def cut(self, free: Flags, values: Numbers, rows: Flags | None = None) -> "Cut":
        """The model of the free columns, all others having their values; of some rows only."""
        inside = free[self.column]
        if rows is not None:
            inside &= rows[self.row]
        fixed = np.where(free, 0, values)
        given = self.sums(fixed)
        least, most = self.least - given, self.most - given
        row, column, weight = self.row[inside], self.column[inside], self.weight[inside]
        ends = np.stack((weight * self.lower[column], weight * self.upper[column]))
        smallest = np.bincount(row, ends.min(axis=0), self.rows)
        largest = np.bincount(row, ends.max(axis=0), self.rows)
        binding = (smallest < least) | (largest > most)
        kept = binding[row]
        return Cut(
            self, np.flatnonzero(free), row[kept], column[kept], weight[kept], least, most,
            int(self.gain @ fixed) + self.offset,
        )  # fmt: skip


@dataclass(frozen=True)
class Cut:
    """Some columns of a matrix with the rows that still bind them."""

    whole: Matrix
    columns: Numbers
    row: Numbers
    column: Numbers
    weight: Numbers
    least: Numbers
    most: Numbers
    offset: int

    def model(self, gain: Numbers | None = None) -> cp_model.CpModel:
        """The same for CP-SAT; with another gain for each column of the whole, if given."""
        cp, whole = cp_model.CpModel(), self.whole
        bounds = zip(
            whole.lower[self.columns].tolist(), whole.upper[self.columns].tolist(), strict=True
        )
        made = [cp.new_int_var(lower, upper, "") for lower, upper in bounds]
        place = np.zeros(whole.columns, np.int64)
        place[self.columns] = np.arange(len(self.columns))
        cells, weights = place[self.column].tolist(), self.weight.tolist()
        for row, first, end in self._spans():
            terms = [made[cell] for cell in cells[first:end]]
            total = cp_model.LinearExpr.weighted_sum(terms, weights[first:end])
            least, most = int(self.least[row]), int(self.most[row])
            cp.add_linear_constraint(total, max(least, -INFINITE), min(most, INFINITE))
        gains = (whole.gain if gain is None else gain)[self.columns]
        paid = np.flatnonzero(gains)
        cp.maximize(cp_model.LinearExpr.weighted_sum([made[n] for n in paid], gains[paid].tolist()))
        return cp

    def _spans(self) -> Iterator[tuple[int, int, int]]:
        """Each row with its first cell and the one after its last."""
        rows, first, cells = np.unique(self.row, return_index=True, return_counts=True)
        yield from zip(rows.tolist(), first.tolist(), (first + cells).tolist(), strict=True)


def matrix(cp: cp_model.CpModel) -> Matrix:
    """The model's linear constraints, implications and exclusions, and what it maximizes."""
    proto = cp.proto
    row: list[int] = []
    column: list[int] = []
    weight: list[int] = []
    least: list[int] = []
    most: list[int] = []

    def add(cells: list[int], weights: list[int], low: int, high: int) -> None:
        for cell, by in zip(cells, weights, strict=True):
            if cell < 0:  # a negated literal: 1 - x
                low, high, cell, by = low - by, high - by, -cell - 1, -by
            row.append(len(least))
            column.append(cell)
            weight.append(by)
        least.append(max(low, -INFINITE))
        most.append(min(high, INFINITE))

    for constraint in proto.constraints:
        if constraint.has_linear() and not len(constraint.enforcement_literal):
            linear = constraint.linear
            low, high = linear.domain
            add(list(linear.vars), list(linear.coeffs), low, high)
        elif constraint.has_bool_and():
            for condition in constraint.enforcement_literal:
                for literal in constraint.bool_and.literals:
                    add([condition, literal], [1, -1], -INFINITE, 0)
        elif constraint.has_at_most_one():
            literals = list(constraint.at_most_one.literals)
            add(literals, [1] * len(literals), -INFINITE, 1)
        else:
            raise NotImplementedError(str(constraint))
    bounds = [tuple(variable.domain) for variable in proto.variables]
    gain = np.zeros(len(bounds), np.int64)
    sign = int(proto.objective.scaling_factor or 1)
    np.add.at(gain, list(proto.objective.vars), sign * np.array(proto.objective.coeffs, np.int64))
    return Matrix(
        np.array(row), np.array(column), np.array(weight), np.array(least), np.array(most),
        np.array([low for low, _ in bounds]), np.array([high for _, high in bounds]),
        gain, round(sign * proto.objective.offset),
    )  # fmt: skip

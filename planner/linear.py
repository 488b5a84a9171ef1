"""A linear model in whole numbers, as rules and goals write it: columns, rows, what is maximized.

With CP-SAT's own expressions building takes twice as long (docs/tried.md).
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from ortools.sat.python import cp_model

from planner.arrays import Numbers
from planner.cp_sat import add_columns, add_rows, maximize

INFINITE = 1 << 60
"""No sum comes near it."""

ONE = [1]


class Expression:
    """A constant and columns, each times its weight; a column may occur more than once.

    It never changes: expressions share lists.
    """

    __slots__ = ("columns", "constant", "weights")

    def __init__(self, columns: list[int], weights: list[int], constant: int = 0) -> None:
        self.columns = columns
        self.weights = weights
        self.constant = constant

    def value(self, values: Sequence[int]) -> int:
        """What it is when all columns of the model have these values."""
        pairs = zip(self.columns, self.weights, strict=True)
        return self.constant + sum(weight * values[column] for column, weight in pairs)

    def __add__(self, other: "Expression | int") -> "Expression":
        if isinstance(other, int):
            return Expression(self.columns, self.weights, self.constant + other)
        return Expression(
            self.columns + other.columns, self.weights + other.weights,
            self.constant + other.constant,
        )  # fmt: skip

    __radd__ = __add__

    def __sub__(self, other: "Expression | int") -> "Expression":
        if isinstance(other, int):
            return Expression(self.columns, self.weights, self.constant - other)
        return Expression(
            self.columns + other.columns, self.weights + [-weight for weight in other.weights],
            self.constant - other.constant,
        )  # fmt: skip

    def __rsub__(self, other: int) -> "Expression":
        return -self + other

    def __mul__(self, factor: int) -> "Expression":
        weights = [factor * weight for weight in self.weights]
        return Expression(self.columns, weights, factor * self.constant)

    __rmul__ = __mul__

    def __neg__(self) -> "Expression":
        return self * -1

    def __le__(self, other: "Expression | int") -> "Row":
        return self._row(other, -INFINITE, 0)

    def __ge__(self, other: "Expression | int") -> "Row":
        return self._row(other, 0, INFINITE)

    def __eq__(self, other: "Expression | int") -> "Row":  # type: ignore[override] # a row
        return self._row(other, 0, 0)

    def _row(self, other: "Expression | int", least: int, most: int) -> "Row":
        """By how much it is more than another: from least to most."""
        both = self - other
        return Row(both.columns, both.weights, least - both.constant, most - both.constant)

    __hash__ = object.__hash__


class Literal(Expression):
    """One column; of its own it has a number alone, since a model has a hundred thousand."""

    __slots__ = ("index",)

    def __init__(self, index: int) -> None:
        self.index = index
        self.weights = ONE
        self.constant = 0

    def __reduce__(self) -> tuple[type["Literal"], tuple[int]]:
        return Literal, (self.index,)

    @property
    def columns(self) -> list[int]:  # type: ignore[override] # that of others is no property
        return [self.index]


class Row:
    """`least <= sum of weights * columns <= most`."""

    __slots__ = ("columns", "least", "most", "weights")

    def __init__(self, columns: list[int], weights: list[int], least: int, most: int) -> None:
        self.columns = columns
        self.weights = weights
        self.least = least
        self.most = most

    def __bool__(self) -> bool:
        raise TypeError("expressions are compared to post what must hold, not to ask whether")


@dataclass(frozen=True)
class Rows:
    """Rows with a cell for each column that occurs, ordered by row, then by column."""

    row: Numbers
    column: Numbers
    weight: Numbers
    """Of each cell, never 0."""
    least: Numbers
    most: Numbers
    """Of each row."""


def constant(value: int) -> Expression:
    """A number as an expression."""
    return Expression([], [], value)


def add_up(terms: Iterable[Expression]) -> Expression:
    """The sum of the terms; 0 if there are none."""
    columns, weights, given = list[int](), list[int](), 0
    for term in terms:
        columns += term.columns
        weights += term.weights
        given += term.constant
    return Expression(columns, weights, given)


def weigh(terms: Iterable[tuple[int, Expression]]) -> Expression:
    """The sum of the terms, each times its weight; 0 if there are none."""
    columns, weights, given = list[int](), list[int](), 0
    for weight, term in terms:
        columns += term.columns
        weights += [weight * one for one in term.weights]
        given += weight * term.constant
    return Expression(columns, weights, given)


@dataclass
class Model:
    """All columns and rows so far."""

    lower: "array[int]" = field(default_factory=lambda: array("q"))
    upper: "array[int]" = field(default_factory=lambda: array("q"))
    """Of each column."""
    only_if: dict[int, int] = field(default_factory=dict)
    """The column without which a row need not hold."""
    objective: Expression | None = None
    """What is maximized."""
    _columns: "array[int]" = field(default_factory=lambda: array("i"))
    _weights: "array[int]" = field(default_factory=lambda: array("q"))
    """Of the rows, one after the other."""
    _lengths: "array[int]" = field(default_factory=lambda: array("i"))
    _least: "array[int]" = field(default_factory=lambda: array("q"))
    _most: "array[int]" = field(default_factory=lambda: array("q"))
    """Of each row."""
    _cp: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    _written: int = 0
    """Rows that CP-SAT's model has."""

    def boolean(self) -> Literal:
        """A column of 0 or 1."""
        return self.integer(0, 1)

    def integer(self, lower: int, upper: int) -> Literal:
        """A column with these bounds."""
        self.lower.append(lower)
        self.upper.append(upper)
        return Literal(len(self.lower) - 1)

    def add(self, row: Row, only_if: Literal | None = None) -> int:
        """Post what must hold, always or if a column is 1; the number of the row.

        Raises TypeError or OverflowError: a weight or a limit is no whole number of 64 bits.
        """
        number, limits = len(self._lengths), array("q", (row.least, row.most))
        self._weights.fromlist(row.weights)
        self._least.append(limits[0])
        self._most.append(limits[1])
        self._columns.fromlist(row.columns)
        self._lengths.append(len(row.columns))
        if only_if is not None:
            self.only_if[number] = only_if.index
        return number

    def rows(self, first: int = 0) -> Rows:
        """All rows, from one on."""
        lengths = np.array(self._lengths, np.int64)
        begin, row = int(lengths[:first].sum()), np.arange(len(lengths) - first)
        row = np.repeat(row, lengths[first:])
        column = np.array(self._columns[begin:], np.int64)
        weight = np.array(self._weights[begin:], np.int64)
        least, most = (np.array(one[first:], np.int64) for one in (self._least, self._most))
        place = row * len(self.lower) + column
        order = np.argsort(place, kind="stable")
        begins = np.flatnonzero(np.diff(place[order], prepend=-1))
        sums = np.add.reduceat(weight[order], begins) if len(begins) else weight
        kept = order[begins[sums != 0]]
        return Rows(row[kept], column[kept], sums[sums != 0], least, most)

    def forget(self) -> None:
        """Have no rows any more, for whoever has read them: it can neither grow nor be read."""
        del self._columns, self._weights, self._lengths, self._least, self._most

    @property
    def gain(self) -> Numbers:
        """What each column adds to what is maximized."""
        gain = np.zeros(len(self.lower), np.int64)
        if self.objective is not None:
            weights = array("q", self.objective.weights)  # TypeError: one is no whole number
            np.add.at(gain, self.objective.columns, np.array(weights, np.int64))
        return gain

    def written(self) -> cp_model.CpModel:
        """The same for CP-SAT, with all that was added since it was written last, nothing assumed.

        Always the same object: to be cloned for other threads, or for what is not to stay.
        """
        cp, known = self._cp, len(self._cp.proto.variables)
        add_columns(cp, self.lower[known:].tolist(), self.upper[known:].tolist())
        rows, first = self.rows(self._written), len(cp.proto.constraints)
        add_rows(cp, rows.row, rows.column, rows.weight, rows.least, rows.most)
        for number, column in self.only_if.items():
            if number >= self._written:
                place = first + number - self._written
                cp.proto.constraints[place].enforcement_literal.append(column)
        self._written = len(self._lengths)
        cp.clear_assumptions()
        cp.proto.clear_objective()
        if self.objective is not None:
            maximize(cp, self.gain, self.objective.constant)
        return cp

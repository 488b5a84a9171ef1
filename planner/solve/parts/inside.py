"""A part's model with some shares -> what may be planned in it, and what bounds must leave open."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from planner.arrays import Flags, Numbers, Reals
from planner.linear import INFINITE, Literal
from planner.program import Key, Program
from planner.solve.highs import NEARLY
from planner.solve.matrix import UNLIMITED, Matrix
from planner.solve.parts.part import Part


@dataclass(frozen=True)
class Terms:
    """What a part may plan with, and what its bounds count with."""

    prices: Mapping[Key, float]
    """What loosening each shared limit by a unit is worth, to everybody alike."""
    shares: Mapping[Key, int]
    """Of each shared limit, less what is decided elsewhere."""
    timetables: Mapping[str, str]
    """Of the common offerings that may open."""
    teachers: frozenset[str]
    """Who teaches them, and nothing else."""


class Inside:
    """The shared limits in the model of one part."""

    def __init__(self, part: Part, program: Program, matrix: Matrix) -> None:
        self._part = part
        self._program = program
        self._matrix = matrix
        self.rows = {key: program.limits[key] for key in part.shares if key in program.limits}
        self._sign = {key: 1 if matrix.most[row] < UNLIMITED else -1
                      for key, row in self.rows.items()}  # fmt: skip

    @property
    def held(self) -> Flags:
        """The rows of shared limits."""
        found = np.zeros(self._matrix.rows, bool)
        found[list(self.rows.values())] = True
        return found

    def bounded(self, shares: Mapping[Key, float]) -> Matrix:
        """With these shares; what others open as well is open, and needs nobody from here, and
        sections that are not all here may differ."""
        least, most = self._matrix.least.copy(), self._matrix.most.copy()
        lower = self._matrix.lower.copy()
        for offering in self._part.common:
            row = self._program.limits["least", offering]
            least[row], most[row] = -INFINITE, INFINITE
            opens = self._program.variables.opens[offering].index
            lower[opens] = self._matrix.upper[opens]
        alike = [("alike", offering) for offering in self._part.sections]
        for key in self._program.limits.keys() & alike:
            row = self._program.limits[key]
            least[row], most[row] = -INFINITE, INFINITE
        for key, row in self.rows.items():
            least[row], most[row] = self.limits(key, shares[key])
        return replace(self._matrix, least=least, most=most, lower=lower)

    def opened(self, values: Numbers) -> Numbers:
        """A plan's values, with what it leaves closed, and is open for bounds, at any timetable."""
        variables, found = self._program.variables, values.copy()
        for offering in self._part.common:
            opens = variables.opens[offering].index
            if not found[opens]:
                found[opens] = self._matrix.upper[opens]
                timetable = self._program.instance.offering[offering].timetables[0].id
                found[variables.chosen[offering, timetable].index] = found[opens]
        return found

    def planned(self, terms: Terms) -> Matrix:
        """With the shares given, without what others decide."""
        least, most = self._matrix.least.copy(), self._matrix.most.copy()
        weight = self._matrix.weight.copy()
        for key, row in self.rows.items():
            if key[0] == "most":
                opens = self._program.variables.opens[key[1]].index
                cells = self._matrix.cells_of(np.array([row]))
                cells = cells[self._matrix.column[cells] == opens]
                weight[cells] = -self._sign[key] * terms.shares[key]
            else:
                least[row], most[row] = self.limits(key, terms.shares[key])
        elsewhere = self._matrix.flags(self._elsewhere(terms))
        upper = np.where(elsewhere, 0, self._matrix.upper)
        return replace(self._matrix, least=least, most=most, weight=weight, upper=upper)

    def limits(self, key: Key, share: float) -> tuple[float, float]:
        """The least and the most of a row with such a share."""
        # Whoever takes a seat lets the offering open, with all the seats there are for the part.
        limit = share - (self._program.capacity(key[1]) if key[0] == "most" else 0)
        natural = -1 if key[0] == "people" else 1  # a least, not a most
        limit *= natural * self._sign[key]
        return (-INFINITE, limit) if self._sign[key] > 0 else (limit, INFINITE)

    def worth(self, prices: Reals) -> dict[Key, float]:
        """What loosening each limit is worth at the prices of all rows, if it is not noise."""
        found = {key: self._sign[key] * float(prices[row]) for key, row in self.rows.items()}
        return {key: price if price > NEARLY else 0.0 for key, price in found.items()}

    def used(self, shares: Mapping[Key, float], values: Reals | Numbers) -> dict[Key, float]:
        """What is used of each share."""
        rows = np.array(list(self.rows.values()), np.int64)
        cells = self._matrix.cells_of(rows)
        length = self._matrix.start[rows + 1] - self._matrix.start[rows]
        amounts = self._matrix.weight[cells] * values[self._matrix.column[cells]]
        sums = np.bincount(np.repeat(np.arange(len(rows)), length), amounts, len(rows))
        found = {}
        for (key, sign), amount in zip(self._sign.items(), sums.tolist(), strict=True):
            limit = self.limits(key, shares[key])[sign > 0]
            found[key] = shares[key] - sign * (limit - amount)
        return found

    def everywhere(self, prices: Reals, elsewhere: Mapping[Key, float]) -> Reals:
        """The same prices as elsewhere for shared limits."""
        found = prices.copy()
        for key, row in self.rows.items():
            found[row] = self._sign[key] * elsewhere.get(key, 0.0)
        return found

    def _elsewhere(self, terms: Terms) -> list[Literal]:
        """Decisions that are not this part's."""
        variables, part = self._program.variables, self._part
        return [
            *(chosen for (offering, timetable), chosen in variables.chosen.items()
              if offering in part.common and terms.timetables.get(offering) != timetable),
            *(teaches for (teacher, _, _), teaches in variables.teaches.items()
              if teacher in part.teachers | terms.teachers),
            *(ride for (_, trip, *_), ride in variables.rides.items() if trip in part.trips),
            *(runs for trip, runs in variables.runs.items() if trip in part.trips),
        ]  # fmt: skip

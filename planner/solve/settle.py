"""Decisions -> everything that follows from them, at its best."""

import numpy as np

from planner.program import Program
from planner.solve.cuts import Effort, solve
from planner.solve.matrix import Cut, Flags, Matrix, Numbers
from planner.solve.owners import NOBODY

STUDENTS = 40
"""Settled together; and all who want the same last seats. Presolve takes the square of it."""


def settled(program: Program, matrix: Matrix, owner: Numbers, values: Numbers) -> Numbers:
    """The values with who takes what, what opens, who teaches and what runs kept.

    A search that stops early leaves slack: a bus seat nobody needs, a detour inside an hour begun.
    Among equal points the fewest minutes on the way count, then the fewest rides. `owner`: the
    student of each column, or `NOBODY`: what is nobody's follows from what is somebody's. The
    values are a plan's; if all is one owner's, the decisions among them suffice.
    """
    values, detour = values.copy(), _detour(program, matrix)
    follows = ~matrix.flags(program.variables.decided)
    rides = matrix.flags(program.variables.rides.values())
    batch = _batches(matrix.cut(np.flatnonzero(follows), values), owner, rides)
    for number in range(int(batch.max(initial=-1)) + 1):
        settle(matrix, (owner != NOBODY) & (batch[owner] == number) & follows, values, detour)
    settle(matrix, (owner == NOBODY) & follows, values, detour)
    return values


def _batches(cut: Cut, owner: Numbers, rides: Flags) -> Numbers:
    """The batch of each student: the same for all who are tied by seats in which they may ride."""
    columns = cut.columns[cut.column]
    scarce = np.bincount(cut.row, rides[columns], len(cut.rows)) > 0
    tied = scarce[cut.row] & (owner[columns] != NOBODY)
    row, student = cut.row[tied], owner[columns[tied]]
    first, before = np.arange(int(owner.max(initial=-1)) + 1), None
    while before is None or (first != before).any():
        before = first.copy()
        of_row = np.full(len(cut.rows), len(first))
        np.minimum.at(of_row, row, first[student])
        np.minimum.at(first, student, of_row[row])
    order = np.argsort(first, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    return np.asarray(place[first] // STUDENTS)


def settle(matrix: Matrix, follows: Flags, values: Numbers, detour: Numbers | None = None) -> None:
    """Write into some columns what follows from all others, with as little detour as possible."""
    free = np.flatnonzero(follows)
    cut = matrix.cut(free, values)
    gain = matrix.gain
    if detour is not None:
        gain = (1 + int((detour[free] * matrix.upper[free]).sum())) * gain - detour
    found = solve(cut, Effort(np.inf), values, gain)
    assert found.values is not None, "what follows from decisions is always possible"
    values[cut.columns] = found.values


def _detour(program: Program, matrix: Matrix) -> Numbers:
    """Minutes on the way for each column, and less than one of them for a ride."""
    found = np.zeros(matrix.columns, np.int64)
    rides = [ride.index for ride in program.variables.rides.values()]
    for _, _, dates, arcs in program.travel:
        for arc, used in arcs:
            index = getattr(used, "index", None)
            if index is not None:
                found[index] += (len(rides) + 1) * dates * arc.leg.minutes
    found[rides] += 1
    return found

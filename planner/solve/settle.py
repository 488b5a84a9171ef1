"""Decisions -> everything that follows from them, at its best."""

import numpy as np

from planner.arrays import Flags, Numbers
from planner.linear import Literal
from planner.program import Program
from planner.solve.cuts import Effort, solve
from planner.solve.matrix import Cut, Matrix
from planner.solve.owners import NOBODY

STUDENTS = 40
"""Settled together; and all who may want the same last seats. Presolve takes the square of it."""

LARGEST = 1 << 60
"""CP-SAT refuses sums that come much nearer to what 64 bits hold."""


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
    of_student = _batches(matrix.cut(np.flatnonzero(follows), values), owner, rides)
    batch = np.append(of_student, NOBODY)[owner]  # what is nobody's is looked up in the last place
    for number in (*np.unique(of_student), NOBODY):
        settle(matrix, (batch == number) & follows, values, detour)
    return values


def _batches(cut: Cut, owner: Numbers, rides: Flags) -> Numbers:
    """The batch of each student: the same for all who may want the same last seats."""
    columns = cut.columns[cut.column]
    scarce = (np.bincount(cut.row, rides[columns], len(cut.rows)) > 0) & (cut.most > 0)
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
    cut, range_ = matrix.cut(free, values), (matrix.upper - matrix.lower)[free]
    if detour is None:
        _write(cut, matrix.gain, values)
        return
    scale = 1 + int(detour[free] @ range_)
    if scale * int(np.abs(matrix.gain[free]) @ range_) < LARGEST:
        _write(cut, scale * matrix.gain - detour, values)
        return
    _write(cut, matrix.gain, values)
    _write(cut.gaining(int(matrix.gain[free] @ values[free])), -detour, values)


def _write(cut: Cut, gain: Numbers, values: Numbers) -> None:
    found = solve(cut, Effort(np.inf), values, gain)
    assert found.values is not None, "what follows from decisions is always possible"
    values[cut.columns] = found.values


def _detour(program: Program, matrix: Matrix) -> Numbers:
    """Minutes on the way for each column, and less than one of them for a ride."""
    found = np.zeros(matrix.columns, np.int64)
    rides = [ride.index for ride in program.variables.rides.values()]
    for _, _, dates, arcs in program.travel:
        for arc, used in arcs:
            if isinstance(used, Literal):
                found[used.index] += (len(rides) + 1) * dates * arc.leg.minutes
    found[rides] += 1
    return found

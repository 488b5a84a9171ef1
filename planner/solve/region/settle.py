"""Decisions -> everything that follows from them, at its best."""

import numpy as np

from planner.program import Program
from planner.solve.region.cuts import Effort, solve
from planner.solve.region.groups import NOBODY
from planner.solve.region.matrix import Flags, Matrix, Numbers


def settled(
    program: Program, matrix: Matrix, decided: Flags, owner: Numbers, values: Numbers
) -> Numbers:
    """The values with the decisions kept: fewest minutes among equal points, then fewest rides."""
    values, detour = values.copy(), _detour(program, matrix)
    for group in (*range(int(owner.max()) + 1), NOBODY):
        settle(matrix, (owner == group) & ~decided, values, detour)
    return values


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

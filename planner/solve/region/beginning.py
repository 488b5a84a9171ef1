"""What is kept -> a first plan that holds, from which everything else begins."""

from dataclasses import replace

import numpy as np

from planner.arrays import Flags, Numbers
from planner.linear import Literal
from planner.program import Program
from planner.solve.cuts import Effort, solve
from planner.solve.exact import Impossible, NoPlanInTime
from planner.solve.matrix import Matrix
from planner.solve.owners import NOBODY
from planner.solve.region.moves import Moves
from planner.solve.settle import settle

ANY = 1e15
"""A gap with which the first solution will do."""


def beginning(program: Program, matrix: Matrix, moves: Moves, effort: Effort) -> Numbers:
    """Everybody keeps what is kept, and whatever that needs opens and is taught.

    Where that alone breaks a rule (something is decided to open, and needs students), a first
    plan is looked for in which everybody may take something. The former is not limited by the
    time: without it there is no plan at all.

    Raises:
        Impossible: there is none.
        NoPlanInTime: none of the latter was found in time.
        KeyboardInterrupt: Ctrl-C came first.
    """
    values = np.zeros(matrix.columns, np.int64)
    for (student, offering), takes in program.variables.takes.items():
        values[takes.index] = offering in program.instance.student[student].keeps
    follows = _follows(program, moves)
    rows = np.setdiff1d(np.arange(matrix.rows), matrix.rows_of(np.flatnonzero(follows)))
    kept_only = ~follows & ~moves.placements
    unlimited = replace(effort, work=np.inf, gap=ANY, deadline=None, brief=False)
    limited = replace(unlimited, deadline=effort.deadline)
    if not (
        _completed(matrix, values, kept_only, rows, unlimited)
        or _completed(matrix, values, ~follows, rows, limited)
    ):
        raise Impossible
    settle(matrix, (moves.owner == NOBODY) & ~moves.decided, values)
    return values


def _completed(matrix: Matrix, values: Numbers, free: Flags, rows: Numbers, effort: Effort) -> bool:
    """Fill in values of the free columns so that the rows hold; False: there are none."""
    moving = np.flatnonzero(free)
    fixed = np.setdiff1d(rows, matrix.rows_of(moving))
    if len(matrix.broken(values, fixed)):
        return False
    cut = matrix.cut(moving, values, rows)
    found = solve(cut, effort, values)
    if found.impossible:
        return False
    if found.values is None:
        raise KeyboardInterrupt if effort.halt.asked else NoPlanInTime
    values[cut.columns] = found.values
    return True


def _follows(program: Program, moves: Moves) -> Flags:
    """The columns of students that neither decide nor bind anything: they only count."""
    found: Flags = (moves.owner != NOBODY) & ~moves.decided
    found[[rides.index for rides in program.variables.rides.values()]] = False
    for _, _, _, arcs in program.travel:
        for _, used in arcs:
            if isinstance(used, Literal):
                found[used.index] = False
    return found

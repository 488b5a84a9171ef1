"""One cut of the matrix -> CP-SAT -> the best values of its columns."""

from dataclasses import dataclass
from time import time

import numpy as np
from ortools.sat.python import cp_model

from planner.solve.region.matrix import Cut, Numbers
from planner.solve.search import one_thread


@dataclass(frozen=True, slots=True)
class Effort:
    """When to stop."""

    work: float
    """Limit in the solver's units of work."""
    gap: float = 0.0
    """Points by which the best may be missed."""
    deadline: float | None = None
    """When to stop, in seconds since the epoch."""
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """What came of it."""

    values: Numbers | None
    """Of the cut's columns; None: no solution was found."""
    work: float
    """Units of work it took."""
    impossible: bool = False
    """Proven to have no solution."""


def solve(
    cut: Cut, effort: Effort, start: Numbers | None = None, gain: Numbers | None = None
) -> Found:
    """Maximize within the limits; `start`: values of the whole to begin with."""
    cp = cut.model(gain)
    if start is not None:
        for number, value in enumerate(start[cut.columns].tolist()):
            cp.add_hint(cp.get_int_var_from_proto_index(number), value)
    solver = one_thread(effort.seed, effort.work)
    solver.parameters.absolute_gap_limit = effort.gap
    if effort.deadline is not None:
        solver.parameters.max_time_in_seconds = max(0.05, effort.deadline - time())
    status = solver.solve(cp)
    worked = float(solver.response_proto.deterministic_time)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Found(None, worked, impossible=status == cp_model.INFEASIBLE)
    return Found(np.array(solver.response_proto.solution, np.int64), worked)

"""One cut of the matrix -> CP-SAT -> the best values of its columns."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import time

import numpy as np
from ortools.sat.python import cp_model

from planner.arrays import Numbers
from planner.solve.matrix import Cut
from planner.solve.search import ANYTHING, light, one_thread, prove


@dataclass
class Halt:
    """Ends searches that run in any thread; may be asked from a signal's handler."""

    asked: bool = False
    _running: list[cp_model.CpSolver] = field(default_factory=list)
    _asking: bool = False

    def ask(self) -> None:
        """End what runs, and whatever begins from now on.

        A signal may come while this is done, and to stop a search twice at once would never end.
        """
        self.asked = True
        if self._asking:
            return
        self._asking = True
        try:
            for solver in list(self._running):
                solver.stop_search()
        finally:
            self._asking = False

    @contextmanager
    def over(self, solver: cp_model.CpSolver) -> Iterator[None]:
        """While it lasts, the solver's search can be ended."""
        self._running.append(solver)
        try:
            yield
        finally:
            self._running.remove(solver)


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
    halt: Halt = field(default_factory=Halt)
    brief: bool = False
    """No symmetry, a lazy relaxation: a third quicker if the search takes less than a second."""
    along: bool = False
    """Along the bound, from a start near it."""


@dataclass(frozen=True, slots=True)
class Found:
    """What came of it."""

    values: Numbers | None
    """Of the cut's columns; None: no solution was found."""
    at_most: int
    """No solution has a greater sum of gains."""
    work: float = 0.0
    """Units of work it took."""
    impossible: bool = False
    """Proven to have no solution."""


def solve(
    cut: Cut, effort: Effort, start: Numbers | None = None, gain: Numbers | None = None,
    one_of: Numbers | None = None, tell: Callable[[Found], object] | None = None,
) -> Found:  # fmt: skip
    """Maximize within the limits; `start`: values of the whole to begin with.

    `tell` hears of every better bound and solution at once.
    """
    if effort.halt.asked:  # to write the model takes a second for a town
        return Found(None, ANYTHING)
    cp = cut.model(gain, one_of, start)
    solver = one_thread(effort.seed, effort.work)
    solver.parameters.use_objective_lb_search = effort.along
    solver.parameters.absolute_gap_limit = effort.gap
    if effort.deadline is not None:
        solver.parameters.max_time_in_seconds = max(0.05, effort.deadline - time())
    if effort.brief:
        light(solver)
        solver.parameters.symmetry_level = 0
    else:
        prove(solver)
    if effort.halt.asked:
        return Found(None, ANYTHING)
    bounds: list[float] = []

    def lower(bound: float) -> None:
        bounds.append(bound)
        if tell:
            tell(Found(None, round(bound)))

    solver.best_bound_callback = lower
    with effort.halt.over(solver):
        status = solver.solve(cp, _Better(tell) if tell else None)
    worked = float(solver.response_proto.deterministic_time)
    if status == cp_model.INFEASIBLE:
        return Found(None, -ANYTHING, worked, impossible=True)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        found = np.array(solver.response_proto.solution, np.int64)
        return Found(found, round(solver.best_objective_bound), worked)
    return Found(None, round(min(bounds, default=ANYTHING)), worked)


class _Better(cp_model.CpSolverSolutionCallback):
    """Tells of every better solution."""

    def __init__(self, tell: Callable[[Found], object]) -> None:
        super().__init__()
        self._tell = tell

    def on_solution_callback(self) -> None:
        """Called in the solver's thread."""
        values = np.array(self.response_proto.solution, np.int64)
        self._tell(Found(values, round(self.best_objective_bound)))

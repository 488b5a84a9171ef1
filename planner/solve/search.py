"""CP-SAT's settings, the ways to search in their order, and what is reported meanwhile."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from threading import Lock
from typing import Protocol

from ortools.sat.python import cp_model

from models.plan import POINTS_A_STUDENT, Parameters


class Progress(Protocol):
    """Told of every improvement."""

    def __call__(self, goal: str | None, best: int | None, bound: int | None) -> None:
        """Points of the best plan and the bound; of one goal, or (None) of all together."""


class PartsProgress(Progress, Protocol):
    """Told besides of what there is before anything can be improved."""

    def parts(self, built: int, count: int) -> None:
        """The models of so many parts are built."""


ANYTHING = 1 << 62
"""A bound that says nothing. Stopped in presolve, CP-SAT gives 0 without having found any."""

NEAR_WORK, AFRESH_WORK, FIRST_WORK = 0.0125, 0.006, 0.04
"""The solver's units of work a student for one thread, before others take over: along the bound
from a plan near it, then from nothing; from nothing at once. Most towns need less."""

PORTFOLIO = "max_lp", "objective_lb_search_max_lp"
"""The best two of CP-SAT's ways to search: they use the relaxation."""


def allowed(parameters: Parameters, students: int) -> float:
    """Points by which a plan may miss its bound."""
    return parameters.gap * POINTS_A_STUDENT * students


@dataclass(frozen=True)
class Way:
    """How to search."""

    work: float = inf
    """Limit in the solver's units of work."""
    near: bool = False
    """Along the bound, from a plan near it."""
    afresh: bool = False
    """From nothing, whatever is known: some proofs are found in no other way."""
    portfolio: bool = False
    """By two."""


def ways(parameters: Parameters, students: int, near: bool) -> Iterator[Way]:
    """One after the other, as long as the best is not proven.

    One thread proves most instances soonest. A portfolio of two comes last, unless there is one
    thread alone, or all may depend on work alone.
    """
    left = parameters.deterministic_time or inf
    alone = parameters.workers == 1 or left < inf
    if near:
        along = min(left, NEAR_WORK * students)
        yield Way(along, near=True)
        left -= along
    enough = inf if alone else students * (AFRESH_WORK if near else FIRST_WORK)
    if left > 0:
        yield Way(min(left, enough), afresh=near)
    if not alone:
        yield Way(portfolio=True)


def configured(parameters: Parameters, spent: float, students: int, way: Way) -> cp_model.CpSolver:
    """A solver with the settings of docs/model.md, for the time that is left."""
    solver = cp_model.CpSolver()
    settings = solver.parameters
    settings.random_seed = parameters.seed
    settings.absolute_gap_limit = allowed(parameters, students)
    settings.linearization_level = 2
    settings.use_objective_lb_search = way.near
    settings.max_deterministic_time = way.work
    settings.num_workers = 1
    prove(solver)
    if way.portfolio:
        settings.num_workers = len(PORTFOLIO)
        settings.subsolvers.extend(PORTFOLIO)
    if parameters.time is not None:
        settings.max_time_in_seconds = max(0.1, parameters.time - spent)
    return solver


def one_thread(seed: int, work: float) -> cp_model.CpSolver:
    """A solver for a part of a larger search; Ctrl-C is left to whoever directs the search."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = work
    solver.parameters.catch_sigint_signal = False
    return solver


def prove(solver: cp_model.CpSolver) -> None:
    """Set for a search of seconds that is to end with a proof, which is then a third quicker.

    The whole relaxation is solved from the beginning.
    """
    solver.parameters.add_lp_constraints_lazily = False
    light(solver)


def light(solver: cp_model.CpSolver) -> None:
    """Do not presolve again what is presolved, nor try decisions one by one (probing) before."""
    solver.parameters.max_presolve_iterations = 1
    solver.parameters.cp_model_probing_level = 0


class Watcher(cp_model.CpSolverSolutionCallback):
    """Passes each improvement on; the solver calls from several threads."""

    def __init__(self, progress: Progress, goal: str | None) -> None:
        super().__init__()
        self._progress = progress
        self._goal = goal
        self._lock = Lock()
        self.best: int | None = None
        self.bound = ANYTHING
        """The best of both that were told."""

    def on_solution_callback(self) -> None:
        """A better plan."""
        self.tell(round(self.objective_value), round(self.best_objective_bound))

    def on_bound(self, bound: float) -> None:
        """A better bound."""
        self.tell(None, round(bound))

    def tell(self, best: int | None, bound: int) -> None:
        """A better plan, or a bound, whoever has found it."""
        with self._lock:
            if best is not None:
                self.best = best if self.best is None else max(best, self.best)
            self.bound = min(self.bound, bound)
            self._progress(self._goal, self.best, self.bound)

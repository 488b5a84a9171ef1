"""CP-SAT's settings, and what it reports while it searches."""

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

NEAR_WORK, FIRST_WORK = 0.0125, 0.04
"""The solver's units of work a student for one thread, from a plan near the best and from nothing,
before a portfolio takes over: most towns need less."""

PORTFOLIO = "max_lp", "objective_lb_search_max_lp"
"""The best two of CP-SAT's ways to search: they use the relaxation."""


def allowed(parameters: Parameters, students: int) -> float:
    """Points by which a plan may miss its bound."""
    return parameters.gap * POINTS_A_STUDENT * students


def configured(
    parameters: Parameters, spent: float, students: int, near: bool, portfolio: bool = False
) -> cp_model.CpSolver:
    """A solver with the settings of docs/model.md, for the time that is left.

    `near`: whether it begins near the best plan, so that the bound is what takes long.
    """
    solver = cp_model.CpSolver()
    settings = solver.parameters
    settings.random_seed = parameters.seed
    settings.absolute_gap_limit = allowed(parameters, students)
    settings.linearization_level = 2
    prove(solver)
    if portfolio:
        settings.num_workers = len(PORTFOLIO)
        settings.subsolvers.extend(PORTFOLIO)
    else:
        settings.num_workers = 1
        settings.use_objective_lb_search = near
        work = parameters.deterministic_time
        if work is None and parameters.workers != 1:
            work = students * (NEAR_WORK if near else FIRST_WORK)
        if work is not None:
            settings.max_deterministic_time = work
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

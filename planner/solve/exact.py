"""Presolved instance -> decisions, by one CP-SAT model of the whole."""

from dataclasses import dataclass, field
from time import monotonic

import numpy as np
from ortools.sat.python import cp_model

from models.plan import Parameters
from planner.build import Built, build
from planner.cp_sat import hint
from planner.linear import Expression
from planner.presolve import Presolved
from planner.solve.matrix import matrix
from planner.solve.owners import owners
from planner.solve.search import ANYTHING, Progress, Watcher, configured
from planner.solve.settle import settled
from planner.solve.stopping import solved


class Impossible(Exception):  # noqa: N818 - an answer, not an error
    """No plan keeps every rule."""


class NoPlanInTime(Exception):  # noqa: N818 - an answer, not an error
    """The limits were reached before a plan was found."""


@dataclass(frozen=True)
class Solved:
    """A model with values for all of its expressions."""

    built: Built
    solution: list[int]
    """The value of every variable."""
    bound: int
    """No plan has more points."""

    def value(self, expression: Expression) -> int:
        """The value of an expression in the plan."""
        return expression.value(self.solution)


def solve(presolved: Presolved, parameters: Parameters, progress: Progress) -> Solved:
    """The best plan to be found within the limits, with a bound on every plan.

    Raises:
        Impossible: no plan keeps every rule.
        NoPlanInTime: none was found within the limits.
        KeyboardInterrupt: none was found before Ctrl-C.
    """
    built = build(presolved)
    program, whole = built.program, matrix(built.program.model)
    search = _Search(built, parameters, progress)
    bound = search.in_order() if parameters.strictly else search.weighed()
    values = settled(program, whole, owners(program, whole), np.array(search.solution))
    return Solved(built, [int(value) for value in values], bound)


@dataclass
class _Search:
    """One model maximized once, or goal after goal."""

    built: Built
    parameters: Parameters
    progress: Progress
    solution: list[int] = field(default_factory=list)
    """The value of every variable in the best plan so far."""
    _started: float = field(default_factory=monotonic)
    _interrupted: bool = False

    def weighed(self) -> int:
        """Maximize all goals together; the bound."""
        _, bound = self._maximize(self.built.objective, None)
        return bound

    def in_order(self) -> int:
        """Maximize goal after goal, never giving up what an earlier one reached; the bound.

        After a goal whose best could not be proven the others keep their ceilings as bounds.
        """
        proven, bounds = True, 0
        for goal, score in self.built.scores.items():
            if not proven:
                bounds += score.ceiling
                continue
            proven, bound = self._maximize(score.points, goal)
            bounds += min(bound, score.ceiling)
            reached = score.points.value(self.solution)
            self.built.program.model.add(score.points >= reached)
        return bounds

    def _maximize(self, objective: Expression, goal: str | None) -> tuple[bool, int]:
        """Whether the maximum is proven, and the bound.

        One thread proves most instances soonest. What it cannot prove with some work, a portfolio
        of two takes over, unless the result must be the same on every machine.
        """
        self.built.program.model.objective = objective
        watcher = Watcher(self.progress, goal)
        proven, bound, exhausted = self._search(watcher, portfolio=False)
        if exhausted and not self._interrupted and self.parameters.deterministic_time is None:
            proven, better, _ = self._search(watcher, portfolio=True)
            bound = min(bound, better)
        if not self.solution:
            raise KeyboardInterrupt if self._interrupted else NoPlanInTime
        return proven, bound

    def _search(self, watcher: Watcher, portfolio: bool) -> tuple[bool, int, bool]:
        """Whether the best is proven, the bound, and whether the work for it was used up."""
        cp = self.built.program.model.written()
        if self.solution:  # an empty hint would be one as well, and five times slower
            hint(cp, range(len(self.solution)), self.solution)
        students = len(self.built.program.instance.students)
        spent = monotonic() - self._started
        solver = configured(self.parameters, spent, students, portfolio)
        solver.best_bound_callback = watcher.on_bound
        status, self._interrupted = solved(solver, cp, watcher)
        if status == cp_model.INFEASIBLE:
            raise Impossible
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self.solution = list(solver.response_proto.solution)
            bound = round(solver.best_objective_bound)
        else:
            bound = ANYTHING if watcher.bound is None else watcher.bound
        proven = status == cp_model.OPTIMAL and bound == round(solver.objective_value)
        worked = solver.response_proto.deterministic_time
        exhausted = not proven and worked >= solver.parameters.max_deterministic_time
        return proven, bound, exhausted

"""Presolved instance -> decisions, by one CP-SAT model of the whole, from what a dive finds."""

from dataclasses import dataclass, field
from time import monotonic

import numpy as np
from ortools.sat.python import cp_model

from models.plan import Parameters
from planner.arrays import Reals
from planner.build import Built, build
from planner.cp_sat import hint
from planner.linear import Expression
from planner.presolve import Presolved
from planner.solve.diving import Dive, Dived, Rough, tell_dive, tell_polished, to_decide
from planner.solve.matrix import Matrix, matrix
from planner.solve.owners import owners
from planner.solve.prices import relaxed_bound
from planner.solve.search import Progress, Watcher, configured
from planner.solve.settle import settled
from planner.solve.stopping import heeding, solved

OF_TIME, DIVING = 0.5, 10.0
"""Part of the time, and seconds, in which a dive is to end: it does not hear Ctrl-C. One of 400
students takes one or two."""


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
    owner = owners(program, whole)
    search = _Search(built, parameters, progress)
    with heeding(search.interrupt):
        if parameters.strictly:
            bound = search.in_order()
        else:
            bound = search.weighed(to_decide(program, whole, owner))
        values = settled(program, whole, owner, np.array(search.solution))
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

    def weighed(self, decisions: Dive) -> int:
        """Maximize all goals together, from what a dive finds; the bound.

        That is seldom the best plan, but near it: what takes CP-SAT long takes it a quarter to a
        half as long from there.
        """
        watcher = Watcher(self.progress, None)
        self._begin(decisions, watcher)
        self._maximize(self.built.objective, watcher, near=bool(self.solution))
        return watcher.bound

    def _begin(self, decisions: Dive, watcher: Watcher) -> None:
        """A first plan and a bound, if a dive finds them in time."""
        told, better = list[Reals | Dived](), list[Reals]()
        tell_dive(decisions, self._seconds, told.append)
        for one in told:
            if not isinstance(one, Dived):
                watcher.tell(None, relaxed_bound(decisions.matrix, one))
            elif one.values is not None and self._take(decisions.matrix, one.values, watcher):
                rough = Rough(decisions, one.relaxed, one.values)
                tell_polished(rough, self._seconds, better.append)
        for values in better:
            self._take(decisions.matrix, values, watcher)

    def _take(self, whole: Matrix, values: Reals, watcher: Watcher) -> bool:
        """Begin with these values, if they are a plan's."""
        found = values.astype(np.int64)
        if len(whole.broken(found)):
            return False
        self.solution = found.tolist()
        watcher.tell(whole.points(found), watcher.bound)
        return True

    def interrupt(self) -> None:
        """End with what there is."""
        self._interrupted = True

    @property
    def _seconds(self) -> float | None:
        """For a dive, or to polish what it has found; None: as many as it takes."""
        if self.parameters.deterministic_time is not None:
            return None
        limit = self.parameters.time
        left = np.inf if limit is None else limit - (monotonic() - self._started)
        return max(0.0, min(OF_TIME * left, DIVING))

    def in_order(self) -> int:
        """Maximize goal after goal, never giving up what an earlier one reached; the bound.

        After a goal whose best could not be proven the others keep their ceilings as bounds.
        """
        proven, bounds = True, 0
        for goal, score in self.built.scores.items():
            if not proven:
                bounds += score.ceiling
                continue
            watcher = Watcher(self.progress, goal)
            proven = self._maximize(score.points, watcher)
            bounds += min(watcher.bound, score.ceiling)
            reached = score.points.value(self.solution)
            self.built.program.model.add(score.points >= reached)
        return bounds

    def _maximize(self, objective: Expression, watcher: Watcher, near: bool = False) -> bool:
        """Whether the maximum is proven; `near`: it is searched from a plan near it.

        One thread proves most instances soonest. What it cannot prove with some work, a portfolio
        of two takes over, unless there is one thread alone, or all may depend on work alone.
        """
        self.built.program.model.objective = objective
        alone = self.parameters.workers == 1 or self.parameters.deterministic_time is not None
        proven, exhausted = self._search(watcher, near)
        if exhausted and not self._interrupted and not alone:
            proven, _ = self._search(watcher, near, portfolio=True)
        if not self.solution:
            raise KeyboardInterrupt if self._interrupted else NoPlanInTime
        return proven

    def _search(self, watcher: Watcher, near: bool, portfolio: bool = False) -> tuple[bool, bool]:
        """Whether the best is proven, and whether the work for it was used up."""
        cp = self.built.program.model.written()
        if self.solution:  # an empty hint would be one as well, and five times slower
            hint(cp, range(len(self.solution)), self.solution)
        students = len(self.built.program.instance.students)
        spent = monotonic() - self._started
        solver = configured(self.parameters, spent, students, near, portfolio)
        solver.best_bound_callback = watcher.on_bound
        status, interrupted = solved(solver, cp, watcher, lambda: self._interrupted)
        self._interrupted |= interrupted
        if status == cp_model.UNKNOWN and self._interrupted:
            return False, False
        if status == cp_model.INFEASIBLE:
            raise Impossible
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self.solution = list(solver.response_proto.solution)
            watcher.tell(round(solver.objective_value), round(solver.best_objective_bound))
        proven = status == cp_model.OPTIMAL and watcher.bound == round(solver.objective_value)
        worked = solver.response_proto.deterministic_time
        exhausted = not proven and worked >= solver.parameters.max_deterministic_time
        return proven, exhausted

"""Presolved instance -> decisions, by one CP-SAT model of the whole.

All goals together are maximized from what a dive finds; goal after goal, from nothing.
"""

from contextlib import suppress
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
from planner.solve.search import Progress, Watcher, Way, allowed, configured, ways
from planner.solve.settle import settled
from planner.solve.stopping import heeding, solved

OF_TIME, DIVING = 0.5, 10.0
"""Part of the time, and seconds, in which a dive is to end, and then to be polished, which does not
hear Ctrl-C. Both take a second or two for 400 students."""


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
    _diving: bool = False

    def interrupt(self) -> None:
        """End with what there is; a dive breaks off between two of its relaxations."""
        self._interrupted = True
        if self._diving:
            raise KeyboardInterrupt

    def weighed(self, decisions: Dive) -> int:
        """Maximize all goals together, from what a dive finds; the bound.

        That is seldom the best plan, but near it: what takes CP-SAT long takes it a quarter to a
        half as long from there.
        """
        watcher = Watcher(self.progress, None)
        self._begin(decisions, watcher)
        if not self._enough(watcher):
            self._maximize(self.built.objective, watcher, near=bool(self.solution))
        return watcher.bound

    def _begin(self, decisions: Dive, watcher: Watcher) -> None:
        """A first plan and a bound, if a dive finds them in time; a better plan near by.

        What may depend on work alone is not polished: that is limited by time.
        """
        rough: Rough | None = None

        def hear(told: Reals | Dived) -> None:
            nonlocal rough
            if not isinstance(told, Dived):
                watcher.tell(None, relaxed_bound(decisions.matrix, told))
            elif told.values is not None and self._take(decisions.matrix, told.values, watcher):
                rough = Rough(decisions, told.relaxed, told.values)

        def better(values: Reals) -> None:
            self._take(decisions.matrix, values, watcher)

        with suppress(KeyboardInterrupt):
            self._diving = True
            tell_dive(decisions, self._seconds, hear)
        self._diving = False
        seconds = self._seconds
        if rough and seconds and not self._interrupted and not self._enough(watcher):
            tell_polished(rough, seconds, better)

    def _take(self, whole: Matrix, values: Reals, watcher: Watcher) -> bool:
        """Begin with these values, if they are a plan's."""
        found = values.astype(np.int64)
        if len(whole.broken(found)):
            return False
        self.solution = found.tolist()
        watcher.tell(whole.points(found), watcher.bound)
        return True

    @property
    def _seconds(self) -> float | None:
        """For a dive, or to polish what it has found; None: as many as it takes."""
        limit = self.parameters.time
        if limit is not None:
            return max(0.0, min(OF_TIME * (limit - (monotonic() - self._started)), DIVING))
        return DIVING if self.parameters.deterministic_time is None else None

    @property
    def _students(self) -> int:
        return len(self.built.program.instance.students)

    def _enough(self, watcher: Watcher) -> bool:
        """Whether the plan is as near its bound as was asked for."""
        missing = None if watcher.best is None else watcher.bound - watcher.best
        return missing is not None and missing <= allowed(self.parameters, self._students)

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
        """Whether the maximum is proven; `near`: it is searched from a plan near it."""
        self.built.program.model.objective = objective
        for way in ways(self.parameters, self._students, near):
            if not self._search(watcher, way):
                break
        if not self.solution:
            raise KeyboardInterrupt if self._interrupted else NoPlanInTime
        return watcher.best == watcher.bound

    def _search(self, watcher: Watcher, way: Way) -> bool:
        """Whether the best is not proven, and the work for it was used up."""
        cp = self.built.program.model.written()
        known = [] if way.afresh else self.solution
        hint(cp, range(len(known)), known)
        spent = monotonic() - self._started
        solver = configured(self.parameters, spent, self._students, way)
        solver.best_bound_callback = watcher.on_bound
        status, interrupted = solved(solver, cp, watcher, lambda: self._interrupted)
        self._interrupted |= interrupted
        if status == cp_model.INFEASIBLE:
            raise Impossible
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return not self._interrupted and _used_up(solver)
        found = round(solver.objective_value)
        watcher.tell(found, round(solver.best_objective_bound))
        if found == watcher.best:  # from nothing, what was known may be better
            self.solution = list(solver.response_proto.solution)
        return not self._interrupted and not self._enough(watcher) and _used_up(solver)


def _used_up(solver: cp_model.CpSolver) -> bool:
    worked = solver.response_proto.deterministic_time
    return bool(worked >= solver.parameters.max_deterministic_time)

"""Impossible instance -> a smallest set of facts that cannot hold together.

The goals are left out and the solver's presolve is off: with either, CP-SAT's core is useless
(OR-Tools issues 3943 and 5141). The core is then shrunk fact by fact (deletion filter: Chinneck
and Dravnieks 1991, ORSA Journal on Computing 3(2)).
"""

from dataclasses import dataclass
from time import monotonic

from ortools.sat.python import cp_model

from models.faults import Fault
from planner.explain.facts import sentences
from planner.presolve import Presolved
from planner.program import Key, Program
from planner.rules import RULES


@dataclass(frozen=True, slots=True)
class Clash:
    """Facts that cannot hold together."""

    facts: tuple[Fault, ...]
    minimal: bool
    """Without any one of them there is a plan: proven."""


def conflict(presolved: Presolved, seconds: float) -> Clash:
    """Why there is no plan, within about so many seconds."""
    program = Program(presolved, explaining=True)
    for rule in RULES:
        rule.post(program)
    finder = _Finder(program, monotonic() + seconds)
    keys, minimal = finder.shrunk(list(program.assumptions))
    faults: list[Fault] = []
    for key in keys:
        faults += [fault for fault in sentences(presolved, key) if fault not in faults]
    return Clash(tuple(faults), minimal)


class _Finder:
    """Asks whether some facts can hold together."""

    def __init__(self, program: Program, deadline: float) -> None:
        self._program = program
        self._deadline = deadline

    def shrunk(self, keys: list[Key]) -> tuple[list[Key], bool]:
        """Drop every fact without which the others still clash; whether time sufficed."""
        clashing = self._clashing(keys)
        if clashing is None:
            return keys, False
        needed: list[Key] = []
        left = clashing
        while left:
            if monotonic() > self._deadline:
                return needed + left, False
            tried, left = left[-1], left[:-1]
            smaller = self._clashing(needed + left)
            if smaller is None:
                needed.append(tried)
            else:
                left = [key for key in left if key in smaller]
        return needed, True

    def _clashing(self, keys: list[Key]) -> list[Key] | None:
        """Those of the facts that clash; None if they can hold together (or time is out)."""
        cp = self._program.cp
        cp.clear_assumptions()
        literals = {self._program.assumptions[key].index: key for key in keys}
        cp.add_assumptions([self._program.assumptions[key] for key in keys])
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.cp_model_presolve = False
        solver.parameters.max_time_in_seconds = max(0.1, self._deadline - monotonic())
        if solver.solve(cp) != cp_model.INFEASIBLE:
            return None
        core = set(solver.sufficient_assumptions_for_infeasibility())
        return [key for index, key in literals.items() if index in core]

"""Impossible instance -> a smallest set of facts that cannot hold together."""

from dataclasses import dataclass
from time import monotonic

from ortools.sat.python import cp_model

from models.faults import Fault
from planner.explain.clashing import clash_sentences
from planner.explain.core import Core, NotInTime
from planner.goals import requirements
from planner.presolve import Presolved
from planner.program import Key, Program
from planner.rules import RULES
from planner.solve.stopping import searched


@dataclass(frozen=True, slots=True)
class Clash:
    """Facts that cannot hold together; no facts: none were found in the time."""

    facts: tuple[Fault, ...]
    minimal: bool
    """Without any one of them there is a plan: proven."""
    keys: tuple[Key, ...] = ()
    """The same facts by rule and ids."""


def conflict(presolved: Presolved, seconds: float, strict: bool = False) -> Clash:
    """Why there is no plan (strict: that meets every requirement), in about so many seconds."""
    program = posted(presolved, strict, explaining=True)
    everything = sorted(program.assumptions, key=_given_up_last)
    core = Core(program.cp, program.assumptions, monotonic() + seconds)
    try:
        found, minimal = core.shrunk(everything)
    except NotInTime:
        found, minimal = None, False
    if found is None:
        return Clash((), minimal=False)
    return Clash(tuple(clash_sentences(presolved, found)), minimal, tuple(found))


def _given_up_last(key: Key) -> int:
    """What somebody decided comes first, so that it stays in the clash where there is a choice."""
    return 0 if key[0] in ("locks", "keeps") else 1


def posted(presolved: Presolved, strict: bool, explaining: bool) -> Program:
    """Every rule and, if strict, every requirement, but no goals."""
    program = Program(presolved, explaining)
    for rule in RULES:
        rule.post(program)
    if strict:
        requirements.post(program)
        for one in program.shortages:
            key = ("requirement", one.student, one.requirement, one.over or "")
            program.require(one.missing <= 0, *key)
    return program


def is_possible(presolved: Presolved, seconds: float, strict: bool = False) -> bool | None:
    """Whether some plan keeps every rule, goals aside; None if time was too short."""
    program = posted(presolved, strict, explaining=False)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.cp_model_probing_level = 0
    solver.parameters.symmetry_level = 0
    solver.parameters.max_time_in_seconds = max(0.1, seconds)
    status = searched(solver, program.cp)
    if status == cp_model.INFEASIBLE:
        return False
    return True if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None

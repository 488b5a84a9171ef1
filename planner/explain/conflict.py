"""Impossible instance -> a smallest set of facts that cannot hold together."""

from dataclasses import dataclass

from ortools.sat.python import cp_model

from models.faults import Fault
from planner.explain.clashing import clash_sentences
from planner.explain.core import Core, NotInTime
from planner.explain.deadline import Deadline
from planner.goals import requirements
from planner.presolve import Presolved
from planner.program import Key, Program
from planner.rules import RULES
from planner.solve.stopping import searched


@dataclass(frozen=True, slots=True)
class Clash:
    """Facts that cannot hold together; no facts: none were found in the time."""

    facts: tuple[Fault, ...] = ()
    minimal: bool = False
    """Without any one of them there is a plan: proven."""
    keys: tuple[Key, ...] = ()
    """The same facts by rule and ids."""


def conflict(presolved: Presolved, deadline: Deadline, strict: bool = False) -> Clash:
    """Why there is no plan (strict: that meets every requirement)."""
    program = posted(presolved, strict, explaining=True)
    everything = sorted(program.assumptions, key=_given_up_last)
    core = Core(program.model, program.assumptions, deadline)
    try:
        found, minimal = core.shrunk(everything)
    except NotInTime:
        found, minimal = None, False
    if found is None:
        return Clash()
    return Clash(tuple(clash_sentences(presolved, found)), minimal, tuple(found))


def _given_up_last(key: Key) -> int:
    """What somebody decided comes first, so that it stays in the clash where there is a choice."""
    return 0 if key[0] in ("locks", "keeps") else 1


def posted(presolved: Presolved, strict: bool, explaining: bool = False) -> Program:
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


def is_possible(presolved: Presolved, deadline: Deadline, strict: bool = False) -> bool | None:
    """Whether some plan keeps every rule, goals aside; None if time was too short."""
    return is_solvable(posted(presolved, strict), deadline)


def is_solvable(program: Program, deadline: Deadline) -> bool | None:
    """The same of a model that is built already."""
    solver = deadline.solver()
    solver.parameters.cp_model_probing_level = 0
    solver.parameters.symmetry_level = 0
    status = searched(solver, program.model.written())
    if status == cp_model.INFEASIBLE:
        return False
    return True if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None

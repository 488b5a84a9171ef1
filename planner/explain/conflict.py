"""Impossible instance -> a smallest set of facts that cannot hold together."""

from dataclasses import dataclass
from time import monotonic

from models.faults import Fault
from planner.explain.core import Core
from planner.explain.facts import sentences
from planner.presolve import Presolved
from planner.program import Program
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
    everything = list(program.assumptions)
    core = Core(program.cp, program.assumptions, monotonic() + seconds)
    keys, minimal = core.shrunk(everything)
    faults: list[Fault] = []
    for key in everything if keys is None else keys:
        faults += [fault for fault in sentences(presolved, key) if fault not in faults]
    return Clash(tuple(faults), minimal and keys is not None)

"""The facts that clash in an impossible instance: few, all needed, and in words."""

from functools import cache

import pytest
from ortools.sat.python import cp_model

from instances.scripts import impossible
from instances.scripts.writing import INSTANCES
from models.faults import Fault
from planner.explain.conflict import conflict
from planner.explain.facts import sentences
from planner.presolve import Presolved, presolve
from planner.program import Key, Program
from planner.read import read_instance
from planner.rules import RULES
from planner.wording import LANGUAGES, Wording

CAUSES = {
    "budget": "budget.roubles",
    "expired-agreement": "agreement_dates",
    "full-bus": "bus_seats",
    "group-too-small": "group_sizes",
    "prerequisite-too-late": "prerequisites",
    "teacher-hours": "teacher_hours",
    "teacher-on-the-road": "teacher_times",
    "two-at-once": "student_times",
}
"""What each file is impossible for."""


@cache
def presolved(name: str) -> Presolved:
    """An impossible instance."""
    return presolve(read_instance(INSTANCES / "impossible" / f"{name}.json"))


def possible_with(one: Presolved, facts: list[Fault]) -> bool:
    """Whether there is a plan that keeps to these facts (and to what is true of every plan)."""
    program = Program(one, explaining=True)
    for rule in RULES:
        rule.post(program)

    def said(key: Key) -> bool:
        return sentences(one, key)[0] in facts

    program.cp.add_assumptions([a for key, a in program.assumptions.items() if said(key)])
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return bool(solver.solve(program.cp) != cp_model.INFEASIBLE)


def test_every_impossible_instance_has_its_cause_here() -> None:
    assert {*CAUSES} == {*impossible.build()}


@pytest.mark.parametrize("name", CAUSES)
def test_the_clash_names_the_planted_cause(name: str) -> None:
    clash = conflict(presolved(name), 30)
    assert clash.minimal
    codes = [fault.code for fault in clash.facts]
    assert any(code.endswith(f".{CAUSES[name]}") for code in codes), codes
    for language in LANGUAGES:
        assert all(Wording(language).fault(fault) for fault in clash.facts)


@pytest.mark.parametrize("name", CAUSES)
def test_without_any_one_fact_of_the_clash_there_is_a_plan(name: str) -> None:
    facts = [f for f in conflict(presolved(name), 30).facts if f.code.startswith("limits.")]
    assert not possible_with(presolved(name), facts)
    for dropped in facts:
        assert possible_with(presolved(name), [fact for fact in facts if fact != dropped])

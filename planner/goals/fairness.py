"""Losses that grow the worse off a student is (docs/data.md says why this measure)."""

from planner.goals.wishes import SATISFIED
from planner.program import Program, Score
from planner.variables import Expression, weigh

STEP = 10
"""Points of satisfaction that make one step of a tier."""


def post(program: Program) -> Score:
    """For every tier a loss for each step that a student's satisfaction stays below it."""
    losses: list[tuple[int, Expression]] = []
    for student, satisfaction in program.satisfaction.items():
        if not program.instance.student[student].wishes:
            continue
        for number, tier in enumerate(program.instance.goals.fairness):
            steps = -(-tier.below // STEP)
            if steps and tier.points:
                below = program.cp.new_int_var(0, steps, f"below {student} {number}")
                program.cp.add(STEP * below >= tier.below - satisfaction)
                losses.append((-tier.points, below))
    satisfactions = list(program.satisfaction.values())
    return Score(weigh(losses), lambda value: min(map(value, satisfactions), default=SATISFIED))

"""Losses that grow the worse off a student is (docs/data.md says why this measure)."""

from planner.goals.wishes import SATISFIED
from planner.program import Program, Score
from planner.variables import Expression, weigh

STEP = 10
"""Points of satisfaction that make one step of a tier."""


def post(program: Program) -> Score:
    """For every tier a loss for each step that a student's satisfaction stays below it."""
    losses: list[tuple[int, Expression]] = []
    for student, granted in program.granted.items():
        for number, tier in enumerate(program.instance.goals.fairness):
            steps = -(-tier.below // STEP)
            if steps and tier.points:
                below = program.cp.new_int_var(0, steps, f"below {student} {number}")
                # What alone lifts a student out of the tier counts no more than that: half of it
                # would otherwise do for a linear relaxation.
                lifted = [(min(points, tier.below), literal) for points, literal in granted]
                program.cp.add(STEP * below >= tier.below - weigh(lifted))
                losses.append((-tier.points, below))
    satisfactions = list(program.satisfaction.values())
    return Score(weigh(losses), lambda value: min(map(value, satisfactions), default=SATISFIED))

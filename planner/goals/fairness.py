"""Losses that grow the worse off a student is (docs/data.md says why this measure)."""

from collections.abc import Iterator

from models.plan import POINTS_A_STUDENT
from planner.linear import Expression, weigh
from planner.program import Program, Score, Worth

STEP = 10
"""Points of satisfaction that make one step of a tier."""


def post(program: Program) -> Score:
    """For every tier a loss for each step that a student's satisfaction stays below it."""
    losses: list[tuple[int, Expression]] = []
    for wishes in program.granted.values():
        for tier in program.instance.goals.fairness:
            steps = -(-tier.below // STEP)
            if steps and tier.points:
                below = program.model.integer(0, steps)
                for granted, lacking in _lacking(wishes, tier.below):
                    program.model.add(STEP * below >= lacking - weigh(granted))
                losses.append((-tier.points, below))
    satisfactions = list(program.satisfaction.values())
    return Score(
        weigh(losses), lambda value: min(map(value, satisfactions), default=POINTS_A_STUDENT)
    )


def _lacking(wishes: list[list[Worth]], below: int) -> Iterator[tuple[list[Worth], int]]:
    """What a student needs to leave a tier, of all wishes; and of all but one, granted at its best.

    What alone lifts a student out of the tier counts no more than that: half of it would otherwise
    do for a linear relaxation (knapsack covers, as in planner/studies/needing.py).
    """
    yield _lifting(wishes, below), below
    for number, wish in enumerate(wishes):
        lacking = below - max((points for points, _ in wish), default=0)
        others = [*wishes[:number], *wishes[number + 1 :]]
        if wish and any(points > lacking > 0 for other in others for points, _ in other):
            yield _lifting(others, lacking), lacking


def _lifting(wishes: list[list[Worth]], lacking: int) -> list[Worth]:
    return [(min(points, lacking), literal) for wish in wishes for points, literal in wish]

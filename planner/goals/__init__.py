"""What is wanted: one file a goal, listed here in the order of importance."""

from typing import Protocol

from planner.goals import (
    balance,
    changes,
    cost,
    demand,
    extra_hours,
    fairness,
    requirements,
    travel,
    wishes,
)
from planner.program import Program, Score


class Goal(Protocol):
    """A module that scores one goal."""

    def post(self, program: Program) -> Score:
        """Add what the goal needs to the model and return its points."""


GOALS: dict[str, Goal] = {
    "requirements": requirements,
    "wishes": wishes,
    "fairness": fairness,
    "demand": demand,
    "balance": balance,
    "travel": travel,
    "extra_hours": extra_hours,
    "cost": cost,
    "changes": changes,
}

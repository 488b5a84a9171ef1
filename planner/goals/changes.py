"""Placements of the previous plan that are not kept."""

from planner.linear import add_up, constant
from planner.program import Program, Score


def post(program: Program) -> Score:
    """A loss for each placement given up."""
    given_up = add_up(
        1 - program.variables.takes.get((placement.student, placement.offering), constant(0))
        for placement in dict.fromkeys(program.instance.previous)
    )
    weight = program.instance.goals.changes
    return Score(-weight * given_up, lambda value: value(given_up))

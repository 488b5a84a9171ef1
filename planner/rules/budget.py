"""Openings and optional trips cost at most the roubles, and extra hours are within the budget."""

from planner.linear import add_up
from planner.program import Program


def post(program: Program) -> None:
    """Bound the roubles in all, and the extra hours of all teachers in each term."""
    budget = program.instance.budget
    if budget.roubles is not None:
        key = ("budget", "roubles")
        program.require(program.roubles <= budget.roubles, *key, limit=("roubles",))
    if budget.extra_hours is not None:
        for term in program.instance.calendar.terms:
            extra = add_up(hours for (_, when), hours in program.extra.items() if when == term.id)
            of_term = ("budget", "extra_hours", term.id)
            program.require(extra <= budget.extra_hours, *of_term, limit=("extra_hours", term.id))

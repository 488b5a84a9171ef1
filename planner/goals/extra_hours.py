"""Hours for which teachers must be paid beyond what they are paid already."""

from planner.linear import weigh
from planner.program import Program, Score


def post(program: Program) -> Score:
    """A loss for each extra hour a week and term."""
    weight = program.instance.goals.extra_hours
    return Score(
        weigh([(-weight, extra) for extra in program.extra.values()] if weight else []),
        lambda value: sum(
            max(0, value(load) - program.free_hours(teacher))
            for (teacher, _), load in program.loads.items()
        ),
    )

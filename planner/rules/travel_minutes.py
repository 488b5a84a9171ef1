"""On no date is a student on the way for more minutes than the limit."""

from planner.linear import weigh
from planner.program import Program


def post(program: Program) -> None:
    """Bound the minutes of the arcs walked on each kind of day."""
    for student, _, _, arcs in program.travel:
        limit = program.presolved.days[student].limit
        if sum(arc.leg.minutes for arc, _ in arcs) > limit:
            minutes = weigh([(arc.leg.minutes, used) for arc, used in arcs])
            program.require(minutes <= limit, "travel_minutes", student)

"""Hours that students spend on the way, over the whole plan."""

from collections import defaultdict

from planner.linear import Expression, add_up, weigh
from planner.program import Program, Score

MINUTES = 60


def post(program: Program) -> Score:
    """A loss for each hour begun of each student."""
    minutes: dict[str, list[tuple[int, Expression]]] = defaultdict(list)
    for student, _, dates, arcs in program.travel:
        minutes[student] += [(dates * arc.leg.minutes, used) for arc, used in arcs]
    weight = program.instance.goals.travel
    hours: list[tuple[int, Expression]] = []
    for spent in minutes.values():
        most = sum(longest for longest, _ in spent)
        if weight and most:
            begun = program.model.integer(0, -(-most // MINUTES))
            program.model.add(MINUTES * begun >= weigh(spent))
            hours.append((-weight, begun))
    total = add_up(weigh(spent) for spent in minutes.values())
    return Score(weigh(hours), lambda value: value(total))

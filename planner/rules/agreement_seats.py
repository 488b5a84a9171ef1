"""The placements under an agreement are at most its seats."""

from collections import defaultdict

from planner.linear import Literal, add_up
from planner.program import Program


def post(program: Program) -> None:
    """Bound the placements of each agreement."""
    placements: dict[str, list[Literal]] = defaultdict(list)
    for student, options in program.presolved.options.items():
        for option in options:
            if option.agreement:
                takes = program.variables.takes[student, option.offering]
                placements[option.agreement].append(takes)
    for agreement_id, takes_under in placements.items():
        seats = program.instance.agreement[agreement_id].seats
        if seats is not None:
            key = ("agreement_seats", agreement_id)
            program.require(add_up(takes_under) <= seats, *key, limit=("seats", agreement_id))

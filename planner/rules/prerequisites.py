"""A prerequisite is recognised, or taken in an offering that ends in an earlier term."""

from planner.linear import add_up
from planner.program import Program


def post(program: Program) -> None:
    """Whoever takes an offering takes one of each prerequisite that ends before it begins."""
    takes = program.variables.takes
    for student, profile in program.presolved.profiles.items():
        for offering, prerequisites in profile.before.items():
            for earlier in prerequisites:
                taken = add_up(takes[student, one] for one in earlier)
                program.require(
                    takes[student, offering] <= taken, "prerequisites", student, offering
                )

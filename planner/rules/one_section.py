"""A student takes a programme once, one specialization a term, a subject at one level.

Structural (docs/data.md): true of every plan, so it is never named in a conflict.
"""

from planner.linear import add_up
from planner.program import Program


def post(program: Program) -> None:
    """At most one of the takes that exclude each other."""
    takes = program.variables.takes
    for student, profile in program.presolved.profiles.items():
        for group in profile.exclusive:
            program.model.add(add_up(takes[student, offering] for offering in group) <= 1)

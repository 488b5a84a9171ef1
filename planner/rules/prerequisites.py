"""A prerequisite is recognised, or taken in an offering that ends in an earlier term."""

from planner.program import Program
from planner.variables import add_up


def post(program: Program) -> None:
    """Whoever takes an offering takes one of each prerequisite that ends before it begins."""
    instance, position = program.instance, program.instance.calendar.position
    for student, options in program.presolved.options.items():
        recognised = {record.programme for record in instance.student[student].records}
        for option in options:
            offering = instance.offering[option.offering]
            takes = program.variables.takes[student, offering.id]
            for programme in instance.programme[offering.programme].prerequisites:
                if programme in recognised:
                    continue
                earlier = add_up(
                    program.variables.takes[student, other.offering]
                    for other in options
                    if instance.offering[other.offering].programme == programme
                    and position[instance.offering[other.offering].terms[-1]]
                    < position[offering.terms[0]]
                )
                program.require(takes <= earlier, "prerequisites", student, offering.id)

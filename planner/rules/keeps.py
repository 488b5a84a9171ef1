"""A student stays in the offerings in which the student already studies."""

from planner.linear import constant
from planner.program import Program


def post(program: Program) -> None:
    """What is kept is taken."""
    for student in program.instance.students:
        for offering in student.keeps:
            takes = program.variables.takes.get((student.id, offering), constant(0))
            program.require(takes == 1, "keeps", student.id, offering)

"""In each term a teacher's committed hours and duties are at most the hours of the week."""

from planner.program import Program


def post(program: Program) -> None:
    """Bound the hours of the duties by what is not committed yet."""
    for (teacher, term), load in program.loads.items():
        person = program.instance.teacher[teacher]
        program.require(
            load <= person.hours_a_week - person.committed_hours, "teacher_hours", teacher, term
        )

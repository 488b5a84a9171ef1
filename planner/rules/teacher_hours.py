"""In each term a teacher's committed hours and duties are at most the hours of the week."""

from planner.program import Program
from planner.studies.crowding import crowds
from planner.variables import add_up, weigh


def post(program: Program) -> None:
    """Bound the hours of the duties by what is not committed yet, and so their number."""
    for (teacher, term), duties in program.duties.items():
        person = program.instance.teacher[teacher]
        room = person.hours_a_week - person.committed_hours
        program.require(program.loads[teacher, term] <= room, "teacher_hours", teacher, term)
        hours = {number: hours for number, (hours, _) in enumerate(duties)}
        for crowd in crowds(hours, room, dict.fromkeys(hours, frozenset())):
            counted = add_up(duties[number][1] for number in crowd.counted)
            fewer = weigh([(less, duties[number][1]) for number, less in crowd.fewer])
            program.require(counted + fewer <= crowd.most, "teacher_hours", teacher, term)

"""In each term a teacher's committed hours and duties are at most the hours of the week."""

from collections.abc import Iterable

from planner.linear import weigh
from planner.program import Program
from planner.studies.crowding import Crowd, Room, crowds


def post(program: Program) -> None:
    """Bound the hours of the duties by what is not committed yet, and so their number."""
    for (teacher, term), duties in program.duties.items():
        person = program.instance.teacher[teacher]
        room = person.hours_a_week - person.committed_hours
        program.require(program.loads[teacher, term] <= room, "teacher_hours", teacher, term)
        hours = {number: hours for number, (hours, _) in enumerate(duties)}
        for crowd in _crowds(hours, room):
            counted = weigh(
                zip(crowd.weights, (duties[n][1] for n in crowd.offerings), strict=True)
            )
            program.require(counted <= crowd.most, "teacher_hours", teacher, term)


def _crowds(hours: dict[int, int], room: int) -> Iterable[Crowd[int]]:
    """What fits beside the longest duty, and beside all of which the hours allow only one."""
    apart = {
        one: frozenset(other for other in hours if hours[one] + hours[other] > room) - {one}
        for one in hours
    }
    alone = dict.fromkeys(hours, frozenset[int]())
    week = Room(hours, room)
    return dict.fromkeys([*crowds(week, alone), *crowds(week, apart)])

"""A student's engagements do not overlap, and there is a way from each to the next."""

from collections import defaultdict

from planner.linear import Expression, add_up, constant
from planner.presolve.days import OWN, Arc, StudentDay
from planner.program import Program

ALWAYS = constant(1)


def post(program: Program) -> None:
    """On every kind of day whoever attends walks one path through its arcs."""
    for student, days in program.presolved.days.items():
        attends = program.variables.attends
        for clash in days.clashes:
            attending = [attends[student, attendance] for attendance in sorted(clash)]
            most = 1 if len(clash) > 1 else 0
            program.require(add_up(attending) <= most, "student_times", student)
        for day, dates in days.days:
            arcs = _arcs(program, student, day)
            program.travel.append((student, day, dates, arcs))
            _walk(program, student, day, arcs)


def _present(program: Program, student: str, day: StudentDay, stage: int) -> Expression:
    attendance = day.stages[stage].attendance
    return program.variables.attends[student, attendance] if attendance else ALWAYS


def _arcs(program: Program, student: str, day: StudentDay) -> list[tuple[Arc, Expression]]:
    """A literal for each arc: the attendance itself where the arc is the only way in or out."""
    ways_in: dict[int, int] = defaultdict(int)
    ways_out: dict[int, int] = defaultdict(int)
    for arc in day.arcs:
        ways_out[arc.origin] += 1
        ways_in[arc.target] += 1
    found: list[tuple[Arc, Expression]] = []
    for arc in day.arcs:
        if arc.target != OWN and ways_in[arc.target] == 1:
            used = _present(program, student, day, arc.target)
        elif arc.origin != OWN and ways_out[arc.origin] == 1:
            used = _present(program, student, day, arc.origin)
        else:
            used = program.model.boolean()
        found.append((arc, used))
    return found


def _walk(
    program: Program, student: str, day: StudentDay, arcs: list[tuple[Arc, Expression]]
) -> None:
    """Into and out of every attended stage by one arc each; the day is left but once."""
    for stage in range(len(day.stages)):
        present = _present(program, student, day, stage)
        into = [used for arc, used in arcs if arc.target == stage]
        out = [used for arc, used in arcs if arc.origin == stage]
        for ways in (into, out):
            if len(ways) != 1 or ways[0] is not present:
                program.require(add_up(ways) == present, "student_times", student)
    starts = [used for arc, used in arcs if arc.origin == OWN]
    if len(starts) > 1:
        program.require(add_up(starts) <= 1, "student_times", student)
    for arc, used in arcs:
        if arc.leg.ride and day.term:
            ride = arc.leg.ride
            seat = program.variables.ride(
                student, ride.trip, day.term, ride.origin, ride.destination
            )
            program.require(used <= seat, "student_times", student)

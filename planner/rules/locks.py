"""What was decided beforehand holds."""

from itertools import pairwise

from models.goals import Lock
from planner.linear import Expression, add_up, constant
from planner.program import Program


def post(program: Program) -> None:
    """Each lock makes its decision, or the sum of its decisions, true or false."""
    for number, lock in enumerate(program.instance.locks):
        hold(program, number, lock)


def hold(program: Program, number: int, lock: Lock) -> None:
    """One lock, by its number in the instance."""
    decided = _decision(program, lock)
    condition = decided >= 1 if lock.holds else decided <= 0
    program.require(condition, "locks", str(number))


def _decision(program: Program, lock: Lock) -> Expression:
    """How many of the decisions that the lock speaks of are true."""
    variables, offering = program.variables, str(lock.offering)
    if lock.student and lock.offering:
        return variables.takes.get((lock.student, offering), constant(0))
    if lock.student:
        if lock.holds:
            _offer_rides(program, lock.student, str(lock.trip))
        return add_up(
            v for key, v in variables.rides.items() if key[:2] == (lock.student, lock.trip)
        )
    if lock.teacher:
        return add_up(
            teaches
            for (teacher, taught, duty), teaches in variables.teaches.items()
            if (teacher, taught) == (lock.teacher, offering) and lock.duty in (None, duty)
        )
    if lock.trip:
        return variables.runs.get(lock.trip, constant(1))
    if lock.timetable:
        return variables.chosen[offering, lock.timetable]
    return variables.opens[offering]


def _offer_rides(program: Program, student: str, trip: str) -> None:
    """Let the student ride though no way needs it: over one stretch, which takes fewest seats."""
    for term in program.instance.calendar.terms:
        for origin, destination in pairwise(program.instance.trip[trip].stops):
            program.variables.ride(student, trip, term.id, origin.site, destination.site)

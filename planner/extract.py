"""Solved model -> plan."""

from collections import defaultdict

import planner
from models.instance import Instance
from models.places import Trip
from models.plan import (
    GoalScore,
    Opened,
    Parameters,
    Plan,
    Ride,
    Shortfall,
    Status,
    StudentPlan,
    Teaches,
    gap,
)
from planner.announced import told
from planner.solve.exact import Solved


def extract(solved: Solved, parameters: Parameters, instance_hash: str, seconds: float) -> Plan:
    """Read every decision out of the model."""
    instance, value = solved.built.program.instance, solved.value
    goals = tuple(
        GoalScore(id=goal, points=value(score.points), measure=score.measure(value))
        for goal, score in solved.built.scores.items()
    )
    objective = sum(goal.points for goal in goals)
    bound = solved.bound
    students = _students(solved)
    return Plan(
        version=planner.__version__,
        instance_hash=instance_hash,
        parameters=parameters,
        status=Status.OPTIMAL if bound == objective else Status.FEASIBLE,
        objective=objective,
        bound=bound,
        gap=gap(bound, objective, len(instance.students)),
        seconds=round(seconds, 3),
        goals=goals,
        students=students,
        opens=_opens(solved),
        teaches=tuple(
            Teaches(teacher=teacher, offering=offering, duty=duty)
            for (teacher, offering, duty), teaches in solved.built.program.variables.teaches.items()
            if value(teaches)
        ),
        runs=tuple(
            trip for trip, runs in solved.built.program.variables.runs.items() if value(runs)
        ),
        trips=_ridden(instance, students),
    )


def _students(solved: Solved) -> tuple[StudentPlan, ...]:
    program, value = solved.built.program, solved.value
    takes: dict[str, list[str]] = defaultdict(list)
    rides: dict[str, list[Ride]] = defaultdict(list)
    unmet: dict[str, list[Shortfall]] = defaultdict(list)
    for (student, offering), taken in program.variables.takes.items():
        if value(taken):
            takes[student].append(offering)
    for (student, trip, term, origin, destination), ridden in program.variables.rides.items():
        if value(ridden):
            rides[student].append(
                Ride(trip=trip, term=term, origin=origin, destination=destination)
            )
    for one in program.shortages:
        if short := one.short(value):
            unmet[one.student].append(
                Shortfall(requirement=one.requirement, over=one.over, short=short)
            )
    return tuple(
        StudentPlan(
            id=student.id,
            takes=tuple(takes[student.id]),
            rides=tuple(rides[student.id]),
            unmet=tuple(unmet[student.id]),
            satisfaction=value(program.satisfaction[student.id]),
        )
        for student in program.instance.students
    )


def _opens(solved: Solved) -> tuple[Opened, ...]:
    program, value = solved.built.program, solved.value
    return tuple(
        Opened(
            offering=offering,
            timetable=timetable,
            size=value(program.size(offering)),
            told=told(program.instance, program.instance.offering[offering], timetable),
        )
        for (offering, timetable), chosen in program.variables.chosen.items()
        if value(chosen)
    )


def _ridden(instance: Instance, students: tuple[StudentPlan, ...]) -> tuple[Trip, ...]:
    ridden = {ride.trip for student in students for ride in student.rides}
    return tuple(trip for trip in instance.trips if trip.id in ridden)

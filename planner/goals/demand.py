"""People short of what clusters and fields need."""

from collections import defaultdict

from models.people import Demand
from planner.linear import Expression, add_up, weigh
from planner.program import Program, Score


def post(program: Program) -> Score:
    """A loss for each person missing."""
    missing: list[tuple[int, Expression]] = []
    losses: list[tuple[int, Expression]] = []
    for demand in program.instance.demand:
        placed = _placed(program, demand)
        missing.append((demand.people, placed))
        if program.instance.goals.demand:
            short = program.model.integer(0, demand.people)
            people = program.model.add(short >= demand.people - placed)
            program.limits["people", demand.id] = people
            losses.append((-program.instance.goals.demand, short))
    return Score(
        weigh(losses),
        lambda value: sum(max(0, people - value(placed)) for people, placed in missing),
    )


def _placed(program: Program, demand: Demand) -> Expression:
    """The number of students with a placement that serves the demand."""
    instance = program.instance
    serving: dict[str, list[str]] = defaultdict(list)
    for programme in instance.programmes:
        if demand.cluster in programme.clusters or demand.programme == programme.id:
            for student in instance.students:
                school = instance.organisation[student.school]
                if demand.municipality in (None, school.municipality):
                    serving[student.id] += program.takes[student.id].of_programme(programme.id)
    return add_up(_any(program, student, found) for student, found in serving.items())


def _any(program: Program, student: str, serving: list[str]) -> Expression:
    """Whether the student takes one of them at least."""
    profile = program.presolved.profiles[student]
    serving = profile.by_themselves(serving)
    takes = [program.takes[student].by_offering[one] for one in serving]
    if profile.exclude(serving):
        return add_up(takes)
    placed = program.model.boolean()
    program.model.add(placed <= add_up(takes))
    for one in takes:
        program.model.add(one <= placed)
    return placed

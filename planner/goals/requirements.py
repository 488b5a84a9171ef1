"""What the rule set requires of each student: met, or missed by name and by how much."""

from collections.abc import Iterator
from dataclasses import dataclass

from models.people import Student
from models.regulations import Requirement
from planner.program import Program, Score, Shortage, Value
from planner.studies.items import Studies
from planner.studies.totals import Stretch, Total, stretches, total
from planner.variables import Expression, Literal, add_up, constant

ALWAYS = constant(1)


@dataclass(frozen=True, slots=True)
class Demanded:
    """A sum that is bounded, if the condition (1 or a literal) is true."""

    total: Total
    condition: Expression


def post(program: Program) -> Score:
    """A loss for each requirement missed, and for each unit by which it is missed."""
    losses: list[Expression] = []
    for student in program.instance.students:
        options = program.presolved.options[student.id]
        studies = Studies(program.instance, student, options, program.variables)
        for requirement in program.instance.rule_set[student.grade].requirements:
            if _concerns(program, student, requirement):
                losses += [
                    _miss(program, studies, student, requirement, stretch)
                    for stretch in stretches(program.instance, student, requirement)
                ]
    shortages = program.shortages
    return Score(-add_up(losses), lambda value: sum(bool(one.short(value)) for one in shortages))


def _concerns(program: Program, student: Student, requirement: Requirement) -> bool:
    """Whether the requirement applies to students of this school."""
    school = program.instance.organisation[student.school]
    applies = requirement.applies
    days = school.school.days_a_week if school.school else None
    return (not applies.municipalities or school.municipality in applies.municipalities) and (
        applies.days_a_week in (None, days)
    )


def _miss(
    program: Program,
    studies: Studies,
    student: Student,
    requirement: Requirement,
    stretch: Stretch,
) -> Expression:
    """The cost of missing the requirement in one stretch of time."""
    demanded = list(_demanded(program, studies, student, requirement, stretch))
    short, over = _most(requirement, demanded)
    if not (short or over):
        return constant(0)
    name = f"{student.id} {requirement.id} {stretch.over}"
    missing = program.cp.new_int_var(0, max(short, over), f"missing {name}")
    program.shortages.append(
        Shortage(
            student.id,
            requirement.id,
            stretch.over,
            missing,
            lambda value: _missed(requirement, demanded, value),
        )
    )
    unmet = program.cp.new_bool_var(f"unmet {name}")
    program.cp.add(missing <= max(short, over) * unmet)
    for one in demanded:
        if requirement.minimum is not None and one.total.least < requirement.minimum:
            relaxed = (requirement.minimum - one.total.least) * (1 - one.condition)
            program.cp.add(one.total.expression + missing >= requirement.minimum - relaxed)
        if requirement.maximum is not None and one.total.most > requirement.maximum:
            relaxed = (one.total.most - requirement.maximum) * (1 - one.condition)
            program.cp.add(one.total.expression - missing <= requirement.maximum + relaxed)
    return requirement.points * unmet + requirement.points_per_unit * missing


def _most(requirement: Requirement, demanded: list[Demanded]) -> tuple[int, int]:
    """By how much the requirement can be missed at most, below and above."""
    least = min((one.total.least for one in demanded), default=0)
    most = max((one.total.most for one in demanded), default=0)
    short = 0 if requirement.minimum is None else requirement.minimum - least
    over = 0 if requirement.maximum is None else most - requirement.maximum
    return (max(0, short), max(0, over)) if demanded else (0, 0)


def _missed(requirement: Requirement, demanded: list[Demanded], value: Value) -> int:
    """By how much it is missed in a solution, signed as in `Shortfall`."""
    worst = 0
    for one in demanded:
        if value(one.condition):
            counted = value(one.total.expression)
            if requirement.minimum is not None and counted < requirement.minimum:
                worst = max(worst, requirement.minimum - counted)
            if requirement.maximum is not None and counted > requirement.maximum:
                worst = min(worst, requirement.maximum - counted)
    return worst


def _demanded(
    program: Program,
    studies: Studies,
    student: Student,
    requirement: Requirement,
    stretch: Stretch,
) -> Iterator[Demanded]:
    """The sum for everybody concerned; or one for each specialization that asks for its areas."""
    applies, areas = requirement.applies, requirement.counts.areas
    wanted = applies.specializations
    if areas != "of_specialization" and not wanted:
        found = total(program.cp, studies, requirement, stretch, frozenset(areas))
        yield Demanded(found, ALWAYS)
        return
    placed: dict[frozenset[str], list[Literal]] = {}
    for taken in studies.taken:
        concerned = not wanted or taken.programme.id in wanted
        if taken.programme.kind == "specialization" and concerned:
            own = frozenset(taken.programme.areas if areas == "of_specialization" else areas)
            placed.setdefault(own, []).append(taken.takes)
    for own, takes in placed.items():
        found = total(program.cp, studies, requirement, stretch, own)
        for one in takes:
            yield Demanded(found, one)

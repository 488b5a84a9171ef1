"""What the rule set requires of each student: met, or missed by name and by how much."""

from models.people import Student, StudyRecord
from models.regulations import Requirement
from planner.presolve import Profile
from planner.program import Program, Score, Shortage, Value
from planner.studies.asked import Asked, Demanded, asked
from planner.studies.crowding import Crowd, crowds
from planner.studies.items import Studies
from planner.studies.totals import Presence, Total
from planner.variables import Expression, add_up, constant, weigh

Sum = tuple[Expression, Expression]
"""A bounded sum, and 1 if it is (its condition holds)."""
Known = dict[tuple[Profile, int, tuple[StudyRecord, ...]], list[tuple[Asked, list[Crowd[str]]]]]
"""What is asked of students who are alike."""


def post(program: Program, known: Known | None = None) -> Score:
    """A loss for each requirement missed, and for each unit by which it is missed.

    `known`: what is asked, remembered from one program to another with the same options.
    """
    known = {} if known is None else known
    losses: list[Expression] = []
    for student in program.instance.students:
        profile = program.presolved.profiles[student.id]
        key = (profile, student.grade, student.records)
        if key not in known:
            studies = Studies(program.instance, student, profile.options)
            known[key] = [
                (one, _crowds(one, profile)) for one in asked(program.instance, student, studies)
            ]
        losses += [_miss(program, student, *one) for one in known[key]]
    shortages = program.shortages
    return Score(-add_up(losses), lambda value: sum(bool(one.short(value)) for one in shortages))


def _crowds(one: Asked, profile: Profile) -> list[Crowd[str]]:
    """What follows from a maximum, said so that a linear relaxation understands it."""
    if (maximum := one.requirement.maximum) is None:
        return []
    totals = [demanded.total for demanded in one.demanded if demanded.condition is None]
    return [
        crowd
        for total in totals
        for crowd in crowds(total.weights, maximum - total.constant, profile.apart)
    ]


def _miss(program: Program, student: Student, one: Asked, crowded: list[Crowd[str]]) -> Expression:
    """The cost of missing the requirement in all of its stretches of time."""
    requirement, most = one.requirement, one.most_missing
    name = f"{student.id} {requirement.id} {one.over[0]}"
    missing = program.cp.new_int_var(0, most, f"missing {name}")
    unmet = program.cp.new_bool_var(f"unmet {name}")
    program.cp.add(missing <= most * unmet)
    sums = [_bound(program, student, requirement, demanded, missing) for demanded in one.demanded]
    takes = program.takes[student.id].by_offering
    for crowd in crowded:
        counted = add_up(takes[offering] for offering in crowd.counted)
        fewer = weigh([(number, takes[offering]) for offering, number in crowd.fewer])
        program.cp.add(counted + fewer <= crowd.most + crowd.missed * unmet)
    for over in one.over:
        program.shortages.append(
            Shortage(
                student.id, requirement.id, over, missing,
                lambda value: _missed(requirement, sums, value),
            )
        )  # fmt: skip
    cost = requirement.points * unmet + requirement.points_per_unit * missing
    return len(one.over) * cost


def _bound(
    program: Program, student: Student, requirement: Requirement, one: Demanded, missing: Expression
) -> Sum:
    """Keep the sum within its bounds, but for what is missing."""
    counted = _expression(program, student, one.total)
    takes = program.takes[student.id].by_offering
    holds = takes[one.condition] if one.condition else constant(1)
    if requirement.minimum is not None and one.total.least < requirement.minimum:
        relaxed = (requirement.minimum - one.total.least) * (1 - holds)
        program.cp.add(counted + missing >= requirement.minimum - relaxed)
    if requirement.maximum is not None and one.total.most > requirement.maximum:
        relaxed = (one.total.most - requirement.maximum) * (1 - holds)
        program.cp.add(counted - missing <= requirement.maximum + relaxed)
    return counted, holds


def _expression(program: Program, student: Student, total: Total) -> Expression:
    """The sum over the student's takes."""
    takes = program.takes[student.id].by_offering
    weighed = [(weight, takes[offering]) for offering, weight in total.weights.items()]
    presences = [(1, _present(program, student, one)) for one in total.presences]
    return weigh([*weighed, *presences]) + total.constant


def _present(program: Program, student: Student, presence: Presence) -> Expression:
    """A literal that is true exactly if the subject is studied in one of the ways."""
    takes = program.takes[student.id].by_offering
    ways: list[Expression] = [takes[offering] for offering in presence.taken]
    ways += [1 - add_up(takes[one] for one in replaced) for replaced in presence.unless]
    literal = program.cp.new_bool_var("studied")
    program.cp.add(literal <= add_up(ways))
    for way in ways:
        program.cp.add(literal >= way)
    return literal


def _missed(requirement: Requirement, sums: list[Sum], value: Value) -> int:
    """By how much it is missed in a solution, signed as in `Shortfall`."""
    worst = 0
    for counted, holds in sums:
        if value(holds):
            found, minimum, maximum = value(counted), requirement.minimum, requirement.maximum
            short = 0
            if minimum is not None and found < minimum:
                short = minimum - found
            elif maximum is not None and found > maximum:
                short = maximum - found
            worst = max(worst, short, key=lambda units: (abs(units), units))
    return worst

"""What the rule set requires of each student: met, or missed by name and by how much."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from models.instance import Instance
from models.people import Student
from models.regulations import Requirement
from planner.linear import Expression, Literal, add_up, constant
from planner.presolve import Profile
from planner.program import Program, Score, Shortage, Value
from planner.studies.asked import Asked, Demanded, asked
from planner.studies.crowding import Crowd, Excluding, Room, crowds
from planner.studies.items import Curriculum, Studies
from planner.studies.needing import Need, needs
from planner.studies.totals import Presence

Sum = tuple[Expression, Expression]
"""A bounded sum, and 1 if it is (its condition holds)."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A bounded sum, with what follows from its bounds for a linear relaxation."""

    demanded: Demanded
    needs: tuple[Need, ...]
    room: Room[str] | None
    """Of a maximum that holds in any case."""
    crowds: tuple[Crowd[str], ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """What is asked of students who are alike, and what they cannot take together therefore."""

    asked: list[tuple[Asked, list[Stated]]]
    excluding: Excluding


@dataclass(frozen=True, slots=True)
class Known:
    """What is asked of whom, remembered from one program to another with the same options."""

    alike: dict[tuple[object, ...], Alike] = field(default_factory=dict)
    curricula: dict[tuple[str, int], Curriculum] = field(default_factory=dict)
    """Of each school and grade."""

    def of(self, program: Program, student: Student) -> Alike:
        """What is asked of one student."""
        profile = program.presolved.profiles[student.id]
        kept = frozenset[str]() if program.explaining else frozenset(student.keeps)
        offerings = tuple(option.offering for option in profile.options)
        apart = tuple(profile.apart.values())
        key = (student.school, student.grade, student.records, kept, offerings, apart)
        if key not in self.alike:
            shared = (student.school, student.grade)
            if shared not in self.curricula:
                self.curricula[shared] = Curriculum(program.instance, student)
            options = (program.instance.offering[offering] for offering in offerings)
            studies = Studies(self.curricula[shared], student, options)
            self.alike[key] = _alike(program.instance, student, studies, profile, kept)
        return self.alike[key]


def post(program: Program, known: Known | None = None) -> Score:
    """A loss for each requirement missed, and for each unit by which it is missed."""
    known = known or Known()
    losses: list[Expression] = []
    for student in program.instance.students:
        alike = known.of(program, student)
        missed = [_miss(program, student, *one) for one in alike.asked]
        losses += [loss for loss, _ in missed]
        program.excluding[student.id] = alike.excluding, [unmet for _, unmet in missed]
    shortages = program.shortages
    return Score(-add_up(losses), lambda value: sum(bool(one.short(value)) for one in shortages))


def _alike(
    instance: Instance, student: Student, studies: Studies, profile: Profile, kept: frozenset[str]
) -> Alike:
    """`kept`: what is taken in any case."""
    found = [
        (one, [_stated(one.requirement, demanded, profile, kept) for demanded in one.demanded])
        for one in asked(instance, student, studies)
    ]
    rooms = [
        (number, each.room)
        for number, (_, stated) in enumerate(found)
        for each in stated
        if each.room is not None
    ]
    return Alike(found, Excluding(profile.apart, rooms))


def _stated(
    requirement: Requirement, demanded: Demanded, profile: Profile, kept: frozenset[str]
) -> Stated:
    """What follows from the bounds; a maximum that has a condition is left as it is."""
    weights, given = demanded.total.beside(kept)
    minimum, maximum = requirement.minimum, requirement.maximum
    needed: Iterable[Need] = ()
    crowded: Iterable[Crowd[str]] = ()
    room = None
    if minimum is not None:
        needed = needs(weights, minimum - given, profile.apart, demanded.condition)
    if maximum is not None and demanded.condition in (None, *kept):
        room = Room(weights, maximum - given)
        crowded = crowds(room, profile.apart)
    return Stated(demanded, tuple(needed), room, tuple(crowded))


def _miss(
    program: Program, student: Student, one: Asked, stated: list[Stated]
) -> tuple[Expression, Literal]:
    """The cost of missing the requirement in all of its stretches of time, and whether it is."""
    requirement, most = one.requirement, one.most_missing
    missing = program.model.integer(0, most)
    unmet = program.model.boolean()
    program.model.add(missing <= most * unmet)
    sums = [_bound(program, student, requirement, each, missing, unmet) for each in stated]
    for over in one.over:
        program.shortages.append(
            Shortage(
                student.id, requirement.id, over, missing,
                lambda value: _missed(requirement, sums, value),
            )
        )  # fmt: skip
    cost = requirement.points * unmet + requirement.points_per_unit * missing
    return len(one.over) * cost, unmet


def _bound(
    program: Program, student: Student, requirement: Requirement, stated: Stated,
    missing: Expression, unmet: Expression,
) -> Sum:  # fmt: skip
    """Keep the sum within its bounds, but for what is missing."""
    takes = program.takes[student.id]
    total, condition = stated.demanded.total, stated.demanded.condition
    present = add_up(_present(program, student, one) for one in total.presences)
    counted = takes.total(total.weights, total.weights.values()) + present + total.constant
    holds = takes.by_offering[condition] if condition else constant(1)
    for need in stated.needs:
        program.model.add(
            takes.total(need.weights, need.weights.values()) + present + missing >= need.least
        )
    if requirement.maximum is not None and total.most > requirement.maximum:
        relaxed = (total.most - requirement.maximum) * (1 - holds)
        program.model.add(counted - missing <= requirement.maximum + relaxed)
    for crowd in stated.crowds:
        fits = crowd.most + crowd.missed * unmet
        program.model.add(takes.total(crowd.offerings, crowd.weights) <= fits)
    return counted, holds


def _present(program: Program, student: Student, presence: Presence) -> Expression:
    """A literal that is true exactly if the subject is studied in one of the ways."""
    takes = program.takes[student.id].by_offering
    ways: list[Expression] = [takes[offering] for offering in presence.taken]
    ways += [1 - add_up(takes[one] for one in replaced) for replaced in presence.unless]
    literal = program.model.boolean()
    program.model.add(literal <= add_up(ways))
    for way in ways:
        program.model.add(literal >= way)
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

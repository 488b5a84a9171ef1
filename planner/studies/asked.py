"""A student's options -> what the rule set asks of the student, as sums over offerings taken."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from models.instance import Instance
from models.people import Student
from models.regulations import Kind, Requirement
from planner.studies.items import Studies
from planner.studies.totals import Stretch, Total, stretches, total


@dataclass(frozen=True, slots=True)
class Demanded:
    """A sum that is bounded; with a condition only if that offering is taken."""

    total: Total
    condition: str | None


@dataclass(frozen=True)
class Asked:
    """A requirement that can be missed, in stretches of time in which the sums are the same."""

    requirement: Requirement
    over: tuple[str | None, ...]
    demanded: tuple[Demanded, ...]

    @cached_property
    def most_missing(self) -> int:
        """By how many units it can be missed at most."""
        least = min(one.total.least for one in self.demanded)
        most = max(one.total.most for one in self.demanded)
        minimum, maximum = self.requirement.minimum, self.requirement.maximum
        return max(
            0 if minimum is None else minimum - least, 0 if maximum is None else most - maximum
        )


def asked(instance: Instance, student: Student, studies: Studies) -> list[Asked]:
    """Every requirement that the student may miss."""
    found: list[Asked] = []
    for requirement in instance.rule_set[student.grade].requirements:
        if not _concerns(instance, student, requirement):
            continue
        alike: list[tuple[tuple[Demanded, ...], list[str | None]]] = []
        for stretch in stretches(instance, student, requirement):
            demanded = tuple(
                one
                for one in _demanded(studies, requirement, stretch)
                if _may_be_missed(requirement, one)
            )
            over = next((over for sums, over in alike if sums == demanded), None)
            if over:
                over.append(stretch.over)
            elif demanded:
                alike.append((demanded, [stretch.over]))
        found += [Asked(requirement, tuple(over), demanded) for demanded, over in alike]
    return found


def _concerns(instance: Instance, student: Student, requirement: Requirement) -> bool:
    """Whether the requirement applies to students of this school."""
    school = instance.organisation[student.school]
    applies = requirement.applies
    days = school.school.days_a_week if school.school else None
    return (not applies.municipalities or school.municipality in applies.municipalities) and (
        applies.days_a_week in (None, days)
    )


def _may_be_missed(requirement: Requirement, one: Demanded) -> bool:
    """Whether the sum can be out of bounds when its condition holds."""
    given = one.total.weights.get(one.condition, 0) if one.condition else 0
    least, most = one.total.least + max(0, given), one.total.most + min(0, given)
    return (requirement.minimum is not None and least < requirement.minimum) or (
        requirement.maximum is not None and most > requirement.maximum
    )


def _demanded(studies: Studies, requirement: Requirement, stretch: Stretch) -> Iterator[Demanded]:
    """The sum for everybody concerned; or one for each specialization that asks for its areas."""
    applies, areas = requirement.applies, requirement.counts.areas
    wanted = applies.specializations
    if areas != "of_specialization" and not wanted:
        yield Demanded(total(studies, requirement, stretch, frozenset(areas)), None)
        return
    for taken in studies.taken:
        concerned = not wanted or taken.programme.id in wanted
        if taken.programme.kind is Kind.SPECIALIZATION and concerned:
            own = frozenset(taken.programme.areas if areas == "of_specialization" else areas)
            found = total(studies, requirement, stretch, own)
            yield Demanded(found, taken.offering.id)

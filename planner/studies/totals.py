"""Items of study -> the sums that requirements bound (docs/data.md, section 'Requirements')."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from models.calendar import Term
from models.instance import Instance
from models.people import Student, StudyRecord
from models.regulations import Level, Over, Requirement, Unit
from planner.studies.items import Counted, Studies, Taken


@dataclass(frozen=True)
class Stretch:
    """The terms over which a requirement adds up."""

    over: str | None
    terms: tuple[Term, ...]
    records: bool = False

    @cached_property
    def ids(self) -> frozenset[str]:
        """Of its terms."""
        return frozenset(term.id for term in self.terms)


@dataclass(frozen=True, slots=True)
class Presence:
    """1 if one of the offerings is taken, or all of one of the `unless` are not; else 0."""

    taken: tuple[str, ...]
    unless: tuple[tuple[str, ...], ...]


@dataclass
class Total:
    """A sum over offerings taken (by id), with its least and largest value."""

    constant: int = 0
    weights: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    presences: list[Presence] = field(default_factory=list)

    @cached_property
    def least(self) -> int:
        """No choice makes it smaller."""
        return self.constant + sum(min(0, weight) for weight in self.weights.values())

    @cached_property
    def most(self) -> int:
        """No choice makes it larger."""
        gains = sum(max(0, weight) for weight in self.weights.values())
        return self.constant + gains + len(self.presences)

    def beside(self, kept: frozenset[str]) -> tuple[dict[str, int], int]:
        """The weights of all but what is kept, and what there is in any case."""
        weights = {one: weight for one, weight in self.weights.items() if one not in kept}
        return weights, self.constant + sum(self.weights.get(one, 0) for one in kept)


def stretches(instance: Instance, student: Student, requirement: Requirement) -> Iterator[Stretch]:
    """The stretches of time in which the requirement concerns the student."""
    grades, calendar = requirement.applies.grades, instance.calendar
    attended = calendar.attended(student.grade)
    if requirement.over is Over.TRAJECTORY:
        if not grades or student.grade in grades:
            yield Stretch(None, attended, records=True)
        return
    concerned = [t for t in attended if not grades or calendar.grade(student.grade, t) in grades]
    if requirement.over is Over.YEAR:
        for year in dict.fromkeys(term.year for term in concerned):
            yield Stretch(str(year), tuple(term for term in concerned if term.year == year))
    else:
        for term in concerned:
            yield Stretch(term.id, (term,))


def total(
    studies: Studies, requirement: Requirement, stretch: Stretch, areas: frozenset[str]
) -> Total:
    """The sum that the requirement bounds; `areas` are those asked for (none: any)."""
    counted, unit = studies.counted(requirement.counts, areas), requirement.unit
    if unit is Unit.SUBJECTS:
        return _subjects(counted, stretch)
    found = Total()
    if unit in (Unit.HOURS, Unit.HOURS_A_WEEK):
        for based in counted.base:
            if based.term.id in stretch.ids:
                hours = based.item.hours_a_week * (
                    len(based.term.weeks) if unit is Unit.HOURS else 1
                )
                found.constant += hours
                for offering in based.replaced:
                    found.weights[offering] -= hours
    for taken in counted.taken:
        if weight := _weight(unit, taken, stretch):
            found.weights[taken.offering.id] += weight
    if stretch.records:
        found.constant += recorded(studies, requirement, areas)
    return found


def recorded(studies: Studies, requirement: Requirement, areas: frozenset[str]) -> int:
    """What the student's records add to the sum."""
    counted = studies.counted(requirement.counts, areas)
    return sum(_recorded(requirement.unit, record) for record, _ in counted.records)


def _weight(unit: Unit, taken: Taken, stretch: Stretch) -> int:
    """What an offering taken adds to the sum."""
    terms = [term for term in stretch.terms if term.id in taken.offering.terms]
    ends = any(term.id == taken.offering.terms[-1] for term in terms)
    if unit is Unit.PROGRAMMES:
        return int(bool(terms))
    if unit is Unit.CREDITS:
        return taken.programme.credits if ends else 0
    weeks = sum(len(term.weeks) if unit is Unit.HOURS else 1 for term in terms)
    in_all = sum(item.hours for item in taken.items) if ends and unit is Unit.HOURS else 0
    return weeks * sum(item.hours_a_week for item in taken.items) + in_all


def _recorded(unit: Unit, record: StudyRecord) -> int:
    """What a record adds to the sum."""
    if unit is Unit.CREDITS:
        return record.credits
    if unit is Unit.PROGRAMMES:
        return int(record.programme is not None)
    return record.hours


def _subjects(counted: Counted, stretch: Stretch) -> Total:
    """The number of different subjects among the items."""
    taken = _teaching(counted, stretch)
    recorded = [item for _, item in counted.records] if stretch.records else []
    sure = {item.subject for item in recorded} - {None}
    based: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for base in counted.base:
        subject = str(base.item.subject)
        if base.term.id in stretch.ids:
            based[subject].append(base.replaced)
            # Whatever replaces the base item counts as well: the subject is there in any case.
            if set(base.replaced) <= {one.offering.id for one in taken[subject]}:
                sure.add(subject)
    found = Total(constant=len(sure))
    for subject in sorted((taken.keys() | based.keys()) - sure):
        offerings = tuple(one.offering.id for one in taken[subject])
        if not based[subject] and _exclusive(taken[subject], stretch):
            for offering in offerings:
                found.weights[offering] += 1
        else:
            found.presences.append(Presence(offerings, tuple(dict.fromkeys(based[subject]))))
    return found


def _teaching(counted: Counted, stretch: Stretch) -> dict[str, list[Taken]]:
    """The options that would count for each subject."""
    taken: dict[str, list[Taken]] = defaultdict(list)
    for option in counted.taken:
        if not stretch.ids.isdisjoint(option.offering.terms):
            for subject in sorted({item.subject for item in option.items if item.subject}):
                taken[subject].append(option)
    return taken


def _exclusive(options: list[Taken], stretch: Stretch) -> bool:
    """Whether no two of the options can be taken: all replace the subject in one term."""
    shared = stretch.ids.intersection(*(option.offering.terms for option in options))
    levels = {item.level for option in options for item in option.items if item.subject}
    return len(options) <= 1 or (bool(shared) and Level.ELECTIVE not in levels)

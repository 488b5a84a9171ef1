"""Rule sets ask for possible things, and each grade with students is under one of them."""

from collections.abc import Iterator

from models.faults import Fault
from models.instance import Instance
from models.regulations import Over, Requirement, RuleSet, Unit
from planner.soundness.duplicates import twice
from planner.soundness.known import Reference, unknown
from planner.soundness.nearest import Nearest
from planner.soundness.report import fault


def rule_set(own: RuleSet, complete: RuleSet, place: str) -> Iterator[Fault]:
    """A rule set as it is written; what it refers to may be in the one that it extends."""
    if own.valid_to is not None and own.valid_to < own.valid_from:
        starts, ends = own.valid_from, own.valid_to
        yield fault("period_ends", f"{place}valid_to", ends, starts=starts, ends=ends)
    for field in ("areas", "subjects", "requirements"):
        ids = (record.id for record in getattr(own, field))
        yield from twice("duplicate_id", f"{place}{field}", ".id", ids)
    for index, subject in enumerate(own.subjects):
        for level in ("basic", "advanced"):
            grades = (hours.grade for hours in getattr(subject, level))
            yield from twice("hours_twice", f"{place}subjects[{index}].{level}", ".grade", grades)
    for index, requirement in enumerate(own.requirements):
        yield from _bounds(requirement, f"{place}requirements[{index}]")
    known = {
        "area": frozenset(area.id for area in complete.areas),
        "subject": frozenset(subject.id for subject in complete.subjects),
    }
    nearest = Nearest()
    for reference in _references(own, place):
        if reference.id not in known[reference.kind]:
            yield unknown(reference, known[reference.kind], nearest)


def _references(rules: RuleSet, place: str) -> Iterator[Reference]:
    for index, subject in enumerate(rules.subjects):
        yield Reference(f"{place}subjects[{index}].area", "area", subject.area)
    for index, requirement in enumerate(rules.requirements):
        where, counts = f"{place}requirements[{index}].counts", requirement.counts
        for number, counted in enumerate(counts.subjects):
            yield Reference(f"{where}.subjects[{number}]", "subject", counted)
        for number, area in enumerate(counts.areas if isinstance(counts.areas, tuple) else ()):
            yield Reference(f"{where}.areas[{number}]", "area", area)


def _bounds(requirement: Requirement, place: str) -> Iterator[Fault]:
    minimum, maximum = requirement.minimum, requirement.maximum
    if minimum is None and maximum is None:
        yield fault("requirement_open", place, requirement.id, requirement=requirement.text)
    if minimum is not None and maximum is not None and minimum > maximum:
        facts = {"minimum": minimum, "maximum": maximum}
        yield fault(
            "requirement_bounds", f"{place}.minimum", minimum, requirement=requirement.text, **facts
        )
    if (requirement.unit is Unit.HOURS_A_WEEK) != (requirement.over is Over.WEEK):
        unit, over = requirement.unit.value, requirement.over.value
        yield fault("requirement_unit", f"{place}.over", over, unit=unit, over=over)


def rule_sets(instance: Instance) -> Iterator[Fault]:
    """The rule sets written out in the instance."""
    ids = (rules.id if isinstance(rules, RuleSet) else rules for rules in instance.rule_sets)
    yield from twice("duplicate_id", "rule_sets", ".id", ids)
    for index, rules in enumerate(instance.rule_sets):
        if isinstance(rules, RuleSet):
            yield from rule_set(rules, rules, f"rule_sets[{index}].")


def regulations(instance: Instance) -> Iterator[Fault]:
    """No grade is under two rule sets."""
    grades = (regulation.grade for regulation in instance.regulations)
    yield from twice("regulation_twice", "regulations", ".grade", grades)


def regulated_grades(instance: Instance) -> Iterator[Fault]:
    """Every grade that has students is under a rule set."""
    grades = {student.grade for student in instance.students}
    for grade in sorted(grades - {regulation.grade for regulation in instance.regulations}):
        yield fault("regulation_missing", "regulations", grade, grade=grade)


def goals(instance: Instance) -> Iterator[Fault]:
    """A later choice is worth no more than an earlier one, and each tier is given once."""
    percents = instance.goals.rank_percent
    for index, percent in enumerate(percents):
        before = percents[index - 1] if index else 100
        if not 0 <= percent <= before:
            place = f"goals.rank_percent[{index}]"
            yield fault("rank_percent", place, percent, maximum=min(100, before))
    tiers = (tier.below for tier in instance.goals.fairness)
    yield from twice("tier_twice", "goals.fairness", ".below", tiers)

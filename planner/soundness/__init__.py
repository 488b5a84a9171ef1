"""Instance -> everything that is wrong with it: the table of contents."""

from collections.abc import Callable, Iterator

from models.faults import Fault
from models.instance import Instance
from planner.soundness import (
    calendar,
    contradictions,
    duplicates,
    locks,
    meetings,
    offers,
    people,
    places,
    regulations,
    teaching,
)
from planner.soundness.known import Known, Unread
from planner.soundness.references import references

Check = Callable[[Instance], Iterator[Fault]]

RECORDS: tuple[Check, ...] = (
    duplicates.duplicate_ids,
    duplicates.repeated,
    calendar.periods,
    places.schools,
    places.links,
    places.trips,
    places.agreements,
    teaching.teachers,
    offers.programmes,
    offers.sizes,
    offers.offering_terms,
    offers.offering_grades,
    offers.venues,
    meetings.meetings,
    people.wishes,
    people.demand,
    regulations.regulations,
    regulations.goals,
    locks.lock_kinds,
    locks.lock_parts,
    contradictions.opposites,
    contradictions.two_timetables,
    contradictions.two_teachers,
    contradictions.shut_but_needed,
    contradictions.keeps_forbidden,
    contradictions.two_sections,
    contradictions.capacity,
    people.keeps,
    places.agreement_overlaps,
    offers.prerequisites,
)
"""What stays wrong whatever else is mended."""

DAYS: tuple[Check, ...] = (
    places.trip_dates,
    meetings.meeting_days,
    meetings.meeting_overlaps,
    people.students,
)
"""What can be said only if the terms are sound."""

WHOLE: tuple[Check, ...] = (
    teaching.bases,
    teaching.duties,
    people.schools_of_students,
    regulations.regulated_grades,
)
"""Where something seems to be missing: it may be in what could not be read."""


def unsound(instance: Instance) -> tuple[Fault, ...]:
    """Every fault of an instance whose rule sets are written out."""
    return (*remaining_faults(instance, instance, Unread()), *regulations.rule_sets(instance))


def remaining_faults(instance: Instance, written: Instance, unread: Unread) -> Iterator[Fault]:
    """Every fault but those inside rule sets.

    `written` is the instance as it stands in the file, its rule sets perhaps by name; `unread`,
    what of the file is missing in both.
    """
    yield from Known(instance, unread).faults(references(written))
    terms_read = "term" not in unread.kinds
    faults_of_terms = tuple(calendar.terms(instance)) if terms_read else ()
    yield from faults_of_terms
    checks = RECORDS
    if terms_read and not faults_of_terms:
        checks += DAYS
    if unread.complete:
        checks += WHOLE
    for check in checks:
        yield from check(instance)

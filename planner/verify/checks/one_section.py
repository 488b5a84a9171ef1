"""At most one offering of a programme; in a term one specialization and one study of a subject."""

from collections.abc import Iterator
from itertools import combinations

from models.faults import Fault
from models.offers import Offering
from models.people import Student
from models.regulations import Kind, Level
from planner.verify.case import Case, Facts
from planner.verify.facts import offering_name, subject_name


def check(case: Case) -> Iterator[Fault]:
    """Pairs of takes that cannot stand beside each other."""
    for student in case.instance.students:
        takes = case.decisions.takes[student.id]
        for offering in takes:
            yield from _twice_in_one(case, student, offering)
        for first, second in combinations(takes, 2):
            yield from _clash(case, student, first, second)


def _clash(case: Case, student: Student, first: Offering, second: Offering) -> Iterator[Fault]:
    programme, other = (case.instance.programme[o.programme] for o in (first, second))
    if programme is other:
        yield Fault(
            "rules.one_section.programme", {"student": student.name, "programme": programme.name}
        )
        return
    shared = [term for term in case.instance.calendar.terms if term.id in {*first.terms}]
    shared = [term for term in shared if term.id in second.terms]
    if not shared:
        return
    facts: Facts = {
        "student": student.name,
        "term": shared[0].name,
        "first": offering_name(case.instance, first.id),
        "second": offering_name(case.instance, second.id),
    }
    if programme.kind is Kind.SPECIALIZATION and other.kind is Kind.SPECIALIZATION:
        yield Fault("rules.one_section.specialization", facts)
    for subject in sorted({*_studied(case, first)} & {*_studied(case, second)}):
        named = subject_name(case.instance, subject)
        yield Fault("rules.one_section.subject", {**facts, "subject": named})


def _twice_in_one(case: Case, student: Student, offering: Offering) -> Iterator[Fault]:
    studied = _studied(case, offering)
    for subject in dict.fromkeys(s for s in studied if studied.count(s) > 1):
        facts: Facts = {
            "student": student.name,
            "offering": offering_name(case.instance, offering.id),
            "subject": subject_name(case.instance, subject),
        }
        yield Fault("rules.one_section.contents", facts)


def _studied(case: Case, offering: Offering) -> list[str]:
    """Subjects at a level that replaces the base hours."""
    return [
        content.subject
        for content in case.instance.programme[offering.programme].contents
        if content.subject and content.level in (Level.BASIC, Level.ADVANCED)
    ]

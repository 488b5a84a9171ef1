"""In each term a teacher's committed hours and duties are at most `hours_a_week`."""

from collections.abc import Iterator

from models.faults import Fault
from planner.verify.case import Case
from planner.verify.workload import hours


def check(case: Case) -> Iterator[Fault]:
    """Teachers with too many hours in a term."""
    for teacher in case.instance.teachers:
        for term in case.instance.calendar.terms:
            worked = hours(case.decisions, teacher, term)
            if worked > teacher.hours_a_week:
                yield Fault(
                    "rules.teacher_hours.above",
                    {
                        "teacher": teacher.name,
                        "term": term.name,
                        "hours": worked,
                        "maximum": teacher.hours_a_week,
                    },
                )

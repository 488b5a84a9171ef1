"""A student's minutes on the way on one day are at most the travel limit."""

from collections.abc import Iterator

from models.faults import Fault
from planner.verify.case import Case
from planner.verify.facts import travel_limit


def check(case: Case) -> Iterator[Fault]:
    """Students too long on the way. Meetings out of reach by themselves: see `eligibility`."""
    for student in case.instance.students:
        limit = travel_limit(case.instance, student)
        beyond = {
            day: days.course.minutes
            for days in case.attendance.days(student)
            for day in days.dates
            if days.course.minutes > limit and not any(event.cut_off for event in days.events)
        }
        if beyond:
            yield Fault(
                "rules.travel_minutes.above",
                {
                    "student": student.name,
                    "minutes": beyond[min(beyond)],
                    "limit": limit,
                    "date": min(beyond),
                    "dates": len(beyond),
                },
            )

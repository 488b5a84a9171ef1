"""A student's meetings and home hours do not overlap, and between them there is a way in time."""

from collections.abc import Iterator

from models.base import Text, clock
from models.faults import Fault
from models.people import Student
from planner.verify.attendance import Days
from planner.verify.case import Case, Facts, Repeated
from planner.verify.days import Event, Leg
from planner.verify.facts import offering_name


def check(case: Case) -> Iterator[Fault]:
    """Students wanted in two places at once. Home hours alone are said by `eligibility`."""
    for student in case.instance.students:
        found = Repeated()
        for days in case.attendance.days(student):
            for one, other in days.course.overlaps:
                if one.offering and other.offering:
                    first, second = _name(case, student, one), _name(case, student, other)
                    found.add(
                        "rules.student_times.overlap",
                        days.dates,
                        student=student.name,
                        first=first,
                        second=second,
                    )
            for leg in days.course.stuck:
                _stuck(case, student, days, leg, found)
        yield from found.faults()


def _stuck(case: Case, student: Student, days: Days, leg: Leg, found: Repeated) -> None:
    origin, destination = leg.origin, leg.destination
    if (origin and origin.cut_off) or (destination and destination.cut_off):
        return
    if origin and destination:
        found.add(
            "rules.student_times.between",
            days.dates,
            student=student.name,
            first=_name(case, student, origin),
            leaves=clock(origin.ends),
            second=_name(case, student, destination),
            arrives=clock(destination.starts),
        )
    elif destination:
        named = _name(case, student, destination)
        starts = clock(destination.starts)
        facts: Facts = {"student": student.name, "offering": named, "starts": starts}
        found.add("rules.student_times.there", days.dates, **facts)
    elif origin:
        named = _name(case, student, origin)
        facts = {"student": student.name, "offering": named, "ends": clock(origin.ends)}
        found.add("rules.student_times.back", days.dates, **facts)


def _name(case: Case, student: Student, event: Event) -> Text:
    if event.offering:
        return offering_name(case.instance, event.offering)
    return case.instance.organisation[student.school].name

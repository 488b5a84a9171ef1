"""A student takes only what the student is eligible for; each reason against it has a name."""

from collections.abc import Callable, Iterator
from datetime import date

from models.calendar import Timetable
from models.faults import Fault
from models.offers import Offering
from models.people import Student
from models.regulations import Mode
from planner.verify.case import Case, Facts
from planner.verify.facts import (
    all_meetings,
    first_term,
    last_day,
    last_term,
    offering_name,
    sites_needed,
)

LISTED_WORK = 2
LISTED_WORK_AGE = 16
LISTED_WORK_MINUTES = 4 * 60
UNDERGROUND = 3

Reason = Callable[[Case, Student, Offering], Facts | None]
"""The facts of the reason if it excludes the placement."""
TimetableReason = Callable[[Case, Student, Offering, Timetable], Facts | None]


def check(case: Case) -> Iterator[Fault]:
    """Every reason against every placement."""
    for student in case.instance.students:
        for offering in case.decisions.takes[student.id]:
            named: Facts = {
                "student": student.name,
                "offering": offering_name(case.instance, offering.id),
            }
            for name, facts in _excluding(case, student, offering):
                yield Fault(f"rules.eligibility.{name}", named | facts)


def _excluding(case: Case, student: Student, offering: Offering) -> Iterator[tuple[str, Facts]]:
    for name, reason in REASONS.items():
        facts = reason(case, student, offering)
        if facts is not None:
            yield name, facts
    timetable = case.decisions.opens.get(offering.id)
    remaining = [timetable] if timetable else list(offering.timetables)
    for name, judge in TIMETABLE_REASONS.items():
        against = [judge(case, student, offering, timetable) for timetable in remaining]
        excluded = [facts for facts in against if facts is not None]
        if len(excluded) == len(remaining):
            yield name, excluded[0]
        else:
            remaining = [t for t, facts in zip(remaining, against, strict=True) if facts is None]


def _grade(case: Case, student: Student, offering: Offering) -> Facts | None:
    calendar = case.instance.calendar
    starts = first_term(case.instance, offering)
    last = last_term(case.instance, offering)
    grade = calendar.grade(student.grade, starts)
    if grade in offering.grades and calendar.grade(student.grade, last) <= calendar.last_grade:
        return None
    return {
        "grade": grade,
        "grades": ", ".join(str(number) for number in offering.grades),
    }


def _school(case: Case, student: Student, offering: Offering) -> Facts | None:
    if not offering.schools or student.school in offering.schools:
        return None
    return {"school": case.instance.organisation[student.school].name}


def _closed(case: Case, student: Student, offering: Offering) -> Facts | None:
    return {} if offering.closed and offering.id not in student.keeps else None


def _recognised(case: Case, student: Student, offering: Offering) -> Facts | None:
    if any(record.programme == offering.programme for record in student.records):
        return {}
    return None


def _agreement(case: Case, student: Student, offering: Offering) -> Facts | None:
    if offering.provider == student.school or case.agreements.covering(student.school, offering):
        return None
    return {
        "school": case.instance.organisation[student.school].name,
        "provider": case.instance.organisation[offering.provider].name,
    }


def _agreement_dates(case: Case, student: Student, offering: Offering) -> Facts | None:
    covering = case.agreements.covering(student.school, offering)
    own = offering.provider == student.school
    if own or not covering or case.agreements.valid(student.school, offering):
        return None
    return {
        "school": case.instance.organisation[student.school].name,
        "provider": case.instance.organisation[offering.provider].name,
        "number": covering[0].number,
        "starts": covering[0].starts,
        "ends": covering[0].ends,
        "first": first_term(case.instance, offering).starts,
        "last": last_day(case.instance, offering),
    }


def _home_only(case: Case, student: Student, offering: Offering) -> Facts | None:
    own = offering.provider == student.school
    if own or offering.meets or offering.mode is Mode.ONLINE:
        return None
    return {"provider": case.instance.organisation[offering.provider].name}


def _age(case: Case, student: Student, offering: Offering) -> Facts | None:
    listed = case.instance.programme[offering.programme].hazard_class == LISTED_WORK
    least = max(offering.min_age or 0, LISTED_WORK_AGE if listed else 0)
    first = first_term(case.instance, offering).starts
    if not least or (student.birth and _years(student.birth, first) >= least):
        return None
    return {"least": least, "first": first}


def _years(birth: date, day: date) -> int:
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _clearance(case: Case, student: Student, offering: Offering) -> Facts | None:
    hazard_class = case.instance.programme[offering.programme].hazard_class
    if hazard_class >= UNDERGROUND or student.clearance >= hazard_class:
        return None
    return {"hazard": hazard_class}


def _hazard(case: Case, student: Student, offering: Offering) -> Facts | None:
    hazard_class = case.instance.programme[offering.programme].hazard_class
    longest = max((m.ends - m.starts for _, m in all_meetings(offering)), default=0)
    unsafe = not offering.hazard_confirmed or longest > LISTED_WORK_MINUTES
    if hazard_class == UNDERGROUND or (hazard_class == LISTED_WORK and unsafe):
        return {"hazard": hazard_class}
    return None


def _access(case: Case, student: Student, offering: Offering, timetable: Timetable) -> Facts | None:
    sites = (case.instance.site[site] for site in sites_needed(offering, timetable))
    steep = [site for site in sites if not site.step_free]
    return {"site": steep[0].name} if student.step_free and steep else None


def _home_hours(
    case: Case, student: Student, offering: Offering, timetable: Timetable
) -> Facts | None:
    dates = case.reach.in_home_hours(student, offering, timetable)
    return {"date": dates[0]} if dates else None


def _way(case: Case, student: Student, offering: Offering, timetable: Timetable) -> Facts | None:
    dates = sorted({day for day, _ in case.reach.cut_off(student, offering, timetable)})
    if len(dates) <= offering.remote_dates:
        return None
    if case.reach.in_home_hours(student, offering, timetable):
        return None  # said already
    return {"first": dates[0], "dates": len(dates), "remote": offering.remote_dates}


REASONS: dict[str, Reason] = {
    "grade": _grade,
    "school": _school,
    "closed": _closed,
    "recognised": _recognised,
    "agreement": _agreement,
    "agreement_dates": _agreement_dates,
    "home_only": _home_only,
    "age": _age,
    "clearance": _clearance,
    "hazard": _hazard,
}
TIMETABLE_REASONS: dict[str, TimetableReason] = {
    "access": _access,
    "home_hours": _home_hours,
    "way": _way,
}

"""Each duty of an opened offering is done by exactly one candidate who may work where it is led."""

from collections.abc import Iterator

from models.faults import Fault
from models.offers import Duty, Offering
from planner.verify.case import Case, Facts
from planner.verify.decisions import Lesson
from planner.verify.facts import duty_name, offering_name, sites_needed


def check(case: Case) -> Iterator[Fault]:
    """Duties with no teacher, several or the wrong one."""
    found: dict[tuple[str, str], list[Lesson]] = {}
    for lesson in case.decisions.teaches:
        found.setdefault((lesson.offering.id, lesson.duty.id), []).append(lesson)
        yield from _wrong(case, lesson)
    for offering in case.instance.offerings:
        if offering.id in case.decisions.opens:
            for duty in offering.duties:
                yield from _count(case, offering, duty, found.get((offering.id, duty.id), []))


def _count(case: Case, offering: Offering, duty: Duty, lessons: list[Lesson]) -> Iterator[Fault]:
    named: Facts = {
        "offering": offering_name(case.instance, offering.id),
        "duty": duty_name(case.instance, offering, duty),
    }
    if not lessons:
        yield Fault("rules.staffing.nobody", named)
    if len(lessons) > 1:
        teachers = ", ".join(lesson.teacher.name for lesson in lessons)
        yield Fault("rules.staffing.several", {**named, "teachers": teachers})


def _wrong(case: Case, lesson: Lesson) -> Iterator[Fault]:
    teacher, offering, duty = lesson
    named: Facts = {
        "teacher": teacher.name,
        "offering": offering_name(case.instance, offering.id),
    }
    if offering.id not in case.decisions.opens:
        yield Fault("rules.staffing.not_open", named)
    if teacher.id not in duty.candidates:
        named_duty = {**named, "duty": duty_name(case.instance, offering, duty)}
        yield Fault("rules.staffing.not_candidate", named_duty)
    timetable = case.decisions.opens.get(offering.id)
    for site_id in sites_needed(offering, timetable, duty) if timetable else ():
        site = case.instance.site[site_id]
        if site.organisation != teacher.organisation and site.id not in teacher.sites:
            yield Fault("rules.staffing.site", {**named, "site": site.name})

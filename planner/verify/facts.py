"""An offering, duty or subject -> its name, terms, dates and sites."""

from collections.abc import Iterator
from datetime import date

from models.base import Text
from models.calendar import Meeting, Term, Timetable
from models.instance import Instance
from models.offers import Duty, Offering
from models.people import Student
from models.regulations import RuleSet


def offering_name(instance: Instance, offering_id: str) -> Text:
    """The offering's own name or its programme's."""
    offering = instance.offering[offering_id]
    return offering.name or instance.programme[offering.programme].name


def subject_name(instance: Instance, subject_id: str) -> Text | str:
    """The name in the first rule set that has the subject, or its id."""
    for rule_set in instance.rule_sets:
        if isinstance(rule_set, RuleSet):
            for subject in rule_set.subjects:
                if subject.id == subject_id:
                    return subject.name
    return subject_id


def duty_name(instance: Instance, offering: Offering, duty: Duty) -> Text | str:
    """The duty's subject; without one the offering, or the id where there are several duties."""
    if duty.subject:
        return subject_name(instance, duty.subject)
    return duty.id if len(offering.duties) > 1 else offering_name(instance, offering.id)


def first_term(instance: Instance, offering: Offering) -> Term:
    """The offering's earliest term."""
    return instance.term[min(offering.terms, key=instance.calendar.position.__getitem__)]


def last_term(instance: Instance, offering: Offering) -> Term:
    """The offering's latest term."""
    return instance.term[max(offering.terms, key=instance.calendar.position.__getitem__)]


def last_day(instance: Instance, offering: Offering) -> date:
    """The last day of the last term, or the last dated meeting if that is later."""
    dated = (day for _, meeting in all_meetings(offering) for day in meeting.dates)
    return max([last_term(instance, offering).ends, *dated])


def all_meetings(offering: Offering) -> Iterator[tuple[Timetable, Meeting]]:
    """Every meeting of every timetable."""
    for timetable in offering.timetables:
        for meeting in timetable.meetings:
            yield timetable, meeting


def meeting_dates(instance: Instance, offering: Offering, meeting: Meeting) -> tuple[date, ...]:
    """When a meeting of this offering takes place."""
    if meeting.dates:
        return tuple(dict.fromkeys(meeting.dates))
    return tuple(day for term in offering.terms for day in meeting.days_in(instance.term[term]))


def sites_needed(offering: Offering, timetable: Timetable, duty: Duty | None = None) -> list[str]:
    """Where people (or one duty) meet in person; without meetings the offering's site."""
    if not timetable.meetings:
        return [offering.site] if offering.site else []
    sites = [
        meeting.site or offering.site
        for meeting in timetable.meetings
        if not meeting.remote and (duty is None or leads(duty, meeting))
    ]
    return [site for site in dict.fromkeys(sites) if site]


def leads(duty: Duty, meeting: Meeting) -> bool:
    """Whether the duty leads the meeting; a meeting that names none is led by every duty."""
    return meeting.duty in (None, duty.id)


def travel_limit(instance: Instance, student: Student) -> int:
    """The student's own limit or the instance's, in minutes a day."""
    return instance.travel_limit if student.travel_limit is None else student.travel_limit

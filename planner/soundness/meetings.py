"""A meeting has one kind of days and takes place, at a time and place that there are."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import NamedTuple

from models.base import Text, clock
from models.calendar import Meeting, Timetable
from models.faults import Fact, Fault
from models.instance import Instance
from models.offers import Offering
from models.regulations import Mode
from planner.soundness.offers import title
from planner.soundness.report import fault


class Entry(NamedTuple):
    """A timetable of an offering, and its place in the file."""

    place: str
    offering: Offering
    timetable: Timetable
    name: Text | str

    def meetings(self) -> Iterator[tuple[str, Meeting]]:
        """Its meetings with their places."""
        for index, meeting in enumerate(self.timetable.meetings):
            yield f"{self.place}.meetings[{index}]", meeting


def _entries(instance: Instance) -> Iterator[Entry]:
    for index, offering in enumerate(instance.offerings):
        for number, timetable in enumerate(offering.timetables):
            place = f"offerings[{index}].timetables[{number}]"
            yield Entry(place, offering, timetable, title(instance, offering))


def meetings(instance: Instance) -> Iterator[Fault]:
    """Each meeting by itself."""
    for entry in _entries(instance):
        for place, meeting in entry.meetings():
            yield from _days(entry, meeting, place)
            yield from _attendance(entry, meeting, place)


def _days(entry: Entry, meeting: Meeting, place: str) -> Iterator[Fault]:
    if meeting.day is None and not meeting.dates:
        yield fault("meeting_no_day", place, offering=entry.name)
    if meeting.day is not None and meeting.dates:
        yield fault("meeting_two_days", f"{place}.dates", meeting.day.value, offering=entry.name)
    if meeting.ends <= meeting.starts:
        starts, ends = clock(meeting.starts), clock(meeting.ends)
        yield fault("clock_ends", f"{place}.ends", ends, starts=starts, ends=ends)
    for number, term in enumerate(meeting.terms):
        if term not in entry.offering.terms:
            terms = ", ".join(entry.offering.terms)
            yield fault("meeting_term", f"{place}.terms[{number}]", term, terms=terms)


def _attendance(entry: Entry, meeting: Meeting, place: str) -> Iterator[Fault]:
    offering = entry.offering
    if meeting.duty is not None and meeting.duty not in {duty.id for duty in offering.duties}:
        known = ", ".join(duty.id for duty in offering.duties) or "-"
        yield fault("unknown_duty", f"{place}.duty", meeting.duty, known=known, offering=entry.name)
    if meeting.remote and meeting.residential:
        yield fault("remote_residential", place, offering=entry.name)
    somewhere = meeting.remote or meeting.site or offering.site
    if offering.mode is Mode.ONLINE and not somewhere:
        yield fault("meeting_site", f"{place}.site", offering=entry.name)


def meeting_days(instance: Instance) -> Iterator[Fault]:
    """Each meeting takes place, in weeks and terms that there are."""
    for entry in _entries(instance):
        for place, meeting in entry.meetings():
            if meeting.day is not None and not meeting.dates:
                yield from _weekly(instance, entry, meeting, place)
            for number, day in enumerate(meeting.dates):
                term = instance.calendar.term_on(day)
                if term is None or term.id not in entry.offering.terms:
                    where = f"{place}.dates[{number}]"
                    yield fault("meeting_date", where, day, day=day, offering=entry.name)


def _weekly(instance: Instance, entry: Entry, meeting: Meeting, place: str) -> Iterator[Fault]:
    named = meeting.terms or entry.offering.terms
    terms = [instance.term[term] for term in named if term in instance.term]
    if not terms:
        return
    weeks = max(len(term.weeks) for term in terms)
    beyond = False
    for number, week in enumerate(meeting.weeks if isinstance(meeting.weeks, tuple) else ()):
        if not 1 <= week <= weeks:
            beyond = True
            yield fault("meeting_week", f"{place}.weeks[{number}]", week, weeks=weeks)
    if not beyond and not any(meeting.days_in(term) for term in terms):
        assert meeting.day is not None
        yield fault("meeting_never", place, meeting.day.value, day=meeting.day, offering=entry.name)


def meeting_overlaps(instance: Instance) -> Iterator[Fault]:
    """No two meetings of a timetable at one time; a residential one fills its whole date."""
    for entry in _entries(instance):
        for (_, one), (place, other) in combinations(entry.meetings(), 2):
            if not _overlap_by_clock(one, other):
                continue
            shared = _dates(instance, entry, one) & _dates(instance, entry, other)
            if shared:
                starts, ends = clock(other.starts), clock(other.ends)
                facts: dict[str, Fact] = {"starts": starts, "ends": ends, "day": min(shared)}
                yield fault("meeting_overlap", place, starts, offering=entry.name, **facts)


def _overlap_by_clock(one: Meeting, other: Meeting) -> bool:
    whole_day = one.residential or other.residential
    return whole_day or (one.starts < other.ends and other.starts < one.ends)


def _dates(instance: Instance, entry: Entry, meeting: Meeting) -> set[date]:
    terms = [instance.term[term] for term in entry.offering.terms if term in instance.term]
    return {*meeting.dates}.union(*(meeting.days_in(term) for term in terms))

"""Offerings with their meetings -> kinds of dates on which the same meetings take place."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.base import MINUTES_IN_DAY
from models.calendar import Meeting, Timetable
from models.instance import Instance
from models.offers import Offering
from planner.presolve.roads import Engagement, Roads, Surroundings

Attendance = tuple[str, str]
"""An offering and one of its timetables."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """Dates in the same surroundings with the same meetings."""

    on: Surroundings
    dates: tuple[date, ...]
    meetings: dict[Attendance, tuple[Engagement, ...]]


def dates_of(instance: Instance, offering: Offering, meeting: Meeting) -> tuple[date, ...]:
    """All dates of a meeting."""
    if meeting.dates:
        return meeting.dates
    return tuple(day for term in offering.terms for day in meeting.days_in(instance.term[term]))


def engagement(offering: Offering, meeting: Meeting) -> Engagement:
    """A meeting as a stretch of an attending student's day."""
    if meeting.residential:
        return Engagement(0, MINUTES_IN_DAY, None)
    site = None if meeting.remote else meeting.site or offering.site
    return Engagement(meeting.starts, meeting.ends, site)


def sites_of(offering: Offering, timetable: Timetable, duty: str | None = None) -> list[str]:
    """Where people (or those of one duty) meet in person; without meetings the offering's site."""
    if not timetable.meetings:
        return [offering.site] if offering.site else []
    led = [
        m for m in timetable.meetings if not m.remote and (duty is None or m.duty in (None, duty))
    ]
    return list(dict.fromkeys(site for m in led if (site := m.site or offering.site)))


def timetables(instance: Instance) -> Iterator[tuple[Offering, Timetable]]:
    """Every offering with every one of its timetables that has meetings."""
    for offering in instance.offerings:
        for timetable in offering.timetables:
            if timetable.meetings:
                yield offering, timetable


def occasions(instance: Instance, roads: Roads) -> list[Occasion]:
    """The kinds of dates, each date in exactly one."""
    meetings: dict[date, dict[Attendance, tuple[Engagement, ...]]] = defaultdict(dict)
    for offering, timetable in timetables(instance):
        for meeting in timetable.meetings:
            key = (offering.id, timetable.id)
            for day in dates_of(instance, offering, meeting):
                meetings[day][key] = (
                    *meetings[day].get(key, ()),
                    engagement(offering, meeting),
                )
    kinds: dict[tuple[object, ...], list[date]] = defaultdict(list)
    for day in sorted(meetings):
        kinds[roads.surroundings(day), frozenset(meetings[day].items())].append(day)
    found = []
    for days in kinds.values():
        on = roads.surroundings(days[0])
        if on is not None:
            found.append(Occasion(on, tuple(days), meetings[days[0]]))
    return found

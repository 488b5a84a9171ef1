"""Organisations, sites, links, trips and agreements are possible by themselves."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations, pairwise

from models.base import Day, clock
from models.calendar import HomeHours
from models.faults import Fact, Fault
from models.instance import Instance
from models.places import Agreement, Organisation, OrganisationKind, School, Trip
from planner.soundness.duplicates import twice
from planner.soundness.report import fault


def schools(instance: Instance) -> Iterator[Fault]:
    """`school` is given exactly for schools, and says possible things."""
    for index, organisation in enumerate(instance.organisations):
        place = f"organisations[{index}]"
        is_school = organisation.kind is OrganisationKind.SCHOOL
        if is_school and organisation.school is None:
            yield fault("school_missing", place, organisation.id, school=organisation.name)
        elif organisation.school is not None and not is_school:
            kind = organisation.kind.value
            yield fault("school_given", f"{place}.school", kind, organisation=organisation.name)
        elif organisation.school is not None:
            hours = (f"{base.subject}, {base.grade}" for base in organisation.school.base)
            yield from twice("hours_twice", f"{place}.school.base", "", hours)
            yield from _home_hours(organisation, organisation.school, f"{place}.school.home_hours")


def _home_hours(organisation: Organisation, school: School, place: str) -> Iterator[Fault]:
    for index, hours in enumerate(school.home_hours):
        if hours.ends <= hours.starts:
            yield fault("clock_ends", f"{place}[{index}].ends", clock(hours.ends), **_span(hours))
        if hours.day is Day.SUN or (hours.day is Day.SAT and school.days_a_week == 5):
            days: dict[str, Fact] = {"day": hours.day, "days": school.days_a_week}
            where = f"{place}[{index}].day"
            yield fault("home_day", where, hours.day.value, school=organisation.name, **days)
    for (first, one), (second, other) in combinations(enumerate(school.home_hours), 2):
        shared = sorted({*one.grades} & {*other.grades})
        if shared and one.day is other.day and one.starts < other.ends and other.starts < one.ends:
            yield fault(
                "home_overlap", f"{place}[{second}]", clock(other.starts), grade=shared[0],
                day=other.day, first=f"{place}[{first}]", **_span(other),
            )  # fmt: skip


def _span(hours: HomeHours) -> dict[str, Fact]:
    return {"starts": clock(hours.starts), "ends": clock(hours.ends)}


def links(instance: Instance) -> Iterator[Fault]:
    """A link leads elsewhere."""
    for index, link in enumerate(instance.links):
        if link.origin == link.destination:
            yield fault("link_to_itself", f"links[{index}].destination", link.destination)


def trips(instance: Instance) -> Iterator[Fault]:
    """A trip has one kind of days and stops at each site once, later and later."""
    for index, trip in enumerate(instance.trips):
        place = f"trips[{index}]"
        if (trip.day is None) == (not trip.dates):
            name = "trip_no_day" if trip.day is None else "trip_two_days"
            yield fault(name, place, trip.id, trip=trip.name)
        sites = (stop.site for stop in trip.stops)
        yield from twice("stop_twice", f"{place}.stops", ".site", sites)
        yield from _times(trip, place)


def _times(trip: Trip, place: str) -> Iterator[Fault]:
    for number, (before, after) in enumerate(pairwise(trip.stops), start=1):
        if after.time <= before.time:
            time, earlier = clock(after.time), clock(before.time)
            where = f"{place}.stops[{number}].time"
            yield fault("stop_times", where, time, trip=trip.name, before=earlier)


def trip_dates(instance: Instance) -> Iterator[Fault]:
    """A trip on given dates runs in some term."""
    for index, trip in enumerate(instance.trips):
        for number, day in enumerate(trip.dates):
            if instance.calendar.term_on(day) is None:
                yield fault("trip_date", f"trips[{index}].dates[{number}]", day, day=day)


def agreements(instance: Instance) -> Iterator[Fault]:
    """An agreement is between two, for a time."""
    for index, agreement in enumerate(instance.agreements):
        place = f"agreements[{index}]"
        if agreement.ends < agreement.starts:
            ends, starts = agreement.ends, agreement.starts
            yield fault("period_ends", f"{place}.ends", ends, starts=starts, ends=ends)
        if agreement.provider in agreement.base:
            number = agreement.number
            yield fault("agreement_alone", f"{place}.provider", agreement.provider, number=number)


def agreement_overlaps(instance: Instance) -> Iterator[Fault]:
    """No two agreements cover the same school, provider and programme on the same day."""
    latest: dict[tuple[str, str, str], Agreement] = {}
    in_time = sorted(enumerate(instance.agreements), key=lambda entry: entry[1].starts)
    for index, agreement in in_time:
        rivals = [
            latest[key]
            for key in _covers(agreement, asked=True)
            if key in latest and latest[key].ends >= agreement.starts
        ]
        if rivals:
            facts: dict[str, str | date] = {"other": rivals[0].number, "ends": rivals[0].ends}
            place = f"agreements[{index}]"
            yield fault("agreement_overlap", place, agreement.id, number=agreement.number, **facts)
        for key in _covers(agreement, asked=False):
            if key not in latest or latest[key].ends < agreement.ends:
                latest[key] = agreement


def _covers(agreement: Agreement, asked: bool) -> Iterator[tuple[str, str, str]]:
    """Keys under which an agreement is entered, or (asked) those that clash with it.

    One without programmes covers all of them ('*'), so it clashes with any ('?').
    """
    programmes = (*agreement.programmes, "*" if asked else "?")
    if not agreement.programmes:
        programmes = ("?",) if asked else ("*", "?")
    for school in set(agreement.base):
        for programme in programmes:
            yield agreement.provider, school, programme

"""Links and trips -> the legs by which somebody gets from one engagement to the next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.base import Day
from models.instance import Instance
from planner.presolve.buses import UNREACHABLE, Buses
from planner.presolve.contraction import contracted


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """What many dates have in common: the term, the taught weekday, open seasons, buses.

    Equal ones are one object (`Roads.surroundings`), so that they are compared in no time.
    """

    term: str
    weekday: Day | None
    """None on a day without lessons."""
    seasons: frozenset[str]
    trips: tuple[str, ...]


class Engagement(NamedTuple):
    """A stretch of a day spent at one place. Without a site: at one's own places."""

    starts: int
    ends: int
    site: str | None


class Ride(NamedTuple):
    """A seat on a trip from one stop to another."""

    trip: str
    origin: str
    destination: str


class Leg(NamedTuple):
    """One way to get from one engagement to the next; without a ride: by link."""

    minutes: int
    ride: Ride | None = None


class Roads:
    """Answers how long the way is between two engagements on a kind of day."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._index = {site: number for number, site in enumerate(_mentioned(instance))}
        self._minutes: dict[frozenset[str], NDArray[np.int64]] = {}
        self._buses: dict[tuple[str, ...], Buses] = {}
        self._kinds: dict[tuple[object, ...], Surroundings] = {}
        self._legs: dict[tuple[object, ...], tuple[Leg, ...]] = {}
        self._surroundings: dict[date, Surroundings | None] = {}

    def forget(self) -> None:
        """Have no legs any more; those that are asked for again are found anew."""
        self._legs.clear()

    def surroundings(self, day: date) -> Surroundings | None:
        """The kind of day a date is; None outside the calendar."""
        if day not in self._surroundings:
            self._surroundings[day] = self._look_up(day)
        return self._surroundings[day]

    def _look_up(self, day: date) -> Surroundings | None:
        term = self._instance.calendar.term_on(day)
        if term is None:
            return None
        weekday = tuple(Day)[day.weekday()] if term.is_taught(day) else None
        seasons = frozenset(season.id for season in self._instance.seasons if day in season)
        trips = tuple(
            trip.id
            for trip in self._instance.trips
            if (trip.day == weekday if trip.day else day in trip.dates)
            and (trip.season is None or trip.season in seasons)
        )
        key = (term.id, weekday, seasons, trips)
        return self._kinds.setdefault(key, Surroundings(*key))

    def minutes(
        self, origins: Iterable[str], targets: Iterable[str], seasons: frozenset[str]
    ) -> int:
        """The shortest way by open links between any origin and any target."""
        table = self._table(seasons)
        ends = [self._index[target] for target in targets]
        return min(int(table[self._index[origin], end]) for origin in origins for end in ends)

    def _table(self, seasons: frozenset[str]) -> NDArray[np.int64]:
        """All shortest paths over the open links (Floyd 1962, algorithm 97)."""
        if seasons in self._minutes:
            return self._minutes[seasons]
        table = np.full((len(self._index), len(self._index)), UNREACHABLE, dtype=np.int64)
        np.fill_diagonal(table, 0)
        open_links = (
            link for link in self._instance.links if link.season is None or link.season in seasons
        )
        for origin, ways in contracted(open_links, self._index.keys()).items():
            for target, minutes in ways.items():
                table[self._index[origin], self._index[target]] = minutes
        for middle in range(len(table)):
            np.minimum(table, table[:, middle, None] + table[middle], out=table)
        self._minutes[seasons] = np.minimum(table, UNREACHABLE)
        return self._minutes[seasons]

    def legs(
        self,
        own: tuple[str, ...],
        before: Engagement | None,
        after: Engagement | None,
        on: Surroundings,
    ) -> tuple[Leg, ...]:
        """The ways from one engagement (None: own places, any time) to the next that fit."""
        origins = own if before is None or before.site is None else (before.site,)
        targets = own if after is None or after.site is None else (after.site,)
        leaves = None if before is None else before.ends
        arrives = None if after is None else after.starts
        key = (origins, targets, leaves, arrives, on)
        if key not in self._legs:
            self._legs[key] = tuple(self._find(origins, targets, leaves, arrives, on))
        return self._legs[key]

    def _find(
        self,
        origins: tuple[str, ...],
        targets: tuple[str, ...],
        leaves: int | None,
        arrives: int | None,
        on: Surroundings,
    ) -> Iterable[Leg]:
        link = self.minutes(origins, targets, on.seasons)
        if link < UNREACHABLE and (leaves is None or arrives is None or leaves + link <= arrives):
            yield Leg(link)
        else:
            link = UNREACHABLE
        if link and on.trips:
            table = self._table(on.seasons)
            to_site = table[[self._index[origin] for origin in origins]].min(axis=0)
            from_site = table[:, [self._index[target] for target in targets]].min(axis=1)
            for minutes, trip, here, there in self._buses_on(on).rides(
                to_site, from_site, leaves, arrives, below=link
            ):
                ride = Ride(trip.id, trip.stops[here].site, trip.stops[there].site)
                yield Leg(minutes, ride)

    def _buses_on(self, on: Surroundings) -> Buses:
        if on.trips not in self._buses:
            trips = [self._instance.trip[trip] for trip in on.trips]
            self._buses[on.trips] = Buses(trips, self._index)
        return self._buses[on.trips]


def _mentioned(instance: Instance) -> list[str]:
    """The sites from which or to which anybody may have to go; ways only lead through others."""
    first = instance.first_site
    schools = {student.school for student in instance.students}
    organisations = schools.union(teacher.organisation for teacher in instance.teachers)
    organisations.update(offering.provider for offering in instance.offerings)
    found = {first[organisation].id for organisation in organisations if organisation in first}
    found.update(student.home for student in instance.students if student.home)
    found.update(teacher.base for teacher in instance.teachers if teacher.base)
    found.update(offering.site for offering in instance.offerings if offering.site)
    found.update(
        meeting.site
        for offering in instance.offerings
        for timetable in offering.timetables
        for meeting in timetable.meetings
        if meeting.site
    )
    found.update(stop.site for trip in instance.trips for stop in trip.stops)
    return [site.id for site in instance.sites if site.id in found]

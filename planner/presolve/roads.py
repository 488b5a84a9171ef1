"""Links and trips -> the legs by which somebody gets from one engagement to the next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from models.base import Day
from models.instance import Instance
from models.places import Trip

UNREACHABLE = 1_000_000
"""Minutes that stand for 'there is no way'."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What many dates have in common: the term, the taught weekday, open seasons, buses."""

    term: str
    weekday: Day | None
    """None on a day without lessons."""
    seasons: frozenset[str]
    trips: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Engagement:
    """A stretch of a day spent at one place. Without a site: at one's own places."""

    starts: int
    ends: int
    site: str | None


@dataclass(frozen=True, slots=True)
class Ride:
    """A seat on a trip from one stop to another."""

    trip: str
    origin: str
    destination: str


@dataclass(frozen=True, slots=True)
class Leg:
    """One way to get from one engagement to the next; without a ride: by link."""

    minutes: int
    ride: Ride | None = None


class Roads:
    """Answers how long the way is between two engagements on a kind of day."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._index = {site.id: number for number, site in enumerate(instance.sites)}
        self._minutes: dict[frozenset[str], list[list[int]]] = {}
        self._legs: dict[tuple[object, ...], tuple[Leg, ...]] = {}
        self._surroundings: dict[date, Surroundings | None] = {}

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
        return Surroundings(term.id, weekday, seasons, trips)

    def minutes(
        self, origins: Iterable[str], targets: Iterable[str], seasons: frozenset[str]
    ) -> int:
        """The shortest way by open links between any origin and any target."""
        table = self._minutes.get(seasons) or self._shortest(seasons)
        columns = [self._index[target] for target in targets]
        rows = (table[self._index[origin]] for origin in origins)
        return min((row[column] for row in rows for column in columns), default=UNREACHABLE)

    def _shortest(self, seasons: frozenset[str]) -> list[list[int]]:
        """All shortest paths over the open links (Floyd 1962, algorithm 97)."""
        table = np.full((len(self._index), len(self._index)), UNREACHABLE, dtype=np.int64)
        np.fill_diagonal(table, 0)
        for link in self._instance.links:
            if link.season is None or link.season in seasons:
                ends = self._index[link.origin], self._index[link.destination]
                for pair in (ends, ends[::-1]) if link.both_ways else (ends,):
                    table[pair] = min(table[pair], link.minutes)
        for middle in range(len(table)):
            np.minimum(table, table[:, middle, None] + table[middle], out=table)
        self._minutes[seasons] = np.minimum(table, UNREACHABLE).tolist()
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
        key = (origins, targets, leaves, arrives, on.seasons, on.trips)
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
        time = UNREACHABLE if leaves is None or arrives is None else arrives - leaves
        if link > time or link == UNREACHABLE:
            link = UNREACHABLE
        else:
            yield Leg(link)
        for trip_id in on.trips if link else ():
            leg = self._by(self._instance.trip[trip_id], origins, targets, leaves, arrives, on)
            if leg and leg.minutes < link:
                yield leg

    def _by(
        self,
        trip: Trip,
        origins: tuple[str, ...],
        targets: tuple[str, ...],
        leaves: int | None,
        arrives: int | None,
        on: Surroundings,
    ) -> Leg | None:
        """The quickest way on one trip: link to a stop, the bus, link from a stop."""
        earliest = -UNREACHABLE if leaves is None else leaves
        latest = UNREACHABLE if arrives is None else arrives
        to_stop = [self.minutes(origins, (stop.site,), on.seasons) for stop in trip.stops]
        from_stop = [self.minutes((stop.site,), targets, on.seasons) for stop in trip.stops]
        found = [
            Leg(
                to_stop[i] + there.time - here.time + from_stop[j],
                Ride(trip.id, here.site, there.site),
            )
            for i, here in enumerate(trip.stops)
            if to_stop[i] < UNREACHABLE and earliest + to_stop[i] <= here.time
            for j, there in enumerate(trip.stops[i + 1 :], start=i + 1)
            if from_stop[j] < UNREACHABLE and there.time + from_stop[j] <= latest
        ]
        return min(found, key=lambda leg: leg.minutes, default=None)

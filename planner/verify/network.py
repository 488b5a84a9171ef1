"""Links, seasons and trips -> minutes by link on a date, and the buses of a date."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from heapq import heappop, heappush
from itertools import combinations
from typing import NamedTuple

from models.instance import Instance
from models.places import Trip

Open = frozenset[str]
"""The seasons that are open on a date: all dates with the same ones have the same links."""


class Hop(NamedTuple):
    """A bus from one of its stops to a later one, times in minutes after midnight."""

    origin: str
    departs: int
    destination: str
    arrives: int


class Network:
    """The ways between sites. Shortest paths are kept for each set of open seasons."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._seasons = [
            instance.season[season]
            for season in sorted({link.season for link in instance.links if link.season})
        ]
        self._open: dict[date, Open] = {}
        self._links: dict[Open, dict[str, list[tuple[str, int]]]] = {}
        self._minutes: dict[tuple[str, Open], dict[str, int]] = {}
        self._hops: dict[tuple[str, ...], tuple[Hop, ...]] = {}
        self._served: dict[tuple[str, str], frozenset[date]] = {}
        taught = _taught(instance)
        self._dates = {trip.id: _dates(instance, trip, taught) for trip in instance.trips}
        self._trips: dict[date, list[str]] = defaultdict(list)
        for trip in instance.trips:
            for day in self._dates[trip.id]:
                self._trips[day].append(trip.id)

    def open_on(self, day: date) -> Open:
        """The seasons of links that are open on a date."""
        if day not in self._open:
            self._open[day] = frozenset(season.id for season in self._seasons if day in season)
        return self._open[day]

    def served(self, trip: str, term: str) -> frozenset[date]:
        """The dates of a trip that belong to a term."""
        if (trip, term) not in self._served:
            self._served[trip, term] = frozenset(
                day
                for day in self._dates[trip]
                if (owner := self._instance.calendar.term_on(day)) and owner.id == term
            )
        return self._served[trip, term]

    def trips_on(self, day: date) -> tuple[str, ...]:
        """The ids of all trips of a date, optional ones included."""
        return tuple(self._trips.get(day, ()))

    def hops(self, trips: tuple[str, ...]) -> tuple[Hop, ...]:
        """Every way to ride one of these trips."""
        if trips not in self._hops:
            stops = (self._instance.trip[trip].stops for trip in trips)
            self._hops[trips] = tuple(
                Hop(boards.site, boards.time, alights.site, alights.time)
                for row in stops
                for boards, alights in combinations(row, 2)
            )
        return self._hops[trips]

    def minutes(self, origin: str, destination: str, open_: Open) -> int | None:
        """The shortest path by link; None if there is none."""
        if (origin, open_) not in self._minutes:
            self._minutes[origin, open_] = _shortest(origin, self._open_links(open_))
        return self._minutes[origin, open_].get(destination)

    def least(
        self, origins: tuple[str, ...], destinations: tuple[str, ...], open_: Open
    ) -> int | None:
        """The shortest path from any of some sites to any of others."""
        found = (self.minutes(one, other, open_) for one in origins for other in destinations)
        return min((minutes for minutes in found if minutes is not None), default=None)

    def _open_links(self, open_: Open) -> dict[str, list[tuple[str, int]]]:
        if open_ not in self._links:
            found: dict[str, list[tuple[str, int]]] = defaultdict(list)
            for link in self._instance.links:
                if link.season is None or link.season in open_:
                    found[link.origin].append((link.destination, link.minutes))
                    if link.both_ways:
                        found[link.destination].append((link.origin, link.minutes))
            self._links[open_] = dict(found)
        return self._links[open_]


def _shortest(origin: str, links: dict[str, list[tuple[str, int]]]) -> dict[str, int]:
    """Dijkstra's algorithm from one site to all."""
    found: dict[str, int] = {}
    waiting = [(0, origin)]
    while waiting:
        minutes, site = heappop(waiting)
        if site not in found:
            found[site] = minutes
            for neighbour, more in links.get(site, ()):
                if neighbour not in found:
                    heappush(waiting, (minutes + more, neighbour))
    return found


def _taught(instance: Instance) -> dict[int, set[date]]:
    """The taught days of all terms by weekday, Monday being 0."""
    found: dict[int, set[date]] = defaultdict(set)
    for term in instance.calendar.terms:
        for n in range((term.ends - term.starts).days + 1):
            day = term.starts + timedelta(days=n)
            if term.is_taught(day):
                found[day.weekday()].add(day)
    return found


def _dates(instance: Instance, trip: Trip, taught: Mapping[int, set[date]]) -> frozenset[date]:
    """The dates of a trip: taught days of its weekday, or its dates, within its season."""
    dates = set(trip.dates)
    if trip.day is not None:
        dates |= taught.get(trip.day.number, set())
    if trip.season is not None:
        dates = {day for day in dates if day in instance.season[trip.season]}
    return frozenset(dates)

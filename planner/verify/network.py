"""Links, seasons and trips -> minutes by link on a date, and the buses of a date."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import heappop, heappush
from itertools import combinations
from math import inf
from threading import Lock
from typing import NamedTuple

from models.instance import Instance
from models.places import Trip

Open = frozenset[str]
"""The seasons that are open on a date: all dates with the same ones have the same links."""
Links = Mapping[str, list[tuple[str, int]]]
"""By site those next to it, and the minutes there."""


class Hop(NamedTuple):
    """A bus from one of its stops to a later one, times in minutes after midnight."""

    origin: str
    departs: int
    destination: str
    arrives: int


@dataclass(frozen=True, eq=False)
class Traffic:
    """How one can go on a date: all dates that are alike have the same object."""

    open_: Open
    trips: tuple[str, ...]
    """The ids of all trips, optional ones included."""


class Network:
    """The ways between sites. Shortest paths are kept for each set of open seasons."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._seasons = [
            instance.season[season]
            for season in sorted({link.season for link in instance.links if link.season})
        ]
        self._open: dict[date, Open] = {}
        self._links: dict[Open, Links] = {}
        self._paths: dict[tuple[str, Open], _Paths] = {}
        self._traffic: dict[date, Traffic] = {}
        self._alike: dict[tuple[Open, tuple[str, ...]], Traffic] = {}
        self._hops: dict[Traffic, tuple[Hop, ...]] = {}
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

    def traffic(self, day: date) -> Traffic:
        """The links that are open and the trips of a date."""
        if day not in self._traffic:
            alike = self.open_on(day), tuple(self._trips.get(day, ()))
            self._traffic[day] = self._alike.setdefault(alike, Traffic(*alike))
        return self._traffic[day]

    def hops(self, traffic: Traffic) -> tuple[Hop, ...]:
        """Every way to ride one of the trips."""
        if traffic not in self._hops:
            stops = (self._instance.trip[trip].stops for trip in traffic.trips)
            self._hops[traffic] = tuple(
                Hop(boards.site, boards.time, alights.site, alights.time)
                for row in stops
                for boards, alights in combinations(row, 2)
            )
        return self._hops[traffic]

    def minutes(
        self, origin: str, destination: str, open_: Open, at_most: float = inf
    ) -> int | None:
        """The shortest path by link; None if there is none, or it takes longer."""
        if (origin, open_) not in self._paths:
            self._paths[origin, open_] = _Paths(origin, self._open_links(open_))
        return self._paths[origin, open_].minutes(destination, at_most)

    def least(
        self, origins: tuple[str, ...], destinations: tuple[str, ...], open_: Open,
        at_most: float = inf,
    ) -> int | None:  # fmt: skip
        """The shortest path from any of some sites to any of others, if it takes no longer."""
        fewest = None
        for origin in origins:
            for destination in destinations:
                minutes = self.minutes(origin, destination, open_, at_most)
                if minutes is not None:
                    fewest = at_most = minutes
        return fewest

    def _open_links(self, open_: Open) -> Links:
        if open_ not in self._links:
            found: dict[str, list[tuple[str, int]]] = defaultdict(list)
            for link in self._instance.links:
                if link.season is None or link.season in open_:
                    found[link.origin].append((link.destination, link.minutes))
                    if link.both_ways:
                        found[link.destination].append((link.origin, link.minutes))
            self._links[open_] = dict(found)
        return self._links[open_]


class _Paths:
    """Dijkstra's algorithm from one site, which goes on when more is asked for."""

    def __init__(self, origin: str, links: Links) -> None:
        self._links = links
        self._found: dict[str, int] = {}
        self._waiting = [(0, origin)]
        self._going = Lock()  # documents are written by several threads

    def minutes(self, destination: str, at_most: float) -> int | None:
        """The shortest path there; None if there is none, or it takes longer."""
        if destination not in self._found:
            with self._going:
                self._go(destination, at_most)
        needed = self._found.get(destination, inf)
        return int(needed) if needed <= at_most and needed < inf else None

    def _go(self, destination: str, at_most: float) -> None:
        found, waiting = self._found, self._waiting
        while destination not in found and waiting and waiting[0][0] <= at_most:
            minutes, site = heappop(waiting)
            if site not in found:
                found[site] = minutes
                for neighbour, more in self._links.get(site, ()):
                    if neighbour not in found:
                        heappush(waiting, (minutes + more, neighbour))


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

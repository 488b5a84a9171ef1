"""A student's meetings and rides -> the way there and back, by day of the week."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from models.base import Day, clock
from models.calendar import Meeting
from models.offers import Offering
from models.people import Student
from models.plan import Ride
from planner.documents.facts import Phrase, Way, Words
from planner.documents.schedule import stretch, stretches, terms
from planner.documents.view import View
from planner.presolve.buses import UNREACHABLE
from planner.presolve.occasions import dates_of


@dataclass(frozen=True)
class _Outing:
    """Meetings of one weekday of a term, or of the same dates, away from one's own places."""

    term: str
    day: Day | None
    dates: tuple[date, ...]
    """All of them, or those of the weekday in the term."""
    sites: tuple[str, ...]
    starts: int
    ends: int


class Ways:
    """The ways of one student."""

    def __init__(self, view: View, student: Student) -> None:
        self._view = view
        self._student = student
        school = view.instance.first_site[student.school].id
        self._own = (school,) if student.home in (None, school) else (school, str(student.home))

    def all(self) -> tuple[Way, ...]:
        """One line for each weekday; terms are named only where they differ."""
        lines: list[tuple[Way, list[str]]] = []
        for outing in self._outings():
            way = self._way(outing)
            same = next((some for known, some in lines if known == way), None)
            if same is None:
                lines.append((way, [outing.term]))
            else:
                same.append(outing.term)
        instance = self._view.instance
        attended = [term.id for term in instance.calendar.attended(self._student.grade)]
        return tuple(
            replace(way, days=(*way.days, *terms(instance, some, attended)))
            if isinstance(way.days[0], Day)
            else way
            for way, some in lines
        )

    def _outings(self) -> list[_Outing]:
        found: dict[tuple[object, ...], _Outing] = {}
        for offering in self._view.takes(self._student):
            for meeting in self._view.timetable(offering).meetings:
                for outing in self._parts(offering, meeting):
                    key = (outing.term, outing.day, outing.dates if outing.day is None else ())
                    found[key] = _merged(found[key], outing) if key in found else outing
        days = list(Day)
        position = self._view.instance.calendar.position
        return sorted(
            found.values(),
            key=lambda o: (o.day is None, days.index(o.day) if o.day else 0, position[o.term]),
        )

    def _parts(self, offering: Offering, meeting: Meeting) -> Iterator[_Outing]:
        site = meeting.site or offering.site
        if meeting.remote or meeting.residential or site is None or site in self._own:
            return
        by_term: dict[str, list[date]] = {}
        for day in dates_of(self._view.instance, offering, meeting):
            term = self._view.instance.calendar.term_on(day)
            if term is not None:
                by_term.setdefault(term.id, []).append(day)
        for term_id, dates in by_term.items():
            yield _Outing(term_id, meeting.day, tuple(dates), (site,), meeting.starts, meeting.ends)

    def _way(self, outing: _Outing) -> Way:
        there: list[Words] = []
        back: list[Words] = []
        for ride in sorted(self._view.part[self._student.id].rides, key=self._departs):
            trip = self._view.instance.trip[ride.trip]
            if ride.term == outing.term and (
                trip.day is outing.day if trip.day else not set(trip.dates).isdisjoint(outing.dates)
            ):
                (back if self._departs(ride) >= outing.ends else there).append(self._ride(ride))
        sites = self._view.instance.site
        days: tuple[Words, ...] = (
            (outing.day,)
            if outing.day
            else tuple(stretch(one, last) for one, last in stretches(outing.dates))
        )
        places = tuple(sites[site].name for site in outing.sites)
        return Way(
            days,
            places,
            tuple(there) or self._by_link(outing, back=False),
            tuple(back) or self._by_link(outing, back=True),
        )

    def _departs(self, ride: Ride) -> int:
        stops = self._view.instance.trip[ride.trip].stops
        return next(stop.time for stop in stops if stop.site == ride.origin)

    def _ride(self, ride: Ride) -> Words:
        trip = self._view.instance.trip[ride.trip]
        departs = self._departs(ride)
        arrives = next(
            stop.time
            for stop in trip.stops
            if stop.site == ride.destination and stop.time >= departs
        )
        sites = self._view.instance.site
        gaps: dict[str, Words] = {
            "trip": trip.name, "departs": clock(departs), "arrives": clock(arrives),
            "origin": sites[ride.origin].name, "destination": sites[ride.destination].name,
        }  # fmt: skip
        return Phrase("way.ride", gaps)

    def _by_link(self, outing: _Outing, back: bool) -> tuple[Words, ...]:
        """The way on one's own, in the fewest and most minutes over the dates."""
        roads = self._view.roads
        origins = outing.sites[-1:] if back else self._own
        targets = self._own if back else outing.sites[:1]
        seasons = {on.seasons for day in outing.dates if (on := roads.surroundings(day))}
        minutes = {roads.minutes(origins, targets, open_seasons) for open_seasons in seasons}
        found = sorted(minutes - {UNREACHABLE})
        if not found:
            return ()
        known: dict[str, Words] = {"fewest": found[0], "most": found[-1]}
        return (Phrase("way.link" if found[0] == found[-1] else "way.links", known),)


def _merged(one: _Outing, other: _Outing) -> _Outing:
    first, last = sorted((one, other), key=lambda outing: outing.starts)
    return replace(
        first,
        dates=tuple(sorted({*first.dates, *last.dates})),
        sites=tuple(dict.fromkeys((*first.sites, *last.sites))),
        ends=max(first.ends, last.ends),
    )

"""A student's days -> the way there and back, by day of the week and, where it changes, by date."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from models.base import Day, clock
from models.people import Student
from planner.documents.facts import Phrase, Way, Words
from planner.documents.legs import Step
from planner.documents.schedule import join, stretch, stretches, terms
from planner.documents.view import View
from planner.verify.attendance import Days
from planner.verify.days import Event

Outing = tuple[Day | None, tuple[str, ...]]
"""A weekday (None: dates of its own) and the sites away from one's own places."""


@dataclass
class _Variant:
    """The sentences of one way and the dates on which it is gone."""

    there: tuple[Words, ...]
    back: tuple[Words, ...]
    dates: list[date]


class Ways:
    """The ways of one student."""

    def __init__(self, view: View, student: Student) -> None:
        self._view = view
        self._student = student
        self._own = view.reach.own_places(student)

    def all(self) -> tuple[Way, ...]:
        """One line for each weekday; dates are named only where the way differs between them."""
        outings: dict[Outing, list[_Variant]] = {}
        for days in self._view.attendance.days(self._student):
            legs = self._view.legs.of(self._student, days)
            if legs:
                self._add(outings.setdefault(self._outing(days), []), legs, days)
        ordered = sorted(outings.items(), key=lambda item: _order(item[0], item[1]))
        return tuple(way for outing, variants in ordered for way in self._ways(outing, variants))

    def _add(
        self, variants: list[_Variant], legs: tuple[tuple[Event | None, Step], ...], days: Days
    ) -> None:
        said = [(self._said(step), event is None or self._is_own(event)) for event, step in legs]
        there = tuple(words for words, back in said if not back)
        back = tuple(words for words, back in said if back)
        for variant in variants:
            if (variant.there, variant.back) == (there, back):
                variant.dates += days.dates
                return
        variants.append(_Variant(there, back, list(days.dates)))

    def _is_own(self, event: Event) -> bool:
        return set(event.places) <= set(self._own)

    def _outing(self, days: Days) -> Outing:
        away = [e.places[0] for e in days.events if e.offering and not self._is_own(e)]
        weekday = None if self._view.dated(days) else tuple(Day)[days.dates[0].weekday()]
        return weekday, tuple(dict.fromkeys(away))

    def _ways(self, outing: Outing, variants: list[_Variant]) -> Iterator[Way]:
        day, sites = outing
        places = tuple(self._view.instance.site[site].name for site in sites)
        every = sorted(day for variant in variants for day in variant.dates)
        for variant in sorted(variants, key=lambda variant: min(variant.dates)):
            when = self._when(day, sorted(variant.dates), every, alone=len(variants) == 1)
            yield Way(when, places, variant.there, variant.back)

    def _when(
        self, day: Day | None, dates: Sequence[date], every: Sequence[date], alone: bool
    ) -> tuple[Words, ...]:
        if day is None:
            return tuple(stretch(one, last) for one, last in stretches(dates))
        if not alone:
            return (day, *(stretch(one, last) for one, last in _runs(dates, every)))
        instance = self._view.instance
        attended = [term.id for term in instance.calendar.attended(self._student.grade)]
        known = {term.id for each in dates if (term := instance.calendar.term_on(each))}
        return (day, *terms(instance, [term for term in attended if term in known], attended))

    def _said(self, step: Step) -> Words:
        if step.ride is None:
            return self._on_foot(step)
        trip = self._view.instance.trip[step.ride.trip]
        sites = self._view.instance.site
        gaps: dict[str, Words] = {
            "trip": trip.name, "before": step.before, "after": step.after,
            "departs": clock(step.departs + step.before), "origin": sites[step.ride.origin].name,
            "arrives": clock(step.arrives - step.after),
            "destination": sites[step.ride.destination].name,
        }  # fmt: skip
        walks = "_from" * bool(step.before) + "_to" * bool(step.after)
        return Phrase(f"way.ride{walks}", gaps)

    def _on_foot(self, step: Step) -> Words:
        minutes: dict[str, Words] = {"minutes": step.arrives - step.departs}
        if not step.means:
            return Phrase("way.link", minutes)
        return Phrase("way.link_by", minutes | {"means": join(step.means)})


def _order(outing: Outing, variants: list[_Variant]) -> tuple[bool, int, date]:
    day, _ = outing
    first = min(day for variant in variants for day in variant.dates)
    return day is None, day.number if day else 0, first


def _runs(some: Sequence[date], every: Sequence[date]) -> Iterator[tuple[date, date]]:
    """Dates that follow one another among all those of an outing, as first and last."""
    chosen = set(some)
    first = last = None
    for day in every:
        if day in chosen:
            first, last = first or day, day
        elif first and last:
            yield first, last
            first = last = None
    if first and last:
        yield first, last

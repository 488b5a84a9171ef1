"""A plan -> who gets on and off each bus, by trip and term, with its dates."""

from collections.abc import Iterator
from datetime import date

from models.base import clock
from models.calendar import Term
from models.people import Student
from models.places import Trip
from models.plan import Ride
from planner.documents.facts import Phrase, Words
from planner.documents.files import order, safe
from planner.documents.schedule import join, stretch, stretches
from planner.documents.sheets.parts import Column, Line, Named, Section, Sheet, Table, numbered
from planner.documents.view import View
from planner.verify.decisions import stop_times

Passenger = tuple[Student, Ride]


def buses(view: View) -> Iterator[Named]:
    """One document for each trip that runs."""
    passengers: dict[str, list[Passenger]] = {}
    for student in sorted(view.instance.students, key=order):
        for ride in view.decisions.rides[student.id]:
            passengers.setdefault(ride.trip, []).append((student, ride))
    for trip in view.instance.trips:
        if trip.id in view.decisions.runs:
            riding = passengers.get(trip.id, [])
            schools = frozenset(student.school for student, _ in riding)
            yield Named(safe(trip.id), "", _sheet(view, trip, riding), schools)


def _sheet(view: View, trip: Trip, passengers: list[Passenger]) -> Sheet:
    sites = view.instance.site
    route = tuple(
        Phrase("bus.stop", {"time": clock(stop.time), "site": sites[stop.site].name})
        for stop in trip.stops
    )
    known = (
        Line(Phrase("bus.route"), route),
        Line(Phrase("bus.day"), trip.day or ""),
        Line(Phrase("bus.season"), view.instance.season[trip.season].name if trip.season else ""),
        Line(Phrase("bus.seats"), str(trip.seats)),
    )
    sections = [Section(lines=tuple(line for line in known if line.value))]
    for term in view.instance.calendar.terms:
        riding = [(student, ride) for student, ride in passengers if ride.term == term.id]
        if riding:
            sections.append(_section(view, trip, term, riding))
    if len(sections) == 1:
        sections.append(Section(text=(Phrase("bus.nobody"),)))
    return Sheet(Phrase("bus.title"), tuple(sections), subtitle=trip.name)


def _section(view: View, trip: Trip, term: Term, riding: list[Passenger]) -> Section:
    sites = view.instance.site
    riding = sorted(riding, key=lambda pair: (*stop_times(trip, pair[1]), order(pair[0])))
    rows = (
        (
            student.name,
            view.instance.organisation[student.school].name,
            student.class_name or str(student.grade),
            Phrase("bus.stop", {"time": clock(times[0]), "site": sites[ride.origin].name}),
            Phrase("bus.stop", {"time": clock(times[1]), "site": sites[ride.destination].name}),
        )
        for student, ride in riding
        for times in [stop_times(trip, ride)]
    )
    columns = (
        Column(Phrase("list.number"), 0.25, "right"),
        Column(Phrase("list.student"), 2, names=True),
        Column(Phrase("list.school"), 1.4),
        Column(Phrase("list.class"), 0.5),
        Column(Phrase("bus.boards"), 1.5),
        Column(Phrase("bus.alights"), 1.5),
    )
    return Section(
        term.name,
        lines=(Line(Phrase("bus.dates"), _dates(view, trip, term)),),
        table=Table(columns, numbered(rows)),
    )


def _dates(view: View, trip: Trip, term: Term) -> Words:
    dates = view.reach.network.served(trip.id, term.id)
    if trip.day is None:
        return join(tuple(stretch(first, last) for first, last in stretches(dates)))
    return join([_date(day) for day in sorted(dates)])


def _date(day: date) -> Words:
    """Without the year, which the half-year above says."""
    return Phrase("bus.date", {"day": f"{day.day:02d}", "month": Phrase(f"month.{day.month}")})

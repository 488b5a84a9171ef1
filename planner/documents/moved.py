"""What families were told of an offering or a bus, and what holds now -> what has moved, in words.

The earlier plan carries what was told; the instance, whose timetables may have been edited since
under the same ids, says what holds.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.base import clock
from models.calendar import Meeting
from models.instance import Instance
from models.offers import Offering
from models.places import Trip
from models.plan import Ride, Told
from planner.documents.facts import Phrase, Words
from planner.documents.schedule import days, hours, join, stretch, stretches, terms
from planner.verify.decisions import stop_times


@dataclass(frozen=True)
class _Slot:
    """One meeting as a family knows it."""

    when: tuple[Words, ...]
    where: Words
    terms: tuple[Words, ...]


def moved_meetings(instance: Instance, offering: Offering, was: Told, now: Told) -> Words | None:
    """What is told of an offering whose meetings are others than before; None if they are not."""
    old, new = (_slots(instance, told) for told in (was, now))
    gone = [slot for slot in old if slot not in new]
    fresh = [slot for slot in new if slot not in old]
    if not gone and not fresh:
        return None
    places = len({slot.where for slot in (*gone, *fresh)}) > 1
    spans = len({slot.terms for slot in (*gone, *fresh)}) > 1
    said: dict[str, Words] = {
        "name": instance.name(offering),
        "was": _said(gone, places, spans),
        "now": _said(fresh, places, spans),
    }
    if gone and fresh:
        return Phrase("change.moved", said)
    if fresh:
        return Phrase("change.more" if old else "change.timed", said)
    return Phrase("change.fewer" if new else "change.untimed", said)


def _slots(instance: Instance, told: Told) -> list[_Slot]:
    return [_slot(instance, told, meeting) for meeting in told.meetings]


def _slot(instance: Instance, told: Told, meeting: Meeting) -> _Slot:
    site = instance.site.get(meeting.site or told.site or "")
    where: Words = Phrase("meeting.remote") if meeting.remote else site.name if site else ""
    held = [t for t in told.terms if t in instance.term and t in (meeting.terms or told.terms)]
    span = () if meeting.day is None else terms(instance, held, instance.term)
    return _Slot((*days(meeting), hours(meeting)), where, span)


def _said(slots: Sequence[_Slot], places: bool, spans: bool) -> Words:
    said: Words = ""
    for slot in slots:
        parts = (*slot.when, *(slot.where,) * places, *slot.terms * spans)
        one = join([part for part in parts if part])
        said = Phrase("change.both", {"first": said, "second": one}) if said else one
    return said


def moved_rides(
    instance: Instance, rides: Iterable[Ride], before: Mapping[str, Trip]
) -> Iterator[Words]:
    """What is told of each trip ridden as before that goes at another time."""
    for ride in rides:
        was, now = before.get(ride.trip), instance.trip[ride.trip]
        if was is None:
            continue
        old, new = _ridden(instance, was, ride), _ridden(instance, now, ride)
        if old != new:
            yield Phrase("change.bus", {"trip": now.name, "was": old, "now": new})


def _ridden(instance: Instance, trip: Trip, ride: Ride) -> Words:
    departs, arrives = stop_times(trip, ride)
    sites = instance.site
    way: dict[str, Words] = {
        "departs": clock(departs), "origin": sites[ride.origin].name,
        "arrives": clock(arrives), "destination": sites[ride.destination].name,
    }  # fmt: skip
    dates = tuple(stretch(first, last) for first, last in stretches(trip.dates))
    return join((*((trip.day,) if trip.day else dates), Phrase("change.ride", way)))

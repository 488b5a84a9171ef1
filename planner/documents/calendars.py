"""A student's meetings and rides -> an iCalendar file (RFC 5545), with weeks, seasons, exceptions.

Times are local ones without a zone: 15:00 stays 15:00 on every device.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import gcd

from models.people import Student
from planner.documents.facts import Phrase, Words
from planner.documents.plain import plain
from planner.documents.schedule import name_of, stretches
from planner.documents.view import View
from planner.wording import Wording

OCTETS = 75
WEEK = 7


@dataclass(frozen=True)
class Event:
    """Something at the same time of day on several dates."""

    id: str
    name: Words
    place: Words
    about: Words
    starts: int
    ends: int
    dates: tuple[date, ...]


def calendar(view: View, student: Student, wording: Wording) -> str:
    """The text of the file; the same plan gives the same text."""
    stamp = f"{view.instance.calendar.terms[0].starts:%Y%m%d}T000000Z"
    name = plain(Phrase("calendar.name", {"student": student.name}), wording)
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//plan-trajectories//plan//EN",
        "CALSCALE:GREGORIAN", f"X-WR-CALNAME:{_escaped(name)}",
    ]  # fmt: skip
    for event in (*_meetings(view, student), *_rides(view, student)):
        for number, dates in enumerate(_series(event.dates)):
            lines += _lines(event, f"{student.id}-{event.id}-{number}", dates, stamp, wording)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _meetings(view: View, student: Student) -> Iterator[Event]:
    instance = view.instance
    for offering in view.takes(student):
        timetable = view.timetable(offering)
        cut_off = view.reach.cut_off(student, offering, timetable)
        dates: dict[tuple[int, bool], list[date]] = {}
        for day, numbers in sorted(view.reach.sessions(offering, timetable).items()):
            for number in numbers:
                remote = timetable.meetings[number].remote or (day, number) in cut_off
                dates.setdefault((number, remote), []).append(day)
        for (number, remote), days in dates.items():
            meeting = timetable.meetings[number]
            site = instance.site.get(meeting.site or offering.site or "")
            place: Words = Phrase("calendar.place") if remote else site.name if site else ""
            if site and site.address and not remote:
                place = Phrase("joined", {"first": site.name, "second": site.address})
            yield Event(
                f"{offering.id}-{number}{'-r' * remote}", name_of(instance, offering), place,
                ", ".join(view.teachers(offering)), meeting.starts, meeting.ends, tuple(days),
            )  # fmt: skip


def _rides(view: View, student: Student) -> Iterator[Event]:
    sites = view.instance.site
    used: dict[tuple[str, str, str, int, int], set[date]] = {}
    for days in view.attendance.days(student):
        for _, step in view.legs.of(student, days):
            if step.ride:
                departs, arrives = step.departs + step.before, step.arrives - step.after
                ride = step.ride
                key = (ride.trip, ride.origin, ride.destination, departs, arrives)
                used.setdefault(key, set()).update(days.dates)
    for (trip, origin, destination, departs, arrives), dates in used.items():
        ends: dict[str, Words] = {
            "origin": sites[origin].name, "destination": sites[destination].name,
        }  # fmt: skip
        name = Phrase("calendar.bus", {"trip": view.instance.trip[trip].name})
        yield Event(
            f"bus-{trip}-{origin}-{destination}", name, ends["origin"],
            Phrase("calendar.from_to", ends), departs, arrives, tuple(sorted(dates)),
        )  # fmt: skip


def _series(dates: Sequence[date]) -> list[tuple[date, ...]]:
    """Weekly dates as one series; others as stretches of days in a row."""
    if all((day - dates[0]).days % WEEK == 0 for day in dates):
        return [tuple(dates)]
    return [
        tuple(first + timedelta(days=n) for n in range((last - first).days + 1))
        for first, last in stretches(dates)
    ]


def _lines(
    event: Event, uid: str, dates: tuple[date, ...], stamp: str, wording: Wording
) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", f"UID:{_escaped(uid)}@plan-trajectories", f"DTSTAMP:{stamp}")
    yield f"DTSTART:{_moment(dates[0], event.starts)}"
    yield f"DTEND:{_moment(dates[0], event.ends)}"
    if len(dates) > 1:
        yield from _repeated(dates, event.starts)
    for key, words in (
        ("SUMMARY", event.name), ("LOCATION", event.place), ("DESCRIPTION", event.about),
    ):  # fmt: skip
        said = plain(words, wording)
        if said:
            yield f"{key}:{_escaped(str(said))}"
    yield "END:VEVENT"


def _repeated(dates: tuple[date, ...], starts: int) -> Iterator[str]:
    """The widest even step that meets all dates, and the exceptions from it."""
    step = gcd(*((day - dates[0]).days for day in dates[1:]))
    every = "WEEKLY" if step % WEEK == 0 else "DAILY"
    interval = step // WEEK if step % WEEK == 0 else step
    yield f"RRULE:FREQ={every};INTERVAL={interval};UNTIL={_moment(dates[-1], starts)}"
    known = set(dates)
    count = (dates[-1] - dates[0]).days // step + 1
    for day in (dates[0] + timedelta(days=step * n) for n in range(count)):
        if day not in known:
            yield f"EXDATE:{_moment(day, starts)}"


def _moment(day: date, minutes: int) -> str:
    return f"{day:%Y%m%d}T{minutes // 60:02d}{minutes % 60:02d}00"


def _escaped(text: str) -> str:
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Lines of 75 octets at most; each next one starts with a space."""
    pieces, piece = [], ""
    for letter in line:
        if len((piece + letter).encode()) > OCTETS:
            pieces.append(piece)
            piece = " "
        piece += letter
    return "\r\n".join([*pieces, piece])

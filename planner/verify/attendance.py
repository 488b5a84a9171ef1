"""A student's takes and rides -> every date with a meeting, and how that day goes.

Dates on which everything is alike (meetings, home hours, open links, buses) are looked at once.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from models.people import Student
from planner.verify.days import Course, Event
from planner.verify.decisions import Decisions, stop_times
from planner.verify.network import Hop, Open
from planner.verify.reach import Hours, Reach


class Session(NamedTuple):
    """A meeting (its place in the timetable) of an offering as a student attends it."""

    offering: str
    meeting: int
    remote: bool
    cut_off: bool


class Situation(NamedTuple):
    """All that makes one date of a student differ from another."""

    sessions: tuple[Session, ...]
    hours: Hours
    open_: Open
    hops: tuple[Hop, ...]


@dataclass(frozen=True)
class Days:
    """Dates of one student that are alike, in order."""

    dates: tuple[date, ...]
    events: tuple[Event, ...]
    course: Course


class Attendance:
    """The days of the students of a plan."""

    def __init__(self, decisions: Decisions, reach: Reach) -> None:
        self._decisions = decisions
        self._reach = reach
        self._days: dict[str, tuple[Days, ...]] = {}

    def days(self, student: Student) -> tuple[Days, ...]:
        """Every date on which the student attends a meeting."""
        if student.id not in self._days:
            self._days[student.id] = tuple(self._alike(student))
        return self._days[student.id]

    def minutes(self, student: Student) -> int:
        """Minutes on the way over all dates."""
        return sum(days.course.minutes * len(days.dates) for days in self.days(student))

    def _alike(self, student: Student) -> list[Days]:
        alike: dict[Situation, list[date]] = defaultdict(list)
        served = self._served(student)
        for day, sessions in sorted(self._sessions(student).items()):
            hours, open_ = self._reach.home_hours(student, day), self._reach.network.open_on(day)
            hops = tuple(hop for hop, dates in served if day in dates)
            situation = Situation(tuple(sessions), hours, open_, hops)
            alike[situation].append(day)
        found = []
        for situation, dates in alike.items():
            events = (
                *self._reach.home_events(student, situation.hours),
                *(self._event(student, session) for session in situation.sessions),
            )
            course = self._reach.course(student, events, situation.open_, situation.hops)
            found.append(Days(tuple(dates), events, course))
        return found

    def _sessions(self, student: Student) -> dict[date, list[Session]]:
        found: dict[date, list[Session]] = defaultdict(list)
        for offering in self._decisions.takes[student.id]:
            timetable = self._decisions.opens.get(offering.id)
            if timetable is None:
                continue
            cut_off = self._reach.cut_off(student, offering, timetable)
            dates = self._reach.cut_off_dates(student, offering, timetable)
            afar = dates <= offering.remote_dates
            for day, numbers in self._reach.sessions(offering, timetable).items():
                for number in numbers:
                    cut = (day, number) in cut_off
                    remote = timetable.meetings[number].remote or (cut and afar)
                    found[day].append(Session(offering.id, number, remote, cut and not afar))
        return found

    def _event(self, student: Student, session: Session) -> Event:
        offering = self._decisions.instance.offering[session.offering]
        timetable = self._decisions.opens[session.offering]
        assert timetable is not None
        meeting = timetable.meetings[session.meeting]
        event = self._reach.event(student, offering, meeting, session.remote)
        return replace(event, cut_off=session.cut_off)

    def _served(self, student: Student) -> list[tuple[Hop, frozenset[date]]]:
        """The student's rides on trips that run, with the dates that each serves."""
        found = []
        for ride in self._decisions.rides[student.id]:
            if ride.trip in self._decisions.runs:
                departs, arrives = stop_times(self._decisions.instance.trip[ride.trip], ride)
                hop = Hop(ride.origin, departs, ride.destination, arrives)
                found.append((hop, self._reach.network.served(ride.trip, ride.term)))
        return found

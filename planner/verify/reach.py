"""A student and an offering's timetable -> its dates, the home hours on them, the dates cut off.

Knows the instance, not the plan.
"""

from datetime import date, timedelta

from models.calendar import Meeting, Timetable
from models.instance import Instance
from models.offers import Offering
from models.people import Student
from planner.verify.days import Course, Event, Ways, course
from planner.verify.facts import meeting_dates, travel_limit
from planner.verify.network import Hop, Network, Open, Traffic

Hours = tuple[tuple[int, int], ...]
"""Home hours of one date: start and end of each."""
Sessions = dict[date, tuple[int, ...]]
"""By date the meetings held, as places in the timetable."""
CutOff = frozenset[tuple[date, int]]
"""Dates and meetings (places in the timetable)."""


class Reach:
    """When students are wanted where, and whether they can get there at all."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.network = Network(instance)
        self._taught = {
            day: term
            for term in instance.calendar.terms
            for n in range((term.ends - term.starts).days + 1)
            if term.is_taught(day := term.starts + timedelta(days=n))
        }
        self._sessions: dict[tuple[str, str], Sessions] = {}
        self._home_hours: dict[tuple[str, int, date], Hours] = {}
        self._in_home_hours: dict[tuple[str, int, str, str], tuple[date, ...]] = {}
        self._cut_off: dict[tuple[object, ...], CutOff] = {}

    def sessions(self, offering: Offering, timetable: Timetable) -> Sessions:
        """The meetings of each date."""
        key = (offering.id, timetable.id)
        if key not in self._sessions:
            found: Sessions = {}
            for number, meeting in enumerate(timetable.meetings):
                for day in meeting_dates(self.instance, offering, meeting):
                    found[day] = (*found.get(day, ()), number)
            self._sessions[key] = found
        return self._sessions[key]

    def home_hours(self, student: Student, day: date) -> Hours:
        """When the student's school keeps the student on this date."""
        key = (student.school, student.grade, day)
        if key not in self._home_hours:
            self._home_hours[key] = self._hours_on(student, day)
        return self._home_hours[key]

    def in_home_hours(
        self, student: Student, offering: Offering, timetable: Timetable
    ) -> tuple[date, ...]:
        """The dates on which a meeting overlaps home hours, in order."""
        key = (student.school, student.grade, offering.id, timetable.id)
        if key not in self._in_home_hours:
            self._in_home_hours[key] = tuple(
                day
                for day, numbers in sorted(self.sessions(offering, timetable).items())
                if any(
                    meeting.residential or (meeting.starts < ends and starts < meeting.ends)
                    for meeting in (timetable.meetings[number] for number in numbers)
                    for starts, ends in self.home_hours(student, day)
                )
            )
        return self._in_home_hours[key]

    def cut_off(self, student: Student, offering: Offering, timetable: Timetable) -> CutOff:
        """The dates and meetings that the student cannot attend whatever bus there is."""
        limit = travel_limit(self.instance, student)
        key = (student.school, student.home, student.grade, limit, offering.id, timetable.id)
        if key not in self._cut_off:
            self._cut_off[key] = self._unreachable(student, offering, timetable)
        return self._cut_off[key]

    def cut_off_dates(self, student: Student, offering: Offering, timetable: Timetable) -> int:
        """On how many dates the student is cut off."""
        return len({day for day, _ in self.cut_off(student, offering, timetable)})

    def own_places(self, student: Student) -> tuple[str, ...]:
        """Home, and the school's first site."""
        home = (student.home,) if student.home else ()
        return tuple(dict.fromkeys((*home, *self._school_site(student))))

    def home_events(self, student: Student, hours: Hours) -> tuple[Event, ...]:
        """Home hours as events of a day."""
        school = self._school_site(student)
        return tuple(Event(starts, ends, school) for starts, ends in hours)

    def event(self, student: Student, offering: Offering, meeting: Meeting, remote: bool) -> Event:
        """A meeting as an event of a day; remote or without a site it is at the own places."""
        site = meeting.site or offering.site
        places = self.own_places(student) if remote or site is None else (site,)
        return Event(meeting.starts, meeting.ends, places, offering.id, meeting.residential)

    def course(
        self, student: Student, events: tuple[Event, ...], open_: Open, hops: tuple[Hop, ...]
    ) -> Course:
        """How a day with these events goes by these links and buses."""
        return course(events, Ways(self.network, self.own_places(student), open_, hops))

    def _unreachable(self, student: Student, offering: Offering, timetable: Timetable) -> CutOff:
        known: dict[tuple[int, Hours, Traffic], bool] = {}
        found = set()
        for day, numbers in self.sessions(offering, timetable).items():
            hours, traffic = self.home_hours(student, day), self.network.traffic(day)
            for number in numbers:
                key = (number, hours, traffic)
                if key not in known:
                    meeting = timetable.meetings[number]
                    own = self.event(student, offering, meeting, meeting.remote)
                    events = (*self.home_events(student, hours), own)
                    known[key] = self._reachable(student, events, traffic)
                if not known[key]:
                    found.add((day, number))
        return frozenset(found)

    def _reachable(self, student: Student, events: tuple[Event, ...], traffic: Traffic) -> bool:
        limit = travel_limit(self.instance, student)
        if self.course(student, events, traffic.open_, ()).possible(limit):
            return True  # most are within reach without any bus, and buses are many
        hops = self.network.hops(traffic)
        return self.course(student, events, traffic.open_, hops).possible(limit)

    def _school_site(self, student: Student) -> tuple[str, ...]:
        site = self.instance.first_site.get(student.school)
        return (site.id,) if site else ()

    def _hours_on(self, student: Student, day: date) -> Hours:
        school = self.instance.organisation[student.school].school
        term = self._taught.get(day)
        if school is None or term is None:
            return ()
        grade = self.instance.calendar.grade(student.grade, term)
        return tuple(
            (hours.starts, hours.ends)
            for hours in school.home_hours
            if hours.day.number == day.weekday() and grade in hours.grades
        )

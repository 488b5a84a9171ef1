"""Terms, school weeks and seasons."""

from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Literal

from pydantic import Field

from models.base import Clock, Day, Id, Name, Record, Text


class Period(Record):
    """Days from the first to the last, both included."""

    starts: date
    ends: date

    def __contains__(self, day: date) -> bool:
        return self.starts <= day <= self.ends


class Term(Record):
    """A half-year of teaching."""

    id: Id
    name: Text
    year: int = Field(ge=2000, le=2200)
    """The calendar year in which the school year of this term began (2027 for 2027/28)."""
    starts: date
    ends: date
    holidays: tuple[Period, ...] = ()

    @cached_property
    def weeks(self) -> tuple[date, ...]:
        """The Mondays of the school weeks: those with a working day (Mon-Fri) that is taught."""
        monday = self.starts - timedelta(days=self.starts.weekday())
        found = []
        while monday <= self.ends:
            if any(self.is_taught(monday + timedelta(days=n)) for n in range(5)):
                found.append(monday)
            monday += timedelta(days=7)
        return tuple(found)

    def is_taught(self, day: date) -> bool:
        """Whether the day lies in the term and in none of its holidays."""
        return self.starts <= day <= self.ends and not any(day in h for h in self.holidays)


class Season(Record):
    """When a road, ferry or bus runs: any day inside one of the periods."""

    id: Id
    name: Text
    periods: tuple[Period, ...] = Field(min_length=1)

    def __contains__(self, day: date) -> bool:
        return any(day in period for period in self.periods)


class Calendar(Record):
    """The terms that a plan covers."""

    terms: tuple[Term, ...] = Field(min_length=1, max_length=12)
    """In order. Terms of the same `year` form a school year."""
    last_grade: int = Field(default=11, ge=1, le=13)
    """Students leave school after this grade."""

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The school years covered, in order."""
        return tuple(sorted({term.year for term in self.terms}))

    @cached_property
    def position(self) -> dict[str, int]:
        """The place of each term in the order of terms."""
        return {term.id: index for index, term in enumerate(self.terms)}

    def grade(self, entry_grade: int, term: Term) -> int:
        """The grade in this term of a student who is in `entry_grade` in the first year."""
        return entry_grade + self.years.index(term.year)

    def attended(self, entry_grade: int) -> tuple[Term, ...]:
        """The terms in which a student of this grade in the first year is still at school."""
        return tuple(t for t in self.terms if self.grade(entry_grade, t) <= self.last_grade)

    def term_on(self, day: date) -> Term | None:
        """The term that a day belongs to: from its start until the next term starts.

        Practice in June, after the lessons, so belongs to the second half-year; a year has 366
        days at most after the last term's start.
        """
        found = None
        for term in self.terms:
            if term.starts <= day:
                found = term
        if found is None or day > found.starts + timedelta(days=366):
            return None
        return found


class Weeks(StrEnum):
    """In which school weeks of a term a weekly meeting takes place, the first week being odd."""

    ALL = "all"
    ODD = "odd"
    EVEN = "even"


class Meeting(Record):
    """A weekly meeting (`day`) or a dated one (`dates`): exactly one of the two is given."""

    day: Day | None = None
    dates: tuple[date, ...] = ()
    """Days of an intensive: a summer school or a practice week."""
    starts: Clock
    ends: Clock
    weeks: Weeks | tuple[int, ...] = Weeks.ALL
    """For weekly meetings: all, odd or even weeks, or the numbers of the weeks from 1."""
    terms: tuple[Id, ...] = ()
    """For weekly meetings: the terms of the offering in which it takes place; empty: all."""
    site: Id | None = None
    """Where, if not at the offering's site."""
    remote: bool = False
    """Attended from one's own school (or home) over the network."""
    residential: bool = False
    """Students live at the place: no daily way there and back."""
    duty: Id | None = None
    """Which duty of the offering leads it; empty: every duty attends."""

    def days_in(self, term: Term) -> tuple[date, ...]:
        """The days of this weekly meeting in one term (holidays left out)."""
        if self.day is None or (self.terms and term.id not in self.terms):
            return ()
        found = []
        for number, monday in enumerate(term.weeks, start=1):
            day = monday + timedelta(days=self.day.number)
            if self._in_week(number) and term.is_taught(day):
                found.append(day)
        return tuple(found)

    def _in_week(self, number: int) -> bool:
        if isinstance(self.weeks, tuple):
            return number in self.weeks
        return self.weeks is Weeks.ALL or (number % 2 == 1) == (self.weeks is Weeks.ODD)


class Timetable(Record):
    """One way an offering may meet. Without meetings: inside the provider's home hours."""

    id: Id = "main"
    meetings: tuple[Meeting, ...] = ()


class HomeHours(Record):
    """When a school keeps its own students of some grades busy on one weekday."""

    grades: tuple[int, ...] = Field(min_length=1)
    day: Day
    starts: Clock
    ends: Clock


class Busy(Record):
    """When a teacher cannot come, every week."""

    day: Day
    starts: Clock
    ends: Clock
    reason: Name | None = None


SchoolWeek = Literal[5, 6]
"""Days in the school week."""

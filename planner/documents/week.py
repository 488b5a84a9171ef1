"""A student's days -> the usual week of each term as blocks of time: lessons, courses, ways."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from models.base import Day
from models.calendar import Term
from models.people import Student
from planner.documents.facts import Block, Phrase, Week, WeekDay, Words
from planner.documents.schedule import name_of, terms
from planner.documents.view import View
from planner.verify.attendance import Days
from planner.verify.days import Event

HOUR = 60


class Weeks:
    """The weeks of one student; terms with the same week are shown together."""

    def __init__(self, view: View, student: Student) -> None:
        self._view = view
        self._student = student
        self._own = set(view.reach.own_places(student))

    def all(self) -> tuple[Week, ...]:
        """Every week that differs, in the order of terms; none if nothing has a known time."""
        attended = self._view.instance.calendar.attended(self._student.grade)
        days = [d for d in self._view.attendance.days(self._student) if not self._view.dated(d)]
        found: list[tuple[tuple[WeekDay, ...], list[str]]] = []
        for term in attended:
            week = tuple(self._day(day, term, days) for day in list(Day)[:6])
            same = next((ids for known, ids in found if known == week), None)
            if same is None:
                found.append((week, [term.id]))
            else:
                same.append(term.id)
        known = [term.id for term in attended]
        return tuple(
            _week(week, terms(self._view.instance, ids, known))
            for week, ids in found
            if any(day.blocks for day in week)
        )

    def _day(self, day: Day, term: Term, days: list[Days]) -> WeekDay:
        alike: dict[tuple[Event, ...], list[tuple[int, Days]]] = {}
        for each in days:
            dates = [d for d in each.dates if d.weekday() == day.number and _in(d, term)]
            if dates:
                alike.setdefault(each.events, []).append((len(dates), each))
        blocks = dict.fromkeys(self._lessons(day, term))
        for variants in alike.values():
            usual = max(variants, key=lambda variant: variant[0])[1]
            blocks |= dict.fromkeys(self._blocks(usual))
        return WeekDay(Phrase(f"days_short.{day.value}"), _in_lanes(list(blocks)))

    def _lessons(self, day: Day, term: Term) -> Iterator[Block]:
        """The home hours of the weekday, on its first taught date."""
        taught = self._view.taught_on(day, term)
        for starts, ends in self._view.reach.home_hours(self._student, taught) if taught else ():
            yield Block("lessons", starts, ends, Phrase("week.lessons"))

    def _blocks(self, days: Days) -> Iterator[Block]:
        for event in days.events:
            if event.offering:
                offering = self._view.instance.offering[event.offering]
                name = name_of(self._view.instance, offering)
                yield Block(self._kind(event), event.starts, event.ends, name)
        for _, step in self._view.legs.of(self._student, days):
            yield Block("travel", step.departs, step.arrives, "")

    def _kind(self, event: Event) -> str:
        return "own" if set(event.places) <= self._own else "away"


def _in(day: date, term: Term) -> bool:
    return term.starts <= day <= term.ends


def _in_lanes(blocks: list[Block]) -> tuple[Block, ...]:
    """Blocks of the same time (odd and even weeks) one above the other."""
    placed: list[Block] = []
    for block in sorted(blocks, key=lambda block: (block.starts, block.ends)):
        over = {b.lane for b in placed if b.starts < block.ends and block.starts < b.ends}
        lane = next(n for n in range(len(placed) + 1) if n not in over)
        placed.append(replace(block, lane=lane))
    return tuple(placed)


def _week(days: tuple[WeekDay, ...], when: tuple[Words, ...]) -> Week:
    blocks = [block for day in days for block in day.blocks]
    first = min(block.starts for block in blocks) // HOUR
    last = -(-max(block.ends for block in blocks) // HOUR)
    while days and not days[-1].blocks:
        days = days[:-1]
    return Week(when, first, last, days)

"""A teacher is in one place at a time, the way by link between two places included."""

from collections import defaultdict
from datetime import date
from itertools import combinations, product
from typing import NamedTuple

from models.calendar import Meeting
from models.people import Teacher
from planner.linear import Literal, add_up
from planner.presolve.buses import UNREACHABLE
from planner.presolve.cliques import cliques
from planner.presolve.occasions import dates_of, engagement
from planner.presolve.roads import Engagement, Surroundings
from planner.program import Program


class Led(NamedTuple):
    """A duty of an offering that meets by a timetable."""

    offering: str
    timetable: str
    duty: str


def post(program: Program) -> None:
    """Forbid what a teacher cannot do alone; of duties that clash with one another allow one."""
    leading: dict[str, dict[Led, Literal]] = defaultdict(dict)
    for (teacher, offering, duty, timetable), leads in program.variables.leads.items():
        leading[teacher][Led(offering, timetable, duty)] = leads
    for teacher, duties in leading.items():
        diary = _Diary(program, program.instance.teacher[teacher])
        led = sorted(duties)
        impossible = [[one] for one in led if not diary.possible(one)]
        possible = [one for one in led if [one] not in impossible]
        clashes = {pair for pair in combinations(possible, 2) if diary.clash(*pair)}
        for apart in [*impossible, *cliques(possible, clashes)]:
            most = 1 if len(apart) > 1 else 0
            together = add_up(duties[one] for one in apart)
            program.require(together <= most, "teacher_times", teacher)


class _Diary:
    """When and where a teacher would be, by kind of date."""

    def __init__(self, program: Program, teacher: Teacher) -> None:
        self._instance = program.instance
        self._roads = program.presolved.roads
        self._teacher = teacher
        first = self._instance.first_site.get(teacher.organisation)
        self._base = teacher.base or (first.id if first else None)
        self._led: dict[Led, dict[date, list[Engagement]]] = {}

    def possible(self, led: Led) -> bool:
        """Whether the busy times and the ways allow the duty on every date."""
        for day, meetings in self._dates(led).items():
            on = self._roads.surroundings(day)
            for number, meeting in enumerate(meetings):
                if on and self._too_far(self._base, meeting.site, UNREACHABLE - 1, on):
                    return False
                others = [*meetings[number + 1 :], *self._busy(day)]
                if on and any(self._apart(meeting, other, on) for other in others):
                    return False
        return True

    def clash(self, one: Led, other: Led) -> bool:
        """Whether two duties cannot both be done (each of them alone being possible).

        Several duties of one offering may share a meeting, and a residential stay; its timetables
        exclude each other.
        """
        if one.offering == other.offering and one.timetable != other.timetable:
            return True
        days, others = self._dates(one), self._dates(other)
        for day in days.keys() & others.keys():
            on = self._roads.surroundings(day)
            for meeting, second in product(days[day], others[day]):
                shared = one.offering == other.offering and meeting == second
                if on and not shared and self._apart(meeting, second, on):
                    return True
        return False

    def _dates(self, led: Led) -> dict[date, list[Engagement]]:
        """The meetings of a duty by date."""
        if led not in self._led:
            found: dict[date, list[Engagement]] = defaultdict(list)
            offering = self._instance.offering[led.offering]
            [timetable] = [t for t in offering.timetables if t.id == led.timetable]
            for meeting in timetable.meetings:
                if meeting.duty in (None, led.duty):
                    for day in dates_of(self._instance, offering, meeting):
                        found[day].append(self._led_from(engagement(offering, meeting), meeting))
            self._led[led] = found
        return self._led[led]

    def _led_from(self, attended: Engagement, meeting: Meeting) -> Engagement:
        """The meeting for its teacher: what is remote, or nowhere, is led from the base."""
        if attended.site is not None or meeting.residential:
            return attended
        return attended._replace(site=self._base)

    def _busy(self, day: date) -> list[Engagement]:
        return [
            Engagement(busy.starts, busy.ends, self._base)
            for busy in self._teacher.busy
            if busy.day.number == day.weekday()
        ]

    def _apart(self, one: Engagement, other: Engagement, on: Surroundings) -> bool:
        """Whether nobody can be at both."""
        first, second = sorted((one, other), key=lambda e: (e.starts, e.ends))
        gap = second.starts - first.ends
        return gap < 0 or self._too_far(first.site, second.site, gap, on)

    def _too_far(
        self, origin: str | None, target: str | None, minutes: int, on: Surroundings
    ) -> bool:
        if origin is None or target is None or origin == target:
            return False
        return self._roads.minutes((origin,), (target,), on.seasons) > minutes

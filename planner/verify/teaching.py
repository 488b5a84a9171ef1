"""A teacher's duties -> the meetings led on each date, with the busy times."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from models.calendar import Meeting
from models.instance import Instance
from models.people import Teacher
from planner.verify.decisions import Decisions, Lesson
from planner.verify.facts import leads
from planner.verify.reach import Reach


@dataclass(frozen=True)
class Hours:
    """A meeting led (with its offering) or a busy time (without)."""

    starts: int
    ends: int
    site: str | None
    offering: str | None = None
    residential: bool = False
    remote: bool = True

    def overlaps(self, other: "Hours") -> bool:
        """Whether both cannot be done; the meetings of one residential stay are one stay."""
        stay = self.residential and other.residential and self.offering == other.offering
        if (self.residential or other.residential) and not stay:
            return True
        return self.starts < other.ends and other.starts < self.ends


def teaching_days(decisions: Decisions, reach: Reach, teacher: Teacher) -> dict[date, list[Hours]]:
    """By date, in order of time, for every date on which the teacher leads a meeting."""
    base = base_site(decisions.instance, teacher)
    return {
        day: sorted([*led, *_busy(teacher, day, base)], key=lambda hours: hours.starts)
        for day, led in sorted(_led(decisions, reach, teacher).items())
    }


def base_site(instance: Instance, teacher: Teacher) -> str | None:
    """Where the teacher sets out from, is while busy and leads remote meetings."""
    first = instance.first_site.get(teacher.organisation)
    return teacher.base or (first.id if first else None)


def _busy(teacher: Teacher, day: date, base: str | None) -> list[Hours]:
    return [
        Hours(busy.starts, busy.ends, base)
        for busy in teacher.busy
        if busy.day.number == day.weekday()
    ]


def _led(decisions: Decisions, reach: Reach, teacher: Teacher) -> dict[date, list[Hours]]:
    """The meetings of each date, once each even if the teacher does two duties in it."""
    found: dict[date, dict[tuple[str, int], Hours]] = defaultdict(dict)
    for lesson in decisions.lessons[teacher.id]:
        timetable = decisions.opens[lesson.offering.id]
        if timetable is None:
            continue
        for day, numbers in reach.sessions(lesson.offering, timetable).items():
            for number in numbers:
                meeting = timetable.meetings[number]
                if leads(lesson.duty, meeting):
                    hours = _hours(decisions.instance, lesson, meeting)
                    found[day][lesson.offering.id, number] = hours
    return {day: list(meetings.values()) for day, meetings in found.items()}


def _hours(instance: Instance, lesson: Lesson, meeting: Meeting) -> Hours:
    site = None if meeting.remote else meeting.site or lesson.offering.site
    return Hours(
        meeting.starts,
        meeting.ends,
        site or base_site(instance, lesson.teacher),
        lesson.offering.id,
        meeting.residential,
        site is None,
    )

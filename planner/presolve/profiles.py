"""Student -> profile: the options and days shared by all students who are alike."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import combinations

from models.calendar import Timetable
from models.faults import Fact, Fault
from models.instance import Instance
from models.offers import Offering
from models.people import Student
from planner.presolve.days import Days, Stage, Traveller
from planner.presolve.eligible import Eligibility
from planner.presolve.exclusive import Groups, apart, exclusive
from planner.presolve.occasions import Attendance, Occasion, sites_of
from planner.presolve.roads import Engagement, Roads
from planner.presolve.sequence import Before, before
from planner.presolve.split import Splitter

ORDER = {f"rules.eligibility.{name}": n for n, name in enumerate(("access", "home_hours", "way"))}
"""Reasons against a timetable: a later one judges the timetables that the earlier ones left."""

Stages = list[tuple[int, Stage]]
"""Stages with the numbers of the occasions on which they take place."""


@dataclass(frozen=True, slots=True)
class Option:
    """A placement that nothing excludes, with the timetables possible."""

    offering: str
    timetables: tuple[str, ...]
    agreement: str | None


@dataclass(frozen=True, eq=False, slots=True)
class Profile:
    """What students who are alike can do."""

    options: tuple[Option, ...]
    days: Days
    exclusive: Groups
    """Offerings of which at most one is taken, whatever the time."""
    apart: dict[str, frozenset[str]]
    """For each option all others that it excludes, by time or otherwise."""
    before: Before
    """For each option with prerequisites those that have to come first."""

    def exclude(self, options: Collection[str]) -> bool:
        """Whether at most one of these options is taken."""
        return all(other in self.apart[one] for one, other in combinations(options, 2))

    def by_themselves(self, options: Collection[str]) -> list[str]:
        """Those of the options one of which is taken if any is: what needs one of them before it
        adds nothing. A linear relaxation would take half of each, and count both."""
        return [
            one
            for one in options
            if not any(set(earlier) <= set(options) for earlier in self.before.get(one, ()))
        ]


class Placer:
    """Works out profiles, remembering what holds for all who travel alike."""

    def __init__(self, instance: Instance, roads: Roads, kinds: list[Occasion]) -> None:
        self._instance = instance
        self._roads = roads
        self._kinds = kinds
        self._eligibility = Eligibility(instance)
        self._splitter = Splitter()
        self._reached: dict[tuple[object, ...], bool] = {}
        self._profiles: dict[tuple[object, ...], Profile] = {}
        self._occasions: dict[Attendance, list[int]] = defaultdict(list)
        for number, occasion in enumerate(kinds):
            for attendance in occasion.meetings:
                self._occasions[attendance].append(number)

    def profile(self, student: Student) -> Profile:
        """The student's profile; the same object for all who are alike."""
        key = (
            student.school, student.home, student.grade, student.travel_limit, student.step_free,
            student.keeps, frozenset(record.programme for record in student.records),
            *self._eligibility.alike(student),
        )  # fmt: skip
        if key not in self._profiles:
            self._profiles[key] = self._work_out(student)
        return self._profiles[key]

    def reason(self, student: Student, offering: Offering) -> Fault | None:
        """The first reason against the placement (docs/data.md)."""
        fault = self._eligibility.reason(student, offering)
        if fault is None:
            traveller = Traveller(self._instance, self._roads, student)
            _, fault = self._timetables(student, traveller, offering)
        return fault

    def _work_out(self, student: Student) -> Profile:
        traveller = Traveller(self._instance, self._roads, student)
        stages: dict[int, list[Stage]] = defaultdict(list)
        found = []
        for offering in self._eligibility.candidates(student):
            possible, fault = self._timetables(student, traveller, offering)
            if fault is None:
                agreement = self._eligibility.agreement(student, offering)
                name = agreement.id if agreement else None
                found.append(Option(offering.id, tuple(possible), name))
                for added in possible.values():
                    for number, stage in added:
                        stages[number].append(stage)
        attended = [(self._kinds[number], stages[number]) for number in sorted(stages)]
        days = self._splitter.split(traveller, attended)
        timetables = {option.offering: option.timetables for option in found}
        groups = exclusive(self._instance, timetables)
        recognised = {record.programme for record in student.records if record.programme}
        return Profile(
            tuple(found), days, groups, apart(timetables, groups, days.clashes),
            before(self._instance, timetables, recognised),
        )  # fmt: skip

    def _timetables(
        self, student: Student, traveller: Traveller, offering: Offering
    ) -> tuple[dict[str, Stages], Fault | None]:
        """The possible timetables with their stages, or the reason why there are none."""
        possible: dict[str, Stages] = {}
        obstacles: list[Fault] = []
        for timetable in offering.timetables:
            attendance = (offering.id, timetable.id)
            met = [
                (number, meeting)
                for number in self._occasions[attendance]
                for meeting in self._kinds[number].meetings[attendance]
            ]
            obstacle = self._obstacle(student, traveller, offering, timetable, met)
            if isinstance(obstacle, Fault):
                obstacles.append(obstacle)
            else:
                possible[timetable.id] = [
                    (number, Stage(_from_afar(m) if (number, m) in obstacle else m, attendance))
                    for number, m in met
                ]
        return possible, None if possible else max(obstacles, key=lambda one: ORDER[one.code])

    def _obstacle(
        self,
        student: Student,
        traveller: Traveller,
        offering: Offering,
        timetable: Timetable,
        met: list[tuple[int, Engagement]],
    ) -> Fault | set[tuple[int, Engagement]]:
        """What makes a timetable impossible; or the meetings that are attended from afar."""
        name = offering.name or self._instance.programme[offering.programme].name
        facts: dict[str, Fact] = {"student": student.name, "offering": name}
        if student.step_free and (steep := self._steep(sites_of(offering, timetable))):
            site = self._instance.site[steep].name
            return Fault("rules.eligibility.access", {**facts, "site": site})
        for number, meeting in met:
            if traveller.overlaps_home(meeting, self._kinds[number].on):
                first = self._kinds[number].dates[0]
                return Fault("rules.eligibility.home_hours", {**facts, "date": first})
        cut_off = {
            (number, meeting)
            for number, meeting in met
            if not self._reaches(traveller, meeting, self._kinds[number])
        }
        dates = [day for number in {n for n, _ in cut_off} for day in self._kinds[number].dates]
        if len(dates) <= offering.remote_dates:
            return cut_off
        figures: dict[str, Fact] = {
            "dates": len(dates), "first": min(dates), "remote": offering.remote_dates,
        }  # fmt: skip
        return Fault("rules.eligibility.way", facts | figures)

    def _steep(self, sites: Iterable[str]) -> str | None:
        """The first site without step-free access."""
        return next((site for site in sites if not self._instance.site[site].step_free), None)

    def _reaches(self, traveller: Traveller, meeting: Engagement, occasion: Occasion) -> bool:
        if meeting.site is None:
            return True
        key = (*traveller.alike(occasion.on), meeting)
        if key not in self._reached:
            self._reached[key] = traveller.reaches(meeting, occasion.on)
        return self._reached[key]


def _from_afar(meeting: Engagement) -> Engagement:
    return Engagement(meeting.starts, meeting.ends, None)

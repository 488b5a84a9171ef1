"""Instance -> the options of each student, with the reason for everything dropped."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from models.faults import Fact, Fault
from models.instance import Instance
from models.offers import Offering
from models.people import Student
from planner.presolve.days import Days, Stage, Traveller
from planner.presolve.eligible import Eligibility
from planner.presolve.occasions import Attendance, Occasion, occasions
from planner.presolve.roads import Engagement, Roads
from planner.presolve.split import Splitter


@dataclass(frozen=True, slots=True)
class Option:
    """A placement that nothing excludes, with the timetables possible for the student."""

    student: str
    offering: str
    timetables: tuple[str, ...]
    agreement: str | None


@dataclass(frozen=True)
class Presolved:
    """What is left to decide."""

    instance: Instance
    options: dict[str, tuple[Option, ...]]
    """Of each student, in the order of offerings."""
    dropped: dict[tuple[str, str], Fault]
    """Student and offering -> why the placement is excluded."""
    days: dict[str, Days]
    roads: Roads
    occasions: tuple[Occasion, ...]

    @cached_property
    def takers(self) -> dict[str, list[Option]]:
        """The options on each offering."""
        found: dict[str, list[Option]] = {offering.id: [] for offering in self.instance.offerings}
        for options in self.options.values():
            for option in options:
                found[option.offering].append(option)
        return found


def presolve(instance: Instance) -> Presolved:
    """Find every student's options; what is dropped is dropped with a reason."""
    roads = Roads(instance)
    kinds = occasions(instance, roads)
    placer = _Placer(instance, roads, kinds)
    for student in instance.students:
        placer.place(student)
    return Presolved(instance, placer.options, placer.dropped, placer.days, roads, tuple(kinds))


class _Placer:
    """Goes through the students, remembering what holds for all who travel alike."""

    def __init__(self, instance: Instance, roads: Roads, kinds: list[Occasion]) -> None:
        self._instance = instance
        self._roads = roads
        self._kinds = kinds
        self._eligibility = Eligibility(instance)
        self._splitter = Splitter()
        self._reached: dict[tuple[object, ...], bool] = {}
        self._occasions: dict[Attendance, list[int]] = defaultdict(list)
        for number, occasion in enumerate(kinds):
            for attendance in occasion.meetings:
                self._occasions[attendance].append(number)
        self.options: dict[str, tuple[Option, ...]] = {}
        self.dropped: dict[tuple[str, str], Fault] = {}
        self.days: dict[str, Days] = {}

    def place(self, student: Student) -> None:
        """Find the student's options and days."""
        traveller = Traveller(self._instance, self._roads, student)
        stages: dict[int, list[Stage]] = defaultdict(list)
        found = []
        for offering in self._instance.offerings:
            fault = self._eligibility.reason(student, offering)
            if fault is None:
                possible, fault = self._timetables(student, traveller, offering)
                for attendance_stages in possible.values():
                    for number, added in attendance_stages:
                        stages[number] += added
            if fault is None:
                agreement = self._eligibility.agreement(student, offering)
                name = agreement.id if agreement else None
                found.append(Option(student.id, offering.id, tuple(possible), name))
            else:
                self.dropped[student.id, offering.id] = fault
        self.options[student.id] = tuple(found)
        attended = [(self._kinds[number], stages[number]) for number in sorted(stages)]
        self.days[student.id] = self._splitter.split(traveller, attended)

    def _timetables(
        self, student: Student, traveller: Traveller, offering: Offering
    ) -> tuple[dict[str, list[tuple[int, list[Stage]]]], Fault | None]:
        """The possible timetables with their stages by occasion, or the reason there are none."""
        possible = {}
        reasons = []
        for timetable in offering.timetables:
            attendance = (offering.id, timetable.id)
            reason, stages = self._attend(student, traveller, offering, attendance)
            if reason is None:
                possible[timetable.id] = stages
            else:
                reasons.append(reason)
        return possible, None if possible else reasons[-1]

    def _attend(
        self, student: Student, traveller: Traveller, offering: Offering, attendance: Attendance
    ) -> tuple[Fault | None, list[tuple[int, list[Stage]]]]:
        """The stages of one timetable by occasion, unless something stands in the way."""
        name = offering.name or self._instance.programme[offering.programme].name
        facts: dict[str, Fact] = {"student": student.name, "offering": name}
        occasions_met = [(n, self._kinds[n]) for n in self._occasions[attendance]]
        met = [(n, o, e) for n, o in occasions_met for e in o.meetings[attendance]]
        sites = {e.site for _, _, e in met} if met else {offering.site}
        for site in sorted(site for site in sites if site):
            if student.step_free and not self._instance.site[site].step_free:
                where = self._instance.site[site].name
                return Fault("rules.eligibility.access", {**facts, "site": where}), []
        for _, occasion, meeting in met:
            if traveller.overlaps_home(meeting, occasion.on):
                return Fault(
                    "rules.eligibility.home_hours", {**facts, "date": occasion.dates[0]}
                ), []
        cut_off = [
            (number, meeting)
            for number, occasion, meeting in met
            if not self._reaches(traveller, meeting, occasion)
        ]
        days = sum(len(self._kinds[number].dates) for number in {n for n, _ in cut_off})
        if days > offering.remote_dates:
            first = self._kinds[cut_off[0][0]].dates[0]
            facts_of_way = {**facts, "dates": days, "first": first, "remote": offering.remote_dates}
            return Fault("rules.eligibility.way", facts_of_way), []
        remote = set(cut_off)
        return None, [
            (number, [Stage(_from_afar(m) if (number, m) in remote else m, attendance)])
            for number, _, m in met
        ]

    def _reaches(self, traveller: Traveller, meeting: Engagement, occasion: Occasion) -> bool:
        if meeting.site is None:
            return True
        key = (*traveller.alike(occasion.on), meeting)
        if key not in self._reached:
            self._reached[key] = traveller.reaches(meeting, occasion.on)
        return self._reached[key]


def _from_afar(meeting: Engagement) -> Engagement:
    return Engagement(meeting.starts, meeting.ends, None)

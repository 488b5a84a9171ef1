"""A tiny instance -> its best plan, found by trying everything; only the verifier judges.

What a student does alone (takes, timetables, rides) is tried on an instance with this student
only; what people do together is put together from that, best first, until no combination left
could be better than the best plan that the verifier has accepted.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, combinations, product
from typing import Any, NamedTuple

from models.instance import Instance
from models.plan import Opened, Parameters, Plan, Ride, Status, StudentPlan, Teaches
from planner.verify import assess, verify
from planner.verify.case import Case, Check
from planner.verify.checks import (
    eligibility,
    keeps,
    locks,
    one_section,
    prerequisites,
    staffing,
    student_times,
    teacher_hours,
    teacher_times,
    travel_minutes,
)
from tests.plans import stating

OF_A_STUDENT: tuple[Check, ...] = (
    one_section.check, eligibility.check, prerequisites.check, keeps.check, locks.check,
    student_times.check, travel_minutes.check,
)  # fmt: skip
OF_TEACHERS: tuple[Check, ...] = (
    staffing.check, teacher_hours.check, teacher_times.check, locks.check,
)  # fmt: skip
ALONE = {"requirements", "wishes", "fairness", "travel", "changes"}
"""Goals that are sums over students."""

Opens = Mapping[str, str]
"""Timetables of the offerings that open."""


class Choice(NamedTuple):
    """What one student may do."""

    takes: tuple[str, ...]
    rides: tuple[Ride, ...]
    points: int


class Party(NamedTuple):
    """What several students do; the points are those of each by itself."""

    rows: tuple[Choice, ...]
    points: int


@dataclass(frozen=True)
class Brute:
    """Tries all plans of one instance."""

    instance: Instance

    def best(self) -> int | None:
        """The points of the best plan; None if there is none."""
        candidates = sorted(self._candidates(), key=lambda found: -found[0])
        best: int | None = None
        for ceiling, decided in candidates:
            if best is not None and ceiling <= best:
                break
            figures = assess(self.instance, decided)
            better = best is None or figures.objective > best
            if better and not verify(self.instance, stating(decided, figures)):
                best = figures.objective
        return best

    def _candidates(self) -> Iterator[tuple[int, Plan]]:
        """Plans with points that they cannot exceed."""
        solo = {student.id: _Solo(self.instance, student.id) for student in self.instance.students}
        for opens in _all_opens(self.instance):
            for runs in _subsets(trip.id for trip in self.instance.trips if trip.optional):
                teaching = _teaching(self.instance, opens, runs)
                if teaching is None:
                    continue
                teaches, rest = teaching
                choices = [
                    [c for c in one.choices(opens) if _running(self.instance, c, runs)]
                    for one in solo.values()
                ]
                for party in _parties(self.instance, opens, choices):
                    decided = written(
                        self.instance, dict(zip(solo, party.rows, strict=True)), opens, teaches,
                        runs,
                    )  # fmt: skip
                    yield party.points + rest, decided


def written(instance: Instance, rows: Mapping[str, Choice], opens: Opens,
            teaches: Iterable[Teaches], runs: Iterable[str]) -> Plan:  # fmt: skip
    """A plan by its decisions."""
    none = Choice((), (), 0)
    return Plan(
        version="0", instance_hash="", parameters=Parameters(), status=Status.OPTIMAL,
        objective=0, bound=0, gap=0.0, seconds=0.0, goals=(),
        students=tuple(
            StudentPlan(id=s.id, takes=row.takes, rides=row.rides, satisfaction=0)
            for s in instance.students for row in [rows.get(s.id, none)]
        ),
        opens=tuple(
            Opened(offering=o, timetable=t, size=sum(o in row.takes for row in rows.values()))
            for o, t in opens.items()
        ),
        teaches=tuple(teaches), runs=tuple(runs),
    )  # fmt: skip


def part(instance: Instance, **fields: Any) -> Instance:
    """The instance with some fields replaced, nothing remembered of the whole."""
    return Instance.model_validate(
        {name: getattr(instance, name) for name in Instance.model_fields} | fields
    )


class _Solo:
    """One student's possibilities, as if there were nobody else."""

    def __init__(self, instance: Instance, student: str) -> None:
        self._id = student
        self._whole = instance
        self._part = part(
            instance,
            students=(instance.student[student],),
            demand=(),
            locks=tuple(lock for lock in instance.locks if lock.student == student),
            previous=tuple(p for p in instance.previous if p.student == student),
        )
        self._reach = Case(self._part, written(self._part, {}, {}, (), ())).reach
        self._known: dict[frozenset[tuple[str, str]], list[Choice]] = {}

    def choices(self, opens: Opens) -> list[Choice]:
        """All that the student can do among these offerings."""
        found = []
        for takes in _subsets(opens):
            key = frozenset((offering, opens[offering]) for offering in takes)
            if key not in self._known:
                self._known[key] = list(self._with(takes, {o: opens[o] for o in takes}))
            found += self._known[key]
        return found

    def _with(self, takes: tuple[str, ...], opens: Opens) -> Iterator[Choice]:
        case = self._case(takes, (), opens)
        if any(True for check in (one_section.check, eligibility.check) for _ in check(case)):
            return
        found: list[Choice] = []
        for rides in _subsets(self._useful(takes, opens)):
            case = self._case(takes, rides, opens)
            if not any(True for check in OF_A_STUDENT for _ in check(case)):
                goals = {goal.id: goal.points for goal in case.assessment.goals}
                choice = Choice(takes, rides, sum(goals[goal] for goal in ALONE))
                # More rides for no more points only take seats from others.
                if not any(
                    {*fewer.rides} < {*rides} and fewer.points >= choice.points for fewer in found
                ):
                    found.append(choice)
        yield from found

    def _case(self, takes: tuple[str, ...], rides: tuple[Ride, ...], opens: Opens) -> Case:
        runs = tuple(trip.id for trip in self._part.trips if trip.optional)
        row = {self._id: Choice(takes, rides, 0)}
        case = Case(self._part, written(self._part, row, opens, (), runs))
        case.__dict__["reach"] = self._reach
        return case

    def _useful(self, takes: tuple[str, ...], opens: Opens) -> list[Ride]:
        """Rides that change some leg, and those on trips that are locked to the student."""
        locked = {lock.trip for lock in self._part.locks if lock.trip}
        without = self._days(takes, (), opens)
        return [
            ride
            for ride in _all_rides(self._whole)
            if ride.trip in locked or self._days(takes, (ride,), opens) != without
        ]

    def _days(self, takes: tuple[str, ...], rides: tuple[Ride, ...], opens: Opens) -> Any:
        case = self._case(takes, rides, opens)
        days = case.attendance.days(self._part.students[0])
        return sorted(
            (date, one.course.minutes, len(one.course.stuck)) for one in days for date in one.dates
        )


def _subsets(members: Iterable[Any]) -> list[tuple[Any, ...]]:
    known = list(members)
    return [*chain.from_iterable(combinations(known, size) for size in range(len(known) + 1))]


def _all_rides(instance: Instance) -> Iterator[Ride]:
    for trip in instance.trips:
        for term in instance.calendar.terms:
            for origin, destination in combinations(trip.stops, 2):
                yield Ride(trip=trip.id, term=term.id, origin=origin.site,
                           destination=destination.site)  # fmt: skip


def _all_opens(instance: Instance) -> Iterator[Opens]:
    kinds = [
        [None, *(timetable.id for timetable in offering.timetables)]
        for offering in instance.offerings
    ]
    for chosen in product(*kinds):
        yield {
            offering.id: timetable
            for offering, timetable in zip(instance.offerings, chosen, strict=True)
            if timetable is not None
        }


def _teaching(
    instance: Instance, opens: Opens, runs: tuple[str, ...]
) -> tuple[tuple[Teaches, ...], int] | None:
    """Who teaches with the fewest extra hours, and what that and all that opens costs."""
    lone = part(
        instance, students=(), demand=(), previous=(),
        locks=tuple(lock for lock in instance.locks if not lock.student),
    )  # fmt: skip
    duties = [
        [Teaches(teacher=teacher, offering=offering, duty=duty.id) for teacher in duty.candidates]
        for offering in opens for duty in instance.offering[offering].duties
    ]  # fmt: skip
    found: list[tuple[int, tuple[Teaches, ...]]] = []
    for teaches in product(*duties):
        case = Case(lone, written(lone, {}, opens, teaches, runs))
        over = any("extra_hours" in fault.code for fault in _budget(case))
        if not over and not any(True for check in OF_TEACHERS for _ in check(case)):
            goals = {goal.id: goal.points for goal in case.assessment.goals}
            found.append((goals["extra_hours"] + goals["cost"], teaches))
    best = max(found, key=lambda option: option[0], default=None)
    return None if best is None else (best[1], best[0])


def _budget(case: Case) -> Iterator[Any]:
    from planner.verify.checks import budget

    yield from budget.check(case)


def _running(instance: Instance, choice: Choice, runs: tuple[str, ...]) -> bool:
    return all(not instance.trip[r.trip].optional or r.trip in runs for r in choice.rides)


def _parties(instance: Instance, opens: Opens, choices: list[list[Choice]]) -> list[Party]:
    """Combinations of what everybody does in which the groups have their sizes."""
    parties = [Party((), 0)]
    for options in choices:
        parties = [
            Party((*party.rows, choice), party.points + choice.points)
            for party in parties
            for choice in options
            if _fits(instance, (*party.rows, choice))
        ]
    return [
        party
        for party in parties
        if all(size >= instance.offering[o].min_size for o, size in _sizes(opens, party.rows))
    ]


def _fits(instance: Instance, rows: tuple[Choice, ...]) -> bool:
    return all(size <= instance.offering[o].max_size for o, size in _sizes(rows[-1].takes, rows))


def _sizes(offerings: Iterable[str], rows: tuple[Choice, ...]) -> Iterator[tuple[str, int]]:
    for offering in offerings:
        yield offering, sum(offering in row.takes for row in rows)

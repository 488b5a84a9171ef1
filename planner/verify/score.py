"""What a plan is worth -> the points and the measure of each goal."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from models.instance import Instance
from models.offers import Offering
from models.people import Demand, Student, Target
from models.plan import POINTS_A_STUDENT, GoalScore, Shortfall
from models.regulations import Level
from planner.verify.attendance import Attendance
from planner.verify.decisions import Decisions
from planner.verify.requirements import Requirements, cost
from planner.verify.workload import extra_hours, roubles


@dataclass(frozen=True)
class Assessment:
    """How good a plan is, by its takes, opens, teaches, rides and runs alone."""

    goals: tuple[GoalScore, ...]
    satisfaction: Mapping[str, int]
    """Points for wishes of each student, by id."""
    unmet: Mapping[str, tuple[Shortfall, ...]]
    """Requirements not met, by student id."""
    minutes: Mapping[str, int]
    """On the way over all dates, by student id."""

    @cached_property
    def objective(self) -> int:
        """The sum of all goals."""
        return sum(goal.points for goal in self.goals)


def assessed(
    decisions: Decisions, attendance: Attendance, requirements: Requirements
) -> Assessment:
    """The figures of every student and goal."""
    instance, takes = decisions.instance, decisions.takes
    satisfaction = {s.id: _satisfaction(instance, s, takes[s.id]) for s in instance.students}
    unmet = {s.id: requirements.unmet(s, takes[s.id]) for s in instance.students}
    minutes = {s.id: attendance.minutes(s) for s in instance.students}
    demand, balance, hours, roubles_ = of_nobody(decisions)
    goals = (
        _requirements(instance, unmet),
        _goal("wishes", sum(satisfaction.values()), sum(satisfaction.values())),
        _fairness(instance, satisfaction),
        demand,
        balance,
        _travel(instance, minutes),
        hours,
        roubles_,
        _changes(decisions),
    )
    return Assessment(goals, satisfaction, unmet, minutes)


def of_nobody(decisions: Decisions) -> tuple[GoalScore, ...]:
    """The goals that are not the sum of what students gain: demand, balance, hours, cost."""
    return _demand(decisions), _balance(decisions), _extra_hours(decisions), _cost(decisions)


def _goal(name: str, points: int, measure: int) -> GoalScore:
    return GoalScore(id=name, points=points, measure=measure)


def _satisfaction(instance: Instance, student: Student, takes: tuple[Offering, ...]) -> int:
    if not student.wishes:
        return POINTS_A_STUDENT
    worth = instance.goals.worth(student.wishes)
    return sum(
        max(
            (
                points
                for target, points in zip(wish.ranked, targets, strict=True)
                if _granted(instance, target, takes)
            ),
            default=0,
        )
        for wish, targets in zip(student.wishes, worth, strict=True)
    )


def _granted(instance: Instance, target: Target, takes: tuple[Offering, ...]) -> bool:
    if target.offering is not None:
        return any(offering.id == target.offering for offering in takes)
    if target.programme is not None:
        return any(offering.programme == target.programme for offering in takes)
    return any(
        content.subject == target.subject and content.level is Level.ADVANCED
        for offering in takes
        for content in instance.programme[offering.programme].contents
    )


def _requirements(instance: Instance, unmet: Mapping[str, tuple[Shortfall, ...]]) -> GoalScore:
    rules = {
        (grade, requirement.id): requirement
        for grade, rule_set in instance.rule_set.items()
        for requirement in rule_set.requirements
    }
    lost = sum(
        cost(rules[instance.student[student].grade, shortfall.requirement], shortfall)
        for student, shortfalls in unmet.items()
        for shortfall in shortfalls
    )
    return _goal("requirements", -lost, sum(len(shortfalls) for shortfalls in unmet.values()))


def _fairness(instance: Instance, satisfaction: Mapping[str, int]) -> GoalScore:
    lost = sum(
        tier.points * _begun(tier.below - reached, 10)
        for reached in satisfaction.values()
        for tier in instance.goals.fairness
        if reached < tier.below
    )
    return _goal("fairness", -lost, min(satisfaction.values(), default=POINTS_A_STUDENT))


def _demand(decisions: Decisions) -> GoalScore:
    instance = decisions.instance
    placed: dict[tuple[str | None, str], set[str]] = defaultdict(set)
    for offering in instance.offerings:
        for student in decisions.placed[offering.id]:
            home = instance.organisation[student.school].municipality
            for municipality in (home, None):
                placed[municipality, offering.programme].add(student.id)

    def people(demand: Demand) -> int:
        """Students of the municipality with a placement that serves the demand."""
        served = (
            placed[demand.municipality, programme.id]
            for programme in instance.programmes
            if programme.id == demand.programme or demand.cluster in programme.clusters
        )
        return len(set[str]().union(*served))

    missing = sum(max(0, demand.people - people(demand)) for demand in instance.demand)
    return _goal("demand", -instance.goals.demand * missing, missing)


def _balance(decisions: Decisions) -> GoalScore:
    sizes: dict[tuple[str, str, frozenset[str]], list[int]] = defaultdict(list)
    for offering in decisions.instance.offerings:
        if offering.id in decisions.opens:
            section = (offering.programme, offering.provider, frozenset(offering.terms))
            sizes[section].append(len(decisions.placed[offering.id]))
    difference = sum(max(section) - min(section) for section in sizes.values())
    return _goal("balance", -decisions.instance.goals.balance * difference, difference)


def _travel(instance: Instance, minutes: Mapping[str, int]) -> GoalScore:
    hours = sum(_begun(spent, 60) for spent in minutes.values())
    return _goal("travel", -instance.goals.travel * hours, sum(minutes.values()))


def _extra_hours(decisions: Decisions) -> GoalScore:
    instance = decisions.instance
    hours = sum(extra_hours(decisions, term) for term in instance.calendar.terms)
    return _goal("extra_hours", -instance.goals.extra_hours * hours, hours)


def _cost(decisions: Decisions) -> GoalScore:
    spent = roubles(decisions)
    return _goal("cost", -decisions.instance.goals.cost * _begun(spent, 1000), spent)


def _changes(decisions: Decisions) -> GoalScore:
    taken = {
        (student, offering.id) for student, takes in decisions.takes.items() for offering in takes
    }
    changed = sum(
        (placement.student, placement.offering) not in taken
        for placement in decisions.instance.previous
    )
    return _goal("changes", -decisions.instance.goals.changes * changed, changed)


def _begun(amount: int, unit: int) -> int:
    """How many units are begun."""
    return -(-amount // unit)

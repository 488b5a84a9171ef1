"""A requirement that a student does not meet -> what stands in the way and what would cure it.

A cure is proven with everybody else as they are; it may cost others nothing (a seat more) or the
student something (a wish).
"""

from dataclasses import dataclass

from models.faults import Fault
from models.people import Student
from models.plan import Shortfall
from models.regulations import Over, Requirement, Unit
from planner.explain.core import NotInTime
from planner.explain.obstacles import Obstacles, fact
from planner.explain.own import OF_THE_PLAN, Own
from planner.explain.standing import Standing
from planner.program import Key


@dataclass(frozen=True)
class Unmet:
    """A shortfall, explained."""

    student: Student
    requirement: Requirement
    shortfall: Shortfall
    facts: tuple[Fault, ...]
    cures: tuple[Fault, ...]


class Shortfalls:
    """Explains requirements that are not met."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._obstacles = Obstacles(standing)

    def explained(self, student: Student, shortfall: Shortfall) -> Unmet:
        """What stands in the way of this requirement, and what would cure it."""
        rules = self._standing.instance.rule_set[student.grade]
        [requirement] = [r for r in rules.requirements if r.id == shortfall.requirement]
        try:
            facts, cures = self._reason(student, requirement, shortfall)
        except NotInTime:
            facts, cures = [fact("unmet.unknown")], []
        return Unmet(student, requirement, shortfall, tuple(facts), tuple(cures))

    def _reason(
        self, student: Student, requirement: Requirement, shortfall: Shortfall
    ) -> tuple[list[Fault], list[Fault]]:
        """The facts and the cures."""
        own = Own(self._standing, student)
        least = own.least_missing(shortfall)
        if least:
            facts = [fact("unmet.never", least=least, what=requirement.text)]
            return facts, self._recognised(requirement, least)
        obstacle = own.obstacle_to_meeting(shortfall)
        if obstacle is None:
            return [fact("unmet.weighed")], []
        keys = [key for key in obstacle.facts if key[0] in OF_THE_PLAN]
        cures = [
            cure for key in keys if (cure := self._cure(student, key)) and own.possible_without(key)
        ]
        cures += self._recognised(requirement, abs(shortfall.short))
        return self._obstacles.said_of(student, requirement.text, (), obstacle.facts), cures

    def _cure(self, student: Student, key: Key) -> Fault | None:
        """One unit more of what is scarce, or a wish given up."""
        instance = self._standing.instance
        if key[0] == "seats":
            return fact("cure.seats", offering=self._obstacles.name(key[1], student), n=1)
        if key[0] == "agreement":
            return fact("cure.agreement", number=instance.agreement[key[1]].number, n=1)
        if key[0] == "bus":
            return fact("cure.bus", trip=instance.trip[key[1]].name, n=1)
        if key[0] == "granted":
            return fact("cure.wish", wanted=self._obstacles.granted(student, int(key[1])))
        return None

    def _recognised(self, requirement: Requirement, units: int) -> list[Fault]:
        """Earlier study counts over the whole time."""
        counted = requirement.unit in (Unit.HOURS, Unit.CREDITS)
        if requirement.over is Over.TRAJECTORY and counted and requirement.minimum is not None:
            return [fact(f"cure.{requirement.unit.value}", n=units)]
        return []

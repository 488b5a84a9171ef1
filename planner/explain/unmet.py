"""A requirement that a student does not meet -> what stands in the way and what would cure it.

A cure is proven with everybody else as they are; it may cost others nothing (a seat more) or the
student something (a wish).
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from models.base import Text
from models.faults import Fault
from models.people import Student
from models.plan import Shortfall
from models.regulations import Kind, Requirement
from planner.change import changed
from planner.documents.curriculum import unmet as stated
from planner.documents.plain import plain
from planner.explain import earlier
from planner.explain.core import NotInTime
from planner.explain.deadline import Deadline
from planner.explain.facts import fact, lock_facts
from planner.explain.obstacles import Obstacles
from planner.explain.own import Obstacle, Own
from planner.explain.standing import Standing
from planner.program import Key
from planner.wording import LANGUAGES, Wording

_CURES = ("seats", "agreement", "bus", "granted", "locks")
"""Facts of which a little more, or to give them up, may be a cure."""


@dataclass(frozen=True)
class Unmet:
    """A shortfall, explained."""

    student: Student
    requirement: Requirement
    shortfall: Shortfall
    facts: tuple[Fault, ...]
    cures: tuple[Fault, ...]


def what_helps(cures: Sequence[Fault], wording: Wording) -> str:
    """The cures in one sentence; nothing if there are none."""
    said = "; ".join(wording.fault(cure) for cure in cures)
    return wording.say("explain.told.cures", {"cures": said, "n": len(cures)}) if cures else ""


def shortfalls(standing: Standing, students: Collection[str], deadline: Deadline) -> list[Unmet]:
    """Everything that these students do not meet, explained."""
    explainer = Shortfalls(standing, deadline)
    return [
        explainer.explained(standing.instance.student[part.id], shortfall)
        for part in standing.plan.students
        if part.id in students
        for shortfall in part.unmet
    ]


class Shortfalls:
    """Explains requirements that are not met."""

    def __init__(self, standing: Standing, deadline: Deadline) -> None:
        self._standing = standing
        self._deadline = deadline
        self._obstacles = Obstacles(standing)

    def explained(self, student: Student, shortfall: Shortfall) -> Unmet:
        """What stands in the way of this requirement, and what would cure it."""
        rules = self._standing.instance.rule_set[student.grade]
        requirement = rules.requirement[shortfall.requirement]
        try:
            facts, cures = self._reason(student, requirement, shortfall)
        except NotInTime:
            facts, cures = [fact("unmet.unknown")], []
        return Unmet(student, requirement, shortfall, tuple(facts), tuple(cures))

    def _reason(
        self, student: Student, requirement: Requirement, shortfall: Shortfall
    ) -> tuple[list[Fault], list[Fault]]:
        """The facts and the cures."""
        own = Own(self._standing, student, self._deadline)
        least = own.least_missing(shortfall)
        obstacle = own.obstacle_to_meeting(shortfall)
        if obstacle is None:
            return [fact("unmet.weighed" if self._standing.is_best else "unmet.preferred")], []
        if least:
            facts = [self._never(student, requirement, shortfall, least)]
            facts += self._obstacles.of_the_data(student, obstacle.facts)
        else:
            facts = self._obstacles.said_of(student, requirement.text, (), obstacle.facts)
        cures = list(self._cures(student, own, obstacle))
        cures += self._recognised(student, requirement, shortfall, least or shortfall.short)
        return facts + self._counted(student, requirement, shortfall), cures

    def _never(
        self, student: Student, requirement: Requirement, shortfall: Shortfall, least: int
    ) -> Fault:
        """What is missing even in the best case, in its unit."""
        at_best = changed(shortfall, short=least if shortfall.short > 0 else -least)
        short = stated(self._standing.instance, student, at_best).short
        ru, en = (plain(short, Wording(language)) for language in LANGUAGES)
        return fact("unmet.never", what=requirement.text, missing=Text(ru=ru, en=en))

    def _counted(
        self, student: Student, requirement: Requirement, shortfall: Shortfall
    ) -> list[Fault]:
        """Earlier study, if there is too little in all."""
        if shortfall.short <= 0:
            return []
        areas = self._own_areas(student)
        return earlier.counted(self._standing.instance, student, requirement, areas)

    def _cures(self, student: Student, own: Own, obstacle: Obstacle) -> Iterator[Fault]:
        """As little more of one thing as is enough, or a wish given up."""
        things = {key[:2]: key for key in obstacle.facts if key[0] in _CURES}
        for key in things.values():
            idle = key[0] == "bus" and key[1] in self._standing.idle
            if not idle and (amount := own.enough(key)):
                yield self._cure(student, key, amount)

    def _cure(self, student: Student, key: Key, amount: int) -> Fault:
        instance = self._standing.instance
        what, id_, *_ = key
        if what == "seats":
            return fact("cure.seats", offering=self._obstacles.name(id_, student), n=amount)
        if what == "agreement":
            return fact("cure.agreement", number=instance.agreement[id_].number, n=amount)
        if what == "bus":
            return fact("cure.bus", trip=instance.trip[id_].name, n=amount)
        if what == "locks":
            code, facts = lock_facts(instance, instance.locks[int(id_)])
            return fact(f"repair.lock.{code}", **facts)
        return fact("cure.wish", wanted=self._obstacles.granted(student, int(id_)))

    def _recognised(
        self, student: Student, requirement: Requirement, shortfall: Shortfall, units: int
    ) -> list[Fault]:
        """Earlier study counts over the whole time; in the student's own model it has to do so."""
        if shortfall.short <= 0 or not earlier.may_count(requirement):
            return []
        areas = self._own_areas(student)
        record = earlier.record(self._standing.instance, student, requirement, units, areas)
        taught = changed(student, records=(*student.records, record))
        with suppress(NotInTime):
            own = Own(self._standing, taught, self._deadline)
            if own.obstacle_to_meeting(shortfall) is None:
                return [fact(f"cure.{requirement.unit.value}", n=units)]
        return []

    def _own_areas(self, student: Student) -> tuple[str, ...]:
        """The areas of the student's specialization in the plan."""
        instance = self._standing.instance
        takes = self._standing.part[student.id].takes
        programmes = (instance.programme[instance.offering[one].programme] for one in takes)
        return tuple(
            area for one in programmes if one.kind is Kind.SPECIALIZATION for area in one.areas
        )

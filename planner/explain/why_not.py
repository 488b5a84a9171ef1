"""A wish that was not granted -> its kind of reason and the facts, true in this plan.

Direct reasons (excluded, not opened, full) are read off the plan; only where none of them settles
the matter the student's own small model is asked (`own.py`).
"""

from dataclasses import dataclass
from enum import StrEnum

from models.faults import Fault
from models.offers import Offering, Programme
from models.people import Student, Target
from planner.explain.core import NotInTime
from planner.explain.deadline import Deadline
from planner.explain.excluded import nearest
from planner.explain.facts import fact
from planner.explain.obstacles import Obstacles
from planner.explain.own import Obstacle, Own
from planner.explain.seasons import Seasons
from planner.explain.standing import Standing
from planner.explain.wanted import Missed, grants
from planner.program import Key


class Kind(StrEnum):
    """Why something was not granted. The first that is among the facts gives its name."""

    NOT_OFFERED = "not_offered"
    INELIGIBLE = "ineligible"
    DECIDED = "decided"
    PREREQUISITE = "prerequisite"
    NOT_OPENED = "not_opened"
    FULL = "full"
    AGREEMENT = "agreement"
    BUS = "bus"
    CLASH = "clash"
    WAY = "way"
    HOURS = "hours"
    REQUIREMENT = "requirement"
    LEAST = "least"
    INSTEAD = "instead"
    WEIGHED = "weighed"
    """Nothing forbids it; a plan proven best would be worse with it, another might not."""
    UNKNOWN = "unknown"
    """Not found out in time."""


_KINDS = {
    "locks": Kind.DECIDED, "prerequisites": Kind.PREREQUISITE, "never": Kind.NOT_OPENED,
    "opens": Kind.NOT_OPENED, "seats": Kind.FULL, "agreement": Kind.AGREEMENT, "bus": Kind.BUS,
    "student_times": Kind.CLASH, "travel_minutes": Kind.WAY, "requirement": Kind.REQUIREMENT,
    "least": Kind.LEAST, "granted": Kind.INSTEAD, "keeps": Kind.DECIDED,
}  # fmt: skip
"""By fact; the first one found names the kind."""


@dataclass(frozen=True)
class Reason:
    """Why a target was not granted."""

    missed: Missed
    kind: Kind
    facts: tuple[Fault, ...]
    """Sentences, the most telling first."""
    offerings: tuple[str, ...] = ()
    """What would have granted it and is open to the student."""
    impossible: bool = False
    """In every plan for these data, not only in this one."""
    about: tuple[Key, ...] = ()
    """The facts as keys, for the scheduler's further questions."""


class WhyNot:
    """Reasons for everything that a plan does not grant."""

    def __init__(self, standing: Standing, deadline: Deadline) -> None:
        self._standing = standing
        self._deadline = deadline
        self._instance = standing.instance
        self._obstacles = Obstacles(standing)
        self._seasons = Seasons(standing.instance)
        self._granting: dict[Target, list[Offering]] = {}
        self._locked = {lock.student for lock in standing.instance.locks}
        self._options = {
            student: {option.offering: option for option in options}
            for student, options in standing.presolved.options.items()
        }

    def _able(self, target: Target) -> list[Offering]:
        """The offerings that would grant a target."""
        if target not in self._granting:
            self._granting[target] = [
                one for one in self._instance.offerings if grants(self._instance, target, one)
            ]
        return self._granting[target]

    def reason(self, missed: Missed) -> Reason:
        """Why the target was not granted."""
        able = self._able(missed.target)
        options = [o for o in able if o.id in self._options[missed.student.id]]
        if not options:
            return self._never(missed, able)
        ids = tuple(option.id for option in options)
        direct = [self._direct(missed.student, option) for option in options]
        plain = tuple(key for key in direct if key)
        if len(plain) == len(options) and not self._doubtful(missed.student, ids, plain):
            return self._of(missed, ids, Obstacle(plain))
        try:
            own = Own(self._standing, missed.student, self._deadline, missed.wish)
            obstacle = self._deeper(own, ids, plain) if plain else own.obstacle(ids)
        except NotInTime:
            if len(plain) == len(options) and not self._vague(plain):
                return self._of(missed, ids, Obstacle(plain))
            return Reason(missed, Kind.UNKNOWN, (fact("why_not.unknown"),), ids)
        if obstacle is not None:
            return self._of(missed, ids, obstacle)
        minutes = own.fewest_minutes()
        facts = self._obstacles.weighed(missed.student, options[0], minutes)
        return Reason(missed, Kind.WEIGHED, tuple(facts), ids)

    def _doubtful(self, student: Student, ids: tuple[str, ...], plain: tuple[Key, ...]) -> bool:
        """Whether something may stand behind what is plain to see."""
        return (
            bool(self._vague(plain))
            or bool(student.keeps)
            or student.id in self._locked
            or any(self._programme(one).prerequisites for one in ids)
        )

    def _vague(self, plain: tuple[Key, ...]) -> list[Key]:
        """What did not open for no better reason than that it was not worth it."""
        return [key for key in plain if key[0] == "opens" and self._obstacles.is_vague(key[1])]

    def _programme(self, offering_id: str) -> Programme:
        return self._instance.programme[self._instance.offering[offering_id].programme]

    def _deeper(self, own: Own, ids: tuple[str, ...], plain: tuple[Key, ...]) -> Obstacle | None:
        """What would stand in the way even if there were room; else that there is none."""
        behind = own.obstacle(ids, without=plain)
        if behind and (behind.in_every_plan or len(self._vague(plain)) == len(ids)):
            return behind
        return own.obstacle(ids)

    def _never(self, missed: Missed, able: list[Offering]) -> Reason:
        """Nothing of the kind is offered, or the student may take none of it."""
        against = nearest(self._standing.presolved, missed.student.id, able)
        if not against:
            facts = (self._obstacles.not_offered(missed),)
            return Reason(missed, Kind.NOT_OFFERED, facts, impossible=True)
        fault, offering = against
        seasons = self._seasons.closing(missed.student.id, offering, fault)
        return Reason(missed, Kind.INELIGIBLE, (fault, *seasons), impossible=True)

    def _direct(self, student: Student, offering: Offering) -> Key | None:
        """What is plain to see: not opened (or at a time that is impossible), full."""
        opened = self._standing.opened.get(offering.id)
        option = self._options[student.id][offering.id]
        if opened is None or offering.max_size == 0:
            return self._standing.against_opening(offering.id)
        if opened.timetable not in option.timetables:
            return ("opens", offering.id)
        if self._standing.seats_left(offering.id) <= 0:
            return ("seats", offering.id)
        return None

    def _of(self, missed: Missed, offerings: tuple[str, ...], obstacle: Obstacle) -> Reason:
        names = [key[0] for key in obstacle.facts]
        kind = next(kind for name, kind in _KINDS.items() if name in names)
        keys = sorted(obstacle.facts, key=lambda key: list(_KINDS).index(key[0]))
        facts: list[Fault] = []
        for fault in self._obstacles.said(missed, offerings, keys):
            if fault not in facts:
                facts.append(fault)
        if any(fault.code == "explain.why_not.week" for fault in facts):
            kind = Kind.HOURS
        return Reason(
            missed, kind, tuple(facts), offerings,
            impossible=obstacle.in_every_plan, about=obstacle.facts,
        )  # fmt: skip

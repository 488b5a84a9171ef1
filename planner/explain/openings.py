"""An offering that did not open -> why: too few who want it, its teachers, money, a decision."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from models.base import Text, clock
from models.calendar import Meeting, Timetable
from models.faults import Fact, Fault
from models.offers import Duty, Offering
from models.people import Target
from planner.explain.changes import MONEY_STEP
from planner.explain.facts import fact, listed, name_of, quoted
from planner.explain.standing import Standing
from planner.explain.wanted import grants, missed
from planner.program import Key


@dataclass(frozen=True)
class Lack:
    """Something without which an offering cannot open."""

    said: Fault
    limit: Key | None = None
    """What there would have to be more of; None: more of nothing would help."""
    amount: int = 0
    """By so many units, if that is all that is lacking."""


class Openings:
    """Reasons against opening."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._instance = standing.instance
        self._asking: dict[str, tuple[str, ...]] = {}
        self._contents: dict[str, int] = {}

    def closed(self, offering_id: str, name: Text) -> Iterator[Fault]:
        """Why it did not open, or not at a time that is possible for the student."""
        if offering_id in self._standing.opened:
            yield fact("why_not.timetable", offering=name)
            return
        offering = self._instance.offering[offering_id]
        if offering_id in self._standing.shut:
            yield Fault("limits.locks.opens_not", {"offering": name})
        able = len(self._standing.presolved.takers[offering_id])
        wanting = self.wanting(offering)
        facts: dict[str, Fact] = {"offering": name, "least": offering.min_size}
        if offering.max_size == 0:
            yield fact("why_not.no_places", offering=name)
        elif able < offering.min_size:
            yield fact("why_not.never_enough", able=able, **facts)
        elif wanting < offering.min_size:
            missing = offering.min_size - wanting
            yield fact("why_not.few", wanting=wanting, missing=missing, **facts)
        elif lacking := self.lacking(offering):
            yield fact("why_not.opening", **facts)
            yield from (lack.said for lack in lacking)
        elif offering_id not in self._standing.shut:
            content = self._content(offering)
            if wanting - content < offering.min_size:
                yield fact("why_not.content", wanting=wanting, content=content, **facts)
            else:
                known = "not_worth" if self._standing.is_best else "not_found"
                yield fact(f"why_not.{known}", wanting=wanting, **facts)

    def wanting(self, offering: Offering) -> int:
        """How many students who may take it have asked for what it grants."""
        return len(self.asking(offering))

    def asking(self, offering: Offering) -> tuple[str, ...]:
        """The students who may take it and have asked for what it grants."""
        if offering.id not in self._asking:
            self._asking[offering.id] = tuple(
                taker
                for taker in self._standing.presolved.takers[offering.id]
                if any(
                    grants(self._instance, target, offering)
                    for wish in self._instance.student[taker].wishes
                    for target in wish.ranked
                )
            )
        return self._asking[offering.id]

    def _content(self, offering: Offering) -> int:
        """How many of those who asked have something that they wanted no less."""
        if offering.id not in self._contents:
            self._contents[offering.id] = sum(
                not any(grants(self._instance, target, offering) for target in self._missed[one])
                for one in self.asking(offering)
            )
        return self._contents[offering.id]

    @cached_property
    def _missed(self) -> dict[str, list[Target]]:
        """The targets that each student misses in the plan."""
        found: dict[str, list[Target]] = defaultdict(list)
        for one in missed(self._instance, self._standing.plan, self._instance.student):
            found[one.student.id].append(one.target)
        return found

    def lacking(self, offering: Offering) -> list[Lack]:
        """Money or teachers that the plan has no more of."""
        budget = self._instance.budget.roubles
        if budget is not None and offering.cost > budget - self._standing.roubles:
            left = budget - self._standing.roubles
            steps = -(-(offering.cost - left) // MONEY_STEP)
            said = fact("why_not.money", cost=offering.cost, left=left)
            return [Lack(said, ("budget", "roubles"), steps)]
        for duty in offering.duties:
            short = [self._short(offering, duty, teacher) for teacher in duty.candidates]
            if all(short):
                return [lack for lack in short if lack]
        return []

    def _short(self, offering: Offering, duty: Duty, teacher_id: str) -> Lack | None:
        """The teacher's hours or time are given to others, in one of the offering's terms."""
        teacher, needed = self._instance.teacher[teacher_id].name, duty.hours_a_week
        left = min(self._standing.hours_left(teacher_id, term) for term in offering.terms)
        if left < needed:
            facts: dict[str, Fact] = {"teacher": teacher, "left": left, "needed": needed}
            held = self._held(offering, teacher_id)
            said = fact("why_not.teacher_of", held=listed(held), **facts)
            if not held:
                said = fact("why_not.teacher", **facts)
            return Lack(said, ("teacher_hours", teacher_id), needed - left)
        busy = self._busy(offering, duty, teacher_id)
        return Lack(busy) if busy else None

    def _held(self, offering: Offering, teacher_id: str) -> list[Text]:
        """What the teacher leads in the offering's terms by the plan."""
        taught = dict.fromkeys(row.offering for row in self._standing.taught[teacher_id])
        return [
            quoted(name_of(self._instance, other))
            for other in taught
            if set(self._instance.offering[other].terms) & set(offering.terms)
        ]

    def _busy(self, offering: Offering, duty: Duty, teacher_id: str) -> Fault | None:
        """The teacher already leads something at the only time at which it could meet."""
        if len(offering.timetables) > 1:
            return None
        wanted = _led(offering.timetables[0], duty.id)
        for row in self._standing.taught[teacher_id]:
            other = self._instance.offering[row.offering]
            if not set(other.terms) & set(offering.terms):
                continue
            chosen = self._standing.opened[other.id].timetable
            [timetable] = [one for one in other.timetables if one.id == chosen]
            for one, two in product(wanted, _led(timetable, row.duty)):
                overlap = one.starts < two.ends and two.starts < one.ends
                if overlap and one.day and one.day == two.day and one.weeks == two.weeks:
                    return fact(
                        "why_not.teacher_busy", teacher=self._instance.teacher[teacher_id].name,
                        other=self._instance.name(other), day=one.day,
                        starts=clock(two.starts), ends=clock(two.ends),
                    )  # fmt: skip
        return None


def _led(timetable: Timetable, duty: str) -> list[Meeting]:
    """The meetings led by whoever does the duty."""
    return [meeting for meeting in timetable.meetings if meeting.duty in (None, duty)]

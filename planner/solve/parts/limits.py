"""What several parts want -> its limits, and what each part is entitled to."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from planner.presolve.eligible import Eligibility
from planner.program import Key
from planner.solve.parts.common import Common, Counts, several
from planner.solve.parts.shares import shares


@dataclass(frozen=True)
class Limit:
    """Something of which all parts together have so much."""

    total: int
    concerned: Sequence[int]
    """The students of each part who may want it."""
    kept: Sequence[int]
    """What each part has of it already."""
    least: int = 0
    """A smaller share is none."""

    def divided(self, weights: Sequence[int] | None = None) -> list[int]:
        """Whole shares, in proportion to weights."""
        left = max(0, self.total - sum(self.kept))
        more = shares(left, self.concerned if weights is None else weights, self.least)
        return [kept + share for kept, share in zip(self.kept, more, strict=True)]


def limits(common: Common) -> dict[Key, Limit]:
    """The limits that several parts have to share, by the names they have in the model."""
    instance, budget = common.instance, common.instance.budget
    nothing, students = [0] * len(common.parts), [len(part) for part in common.parts]
    found: dict[Key, Limit] = {}
    for offering in common.offerings:
        concerned = common.open_to[offering.id]
        found["most", offering.id] = Limit(
            offering.max_size, concerned, nothing, least=offering.min_size
        )
    kept = _kept_seats(common)
    for agreement in instance.agreements:
        if agreement.seats is not None:
            concerned = common.of_schools(agreement.base)
            found["seats", agreement.id] = Limit(agreement.seats, concerned, kept[agreement.id])
    for demand in instance.demand:
        concerned = common.of_municipality(demand.municipality)
        found["people", demand.id] = Limit(demand.people, concerned, nothing)
    if budget.roubles is not None:
        found["roubles",] = Limit(budget.roubles, students, _kept_roubles(common))
    if budget.extra_hours is not None:
        for term in instance.calendar.terms:
            found["extra_hours", term.id] = Limit(budget.extra_hours, students, nothing)
    return {key: limit for key, limit in found.items() if several(limit.concerned)}


def _kept_seats(common: Common) -> dict[str, Counts]:
    """The placements under each agreement that students of each part keep."""
    eligibility, instance = Eligibility(common.instance), common.instance
    found: dict[str, Counts] = defaultdict(lambda: [0] * len(common.parts))
    for student in instance.students:
        for offering in student.keeps:
            if agreement := eligibility.agreement(student, instance.offering[offering]):
                found[agreement.id][common.part[student.id]] += 1
    return found


def _kept_roubles(common: Common) -> Counts:
    """What the offerings cost in which students of each part stay."""
    kept = {
        (common.part[student.id], offering)
        for student in common.instance.students
        for offering in student.keeps
    }
    found = [0] * len(common.parts)
    for part, offering in kept:
        found[part] += common.instance.offering[offering].cost
    return found

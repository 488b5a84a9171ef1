"""What several parts want -> its limits, and what each part is entitled to."""

from collections.abc import Sequence

from models.instance import Instance
from planner.program import Key
from planner.solve.parts.common import Common
from planner.solve.parts.shares import shares


def totals(common: Common) -> dict[Key, int]:
    """The limits that several parts have to share, by the names they have in the model."""
    return {key: total for key, (total, _) in _limits(common).items()}


def entitled(common: Common) -> list[dict[Key, int]]:
    """The share of each part: in proportion to the students concerned."""
    found: list[dict[Key, int]] = [{} for _ in common.parts]
    for key, (total, weights) in _limits(common).items():
        divided = shares(total, weights, least(common.instance, key))
        for part, share in zip(found, divided, strict=True):
            part[key] = share
    return found


def least(instance: Instance, key: Key) -> int:
    """A smaller share is none."""
    return instance.offering[key[1]].min_size if key[0] == "most" else 0


def _limits(common: Common) -> dict[Key, tuple[int, Sequence[int]]]:
    """Each limit, with the students of each part whom it concerns."""
    instance, budget = common.instance, common.instance.budget
    found: dict[Key, tuple[int, Sequence[int]]] = {}
    for offering in common.offerings:
        found["most", offering.id] = offering.max_size, common.open_to[offering.id]
    for agreement in instance.agreements:
        if agreement.seats is not None:
            found["seats", agreement.id] = agreement.seats, common.of_schools(agreement.base)
    for demand in instance.demand:
        concerned = common.of_municipality(demand.municipality)
        found["people", demand.id] = demand.people, concerned
    students = [len(part) for part in common.parts]
    if budget.roubles is not None:
        found["roubles",] = budget.roubles, students
    if budget.extra_hours is not None:
        for term in instance.calendar.terms:
            found["extra_hours", term.id] = budget.extra_hours, students
    return {key: limit for key, limit in found.items() if sum(map(bool, limit[1])) > 1}

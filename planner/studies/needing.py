"""A sum with a minimum -> what is needed beside what, for tight relaxations.

That half of a specialization with more than enough makes up for half of one that lacks a course is
no help to anybody, but a linear relaxation believes it. So no weight counts for more than can be
lacking, and what excludes a condition does not count under it: coefficients reduced as in
Savelsbergh (1994, ORSA Journal on Computing 6, section 2). Without any one of a few offerings the
others must still make up for the rest of what a condition asks for: knapsack cover inequalities
(Carr, Fleischer, Leung and Phillips 2000, SODA).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planner.studies.crowding import Apart, clique

FEW = 9
"""So many offerings under a condition, and each is left out once."""


@dataclass(frozen=True, slots=True)
class Need:
    """The sum of these weights, of what else counts one each, and of what is missing has a least.

    It holds for every choice, whether the condition of the sum does or not.
    """

    weights: Mapping[str, int]
    least: int


def needs(
    weights: Mapping[str, int], least: int, apart: Apart[str], condition: str | None = None
) -> Iterator[Need]:
    """What follows from a sum that is at least so much, if the condition is taken."""
    if (whole := _need(weights, least, apart, condition)) is None:
        return
    yield whole
    counted = [one for one, weight in whole.weights.items() if weight > 0]
    if condition is None:
        yield from _beside(weights, least, apart, counted)
    elif len(counted) <= FEW:
        for left_out in counted:
            others = {one: weight for one, weight in weights.items() if one != left_out}
            if need := _need(others, least - weights[left_out], apart, condition):
                yield need


def _beside(
    weights: Mapping[str, int], least: int, apart: Apart[str], counted: list[str]
) -> Iterator[Need]:
    """What is needed beside each of the heaviest offerings that exclude each other.

    A twelfth of a course would make up for what a student lacks who has nearly enough.
    """
    for one in clique(sorted(counted, key=lambda one: -weights[one]), apart):
        need = _need(weights, least, apart, one)
        if need and any(0 < weight < weights[other] for other, weight in need.weights.items()):
            yield need


def _need(
    weights: Mapping[str, int], least: int, apart: Apart[str], condition: str | None
) -> Need | None:
    """One row, no weight greater than what can be lacking; None: nothing can."""
    if condition is None:
        order = sorted(weights, key=lambda one: (weights[one] >= 0, -weights[one]))
        main, beside = clique(order, apart), weights
    else:
        excluded = apart[condition]
        main = [condition]
        beside = {one: weight for one, weight in weights.items() if one not in excluded}
    rest = {one: weight for one, weight in beside.items() if one not in main}
    lowest = sum(min(0, weight) for weight in rest.values())
    chosen = [weights.get(one, 0) for one in main]
    lacking = least - lowest - min(chosen if condition else [0, *chosen])
    if lacking <= 0:
        return None
    bounded = {one: min(weight, lacking) for one, weight in rest.items()}
    if condition is not None:
        return Need({**bounded, condition: -lacking}, lowest)
    enough = {one: min(weights[one], least - lowest) for one in main}
    return Need(bounded | enough, least)

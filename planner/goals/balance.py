"""Sections of one programme at one provider differ little in size."""

from collections import defaultdict

from models.instance import Instance
from models.offers import Offering
from planner.linear import Expression, weigh
from planner.program import Program, Score, Value


def post(program: Program) -> Score:
    """A loss for each student by which the largest opened section exceeds the smallest."""
    families = sections(program.instance)
    weight = program.instance.goals.balance
    differences = [_difference(program, family) for family in families] if weight else []
    return Score(
        weigh([(-weight, difference) for difference in differences]),
        lambda value: sum(_measured(program, family, value) for family in families),
    )


def sections(instance: Instance) -> list[list[Offering]]:
    """The offerings that are to be of about one size, where there are several."""
    families: dict[tuple[str, str, tuple[str, ...]], list[Offering]] = defaultdict(list)
    for offering in instance.offerings:
        families[offering.programme, offering.provider, offering.terms].append(offering)
    return [family for family in families.values() if len(family) > 1]


def _difference(program: Program, family: list[Offering]) -> Expression:
    most = max(program.capacity(offering.id) for offering in family)
    largest = program.model.integer(0, most)
    smallest = program.model.integer(0, most)
    difference = program.model.integer(0, most)
    for offering in family:
        size, opens = program.size(offering.id), program.variables.opens[offering.id]
        program.model.add(largest >= size)
        row = program.model.add(smallest <= size + most * (1 - opens))
        program.limits["alike", offering.id] = row
    program.model.add(difference >= largest - smallest)
    return difference


def _measured(program: Program, family: list[Offering], value: Value) -> int:
    sizes = [
        value(program.size(offering.id))
        for offering in family
        if value(program.variables.opens[offering.id])
    ]
    return max(sizes) - min(sizes) if sizes else 0

"""Roubles for openings and optional trips."""

from planner.program import Program, Score

THOUSAND = 1000


def post(program: Program) -> Score:
    """A loss for each thousand roubles begun, all costs together."""
    instance, weight = program.instance, program.instance.goals.cost
    most = sum(o.cost for o in instance.offerings) + sum(t.cost for t in instance.trips)
    thousands = program.model.integer(0, -(-most // THOUSAND))
    program.model.add(THOUSAND * thousands >= program.roubles)
    return Score(-weight * thousands, lambda value: value(program.roubles))

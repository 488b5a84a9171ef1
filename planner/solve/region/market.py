"""What parts share, each with a price: seats of offerings, trips and agreements, and money.

Lagrangian relaxation (Geoffrion 1974, Mathematical Programming Study 2): whatever the prices are,
the parts' best plans at these prices and the best supply make a bound on every plan of the whole.
"""

from collections import defaultdict
from typing import NamedTuple

from planner.program import Program
from planner.solve.region.partition import Partition
from planner.variables import Expression, add_up

ROUBLES = ("roubles",)
"""In thousands, begun ones counted whole."""
THOUSAND = 1000

Resource = tuple[str, ...]
"""('offering', id), ('trip', id, term, stretch), ('agreement', id), ROUBLES, ('hours', term)."""

Prices = dict[Resource, int]
"""Points for one unit; what is not named is free."""


class Room(NamedTuple):
    """The fewest and most units that a part takes."""

    fewest: int
    most: int


def used(program: Program, partition: Partition) -> dict[Resource, tuple[Expression, int]]:
    """What a part takes of each thing shared, and the most that it can take."""
    taken: dict[Resource, list[Expression]] = defaultdict(list)
    for (_, offering), takes in program.variables.takes.items():
        if offering in partition.shared:
            taken["offering", offering].append(takes)
    for (_, trip_id, term, origin, destination), rides in program.variables.rides.items():
        sites = [stop.site for stop in program.instance.trip[trip_id].stops]
        for stretch in range(sites.index(origin), sites.index(destination)):
            taken["trip", trip_id, term, str(stretch)].append(rides)
    for student, options in program.presolved.options.items():
        for option in options:
            if option.agreement in partition.shared_agreements:
                takes = program.variables.takes[student, option.offering]
                taken["agreement", str(option.agreement)].append(takes)
    found = {resource: (add_up(units), len(units)) for resource, units in taken.items()}
    return found | _money(program, partition)


def _money(program: Program, partition: Partition) -> dict[Resource, tuple[Expression, int]]:
    budget = partition.instance.budget
    found: dict[Resource, tuple[Expression, int]] = {}
    if budget.roubles is not None:
        most = sum(o.cost for o in program.instance.offerings)
        most += sum(trip.cost for trip in program.instance.trips if trip.optional)
        thousands = program.cp.new_int_var(0, -(-most // THOUSAND), "thousands taken")
        program.cp.add(THOUSAND * thousands >= program.roubles)
        found[ROUBLES] = (thousands, -(-most // THOUSAND))
    if budget.extra_hours is not None:
        for term in program.instance.calendar.terms:
            extra = [hours for (_, when), hours in program.extra.items() if when == term.id]
            if extra:
                found["hours", term.id] = (add_up(extra), 168 * len(extra))
    return found


def supply(partition: Partition, resource: Resource) -> int:
    """The units there are, if it opens or runs."""
    instance = partition.instance
    kind = resource[0]
    if kind == "offering":
        return instance.offering[resource[1]].max_size
    if kind == "trip":
        return instance.trip[resource[1]].seats
    if kind == "agreement":
        return instance.agreement[resource[1]].seats or 0
    if kind == "hours":
        return instance.budget.extra_hours or 0
    return (instance.budget.roubles or 0) // THOUSAND


def divided(units: int, shares: dict[int, int]) -> dict[int, int]:
    """Units shared out in proportion (Hamilton's method: largest remainders)."""
    total = sum(shares.values())
    if total == 0:
        return dict.fromkeys(shares, 0)
    given = {part: units * share // total for part, share in shares.items()}
    rest = sorted(shares, key=lambda part: (-(units * shares[part] % total), part))
    for part in rest[: units - sum(given.values())]:
        given[part] += 1
    return given

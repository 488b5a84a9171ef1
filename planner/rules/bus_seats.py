"""On each stretch of a trip there are at most as many rides as seats, and only if it runs."""

from collections import defaultdict

from planner.linear import Literal, add_up, constant
from planner.program import Program


def post(program: Program) -> None:
    """Bound the rides over each stretch, term by term."""
    over: dict[tuple[str, str, int], list[Literal]] = defaultdict(list)
    for (_, trip_id, term, origin, destination), rides in program.variables.rides.items():
        trip = program.instance.trip[trip_id]
        sites = [stop.site for stop in trip.stops]
        for stretch in range(sites.index(origin), sites.index(destination)):
            over[trip_id, term, stretch].append(rides)
        if trip.optional:
            program.require(rides <= program.variables.runs[trip_id], "bus_seats", trip_id)
    for (trip_id, term, _), rides_over in over.items():
        trip = program.instance.trip[trip_id]
        runs = program.variables.runs.get(trip_id, constant(1))
        if trip.optional or len(rides_over) > trip.seats:
            program.require(add_up(rides_over) <= trip.seats * runs, "bus_seats", trip_id, term)

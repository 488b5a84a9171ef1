"""Between two stops of a trip no more ride in a term than it has seats; only trips that run."""

from collections import Counter
from collections.abc import Iterator

from models.faults import Fault
from planner.verify.case import Case, Facts
from planner.verify.decisions import stop_index


def check(case: Case) -> Iterator[Fault]:
    """Rides on trips that do not run, and stretches with too many riders."""
    riders: Counter[tuple[str, str, int]] = Counter()
    for student in case.instance.students:
        rides = case.decisions.rides[student.id]
        for trip_id in dict.fromkeys(ride.trip for ride in rides):
            if trip_id not in case.decisions.runs:
                trip = case.instance.trip[trip_id]
                named: Facts = {"student": student.name, "trip": trip.name}
                yield Fault("rules.bus_seats.not_running", named)
        for ride in rides:
            trip = case.instance.trip[ride.trip]
            boards, alights = stop_index(trip, ride.origin), stop_index(trip, ride.destination)
            assert boards is not None and alights is not None
            riders.update((ride.trip, ride.term, stretch) for stretch in range(boards, alights))
    yield from _full(case, riders)


def _full(case: Case, riders: Counter[tuple[str, str, int]]) -> Iterator[Fault]:
    for trip in case.instance.trips:
        for term in case.instance.calendar.terms:
            for stretch in range(len(trip.stops) - 1):
                count = riders[trip.id, term.id, stretch]
                if count > trip.seats:
                    origin, destination = trip.stops[stretch : stretch + 2]
                    yield Fault(
                        "rules.bus_seats.above",
                        {
                            "trip": trip.name,
                            "term": term.name,
                            "origin": case.instance.site[origin.site].name,
                            "destination": case.instance.site[destination.site].name,
                            "riders": count,
                            "seats": trip.seats,
                        },
                    )

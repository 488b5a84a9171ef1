"""An earlier plan, or the placements that the instance names -> what was decided before."""

from dataclasses import dataclass

from models.instance import Instance
from models.places import Trip
from models.plan import Plan, Ride, Told


@dataclass(frozen=True)
class Before:
    """What an earlier plan says, as far as it is known."""

    takes: dict[str, tuple[str, ...]]
    """Of the students it knew."""
    timetables: dict[str, str]
    teachers: dict[str, frozenset[str]]
    rides: dict[str, frozenset[Ride]]
    told: dict[str, Told]
    """Of the offerings whose times and places it carries."""
    trips: dict[str, Trip]


def earlier(instance: Instance, plan: Plan | None) -> Before | None:
    """From an earlier plan; without one from the placements that the instance names."""
    if plan is None:
        if not instance.previous:
            return None
        takes: dict[str, tuple[str, ...]] = {}
        for placement in instance.previous:
            takes[placement.student] = (*takes.get(placement.student, ()), placement.offering)
        return Before(takes, {}, {}, {}, {}, {})
    return Before(
        {part.id: part.takes for part in plan.students},
        {opened.offering: opened.timetable for opened in plan.opens},
        teachers_of(plan),
        {part.id: frozenset(part.rides) for part in plan.students},
        {opened.offering: opened.told for opened in plan.opens if opened.told},
        {trip.id: trip for trip in plan.trips},
    )


def teachers_of(plan: Plan) -> dict[str, frozenset[str]]:
    """The teachers of each opened offering."""
    found: dict[str, frozenset[str]] = {}
    for row in plan.teaches:
        found[row.offering] = found.get(row.offering, frozenset()) | {row.teacher}
    return found

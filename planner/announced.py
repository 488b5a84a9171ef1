"""Offering and timetable -> what families are told of it: name, place, half-years, meetings."""

from models.instance import Instance
from models.offers import Offering
from models.plan import Told


def told(instance: Instance, offering: Offering, timetable_id: str) -> Told:
    """With one of the timetables of the offering."""
    timetable = next(t for t in offering.timetables if t.id == timetable_id)
    return Told(
        name=instance.name(offering),
        site=offering.site,
        terms=offering.terms,
        meetings=timetable.meetings,
    )

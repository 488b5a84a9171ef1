"""What has an id has it alone, and no list that decides something names a thing twice."""

from collections.abc import Hashable, Iterable, Iterator

from models.faults import Fault
from models.instance import Instance
from planner.soundness.known import LISTS
from planner.soundness.report import fault


def twice(name: str, place: str, field: str, values: Iterable[Hashable]) -> Iterator[Fault]:
    """A fault for each value that stood in the list before. `field` is that of the value."""
    first: dict[Hashable, int] = {}
    for index, value in enumerate(values):
        if value in first:
            yield fault(name, f"{place}[{index}]{field}", value, first=f"{place}[{first[value]}]")
        first.setdefault(value, index)


def duplicate_ids(instance: Instance) -> Iterator[Fault]:
    """Two records of one list with the same id."""
    for field in LISTS.values():
        ids = (record.id for record in getattr(instance, field))
        yield from twice("duplicate_id", field, ".id", ids)
    terms = (term.id for term in instance.calendar.terms)
    yield from twice("duplicate_id", "calendar.terms", ".id", terms)
    for index, offering in enumerate(instance.offerings):
        place = f"offerings[{index}]"
        timetables = (timetable.id for timetable in offering.timetables)
        yield from twice("duplicate_id", f"{place}.timetables", ".id", timetables)
        duties = (duty.id for duty in offering.duties)
        yield from twice("duplicate_id", f"{place}.duties", ".id", duties)


def repeated(instance: Instance) -> Iterator[Fault]:
    """The same thing named twice where the second time would count again."""
    for index, offering in enumerate(instance.offerings):
        for number, duty in enumerate(offering.duties):
            place = f"offerings[{index}].duties[{number}].candidates"
            yield from twice("repeated", place, "", duty.candidates)
        for number, timetable in enumerate(offering.timetables):
            for count, meeting in enumerate(timetable.meetings):
                place = f"offerings[{index}].timetables[{number}].meetings[{count}].dates"
                yield from twice("repeated", place, "", meeting.dates)
    for index, trip in enumerate(instance.trips):
        yield from twice("repeated", f"trips[{index}].dates", "", trip.dates)
    for index, student in enumerate(instance.students):
        yield from twice("repeated", f"students[{index}].keeps", "", student.keeps)
    placements = ((placed.student, placed.offering) for placed in instance.previous)
    yield from twice("repeated", "previous", "", placements)

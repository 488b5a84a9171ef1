"""A student's plan and the one before -> what has changed, in sentences."""

from collections.abc import Iterator

from models.offers import Offering
from models.people import Student
from planner.announced import told
from planner.documents.before import Before, teachers_of
from planner.documents.facts import Phrase, Words
from planner.documents.moved import moved_meetings, moved_rides
from planner.documents.schedule import name_of
from planner.documents.view import View


def changes(view: View, student: Student) -> tuple[Words, ...]:
    """The changes of one student; nothing if the student was in no earlier plan."""
    before = view.before
    if before is None or student.id not in before.takes:
        return ()
    return tuple(_changes(view, student, before))


def _changes(view: View, student: Student, before: Before) -> Iterator[Words]:
    old, new = before.takes[student.id], view.takes(student)
    for dropped in old:
        if dropped not in {offering.id for offering in new}:
            yield Phrase("change.dropped", {"name": _name(view, before, dropped)})
    teachers = teachers_of(view.plan)
    for offering in new:
        name: dict[str, Words] = {"name": name_of(view.instance, offering)}
        if offering.id not in old:
            yield Phrase("change.added", name)
            continue
        if moved := _moved(view, offering, before):
            yield moved
        if before.teachers and before.teachers.get(offering.id) != teachers.get(offering.id):
            yield Phrase("change.teacher", name)
    yield from _rides(view, student, before)


def _moved(view: View, offering: Offering, before: Before) -> Words | None:
    """What has moved; a plan that carries no times can only say that the timetable is another."""
    timetable = view.opened[offering.id].timetable
    was = before.told.get(offering.id)
    if was:
        return moved_meetings(
            view.instance, offering, was, told(view.instance, offering, timetable)
        )
    if before.timetables.get(offering.id, timetable) != timetable:
        return Phrase("change.timetable", {"name": name_of(view.instance, offering)})
    return None


def _rides(view: View, student: Student, before: Before) -> Iterator[Words]:
    if not before.rides:
        return
    rides = view.part[student.id].rides
    if before.rides.get(student.id) != frozenset(rides):
        yield Phrase("change.rides")
    kept = [ride for ride in rides if ride in before.rides.get(student.id, ())]
    yield from dict.fromkeys(moved_rides(view.instance, kept, before.trips))


def _name(view: View, before: Before, offering: str) -> Words:
    known = view.instance.offering.get(offering)
    if known:
        return name_of(view.instance, known)
    return before.told[offering].name if offering in before.told else offering

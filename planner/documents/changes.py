"""A student's plan and the one before -> what has changed, in sentences."""

from collections.abc import Iterator

from models.instance import Instance
from models.people import Student
from planner.documents.before import Before, teachers_of
from planner.documents.facts import Phrase, Words
from planner.documents.schedule import name_of
from planner.documents.view import View


def changes(view: View, student: Student) -> tuple[Words, ...]:
    """The changes of one student; nothing if the student was in no earlier plan."""
    before = view.before
    if before is None or student.id not in before.takes:
        return ()
    return tuple(_changes(view, student, before))


def _changes(view: View, student: Student, before: Before) -> Iterator[Words]:
    instance = view.instance
    old, new = before.takes[student.id], [offering.id for offering in view.takes(student)]
    for offering in old:
        if offering not in new:
            yield Phrase("change.dropped", {"name": _name(instance, offering)})
    teachers = teachers_of(view.plan)
    for offering in new:
        name: dict[str, Words] = {"name": _name(instance, offering)}
        if offering not in old:
            yield Phrase("change.added", name)
            continue
        if before.timetables.get(offering, view.opened[offering].timetable) != (
            view.opened[offering].timetable
        ):
            yield Phrase("change.timetable", name)
        if before.teachers and before.teachers.get(offering) != teachers.get(offering):
            yield Phrase("change.teacher", name)
    if before.rides and before.rides.get(student.id) != frozenset(view.part[student.id].rides):
        yield Phrase("change.rides")


def _name(instance: Instance, offering: str) -> Words:
    known = instance.offering.get(offering)
    return name_of(instance, known) if known else offering

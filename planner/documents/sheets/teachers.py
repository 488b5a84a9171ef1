"""A plan -> the teaching load of each teacher of an organisation, by term."""

from collections.abc import Iterator

from models.calendar import Term
from models.people import Teacher
from models.places import Organisation
from planner.documents.facts import Phrase
from planner.documents.files import safe
from planner.documents.schedule import name_of
from planner.documents.sheets.parts import Cell, Column, Named, Section, Sheet, Table
from planner.documents.view import View
from planner.verify.decisions import Lesson
from planner.verify.workload import hours


def teachers(view: View) -> Iterator[Named]:
    """One document for each organisation that has teachers."""
    for organisation in view.instance.organisations:
        people = [t for t in view.instance.teachers if t.organisation == organisation.id]
        if people:
            yield Named(safe(organisation.id), organisation.id, _sheet(view, organisation, people))


def _sheet(view: View, organisation: Organisation, people: list[Teacher]) -> Sheet:
    every = view.instance.calendar.terms
    columns = (
        Column(Phrase("load.teacher"), 1.8, names=True),
        Column(Phrase("load.what"), 3),
        *(Column(term.name, 0.8, "center") for term in every),
        Column(Phrase("load.paid"), 0.8, "center"),
        Column(Phrase("load.most"), 0.8, "center"),
    )
    rows = tuple(row for teacher in people for row in _rows(view, teacher, every))
    note = (Phrase("load.note"),)
    section = Section(text=note, table=Table(columns, rows))
    return Sheet(Phrase("load.title"), (section,), organisation.name, landscape=True)


def _rows(view: View, teacher: Teacher, every: tuple[Term, ...]) -> Iterator[tuple[Cell, ...]]:
    """What the teacher had before, each duty, and the sums; extra hours are marked."""
    paid = max(teacher.paid_hours, teacher.committed_hours)
    committed = tuple(str(teacher.committed_hours) for _ in every)
    yield (teacher.name, Phrase("load.committed"), *committed, "", "")
    for lesson in view.decisions.lessons[teacher.id]:
        led = lesson.duty.hours_a_week
        weekly = (str(led) if led and term.id in lesson.offering.terms else "–" for term in every)
        yield ("", _what(view, lesson), *weekly, "", "")
    sums = (hours(view.decisions, teacher, term) for term in every)
    shown = (f"{total} (+{total - paid})" if total > paid else str(total) for total in sums)
    yield ("", Phrase("load.sum"), *shown, str(teacher.paid_hours), str(teacher.hours_a_week))


def _what(view: View, lesson: Lesson) -> Cell:
    name = name_of(view.instance, lesson.offering)
    subjects = {s.id: s.name for rules in view.instance.rule_set.values() for s in rules.subjects}
    subject = subjects.get(lesson.duty.subject or "")
    return Phrase("joined", {"first": name, "second": subject}) if subject else name

"""A plan -> who is in each group, course and module, for the organisation that gives it."""

from collections.abc import Iterator

from models.offers import Offering
from models.people import Student
from models.places import Organisation
from planner.documents.facts import Phrase, Words
from planner.documents.files import order, safe
from planner.documents.schedule import join, name_of, terms, times
from planner.documents.sheets.parts import Column, Line, Named, Section, Sheet, Table, numbered
from planner.documents.view import View


def lists(view: View) -> Iterator[Named]:
    """One document for each organisation with a page for each offering that opens."""
    for organisation in view.instance.organisations:
        sections = tuple(
            _section(view, offering, first=number == 0)
            for number, offering in enumerate(running(view, organisation))
        )
        if sections:
            sheet = Sheet(Phrase("list.title"), sections, organisation.name)
            yield Named(safe(organisation.id), organisation.id, sheet)


def running(view: View, provider: Organisation) -> list[Offering]:
    """The offerings of an organisation that open."""
    offerings = view.instance.offerings
    return [o for o in offerings if o.provider == provider.id and o.id in view.opened]


def students_of(view: View, offering: Offering) -> list[Student]:
    """The students of an offering by school, class and name."""
    return sorted(view.decisions.placed[offering.id], key=order)


def about(view: View, offering: Offering) -> tuple[Line, ...]:
    """When and where an offering meets and who teaches it."""
    instance = view.instance
    when = tuple(join(words) for words in times(instance, offering, view.timetable(offering)))
    known = (
        Line(Phrase("list.when"), when),
        Line(Phrase("list.terms"), join(terms(instance, offering.terms, instance.term))),
        Line(Phrase("list.place"), instance.site[offering.site].name if offering.site else ""),
        Line(Phrase("list.teachers"), ", ".join(view.teachers(offering))),
        Line(Phrase("list.mentor"), offering.mentor or ""),
    )
    return tuple(line for line in known if line.value)


def school_and_class(view: View, student: Student) -> tuple[Words, Words]:
    """The home school of a student and the class there."""
    school = view.instance.organisation[student.school].name
    return school, student.class_name or str(student.grade)


def _section(view: View, offering: Offering, first: bool) -> Section:
    rows = (
        (student.name, *school_and_class(view, student), "")
        for student in students_of(view, offering)
    )
    columns = (
        Column(Phrase("list.number"), 0.25, "right"),
        Column(Phrase("list.student"), 2.2, names=True),
        Column(Phrase("list.school"), 1.6),
        Column(Phrase("list.class"), 0.6),
        Column(Phrase("list.note"), 1.2),
    )
    return Section(
        name_of(view.instance, offering),
        lines=about(view, offering),
        table=Table(columns, numbered(rows)),
        new_page=not first,
    )

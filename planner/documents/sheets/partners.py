"""A plan -> what a partner needs to know of the students who come, and nothing more.

Names, home school and class; medical clearance only where the work asks for it. No births,
addresses, wishes or other courses.
"""

from collections.abc import Iterator

from models.offers import Offering
from models.people import Student
from models.places import Organisation
from planner.documents.facts import Phrase, Words
from planner.documents.files import safe
from planner.documents.schedule import name_of
from planner.documents.sheets.lists import about, running, school_and_class, students_of
from planner.documents.sheets.parts import Column, Line, Named, Section, Sheet, Table, numbered
from planner.documents.view import View


def partners(view: View) -> Iterator[Named]:
    """One document for each organisation to which students of others come."""
    for organisation in view.instance.organisations:
        coming = [(o, _visitors(view, o)) for o in running(view, organisation)]
        sections = [_section(view, offering, people) for offering, people in coming if people]
        if sections:
            schools = {s.school for _, people in coming for s in people}
            contacts = _contacts([view.instance.organisation[s] for s in sorted(schools)])
            sheet = Sheet(Phrase("partner.title"), (*sections, contacts), organisation.name)
            yield Named(safe(organisation.id), organisation.id, sheet)


def _visitors(view: View, offering: Offering) -> list[Student]:
    return [s for s in students_of(view, offering) if s.school != offering.provider]


def _section(view: View, offering: Offering, people: list[Student]) -> Section:
    hazard = view.instance.programme[offering.programme].hazard_class
    columns = [
        Column(Phrase("list.number"), 0.25, "right"),
        Column(Phrase("list.student"), 2.2, names=True),
        Column(Phrase("list.school"), 1.6),
        Column(Phrase("list.class"), 0.6),
    ]
    rows: list[tuple[Words, ...]] = [(s.name, *school_and_class(view, s)) for s in people]
    if hazard:
        columns.append(Column(Phrase("partner.clearance"), 1))
        shown = (
            Phrase(f"partner.{'given' if s.clearance >= hazard else 'missing'}") for s in people
        )
        rows = [(*row, clearance) for row, clearance in zip(rows, shown, strict=True)]
    danger = (Line(Phrase("partner.hazard"), Phrase(f"hazard.{hazard}")),) if hazard else ()
    return Section(
        name_of(view.instance, offering),
        lines=(*about(view, offering), *danger),
        table=Table(tuple(columns), numbered(rows)),
    )


def _contacts(schools: list[Organisation]) -> Section:
    columns = (
        Column(Phrase("list.school"), 2),
        Column(Phrase("partner.person"), 2, names=True),
        Column(Phrase("partner.phone"), 1.4),
    )
    people = [(o.name, (o.school.deputy if o.school else "") or "", o.phone or "") for o in schools]
    return Section(Phrase("partner.contacts"), table=Table(columns, tuple(people)))

"""A plan -> a school's summary plan: its groups, where its students go, how many study what."""

from collections import Counter
from collections.abc import Iterable, Iterator

from models.offers import Offering
from models.places import Organisation
from models.regulations import Kind
from planner.documents.facts import Phrase
from planner.documents.files import safe
from planner.documents.schedule import name_of
from planner.documents.sheets.lists import running
from planner.documents.sheets.parts import Cell, Column, Line, Named, Section, Sheet, Table
from planner.documents.view import View


def schools(view: View) -> Iterator[Named]:
    """One document for each organisation that has students."""
    for organisation in view.instance.organisations:
        if any(student.school == organisation.id for student in view.instance.students):
            yield Named(safe(organisation.id), organisation.id, _sheet(view, organisation))


def _sheet(view: View, school: Organisation) -> Sheet:
    students = [s for s in view.instance.students if s.school == school.id]
    placed = Counter(offering.id for s in students for offering in view.takes(s))
    profiled = {
        s.id
        for s in students
        for o in view.takes(s)
        if view.instance.programme[o.programme].kind is Kind.SPECIALIZATION
    }
    unmet = sum(bool(view.part[s.id].unmet) for s in students)
    numbers = (
        Line(Phrase("school.students"), str(len(students))),
        Line(Phrase("school.profiled"), str(len(profiled))),
        Line(Phrase("school.unmet"), str(unmet)),
    )
    own = running(view, school)
    away = [o for o in view.instance.offerings if o.provider != school.id and placed[o.id]]
    sections = [Section(lines=numbers)]
    for key, offerings in (("own", own), ("away", away)):
        if offerings:
            table = _table(view, offerings, placed, provider=key == "away")
            sections.append(Section(Phrase(f"school.{key}"), table=table))
    head = school.school.head if school.school else None
    signatures = (Line(Phrase("approval.head"), head or ""),)
    title = Phrase("school.title")
    return Sheet(title, tuple(sections), school.name, signatures=signatures, landscape=True)


def _table(
    view: View, offerings: Iterable[Offering], placed: Counter[str], provider: bool
) -> Table:
    every = view.instance.calendar.terms
    columns = (
        Column(Phrase("school.what"), 2.6),
        *((Column(Phrase("school.where"), 1.8),) if provider else ()),
        Column(Phrase("school.kind"), 1.2),
        Column(Phrase("catalogue.grades"), 0.6, "center"),
        Column(Phrase("school.teachers"), 2, names=True),
        Column(Phrase("school.here"), 0.8, "center"),
        Column(Phrase("school.size"), 0.8, "center"),
        *(Column(term.name, 0.7, "center") for term in every),
        Column(Phrase("school.once"), 0.8, "center"),
    )
    return Table(columns, tuple(_row(view, o, placed[o.id], provider) for o in offerings))


def _row(view: View, offering: Offering, here: int, provider: bool) -> tuple[Cell, ...]:
    programme = view.instance.programme[offering.programme]
    weekly = sum(content.hours_a_week for content in programme.contents)
    once = sum(content.hours for content in programme.contents)
    return (
        name_of(view.instance, offering),
        *((view.instance.organisation[offering.provider].name,) if provider else ()),
        Phrase(f"kinds.{programme.kind.value}"),
        ", ".join(map(str, offering.grades)),
        ", ".join(view.teachers(offering)),
        str(here),
        str(view.opened[offering.id].size),
        *(
            str(weekly) if weekly and term.id in offering.terms else "–"
            for term in view.instance.calendar.terms
        ),
        str(once) if once else "–",
    )

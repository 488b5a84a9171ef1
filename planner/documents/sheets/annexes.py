"""A plan -> the annex to each network contract: programmes, numbers, hours, dates, who does what.

The parts are those of the model contract of Order 882/391 of 05.08.2020.
"""

from collections.abc import Iterator

from models.instance import Instance
from models.offers import Offering
from models.places import Agreement
from planner.documents.courses import agreement_words
from planner.documents.facts import Phrase, Words
from planner.documents.files import safe
from planner.documents.schedule import join, name_of, terms, times
from planner.documents.sheets.parts import Column, Line, Named, Section, Sheet, Table
from planner.documents.view import View

BASE_DUTIES = ("enrols", "informs", "clears", "brings", "recognises")
PARTNER_DUTIES = ("teaches", "marks", "keeps_safe", "mentors", "reports")


def annexes(view: View) -> Iterator[Named]:
    """One document for each agreement under which somebody is placed."""
    placed: dict[str, dict[str, dict[str, int]]] = {}
    for student in view.instance.students:
        for offering in view.takes(student):
            agreement = view.eligibility.agreement(student, offering)
            if agreement:
                by_school = placed.setdefault(agreement.id, {}).setdefault(offering.id, {})
                by_school[student.school] = by_school.get(student.school, 0) + 1
    for agreement in view.instance.agreements:
        if agreement.id in placed:
            sheet = _sheet(view, agreement, placed[agreement.id])
            yield Named(safe(agreement.id), agreement.base[0], sheet, frozenset(agreement.base))


def _sheet(view: View, agreement: Agreement, placed: dict[str, dict[str, int]]) -> Sheet:
    instance = view.instance
    provider = instance.organisation[agreement.provider]
    bases = tuple(instance.organisation[school] for school in agreement.base)
    parties = (
        Line(Phrase("annex.base"), tuple(base.name for base in bases)),
        Line(Phrase("annex.provider"), provider.name),
        Line(Phrase("annex.term"), Phrase("meeting.dates", {
            "first": agreement.starts, "last": agreement.ends,
        })),
    )  # fmt: skip
    rows = tuple(
        row
        for offering in instance.offerings
        if offering.id in placed
        for row in _rows(view, offering, placed[offering.id])
    )
    columns = (
        Column(Phrase("annex.programme"), 2.2),
        Column(Phrase("annex.school"), 1.6),
        Column(Phrase("annex.students"), 0.7, "center"),
        Column(Phrase("annex.hours"), 0.7, "center"),
        Column(Phrase("annex.when"), 2.2),
        Column(Phrase("annex.where"), 1.6),
        Column(Phrase("annex.assessed"), 1),
    )
    heads = [(base.name, (base.school.head if base.school else None) or "") for base in bases]
    signatures = tuple(Line(name, head) for name, head in (*heads, (provider.name, "")))
    return Sheet(
        Phrase("annex.title"),
        (
            Section(lines=parties),
            Section(Phrase("annex.programmes"), table=Table(columns, rows)),
            Section(Phrase("annex.base_duties"), text=_duties("base", BASE_DUTIES)),
            Section(Phrase("annex.provider_duties"), text=_duties("partner", PARTNER_DUTIES)),
        ),
        subtitle=agreement_words(agreement),
        signatures=signatures,
        landscape=True,
    )


def _duties(side: str, duties: tuple[str, ...]) -> tuple[Words, ...]:
    return tuple(Phrase(f"annex.{side}_does.{duty}") for duty in duties)


def _rows(
    view: View, offering: Offering, by_school: dict[str, int]
) -> Iterator[tuple[Words | tuple[Words, ...], ...]]:
    instance = view.instance
    programme = instance.programme[offering.programme]
    when = tuple(join(words) for words in times(instance, offering, view.timetable(offering)))
    known = terms(instance, offering.terms, instance.term)
    site = instance.site[offering.site] if offering.site else None
    for school, students in by_school.items():
        yield (
            name_of(instance, offering),
            instance.organisation[school].name,
            str(students),
            str(hours_of(instance, offering)),
            (*when, *known),
            (site.name, site.address or "") if site else Phrase("where.online"),
            programme.assessed or "",
        )


def hours_of(instance: Instance, offering: Offering) -> int:
    """Hours of an offering in all."""
    contents = instance.programme[offering.programme].contents
    weeks = sum(len(instance.term[term].weeks) for term in offering.terms)
    return sum(content.hours_a_week * weeks + content.hours for content in contents)

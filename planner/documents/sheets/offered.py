"""Instance and school -> what its students may choose, and the catalogue of it for families."""

from collections.abc import Iterator
from dataclasses import dataclass

from models.instance import Instance
from models.offers import Offering, Programme
from models.places import Organisation
from models.regulations import Kind, Level
from planner.documents.facts import Phrase, Words
from planner.documents.schedule import join, name_of, terms, times
from planner.documents.sheets.parts import Cell, Column, Section, Sheet, Table
from planner.presolve.eligible import is_home_only, is_too_dangerous
from planner.wording import school_year

ENTERED = 10


@dataclass(frozen=True)
class Offer:
    """A programme with the offerings in which the students of a school may take it."""

    programme: Programme
    offerings: tuple[Offering, ...]


def offered(instance: Instance, school: Organisation) -> Iterator[Offer]:
    """Programmes of the school and of those with whom it has an agreement, in their order."""
    for programme in instance.programmes:
        offerings = tuple(
            offering
            for offering in instance.offerings
            if offering.programme == programme.id
            and not offering.closed
            and _open_to(instance, school, offering)
        )
        if offerings:
            yield Offer(programme, offerings)


def entered(instance: Instance, school: Organisation) -> Iterator[Offer]:
    """Of this, what those may choose who enter grade 10 in the first year."""
    for offer in offered(instance, school):
        offerings = tuple(o for o in offer.offerings if _fits(instance, o))
        if offerings:
            yield Offer(offer.programme, offerings)


def _fits(instance: Instance, offering: Offering) -> bool:
    calendar = instance.calendar
    grades = [calendar.grade(ENTERED, instance.term[term]) for term in offering.terms]
    return grades[0] in offering.grades and grades[-1] <= calendar.last_grade


def _open_to(instance: Instance, school: Organisation, offering: Offering) -> bool:
    """Whether some student of the school might enter it."""
    if offering.schools and school.id not in offering.schools:
        return False
    if is_too_dangerous(offering, instance.programme[offering.programme].hazard_class):
        return False
    return offering.provider == school.id or (
        not is_home_only(offering)
        and any(
            school.id in agreement.base
            and agreement.provider == offering.provider
            and (not agreement.programmes or offering.programme in agreement.programmes)
            for agreement in instance.agreements
        )
    )


def catalogue(instance: Instance, school: Organisation) -> Sheet:
    """What a family can choose from: a section for each kind of programme."""
    offers = list(offered(instance, school))
    sections = tuple(
        Section(Phrase(f"sections.{kind.value}"), table=_table(instance, kind, chosen))
        for kind in (Kind.SPECIALIZATION, Kind.COURSE, Kind.MODULE)
        if (chosen := [o for o in offers if o.programme.kind is kind])
    )
    intro = Section(text=(Phrase("catalogue.intro"),))
    title, period = Phrase("catalogue.title"), _period(instance)
    return Sheet(title, (intro, *sections), school.name, period, landscape=True)


def _period(instance: Instance) -> Words:
    years: dict[str, Words] = {"first": school_year(instance.calendar.years[0])}
    if len(instance.calendar.years) == 1:
        return Phrase("period.one", years)
    return Phrase("period.more", years | {"last": school_year(instance.calendar.years[-1])})


def _table(instance: Instance, kind: Kind, offers: list[Offer]) -> Table:
    study = "catalogue.advanced" if kind is Kind.SPECIALIZATION else "catalogue.hours"
    columns = (
        Column(Phrase("catalogue.name"), 2.2),
        Column(Phrase(study), 1.4),
        Column(Phrase("catalogue.where"), 2.2),
        Column(Phrase("catalogue.when"), 2.4),
        Column(Phrase("catalogue.grades"), 0.6, "center"),
        Column(Phrase("catalogue.seats"), 0.6, "center"),
        Column(Phrase("catalogue.needs"), 1.6),
    )
    rows = tuple(_row(instance, offer, each) for offer in offers for each in offer.offerings)
    return Table(columns, rows)


def _row(instance: Instance, offer: Offer, offering: Offering) -> tuple[Cell, ...]:
    provider = instance.organisation[offering.provider].name
    place = instance.site[offering.site].name if offering.site else Phrase("where.online")
    return (
        name_of(instance, offering),
        _study(instance, offer.programme),
        provider if place == provider else (provider, place),
        _when(instance, offering),
        ", ".join(map(str, offering.grades)),
        str(offering.max_size),
        _needs(instance, offer.programme, offering),
    )


def _study(instance: Instance, programme: Programme) -> Cell:
    """Advanced subjects of a specialization; hours of anything else."""
    subjects = {s.id: s.name for rules in instance.rule_set.values() for s in rules.subjects}
    advanced = [
        subjects[content.subject]
        for content in programme.contents
        if content.level is Level.ADVANCED and content.subject in subjects
    ]
    if programme.kind is Kind.SPECIALIZATION:
        return tuple(advanced)
    weekly = sum(content.hours_a_week for content in programme.contents)
    once = sum(content.hours for content in programme.contents)
    known: list[Words] = [Phrase("catalogue.a_week", {"n": weekly})] if weekly else []
    return tuple([*known, Phrase("catalogue.in_all", {"n": once})] if once else known)


def _when(instance: Instance, offering: Offering) -> Cell:
    ways = [
        tuple(join(words) for words in times(instance, offering, timetable))
        for timetable in offering.timetables
    ]
    known = terms(instance, offering.terms, instance.term)
    if not any(ways):
        return (Phrase("meeting.in_lessons"), *known)
    lines: list[Words] = []
    for number, way in enumerate(ways):
        lines += [Phrase("catalogue.or")] if number else []
        lines += way
    return (*lines, *known)


def _needs(instance: Instance, programme: Programme, offering: Offering) -> Cell:
    found: list[Words] = [
        Phrase("catalogue.first", {"name": instance.programme[needed].name})
        for needed in programme.prerequisites
    ]
    if offering.min_age:
        found.append(Phrase("catalogue.age", {"age": offering.min_age}))
    if programme.hazard_class:
        found.append(Phrase("catalogue.clearance"))
    if programme.extracurricular:
        found.append(Phrase("catalogue.extracurricular"))
    return tuple(found)

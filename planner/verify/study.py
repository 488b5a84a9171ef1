"""Base curriculum, takes and records -> items of study, term by term."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.calendar import Term
from models.instance import Instance
from models.offers import Content, Offering
from models.people import Student, StudyRecord
from models.places import OrganisationKind
from models.regulations import Kind, Level, Mode, RuleSet
from planner.verify.facts import last_term

REPLACES = (Level.BASIC, Level.ADVANCED)
"""Levels at which a subject takes the place of the one in the base curriculum."""


@dataclass(frozen=True, eq=False)
class Item:
    """A piece of study. Compared by identity: alike ones are made once and shared."""

    kind: Kind
    areas: tuple[str, ...]
    subject: str | None = None
    level: Level | None = None
    tags: tuple[str, ...] = ()
    provider: OrganisationKind | None = None
    mode: Mode | None = None
    elsewhere: bool = False
    extracurricular: bool = False
    hours_a_week: int = 0
    hours: int = 0
    """Outside the weekly load, counted in the offering's last term."""
    credits: int = 0
    offering: str | None = None
    last: str | None = None
    """The offering's last term, in which its hours outside the week and its credits count."""
    names_programme: bool = False
    """A record that names a programme."""


class Study:
    """Items of every student."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._base: dict[tuple[int, str, str], tuple[Item, ...]] = {}
        self._offered: dict[tuple[int, str, bool], tuple[Item, ...]] = {}
        self._areas = {
            grade: {subject.id: subject.area for subject in rule_set.subjects}
            for grade, rule_set in instance.rule_set.items()
        }

    def in_term(self, student: Student, takes: Iterable[Offering], term: Term) -> list[Item]:
        """What the student studies in one term."""
        taken = [offering for offering in takes if term.id in offering.terms]
        replaced = {
            content.subject
            for offering in taken
            for content in self._instance.programme[offering.programme].contents
            if content.level in REPLACES
        }
        items = [item for item in self._base_in(student, term) if item.subject not in replaced]
        for offering in taken:
            items += self._items_of(student, offering)
        return items

    def recorded(self, student: Student) -> list[Item]:
        """What was studied earlier or elsewhere and is recognised."""
        return [self._record(student, record) for record in student.records]

    def _base_in(self, student: Student, term: Term) -> tuple[Item, ...]:
        key = (student.grade, student.school, term.id)
        if key not in self._base:
            hours = self._basic_hours(student, term)
            self._base[key] = tuple(
                Item(
                    kind=Kind.BASE,
                    areas=self._area(student, subject),
                    subject=subject,
                    level=Level.BASIC,
                    provider=OrganisationKind.SCHOOL,
                    mode=Mode.ON_SITE,
                    hours_a_week=hours[subject],
                )
                for subject in hours
                if hours[subject]
            )
        return self._base[key]

    def _basic_hours(self, student: Student, term: Term) -> dict[str, int]:
        """By subject, the rule set's hours in the grade of the term, or the school's own."""
        grade = self._instance.calendar.grade(student.grade, term)
        rule_set: RuleSet | None = self._instance.rule_set.get(student.grade)
        subjects = rule_set.subjects if rule_set else ()
        hours = {
            subject.id: basic.hours_a_week
            for subject in subjects
            for basic in subject.basic
            if basic.grade == grade
        }
        school = self._instance.organisation[student.school].school
        known = {subject.id for subject in subjects}
        for own in school.base if school else ():
            if own.grade == grade and own.subject in known:
                hours[own.subject] = own.hours_a_week
        return hours

    def _items_of(self, student: Student, offering: Offering) -> tuple[Item, ...]:
        elsewhere = offering.provider != student.school
        key = (student.grade, offering.id, elsewhere)
        if key not in self._offered:
            contents = self._instance.programme[offering.programme].contents
            self._offered[key] = tuple(
                self._item(student, offering, content) for content in contents or (None,)
            )
        return self._offered[key]

    def _item(self, student: Student, offering: Offering, content: Content | None) -> Item:
        programme = self._instance.programme[offering.programme]
        subject = content.subject if content else None
        return Item(
            kind=programme.kind,
            areas=self._area(student, subject) or programme.areas,
            subject=subject,
            level=content.level if content else None,
            tags=programme.tags,
            provider=self._instance.organisation[offering.provider].kind,
            mode=offering.mode,
            elsewhere=offering.provider != student.school,
            extracurricular=programme.extracurricular,
            hours_a_week=content.hours_a_week if content else 0,
            hours=content.hours if content else 0,
            credits=programme.credits,
            offering=offering.id,
            last=last_term(self._instance, offering).id,
        )

    def _record(self, student: Student, record: StudyRecord) -> Item:
        programme = self._instance.programme[record.programme] if record.programme else None
        areas = self._area(student, record.subject)
        return Item(
            kind=record.kind,
            areas=areas or (programme.areas if programme else ()),
            subject=record.subject,
            level=record.level,
            tags=programme.tags if programme else (),
            elsewhere=record.elsewhere,
            extracurricular=record.extracurricular,
            hours=record.hours,
            credits=record.credits,
            names_programme=programme is not None,
        )

    def _area(self, student: Student, subject: str | None) -> tuple[str, ...]:
        area = self._areas.get(student.grade, {}).get(subject or "")
        return (area,) if area else ()

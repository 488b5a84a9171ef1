"""A student's options -> items of study (docs/data.md, section 'Requirements')."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from models.calendar import Term
from models.instance import Instance
from models.offers import Content, Offering, Programme
from models.people import Student, StudyRecord
from models.places import OrganisationKind
from models.regulations import Counts, Kind, Level, Mode, RuleSet
from planner.presolve import Option


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of study with everything that `counts` may ask about."""

    subject: str | None
    areas: frozenset[str]
    level: Level | None
    kind: Kind
    elsewhere: bool
    extracurricular: bool
    tags: frozenset[str] = frozenset()
    provider: OrganisationKind | None = None
    mode: Mode | None = None
    hours_a_week: int = 0
    hours: int = 0

    def matches(self, counts: Counts, areas: frozenset[str]) -> bool:
        """Whether the item is counted; `areas` are those asked for (none: any)."""
        return (
            self.extracurricular == counts.extracurricular
            and (not counts.subjects or self.subject in counts.subjects)
            and (not areas or bool(self.areas & areas))
            and (not counts.levels or self.level in counts.levels)
            and (not counts.kinds or self.kind in counts.kinds)
            and (not counts.providers or self.provider in counts.providers)
            and (counts.elsewhere is None or self.elsewhere == counts.elsewhere)
            and (not counts.tags or bool(self.tags.intersection(counts.tags)))
            and (not counts.modes or self.mode in counts.modes)
        )


@dataclass(frozen=True, slots=True)
class Taken:
    """An option with its items."""

    offering: Offering
    programme: Programme
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Based:
    """An item of the base curriculum in one term, present unless replaced."""

    term: Term
    item: Item
    replaced: tuple[str, ...]
    """The offerings that replace it: at most one of them is taken."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What a requirement counts of all that one student may study."""

    base: list[Based]
    taken: list[Taken]
    """Without the items that are not counted."""
    records: list[tuple[StudyRecord, Item]]


class Studies:
    """All that one student may study."""

    def __init__(self, instance: Instance, student: Student, options: Iterable[Option]) -> None:
        self._instance = instance
        self._student = student
        self._rules: RuleSet = instance.rule_set[student.grade]
        self._area = {subject.id: subject.area for subject in self._rules.subjects}
        self.terms = instance.calendar.attended(student.grade)
        self.taken = [self._taken(instance.offering[option.offering]) for option in options]
        self._counted: dict[tuple[Counts, frozenset[str]], Counted] = {}

    def counted(self, counts: Counts, areas: frozenset[str]) -> Counted:
        """What matches; `areas` are those asked for (none: any)."""
        if (counts, areas) not in self._counted:
            self._counted[counts, areas] = self._count(counts, areas)
        return self._counted[counts, areas]

    def _count(self, counts: Counts, areas: frozenset[str]) -> Counted:
        matching = (
            (one, tuple(item for item in one.items if item.matches(counts, areas)))
            for one in self.taken
        )
        return Counted(
            [based for based in self.base if based.item.matches(counts, areas)],
            [replace(one, items=items) for one, items in matching if items],
            [one for one in self.records if one[1].matches(counts, areas)],
        )

    def _taken(self, offering: Offering) -> Taken:
        programme = self._instance.programme[offering.programme]
        contents = programme.contents or (None,)
        return Taken(
            offering, programme, tuple(self._item(offering, programme, c) for c in contents)
        )

    def _item(self, offering: Offering, programme: Programme, content: Content | None) -> Item:
        subject = content.subject if content else None
        return Item(
            subject=subject,
            areas=self._areas(subject, programme),
            level=content.level if content else None,
            kind=programme.kind,
            elsewhere=offering.provider != self._student.school,
            extracurricular=programme.extracurricular,
            tags=frozenset(programme.tags),
            provider=self._instance.organisation[offering.provider].kind,
            mode=offering.mode,
            hours_a_week=content.hours_a_week if content else 0,
            hours=content.hours if content else 0,
        )

    def _areas(self, subject: str | None, programme: Programme | None) -> frozenset[str]:
        if subject in self._area:
            return frozenset({self._area[str(subject)]})
        return frozenset(programme.areas if programme else ())

    @cached_property
    def base(self) -> list[Based]:
        """The base curriculum, term by term."""
        replaced: dict[tuple[str, str], list[str]] = defaultdict(list)
        for taken in self.taken:
            subjects = {
                i.subject for i in taken.items if i.subject and i.level is not Level.ELECTIVE
            }
            for term in taken.offering.terms:
                for subject in subjects:
                    replaced[term, subject].append(taken.offering.id)
        return [
            Based(term, item, tuple(replaced[term.id, str(item.subject)]))
            for term in self.terms
            for item in self._base_items(term)
        ]

    def _base_items(self, term: Term) -> Iterator[Item]:
        school = self._instance.organisation[self._student.school]
        grade = self._instance.calendar.grade(self._student.grade, term)
        own = {
            b.subject: b.hours_a_week
            for b in (school.school.base if school.school else ())
            if b.grade == grade
        }
        for subject in self._rules.subjects:
            usual = sum(hours.hours_a_week for hours in subject.basic if hours.grade == grade)
            hours_a_week = own.get(subject.id, usual)
            if hours_a_week:
                yield Item(
                    subject=subject.id,
                    areas=frozenset({subject.area}),
                    level=Level.BASIC,
                    kind=Kind.BASE,
                    elsewhere=False,
                    extracurricular=False,
                    provider=school.kind,
                    mode=Mode.ON_SITE,
                    hours_a_week=hours_a_week,
                )

    @cached_property
    def records(self) -> list[tuple[StudyRecord, Item]]:
        """What was studied before, as items."""
        return [(record, self._recorded(record)) for record in self._student.records]

    def _recorded(self, record: StudyRecord) -> Item:
        programme = self._instance.programme.get(record.programme or "")
        return Item(
            subject=record.subject,
            areas=self._areas(record.subject, programme),
            level=record.level,
            kind=record.kind,
            elsewhere=record.elsewhere,
            extracurricular=record.extracurricular,
            tags=frozenset(programme.tags if programme else ()),
            hours=record.hours,
        )

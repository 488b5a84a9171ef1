"""A student's options -> items of study (docs/data.md, section 'Requirements')."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from models.calendar import Term
from models.instance import Instance
from models.offers import Content, Offering, Programme
from models.people import Student, StudyRecord
from models.places import OrganisationKind
from models.regulations import Counts, Kind, Level, Mode


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

    @property
    def replacing(self) -> set[str]:
        """The subjects that it is there instead of, in the base curriculum."""
        taught = (item for item in self.items if item.level is not Level.ELECTIVE)
        return {item.subject for item in taught if item.subject}


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


Asking = tuple[Counts, frozenset[str]]
"""What is counted, and of which areas (none: any)."""


class Curriculum:
    """What all students of one school and grade may study; what is found of it is remembered."""

    def __init__(self, instance: Instance, student: Student) -> None:
        """`student`: any of them."""
        self._instance = instance
        self._school = instance.organisation[student.school]
        self._grade = student.grade
        rules = instance.rule_set[student.grade]
        self._area = {subject.id: subject.area for subject in rules.subjects}
        self.terms = instance.calendar.attended(student.grade)
        self._taken: dict[str, Taken] = {}
        self._counted: dict[Asking, dict[str, Taken]] = defaultdict(dict)
        self._based: dict[Asking, list[tuple[Term, Item]]] = {}

    def taken(self, offering: Offering) -> Taken:
        """An offering with its items."""
        if offering.id not in self._taken:
            programme = self._instance.programme[offering.programme]
            contents = programme.contents or (None,)
            items = tuple(self._item(offering, programme, content) for content in contents)
            self._taken[offering.id] = Taken(offering, programme, items)
        return self._taken[offering.id]

    def counted(self, taken: Sequence[Taken], asking: Asking) -> list[Taken]:
        """What some offerings have of it; not those that have nothing."""
        known = self._counted[asking]
        for one in taken:
            if one.offering.id not in known:
                items = tuple(item for item in one.items if item.matches(*asking))
                known[one.offering.id] = replace(one, items=items)
        found = (known[one.offering.id] for one in taken)
        return [one for one in found if one.items]

    def based(self, asking: Asking) -> list[tuple[Term, Item]]:
        """What the base curriculum has of it."""
        if asking not in self._based:
            matching = [(term, item) for term, item in self.base if item.matches(*asking)]
            self._based[asking] = matching
        return self._based[asking]

    @cached_property
    def base(self) -> list[tuple[Term, Item]]:
        """The base curriculum, term by term."""
        return [(term, item) for term in self.terms for item in self._base_items(term)]

    def recorded(self, record: StudyRecord) -> Item:
        """What was studied before, as an item."""
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

    def _item(self, offering: Offering, programme: Programme, content: Content | None) -> Item:
        subject = content.subject if content else None
        return Item(
            subject=subject,
            areas=self._areas(subject, programme),
            level=content.level if content else None,
            kind=programme.kind,
            elsewhere=offering.provider != self._school.id,
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

    def _base_items(self, term: Term) -> Iterator[Item]:
        school, rules = self._school, self._instance.rule_set[self._grade]
        grade = self._instance.calendar.grade(self._grade, term)
        own = {
            b.subject: b.hours_a_week
            for b in (school.school.base if school.school else ())
            if b.grade == grade
        }
        for subject in rules.subjects:
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


class Studies:
    """All that one student may study."""

    def __init__(
        self, curriculum: Curriculum, student: Student, options: Iterable[Offering] = ()
    ) -> None:
        self._curriculum = curriculum
        self._student = student
        self.taken = [curriculum.taken(offering) for offering in options]
        self._counted: dict[Asking, Counted] = {}

    def counted(self, counts: Counts, areas: frozenset[str]) -> Counted:
        """What matches; `areas` are those asked for (none: any)."""
        asking = (counts, areas)
        if asking not in self._counted:
            base = [
                Based(term, item, tuple(self._replaced.get((term.id, item.subject), ())))
                for term, item in self._curriculum.based(asking)
            ]
            taken = self._curriculum.counted(self.taken, asking)
            records = [one for one in self._records if one[1].matches(counts, areas)]
            self._counted[asking] = Counted(base, taken, records)
        return self._counted[asking]

    @cached_property
    def _replaced(self) -> dict[tuple[str, str | None], list[str]]:
        """What replaces a subject of the base curriculum in a term."""
        found: dict[tuple[str, str | None], list[str]] = defaultdict(list)
        for taken in self.taken:
            for subject in taken.replacing:
                for term in taken.offering.terms:
                    found[term, subject].append(taken.offering.id)
        return found

    @cached_property
    def _records(self) -> list[tuple[StudyRecord, Item]]:
        """What was studied before, as items."""
        return [(record, self._curriculum.recorded(record)) for record in self._student.records]

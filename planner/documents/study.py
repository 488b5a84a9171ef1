"""A student's takes -> the rows of the main table: obligatory part and participants' part."""

from collections.abc import Iterable

from models.calendar import Term
from models.offers import Content, Offering
from models.people import Student
from models.regulations import GradeHours, Kind, Level, Mode, Subject
from planner.documents.facts import Area, Component, Hours, Part, Phrase, Row, Words
from planner.documents.schedule import name_of
from planner.documents.view import Span, View

REPLACING = (Level.BASIC, Level.ADVANCED)
"""Levels at which a content replaces the subject of the base curriculum."""


class Study:
    """The rows of one student."""

    def __init__(self, view: View, student: Student) -> None:
        self._view = view
        self._student = student
        self.span = Span(view.instance, student)
        self._rules = view.instance.rule_set[student.grade]
        self._taken = tuple(
            (offering, programme)
            for offering in view.takes(student)
            if not (programme := view.instance.programme[offering.programme]).extracurricular
        )
        school = view.instance.organisation[student.school].school
        self._own_base = (
            {(b.subject, b.grade): b.hours_a_week for b in school.base} if school else {}
        )

    def obligatory(self) -> Part:
        """Compulsory subjects at whatever level, by subject area."""
        rows = {
            area.id: [
                row
                for subject in self._rules.subjects
                if subject.area == area.id
                for row in self._subject(subject)
            ]
            for area in self._rules.areas
        }
        areas = [Area(a.name, tuple(rows[a.id])) for a in self._rules.areas if rows[a.id]]
        return self._part(areas)

    def participants(self) -> Part:
        """Electives, courses and modules beside the subjects, by kind."""
        rows: dict[Kind, list[Row]] = {}
        for offering, programme in self._taken:
            beside = [c for c in programme.contents if not _replaces(c)]
            if beside or (not programme.contents and programme.kind is not Kind.SPECIALIZATION):
                row = Row(
                    programme.name,
                    self.span.of(offering, *beside),
                    where=self.where(offering),
                    teachers=self._view.teachers(offering) or _mentor(offering),
                    group=offering.name or "",
                    assessed=programme.assessed or "",
                )
                rows.setdefault(programme.kind, []).append(row)
        found = [Area(Phrase(f"kinds.{kind.value}"), tuple(rows[kind])) for kind in rows]
        return self._part(found)

    def _part(self, areas: list[Area]) -> Part:
        total = self.span.hours({})
        for area in areas:
            for row in area.rows:
                total += row.hours
        return Part(tuple(areas), total)

    def _subject(self, subject: Subject) -> Iterable[Row]:
        replaced: set[str] = set()
        found = []
        for offering, programme in self._taken:
            for content in programme.contents:
                if content.subject == subject.id and _replaces(content):
                    replaced.update(offering.terms)
                    found.append(self._taught(offering, content, subject))
        terms = (t for terms in self.span.terms for t in terms if t.id not in replaced)
        base = self.span.hours({term.id: self._base(subject, term) for term in terms})
        if base.total:
            found.append(
                Row(
                    subject.name,
                    base,
                    Phrase("levels.basic"),
                    Phrase("where.school"),
                    assessed=subject.assessed or "",
                    components=self._components(subject, Level.BASIC, base),
                )
            )
        return found

    def _taught(self, offering: Offering, content: Content, subject: Subject) -> Row:
        programme = self._view.instance.programme[offering.programme]
        hours = self.span.of(offering, content)
        return Row(
            subject.name,
            hours,
            Phrase(f"levels.{content.level.value}"),
            self.where(offering),
            self._view.teachers(offering, content),
            name_of(self._view.instance, offering),
            programme.assessed or subject.assessed or "",
            self._components(subject, content.level, hours),
        )

    def _base(self, subject: Subject, term: Term) -> int:
        grade = self._view.instance.calendar.grade(self._student.grade, term)
        return self._own_base.get((subject.id, grade), _hours(subject.basic, grade))

    def _components(self, subject: Subject, level: Level, hours: Hours) -> tuple[Component, ...]:
        """The courses of a subject, if their usual hours make just what is taught."""
        grade_of = self._view.instance.calendar.grade
        found: list[Component] = []
        total = self.span.hours({})
        for part in subject.parts:
            usual = part.advanced if level is Level.ADVANCED else part.basic
            a_week = {
                term.id: _hours(usual, grade_of(self._student.grade, term))
                for terms, taught in zip(self.span.terms, hours.a_week, strict=True)
                for term, weekly in zip(terms, taught, strict=True)
                if weekly
            }
            found.append(Component(part.name, self.span.hours(a_week)))
            total += found[-1].hours
        return tuple(found) if total == hours else ()

    def where(self, offering: Offering) -> Words:
        """At one's own school, at another organisation, or from afar."""
        if offering.mode is Mode.ONLINE:
            return Phrase("where.online")
        own = offering.provider == self._student.school
        blended = "_blended" if offering.mode is Mode.BLENDED else ""
        return Phrase(f"where.{'school' if own else 'network'}{blended}")


def _mentor(offering: Offering) -> tuple[str, ...]:
    return (offering.mentor,) if offering.mentor else ()


def _replaces(content: Content) -> bool:
    return content.subject is not None and content.level in REPLACING


def _hours(usual: tuple[GradeHours, ...], grade: int) -> int:
    return next((h.hours_a_week for h in usual if h.grade == grade), 0)

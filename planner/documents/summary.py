"""Instance and plan -> the facts of the summary page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from models.base import Text
from models.offers import Offering
from models.plan import Status
from models.regulations import Kind
from planner.documents.curriculum import unmet
from planner.documents.facts import Phrase, Reasons, Unmet, Words
from planner.documents.fairness import Group, groups
from planner.documents.files import order
from planner.documents.schedule import name_of, terms, times
from planner.documents.view import View


@dataclass(frozen=True)
class Goal:
    """What one goal contributes."""

    name: Words
    points: int
    measure: Words


@dataclass(frozen=True)
class Running:
    """An offering that opens."""

    name: Words
    provider: Text
    size: int
    most: int
    teachers: tuple[str, ...]
    times: tuple[tuple[Words, ...], ...]
    terms: tuple[Words, ...]


@dataclass(frozen=True)
class Section:
    """The offerings of one kind."""

    name: Words
    running: tuple[Running, ...]
    closed: tuple[Words, ...]
    """Offerings that do not open."""


@dataclass(frozen=True)
class Person:
    """A student in a list, with the formats of the documents to lead to."""

    name: str
    file: str
    formats: tuple[str, ...]
    unmet: tuple[Unmet, ...]


@dataclass(frozen=True)
class SchoolClass:
    """The students of a class, or of a grade where classes have no names."""

    school: Text
    name: Words
    students: tuple[Person, ...]


@dataclass(frozen=True)
class Summary:
    """What the first page says."""

    title: Text
    about: Words
    status: Words
    gap: Words
    objective: int
    bound: int
    students: int
    first_choices: Words
    goals: tuple[Goal, ...]
    fairness: tuple[Group, ...]
    sections: tuple[Section, ...]
    classes: tuple[SchoolClass, ...]
    with_unmet: int
    reasons: tuple[tuple[str, int], ...] | None
    """Why first choices were not granted: kind and number; None: not known."""
    wanting: tuple[tuple[str, int], ...]
    """What stands in the way of how many wishes."""


def summary(
    view: View, files: Mapping[str, str], written: Mapping[str, tuple[str, ...]]
) -> Summary:
    """All that the summary page shows; `written` has the formats of each student's documents."""
    plan, instance = view.plan, view.instance
    fairness = groups(view)
    reasons = view.reasons.of_all()
    return Summary(
        title=instance.title,
        about=instance.about or "",
        status=Phrase(f"status.{plan.status.value}"),
        gap=_gap(plan.status, plan.gap),
        objective=plan.objective,
        bound=plan.bound,
        students=len(instance.students),
        first_choices=fairness[0].first_choices if fairness else "–",
        goals=tuple(
            Goal(Phrase(f"goals.{goal.id}"), goal.points, _measure(goal.id, goal.measure))
            for goal in plan.goals
        ),
        fairness=fairness,
        sections=tuple(_sections(view)),
        classes=tuple(_classes(view, reasons, files, written)),
        with_unmet=sum(bool(part.unmet) for part in plan.students),
        reasons=reasons.kinds,
        wanting=reasons.wanting,
    )


def _gap(status: Status, gap: float) -> Phrase:
    """In tenths of a point of the 1,000 that a student can have, rounded up."""
    if status is Status.OPTIMAL and gap == 0:
        return Phrase("gap.none")
    whole, tenth = divmod(ceil(gap * 10_000), 10)
    return Phrase("gap.some", {"whole": whole, "tenth": tenth})


def _measure(goal: str, measure: int) -> Phrase:
    return Phrase(f"measure.{goal}", {"n": measure})


def _sections(view: View) -> Iterator[Section]:
    for kind in (Kind.SPECIALIZATION, Kind.COURSE, Kind.MODULE):
        offerings = [
            offering
            for offering in view.instance.offerings
            if view.instance.programme[offering.programme].kind is kind
        ]
        running = tuple(_running(view, o) for o in offerings if o.id in view.opened)
        closed = [name_of(view.instance, o) for o in offerings if o.id not in view.opened]
        if offerings:
            yield Section(Phrase(f"sections.{kind.value}"), running, tuple(closed))


def _running(view: View, offering: Offering) -> Running:
    instance = view.instance
    return Running(
        name_of(instance, offering),
        instance.organisation[offering.provider].name,
        view.opened[offering.id].size,
        offering.max_size,
        view.teachers(offering),
        times(instance, offering, view.timetable(offering)),
        terms(instance, offering.terms, instance.term),
    )


def _classes(
    view: View,
    reasons: Reasons,
    files: Mapping[str, str],
    written: Mapping[str, tuple[str, ...]],
) -> Iterator[SchoolClass]:
    instance = view.instance
    students = sorted(instance.students, key=order)
    for (school, _, class_name), members in groupby(students, key=lambda s: order(s)[:3]):
        listed = list(members)
        people = tuple(
            Person(
                student.name,
                files[student.id],
                written[student.id],
                tuple(
                    unmet(instance, student, each, reasons) for each in view.part[student.id].unmet
                ),
            )
            for student in listed
        )
        name = Phrase("index.class", {"name": class_name or listed[0].grade})
        yield SchoolClass(instance.organisation[school].name, name, people)

"""Satisfaction and first choices, by village and town and by school."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.people import Student
from planner.documents.facts import Phrase, Words
from planner.documents.view import View
from planner.explain.wanted import granted


@dataclass(frozen=True)
class Group:
    """Some students and how their wishes fared."""

    name: Words
    students: int
    mean: int
    smallest: int
    first_choices: Words
    """Share of all wishes whose first choice is granted; a dash if nobody has wishes."""


def groups(view: View) -> tuple[Group, ...]:
    """Everybody, village and town, then each school that has students."""
    instance = view.instance
    students = instance.students
    rural = {student.id for student in students if _is_rural(view, student)}
    found: list[tuple[Words, list[Student]]] = [
        (Phrase("fairness.everybody"), list(students)),
        (Phrase("fairness.village"), [s for s in students if s.id in rural]),
        (Phrase("fairness.town"), [s for s in students if s.id not in rural]),
        *((o.name, [s for s in students if s.school == o.id]) for o in instance.organisations),
    ]
    return tuple(_group(view, name, members) for name, members in found if members)


def _is_rural(view: View, student: Student) -> bool:
    """Whether the student lives in a village; by the school if no home is given."""
    school = view.instance.first_site.get(student.school)
    home = view.instance.site[student.home] if student.home else school
    return home is not None and home.rural


def _group(view: View, name: Words, members: Sequence[Student]) -> Group:
    points = [view.part[student.id].satisfaction for student in members]
    ranks = [
        granted(view.instance, wish, takes)
        for student in members
        for takes in [view.takes(student)]
        for wish in student.wishes
    ]
    return Group(
        name,
        len(members),
        sum(points) // len(points),
        min(points),
        Phrase("percent", {"n": 100 * ranks.count(0) // len(ranks)}) if ranks else "–",
    )

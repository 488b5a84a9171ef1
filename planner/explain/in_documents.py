"""Answers -> what documents say of them: to each family, and of the plan as a whole."""

from collections.abc import Collection, Iterable, Sequence

from models.faults import Fault
from models.people import Student
from planner.documents.facts import Reasons
from planner.explain.answers import Answer, answers, kinds, reasons_by
from planner.explain.obstacles import ORDER
from planner.explain.scarcity import wanting
from planner.explain.standing import Standing
from planner.explain.unmet import Unmet, shortfalls, what_helps
from planner.wording import Wording

MOST = 10
"""Of what there is too little, so many are named."""


def reasons(
    standing: Standing, students: Collection[str], wording: Wording, of_all: bool
) -> Reasons:
    """Why wishes and requirements are not met; if asked of all, what is missing most often."""
    deadline = reasons_by(len(students))
    found = answers(standing, students, deadline)
    told, short = by_target(found, wording), shortfalls(standing, students, deadline)
    if not of_all:
        return Reasons(told, of_shortfall=by_shortfall(short, wording))
    return Reasons(
        told,
        tuple((wording.say(f"explain.kind.{kind}"), n) for kind, n in kinds(found)),
        by_shortfall(short, wording),
        tuple(
            (wording.fault(one.change.said(one.amount)), one.wishes)
            for one in wanting(standing, found, MOST)
        ),
    )


def by_target(found: Sequence[Answer], wording: Wording) -> dict[tuple[str, int, int], str]:
    """The reason for each target missed: by student, number of the wish and rank, from 0.

    By what order places are given is said to each student only once.
    """
    informed: set[str] = set()
    told: dict[tuple[str, int, int], str] = {}
    for answer in found:
        missed = answer.reason.missed
        who = missed.student.id
        facts = [one for one in answer.reason.facts if one.code != ORDER or who not in informed]
        informed |= {who for fact in facts if fact.code == ORDER}
        told[who, missed.wish, missed.rank] = _told(missed.student, facts, wording)
    return told


def by_shortfall(
    found: Iterable[Unmet], wording: Wording
) -> dict[tuple[str, str, str | None], str]:
    """Why each requirement is not met, and what would help."""
    told: dict[tuple[str, str, str | None], str] = {}
    for one in found:
        said = _told(one.student, one.facts, wording)
        helps = what_helps(one.cures, wording)
        told[one.student.id, one.requirement.id, one.shortfall.over] = f"{said} {helps}".strip()
    return told


def _told(student: Student, facts: Iterable[Fault], wording: Wording) -> str:
    """In sentences; nobody is told about himself by name."""
    said = [wording.fault(fault).removeprefix(f"{student.name}: ") for fault in facts]
    return " ".join(one[:1].upper() + one[1:] for one in said)

"""Answers -> what documents say of them: to each family, and of the plan as a whole."""

from collections.abc import Iterable, Sequence

from models.faults import Fault
from planner.documents.facts import Reasons
from planner.explain.answers import Answer, kinds
from planner.explain.obstacles import ORDER
from planner.explain.scarcity import wanting
from planner.explain.standing import Standing
from planner.wording import Wording

MOST = 10
"""Of what there is too little, so many are named."""


def reasons(standing: Standing, found: Sequence[Answer], wording: Wording, of_all: bool) -> Reasons:
    """The reason for each target missed; if they are of all, what stands in the way most often."""
    if not of_all:
        return Reasons(by_target(found, wording))
    return Reasons(
        by_target(found, wording),
        tuple((wording.say(f"explain.kind.{kind}"), n) for kind, n in kinds(found)),
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
        told[who, missed.wish, missed.rank] = _told(answer, facts, wording)
    return told


def _told(answer: Answer, facts: Iterable[Fault], wording: Wording) -> str:
    """In sentences; nobody is told about himself by name."""
    own = f"{answer.reason.missed.student.name}: "
    said = [wording.fault(fault).removeprefix(own) for fault in facts]
    return " ".join(one[:1].upper() + one[1:] for one in said)

"""Answers -> what documents say of them: to each family, and of the plan as a whole."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from models.faults import Fault
from models.people import Student
from planner.documents.facts import Reasons
from planner.explain.answers import Answer, kinds, reasons_by
from planner.explain.obstacles import ORDER
from planner.explain.scarcity import wanting
from planner.explain.standing import Standing
from planner.explain.unmet import Shortfalls, Unmet, what_helps
from planner.explain.wanted import missed_by
from planner.explain.why_not import WhyNot
from planner.wording import Wording

MOST = 10
"""Of what there is too little, so many are named."""


WHOLE = ""
"""Stands where the id of a student does, for what is said of the plan as a whole."""


def reasons(
    standing: Standing, students: Collection[str], wording: Wording, of_all: bool
) -> Reasons:
    """Why wishes and requirements are not met; if asked of all, what is missing most often."""
    return gathered(told for _, told in in_turn(standing, students, wording, of_all))


def gathered(parts: Iterable[Reasons]) -> Reasons:
    """Reasons of several students, and what is said of the whole plan, in one."""
    found = list(parts)
    whole = next((one for one in found if one.kinds is not None), Reasons())
    return Reasons(
        {key: said for one in found for key, said in one.of_target.items()},
        whole.kinds,
        {key: said for one in found for key, said in one.of_shortfall.items()},
        whole.wanting,
    )


def in_turn(
    standing: Standing, students: Collection[str], wording: Wording, of_all: bool
) -> Iterator[tuple[str, Reasons]]:
    """The same student by student, as they are found; what is missing most often comes last."""
    deadline = reasons_by(len(students))
    why_not, shortfalls = WhyNot(standing, deadline), Shortfalls(standing, deadline)
    found: list[Answer] = []
    for student in standing.instance.students:
        if student.id in students:
            part = standing.part[student.id]
            missed = missed_by(standing.instance, student, part.takes)
            own = [Answer(why_not.reason(target)) for target in missed]
            short = [shortfalls.explained(student, one) for one in part.unmet]
            found += own
            told = by_shortfall(short, wording)
            yield student.id, Reasons(by_target(own, wording), of_shortfall=told)
    yield WHOLE, _of_all(standing, found, wording) if of_all else Reasons()


def _of_all(standing: Standing, found: Sequence[Answer], wording: Wording) -> Reasons:
    """Why wishes are not granted most often, and what of it there is too little."""
    most = wanting(standing, found, MOST)
    return Reasons(
        kinds=tuple((wording.say(f"explain.kind.{kind}"), n) for kind, n in kinds(found)),
        wanting=tuple((wording.fault(one.change.said(one.amount)), one.wishes) for one in most),
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

"""Instance -> requirements that some students cannot meet, whatever they choose and whatever opens.

Named is what the best plan for the student alone misses, so that the plan's own report says the
same, and with it the requirements that leave no room for it.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from models.faults import Fault
from models.people import Student
from planner.explain.core import Core, NotInTime
from planner.explain.deadline import Deadline
from planner.explain.facts import fact, listed, quoted
from planner.explain.own import OWN_RULES, SECONDS, alone, least, smallest
from planner.goals import requirements
from planner.presolve import Presolved
from planner.program import Program, Score

NAMES_SHOWN = 5


@dataclass(frozen=True)
class Never:
    """Requirements that are not all met, whatever is chosen."""

    missed: str | None
    """The one that every best plan misses; None: now this one, now that."""
    others: tuple[str, ...]
    """Those that leave no room for it, or for one another."""

    @property
    def code(self) -> str:
        """Of the sentence."""
        if self.missed is None:
            return "outlook.requirement_choice"
        return "outlook.requirement_clash" if self.others else "outlook.requirement"


def unmeetable(presolved: Presolved) -> Iterator[Fault]:
    """A warning for each such requirement, with the students concerned."""
    known: dict[tuple[object, ...], tuple[Never, ...] | None] = {}
    concerned: dict[tuple[int, Never], list[str]] = defaultdict(list)
    unknown: list[str] = []
    for student in presolved.instance.students:
        key = (id(presolved.profiles[student.id]), student.grade, student.school, student.records)
        if key not in known:
            known[key] = _in_time(presolved, student)
        found = known[key]
        if found is None:
            unknown.append(student.name)
        for never in found or ():
            concerned[student.grade, never].append(student.name)
    for (grade, never), names in concerned.items():
        yield _said(presolved, grade, never, names)
    if unknown:
        yield fact("outlook.requirement_unknown", n=len(unknown), students=few(unknown))


def _said(presolved: Presolved, grade: int, never: Never, names: list[str]) -> Fault:
    texts = {one.id: one.text for one in presolved.instance.rule_set[grade].requirements}
    others = listed([quoted(texts[other]) for other in never.others])
    requirement = texts[never.missed] if never.missed else others
    return fact(
        never.code, requirement=requirement, others=others, n=len(names), students=few(names)
    )


def _in_time(presolved: Presolved, student: Student) -> tuple[Never, ...] | None:
    """None: not found out in time."""
    try:
        return tuple(_never_met(presolved, student, Deadline.after(SECONDS)))
    except NotInTime:
        return None


def _never_met(presolved: Presolved, student: Student, deadline: Deadline) -> Iterator[Never]:
    program, score = _posted(presolved, student)
    best = smallest(program, -score.points, deadline) if program.shortages else None
    if not best or not (loss := -score.points.value(best)):
        return
    least_missed = [one.missing.value(best) for one in program.shortages]
    program.model.add(-score.points <= loss)
    missed = dict.fromkeys(
        one.requirement for one in program.shortages if least(program, one.missing, deadline)
    )
    for requirement in missed:
        allowed = [
            0 if one.requirement == requirement else most
            for one, most in zip(program.shortages, least_missed, strict=True)
        ]
        named = _clash(presolved, student, allowed, deadline)
        yield Never(requirement, tuple(id_ for id_ in named if id_ != requirement))
    allowed = [
        most if one.requirement in missed else 0
        for one, most in zip(program.shortages, least_missed, strict=True)
    ]
    if named := _clash(presolved, student, allowed, deadline):
        yield Never(None, named)


def _clash(
    presolved: Presolved, student: Student, allowed: list[int], deadline: Deadline
) -> tuple[str, ...]:
    """A smallest set of requirements that cannot all be missed by no more than is allowed.

    None of them: all can. Raises `NotInTime`.
    """
    program, _ = _posted(presolved, student)
    program.explaining = True
    for one, most in zip(program.shortages, allowed, strict=True):
        program.require(one.missing <= most, "requirement", one.requirement)
    clash, _ = Core(program.model, program.assumptions, deadline).shrunk(list(program.assumptions))
    return tuple(id_ for _, id_ in clash or ())


def _posted(presolved: Presolved, student: Student) -> tuple[Program, Score]:
    """The student alone, and what missed requirements cost."""
    program = Program(alone(presolved, student))
    for rule in OWN_RULES:
        rule.post(program)
    return program, requirements.post(program)


def few(names: list[str]) -> str:
    """The first names of a list that may be long."""
    distinct = list(dict.fromkeys(names))
    return ", ".join(distinct[:NAMES_SHOWN]) + (" …" if len(distinct) > NAMES_SHOWN else "")

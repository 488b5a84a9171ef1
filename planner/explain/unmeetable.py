"""Instance -> requirements that some students cannot meet, whatever they choose and whatever opens.

Named is what the best plan for the student alone misses, so that the plan's own report says the
same, and with it the requirements that leave no room for it.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from models.base import Text
from models.faults import Fault
from models.people import Student
from planner.explain.core import Core, NotInTime
from planner.explain.deadline import Deadline
from planner.explain.obstacles import fact
from planner.explain.own import OWN_RULES, SECONDS, alone, least
from planner.goals import requirements
from planner.presolve import Presolved
from planner.program import Program, Score

NAMES_SHOWN = 5


@dataclass(frozen=True)
class Never:
    """A requirement never met, and those that it does not go together with."""

    requirement: str
    others: tuple[str, ...]


def unmeetable(presolved: Presolved) -> Iterator[Fault]:
    """A warning for each such requirement, with the students concerned."""
    known: dict[tuple[object, ...], tuple[Never, ...]] = {}
    concerned: dict[tuple[int, Never], list[str]] = defaultdict(list)
    for student in presolved.instance.students:
        key = (id(presolved.profiles[student.id]), student.grade, student.school, student.records)
        if key not in known:
            try:
                known[key] = tuple(_never_met(presolved, student))
            except NotInTime:
                known[key] = ()
        for never in known[key]:
            concerned[student.grade, never].append(student.name)
    for (grade, never), names in concerned.items():
        yield _said(presolved, grade, never, names)


def _said(presolved: Presolved, grade: int, never: Never, names: list[str]) -> Fault:
    texts = {one.id: one.text for one in presolved.instance.rule_set[grade].requirements}
    others = Text(
        ru=", ".join(f"«{texts[other].ru}»" for other in never.others),
        en=", ".join(f"'{texts[other].en}'" for other in never.others),
    )
    code = "outlook.requirement_clash" if never.others else "outlook.requirement"
    return fact(
        code, requirement=texts[never.requirement], others=others, n=len(names),
        students=few(names),
    )  # fmt: skip


def _never_met(presolved: Presolved, student: Student) -> Iterator[Never]:
    program, score = _posted(presolved, student)
    loss = least(program, -score.points, Deadline.after(SECONDS)) if program.shortages else 0
    if not loss:
        return
    program.cp.add(-score.points <= loss)
    missed = [
        one.requirement
        for one in program.shortages
        if least(program, one.missing, Deadline.after(SECONDS))
    ]
    distinct = list(dict.fromkeys(missed))
    for requirement in distinct:
        yield Never(requirement, tuple(_others(presolved, student, requirement, distinct)))


def _others(
    presolved: Presolved, student: Student, requirement: str, missed: list[str]
) -> Iterator[str]:
    """A smallest set of requirements that leave no room for this one."""
    program, _ = _posted(presolved, student)
    program.explaining = True
    for one in program.shortages:
        program.require(one.missing <= 0, "requirement", one.requirement)
    keys = sorted(
        program.assumptions, key=lambda key: (key[1] != requirement, key[1] in missed)
    )  # the last are given up first
    clash, _ = Core(program.cp, program.assumptions, Deadline.after(SECONDS)).shrunk(keys)
    named = [id_ for _, id_ in clash or ()]
    if requirement in named:
        yield from (id_ for id_ in named if id_ != requirement)


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

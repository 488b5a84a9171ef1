"""Offerings that cannot be attended (or taught) together -> when and why."""

from collections.abc import Mapping, Sequence
from typing import Any

from models.faults import Fault
from models.instance import Instance
from models.plan import Opened, Plan, StudentPlan, Teaches
from planner.change import changed
from planner.verify.case import Case
from planner.verify.checks import student_times, teacher_times
from planner.verify.reach import Reach

PAIRWISE = ("rules.student_times.overlap", "rules.student_times.between")
"""Faults that two meetings alone explain, whatever buses there are."""


def attended(reach: Reach, student: str, timetables: Mapping[str, str]) -> list[Fault]:
    """Why the student cannot attend these together; nothing that holds of one of them alone."""
    alone = [_attending(reach, student, {one: t}) for one, t in timetables.items()]
    known = [fault for faults in alone for fault in faults]
    found = _attending(reach, student, timetables)
    return [fault for fault in found if fault not in known and fault.code in PAIRWISE]


def _attending(reach: Reach, student: str, timetables: Mapping[str, str]) -> list[Fault]:
    takes = tuple(timetables)
    part = StudentPlan(id=student, takes=takes, satisfaction=0)
    alone = changed(reach.instance, students=(reach.instance.student[student],))
    return list(student_times.check(Case(alone, _plan(timetables, (part,), ()), reach)))


def taught(instance: Instance, teacher: str, timetables: Mapping[str, str]) -> list[Fault]:
    """Why the teacher cannot do the duties of these offerings by these timetables."""
    rows = tuple(
        Teaches(teacher=teacher, offering=offering, duty=duty.id)
        for offering in timetables
        for duty in instance.offering[offering].duties
        if teacher in duty.candidates
    )
    alone = changed(instance, students=(), teachers=(instance.teacher[teacher],))
    return list(teacher_times.check(Case(alone, _plan(timetables, (), rows))))


def only_timetables(instance: Instance, offerings: Sequence[str]) -> dict[str, str]:
    """The only timetable of each offering; those that have a choice are left out."""
    return {
        offering: instance.offering[offering].timetables[0].id
        for offering in offerings
        if len(instance.offering[offering].timetables) == 1
    }


def _plan(
    timetables: Mapping[str, str], parts: tuple[StudentPlan, ...], rows: tuple[Teaches, ...]
) -> Plan:
    opens = tuple(Opened(offering=o, timetable=t, size=0) for o, t in timetables.items())
    fields: dict[str, Any] = {"students": parts, "opens": opens, "teaches": rows, "runs": ()}
    return Plan.model_construct(**fields)

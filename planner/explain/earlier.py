"""Study that is completed already -> what of it a requirement counts, and a record of some more."""

from collections.abc import Sequence

from models.faults import Fault
from models.instance import Instance
from models.people import Student, StudyRecord
from models.regulations import Over, Requirement, Unit
from planner.change import changed
from planner.explain.facts import fact
from planner.studies.items import Curriculum, Studies
from planner.studies.totals import recorded


def may_count(requirement: Requirement) -> bool:
    """Whether more study in earlier years would help to meet it."""
    amounts = requirement.unit in (Unit.HOURS, Unit.CREDITS)
    return amounts and requirement.over is Over.TRAJECTORY and requirement.minimum is not None


def counted(
    instance: Instance, student: Student, requirement: Requirement, own_areas: Sequence[str] = ()
) -> list[Fault]:
    """How much is counted already, and in how many weeks the rest has to find room."""
    if not may_count(requirement):
        return []
    areas = _areas(requirement, own_areas)
    units = recorded(Studies(Curriculum(instance, student), student), requirement, frozenset(areas))
    # Whoever enters the last grade has studied before, recorded or not.
    if not units and student.grade != instance.calendar.last_grade:
        return []
    weeks = sum(len(term.weeks) for term in instance.calendar.attended(student.grade))
    key = f"earlier.{requirement.unit.value}"
    return [fact(key, student=student.name, n=units, weeks=weeks)]


def record(
    instance: Instance, student: Student, requirement: Requirement, units: int,
    own_areas: Sequence[str] = (),
) -> StudyRecord:  # fmt: skip
    """Study of the kind that the requirement counts, as far as a record can be of that kind."""
    counts, rules = requirement.counts, instance.rule_set[student.grade]
    areas = _areas(requirement, own_areas)
    subjects = (
        subject.id
        for subject in rules.subjects
        if (not counts.subjects or subject.id in counts.subjects)
        and (not areas or subject.area in areas)
    )
    plain = StudyRecord(hours=0)
    return changed(
        plain, subject=next(subjects, None), level=next(iter(counts.levels), plain.level),
        kind=next(iter(counts.kinds), plain.kind), elsewhere=bool(counts.elsewhere),
        extracurricular=counts.extracurricular, **{requirement.unit.value: units},
    )  # fmt: skip


def _areas(requirement: Requirement, own_areas: Sequence[str]) -> Sequence[str]:
    """Those asked for, which may be those of the student's specialization."""
    areas = requirement.counts.areas
    return areas if isinstance(areas, tuple) else own_areas

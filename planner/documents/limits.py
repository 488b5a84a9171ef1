"""Rule set -> the limits of the week, of all hours and of extracurricular activity."""

from collections.abc import Sequence

from models.instance import Instance
from models.offers import Offering
from models.people import Student
from models.regulations import Counts, Over, Requirement, Unit
from planner.documents.facts import Limits, Phrase, Words

EVERYTHING = Counts()
EXTRACURRICULAR = Counts(extracurricular=True)


def limits(instance: Instance, student: Student, takes: Sequence[Offering]) -> Limits:
    """The limits of the sums under the table, by the requirements that concern the student."""
    school = instance.organisation[student.school]
    taken = {offering.programme for offering in takes}

    def concerns(requirement: Requirement) -> bool:
        applies = requirement.applies
        return (
            (applies.municipalities in ((),) or school.municipality in applies.municipalities)
            and (
                applies.days_a_week is None
                or (school.school is not None and school.school.days_a_week == applies.days_a_week)
            )
            and (not applies.specializations or not taken.isdisjoint(applies.specializations))
        )

    known = [r for r in instance.rule_set[student.grade].requirements if concerns(r)]
    week = [r for r in known if r.unit is Unit.HOURS_A_WEEK and r.counts == EVERYTHING]
    years = {term.year for term in instance.calendar.attended(student.grade)}
    grades = [student.grade + instance.calendar.years.index(year) for year in sorted(years)]
    trajectory = [
        r
        for r in known
        if r.unit is Unit.HOURS and r.over is Over.TRAJECTORY and _for(r, student.grade)
    ]
    in_all = [r for r in trajectory if r.counts == EVERYTHING]
    beside = [r for r in trajectory if r.counts == EXTRACURRICULAR]
    return Limits(
        tuple(_least([r for r in week if _for(r, grade)]) for grade in grades),
        _range(in_all),
        _least(beside),
        any(not r.verified for r in [*week, *in_all, *beside]),
    )


def _for(requirement: Requirement, grade: int) -> bool:
    return not requirement.applies.grades or grade in requirement.applies.grades


def _least(requirements: Sequence[Requirement]) -> int | None:
    return min((r.maximum for r in requirements if r.maximum is not None), default=None)


def _range(requirements: Sequence[Requirement]) -> Words:
    least = max((r.minimum for r in requirements if r.minimum is not None), default=None)
    most = _least(requirements)
    if least is not None and most is not None:
        return Phrase("limit.between", {"least": least, "most": most})
    if most is not None:
        return Phrase("limit.most", {"most": most})
    return Phrase("limit.least", {"least": least}) if least is not None else ""

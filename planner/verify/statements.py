"""The figures that a plan states are those that follow from its decisions."""

from collections.abc import Iterator

from models.base import Text
from models.faults import Fault
from models.instance import Instance
from models.people import Student
from models.plan import POINTS_A_STUDENT, Shortfall, Status, StudentPlan
from planner.verify.case import Case, Facts
from planner.verify.facts import offering_name

TOLERANCE = 1e-9


def check(case: Case) -> Iterator[Fault]:
    """Sizes, satisfaction, unmet requirements, goals, objective, bound, gap and status."""
    yield from _sizes(case)
    for number, row in enumerate(case.plan.students):
        if row.id in case.instance.student:
            yield from _student(case, case.instance.student[row.id], row, f"students[{number}]")
    yield from _goals(case)
    yield from _objective(case)
    yield from _proof(case)


def _sizes(case: Case) -> Iterator[Fault]:
    for number, opened in enumerate(case.plan.opens):
        if opened.offering in case.instance.offering:
            size = len(case.decisions.placed[opened.offering])
            if opened.size != size:
                named = offering_name(case.instance, opened.offering)
                facts: Facts = {"offering": named, "stated": opened.size, "found": size}
                yield Fault("rules.plan.size", facts, f"opens[{number}].size", str(opened.size))


def _student(case: Case, student: Student, row: StudentPlan, place: str) -> Iterator[Fault]:
    found = case.assessment.satisfaction[student.id]
    named: Facts = {"student": student.name}
    if row.satisfaction != found:
        facts: Facts = {**named, "stated": row.satisfaction, "found": found}
        at = f"{place}.satisfaction"
        yield Fault("rules.plan.satisfaction", facts, at, str(row.satisfaction))
    stated, actual = _by_stretch(row.unmet), _by_stretch(case.assessment.unmet[student.id])
    texts = _requirement_texts(case.instance, student)
    for requirement, over in dict.fromkeys([*actual, *stated]):
        units = stated.get((requirement, over), 0), actual.get((requirement, over), 0)
        if units[0] == units[1]:
            continue
        facts = {
            **named,
            "requirement": texts.get(requirement, requirement),
            "stated": units[0],
            "found": units[1],
        }
        if over is None:
            yield Fault("rules.plan.unmet.trajectory", facts, f"{place}.unmet")
        else:
            facts["period"] = _period(case.instance, over)
            yield Fault("rules.plan.unmet.period", facts, f"{place}.unmet")


def _by_stretch(unmet: tuple[Shortfall, ...]) -> dict[tuple[str, str | None], int]:
    return {(shortfall.requirement, shortfall.over): shortfall.short for shortfall in unmet}


def _requirement_texts(instance: Instance, student: Student) -> dict[str, Text]:
    rule_set = instance.rule_set.get(student.grade)
    return {r.id: r.text for r in rule_set.requirements} if rule_set else {}


def _period(instance: Instance, over: str) -> Text | str:
    """The name of a term, or a school year as 2027/28."""
    if over in instance.term:
        return instance.term[over].name
    year = next((year for year in instance.calendar.years if str(year) == over), None)
    return over if year is None else f"{year}/{(year + 1) % 100:02d}"


def _goals(case: Case) -> Iterator[Fault]:
    actual = {goal.id: goal for goal in case.assessment.goals}
    if [goal.id for goal in case.plan.goals] != list(actual):
        yield Fault("rules.plan.goal_list", {}, "goals")
    for number, stated in enumerate(case.plan.goals):
        found = actual.get(stated.id)
        if found and found != stated:
            facts: Facts = {
                "stated": stated.points,
                "stated_measure": stated.measure,
                "found": found.points,
                "found_measure": found.measure,
            }
            yield Fault(f"rules.plan.goals.{stated.id}", facts, f"goals[{number}]")


def _objective(case: Case) -> Iterator[Fault]:
    stated, found = case.plan.objective, case.assessment.objective
    if stated != found:
        facts = {"stated": stated, "found": found}
        yield Fault("rules.plan.objective", facts, "objective", str(stated))


def _proof(case: Case) -> Iterator[Fault]:
    plan, students = case.plan, len(case.instance.students)
    facts: Facts = {"bound": plan.bound, "objective": plan.objective}
    if plan.bound < plan.objective:
        yield Fault("rules.plan.bound", facts, "bound", str(plan.bound))
    gap = (plan.bound - plan.objective) / (POINTS_A_STUDENT * max(1, students))
    # written so that a gap which is not a number is a fault too
    if not abs(plan.gap - gap) <= TOLERANCE:
        shown: Facts = {**facts, "students": students, "stated": str(plan.gap)}
        yield Fault("rules.plan.gap", shown, "gap", str(plan.gap))
    if plan.status is Status.OPTIMAL and plan.bound != plan.objective:
        yield Fault("rules.plan.status", facts, "status", plan.status.value)

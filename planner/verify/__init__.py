"""Instance, plan -> every fault of the plan: `docs/data.md` as code.

Independent of the solver: imports `models` and the standard library only. A new rule is a file in
`checks` and a line in `CHECKS`.
"""

from models.faults import Fault
from models.instance import Instance
from models.plan import GoalScore, Plan
from planner.verify import references, statements
from planner.verify.case import Case, Check
from planner.verify.checks import (
    agreement_seats,
    budget,
    bus_seats,
    eligibility,
    group_sizes,
    keeps,
    locks,
    one_section,
    one_timetable,
    prerequisites,
    staffing,
    student_times,
    teacher_hours,
    teacher_times,
    travel_minutes,
)
from planner.verify.score import Assessment, of_nobody

CHECKS: tuple[Check, ...] = (
    references.check,
    one_section.check,
    eligibility.check,
    group_sizes.check,
    one_timetable.check,
    staffing.check,
    teacher_hours.check,
    teacher_times.check,
    student_times.check,
    travel_minutes.check,
    bus_seats.check,
    agreement_seats.check,
    prerequisites.check,
    locks.check,
    keeps.check,
    budget.check,
    statements.check,
)

__all__ = ["CHECKS", "Assessment", "assess", "in_common", "verify"]


def verify(instance: Instance, plan: Plan) -> tuple[Fault, ...]:
    """All faults of a plan that parses, however it came about, for a sound instance."""
    case = Case(instance, plan)
    return tuple(fault for check in CHECKS for fault in check(case))


def in_common(instance: Instance, plan: Plan) -> tuple[GoalScore, ...]:
    """The goals that are not the sum of what students gain, by the plan's decisions."""
    return of_nobody(Case(instance, plan).decisions)


def assess(instance: Instance, plan: Plan) -> Assessment:
    """How good the plan is by its decisions, whatever figures it states."""
    return Case(instance, plan).assessment

"""Plans of the parts -> one plan of all, and what their points may lack to those of all."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import planner
from models.instance import Instance
from models.plan import GoalScore, Opened, Parameters, Plan, Status, gap
from planner.solve.parts.common import Common
from planner.solve.parts.staffing import Staffing
from planner.verify import in_common


def merged(
    instance: Instance, parts: Sequence[Plan], staffing: Staffing, bound: int,
    parameters: Parameters, instance_hash: str, seconds: float,
) -> Plan:  # fmt: skip
    """Everything that the parts decided, with what it is worth together."""
    opens = [one for one in _opens(instance, parts)
             if one.size or one.offering not in staffing.timetables]  # fmt: skip
    opened = {one.offering for one in opens}
    students = {student.id: student for part in parts for student in part.students}
    ridden = {ride.trip for student in students.values() for ride in student.rides}
    decided = Plan(
        version=planner.__version__,
        instance_hash=instance_hash,
        parameters=parameters,
        status=Status.FEASIBLE,
        objective=0,
        bound=bound,
        gap=0.0,
        seconds=round(seconds, 3),
        goals=(),
        students=tuple(students[student.id] for student in instance.students),
        opens=tuple(opens),
        teaches=tuple(
            one
            for one in (*(one for part in parts for one in part.teaches), *staffing.teaches)
            if one.offering in opened
        ),
        runs=tuple(trip for part in parts for trip in part.runs),
        trips=tuple(trip for trip in instance.trips if trip.id in ridden),
    )
    goals = _goals(parts, in_common(instance, decided))
    objective = sum(goal.points for goal in goals)
    figures = {
        "goals": goals,
        "objective": objective,
        "status": Status.OPTIMAL if bound == objective else Status.FEASIBLE,
        "gap": gap(bound, objective, len(instance.students)),
    }
    return decided.model_copy(update=figures)


def _goals(parts: Sequence[Plan], in_common: Iterable[GoalScore]) -> tuple[GoalScore, ...]:
    """Every goal: what students gain is added up, the rest is what it is for all together."""
    known = {goal.id: goal for goal in in_common}
    found = []
    for of_parts in zip(*(part.goals for part in parts), strict=True):
        name = of_parts[0].id
        measure = min if name == "fairness" else sum
        points, measured = sum(g.points for g in of_parts), measure(g.measure for g in of_parts)
        found.append(known.get(name) or GoalScore(id=name, points=points, measure=measured))
    return tuple(found)


def _opens(instance: Instance, parts: Sequence[Plan]) -> tuple[Opened, ...]:
    """What opens in any part, in the order of the instance, with the students of all."""
    found: dict[str, list[Opened]] = defaultdict(list)
    for part in parts:
        for one in part.opens:
            found[one.offering].append(one)
    return tuple(
        found[offering.id][0].model_copy(update={"size": sum(one.size for one in ones)})
        for offering in instance.offerings
        if (ones := found.get(offering.id))
    )


def slack(common: Common) -> int:
    """Points by which the parts may lose more than their students do in a plan of all.

    Thousands of roubles are begun in every part, and by what is decided for all; and bounds of
    parts are rounded down, though shares of limits are worth parts of a point.
    """
    parts = len(common.parts)
    return common.instance.goals.cost * parts + parts - 1

"""The parts' plans and the hub's -> one plan of the whole instance."""

from collections import Counter
from collections.abc import Iterable, Mapping

from models.plan import GoalScore, Opened, Parameters, Plan, Status, StudentPlan
from planner.extract import POINTS_A_STUDENT, gap
from planner.solve.region.market import THOUSAND
from planner.solve.region.partition import Partition
from planner.solve.region.shared_goals import difference, missing, served


def combine(
    partition: Partition, parts: list[Plan], hub: Plan, bound: int, parameters: Parameters,
    instance_hash: str, seconds: float,
) -> Plan:  # fmt: skip
    """Put the plans together; sizes, and goals that parts share, are counted anew."""
    instance = partition.instance
    students = {student.id: student for plan in parts for student in plan.students}
    sizes = Counter(offering for student in students.values() for offering in student.takes)
    local = (one for plan in parts for one in plan.opens if one.offering not in partition.shared)
    opened = [*local, *hub.opens]
    opens = {one.offering: _sized(one, sizes) for one in opened}
    goals = _goals(partition, parts, hub, students, opens)
    objective = sum(goal.points for goal in goals)
    return Plan(
        version=hub.version,
        instance_hash=instance_hash,
        parameters=parameters,
        status=Status.OPTIMAL if bound == objective else Status.FEASIBLE,
        objective=objective,
        bound=bound,
        gap=gap(bound, objective, len(instance.students)),
        seconds=round(seconds, 3),
        goals=goals,
        students=tuple(students[student.id] for student in instance.students),
        opens=tuple(opens[o.id] for o in instance.offerings if o.id in opens),
        teaches=tuple(
            one for plan in (*parts, hub) for one in plan.teaches if one.offering in opens
        ),
        runs=tuple(trip for plan in (*parts, hub) for trip in plan.runs),
    )


def _sized(opened: Opened, sizes: Counter[str]) -> Opened:
    return opened.model_copy(update={"size": sizes[opened.offering]})


def _goals(
    partition: Partition,
    parts: list[Plan],
    hub: Plan,
    students: Mapping[str, StudentPlan],
    opens: Mapping[str, Opened],
) -> tuple[GoalScore, ...]:
    """What belongs to students adds up; what is shared is counted over the whole."""
    instance, weights = partition.instance, partition.instance.goals
    scores = {goal.id: _added(goal.id, (*parts, hub)) for goal in hub.goals}
    smallest = min((s.satisfaction for s in students.values()), default=POINTS_A_STUDENT)
    fairness = scores["fairness"].points
    roubles = scores["cost"].measure
    taken = [(student, offering) for student, one in students.items() for offering in one.takes]
    short = scores["demand"].measure + missing(partition, served(partition, taken))
    apart = difference(instance, {offering: one.size for offering, one in opens.items()})
    scores |= {
        score.id: score
        for score in (
            GoalScore(id="fairness", points=fairness, measure=smallest),
            GoalScore(id="cost", points=-weights.cost * -(-roubles // THOUSAND), measure=roubles),
            GoalScore(id="demand", points=-weights.demand * short, measure=short),
            GoalScore(id="balance", points=-weights.balance * apart, measure=apart),
        )
    }
    return tuple(scores.values())


def _added(goal: str, plans: Iterable[Plan]) -> GoalScore:
    scores = [score for plan in plans for score in plan.goals if score.id == goal]
    return GoalScore(
        id=goal,
        points=sum(score.points for score in scores),
        measure=sum(score.measure for score in scores),
    )

"""The parts' plans and the hub's -> one plan of the whole instance."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from models.instance import Instance
from models.plan import GoalScore, Opened, Parameters, Plan, Status, StudentPlan
from planner.extract import POINTS_A_STUDENT, gap
from planner.solve.region.market import THOUSAND
from planner.solve.region.partition import Partition


def combine(
    partition: Partition, parts: list[Plan], hub: Plan, bound: int, parameters: Parameters,
    instance_hash: str, seconds: float,
) -> Plan:  # fmt: skip
    """Put the plans together; sizes, and goals that parts share, are counted anew."""
    instance = partition.instance
    students = {student.id: student for plan in parts for student in plan.students}
    sizes = Counter(offering for student in students.values() for offering in student.takes)
    local = (one for plan in parts for one in plan.opens if one.offering not in partition.shared)
    opened = [*local, *(one for one in hub.opens if sizes[one.offering])]
    opens = {one.offering: _sized(one, sizes) for one in opened}
    goals = _goals(partition, parts, hub, students, opens)
    objective = sum(goal.points for goal in goals)
    bound = max(bound, objective)
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
    missing = _missing(instance, students)
    difference = _difference(instance, opens)
    scores |= {
        score.id: score
        for score in (
            GoalScore(id="fairness", points=fairness, measure=smallest),
            GoalScore(id="cost", points=-weights.cost * -(-roubles // THOUSAND), measure=roubles),
            GoalScore(id="demand", points=-weights.demand * missing, measure=missing),
            GoalScore(id="balance", points=-weights.balance * difference, measure=difference),
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


def _missing(instance: Instance, students: Mapping[str, StudentPlan]) -> int:
    """People short of all demands together."""
    programmes = {
        student: [instance.programme[instance.offering[one].programme] for one in plan.takes]
        for student, plan in students.items()
    }
    missing = 0
    for demand in instance.demand:
        placed = sum(
            demand.municipality
            in (None, instance.organisation[instance.student[student].school].municipality)
            and any(demand.cluster in p.clusters or demand.programme == p.id for p in studied)
            for student, studied in programmes.items()
        )
        missing += max(0, demand.people - placed)
    return missing


def _difference(instance: Instance, opens: Mapping[str, Opened]) -> int:
    """Students by which the largest sections exceed the smallest, added up."""
    families: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for one in opens.values():
        offering = instance.offering[one.offering]
        families[offering.programme, offering.provider, offering.terms].append(one.size)
    return sum(max(sizes) - min(sizes) for sizes in families.values())

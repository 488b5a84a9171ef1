"""Each goal's points and measure by hand."""

from typing import Any

import pytest

from models.instance import Instance
from tests.builders import (
    BASE,
    at_college,
    duty,
    instance,
    offering,
    programme,
    student,
    teacher,
    trip,
    with_requirements,
)
from tests.plans import plan

COURSES = ("a", "b", "c")
NAMES = ("requirements", "wishes", "fairness", "demand", "balance", "travel", "extra_hours",
         "cost", "changes")  # fmt: skip


def _world(*students: dict[str, Any], **fields: Any) -> Instance:
    """Courses a, b and c at the home school, at no cost."""
    return instance(
        **{
            "students": list(students),
            "programmes": [programme(course) for course in COURSES],
            "offerings": [offering(course) for course in COURSES],
        }
        | fields
    )


def _goal(name: str, world: Instance, *decisions: Any, **named: Any) -> tuple[int, int]:
    """Points and measure."""
    goals = {goal.id: goal for goal in plan(world, *decisions, **named).goals}
    assert tuple(goals) == NAMES
    return goals[name].points, goals[name].measure


def _wish(*programmes: str, weight: int = 1) -> dict[str, Any]:
    return {"ranked": [{"programme": name} for name in programmes], "weight": weight}


def test_goal_requirements() -> None:
    base = {"text": "R", "source": "S", "points": 100, "points_per_unit": 7}
    world = _world(
        student("s1"),
        student("s2"),
        **with_requirements(
            base | {"id": "min", "unit": "hours_a_week", "over": "week", "minimum": 10},
            base | {"id": "max", "unit": "hours", "over": "trajectory", "maximum": 70},
        ),
    )
    assert _goal("requirements", world) == (-2 * (2 * 107 + 114), 6)


@pytest.mark.parametrize(
    ("takes", "points"),
    [([], 0), (["a"], 333), (["b"], 199), (["c"], 667), (["a", "b"], 333), (["b", "c"], 866)],
)
def test_goal_wishes(takes: list[str], points: int) -> None:
    world = _world(student(wishes=[_wish("a", "b"), _wish("c", weight=2)]))
    assert _goal("wishes", world, {"s1": takes}) == (points, points)


def test_goal_wishes_for_a_subject_or_one_offering() -> None:
    deep = [{"subject": "maths", "level": "advanced", "hours_a_week": 8}]
    world = _world(
        student("s1", wishes=[{"ranked": [{"subject": "maths"}]}]),
        student("s2", wishes=[{"ranked": [{"offering": "a"}]}]),
        programmes=[programme("a"), programme("b", contents=deep)],
        offerings=[offering("a"), offering("b"), offering("other", "a")],
    )
    assert _goal("wishes", world, {"s1": ["b"], "s2": ["a"]}) == (2000, 2000)
    assert _goal("wishes", world, {"s1": ["a"], "s2": ["other"]}) == (0, 0)


def test_goal_wishes_without_any() -> None:
    assert _goal("wishes", _world(student())) == (1000, 1000)


@pytest.mark.parametrize(
    ("takes", "points"), [(["a"], 0), (["b"], 15), (["c"], 40 + 2 * 15), ([], 75 + 100 + 100)]
)
def test_goal_fairness(takes: list[str], points: int) -> None:
    world = _world(student(wishes=[_wish("a", "b", "c")]))
    satisfaction = {"a": 1000, "b": 600, "c": 350}
    measure = satisfaction[takes[0]] if takes else 0
    assert _goal("fairness", world, {"s1": takes}) == (-points, measure)


def test_goal_fairness_begun_tens() -> None:
    goals = {"rank_percent": [100, 74], "fairness": [{"below": 741, "points": 3}]}
    world = _world(student(wishes=[_wish("a", "b")]), goals=goals)
    assert _goal("fairness", world, {"s1": ["b"]}) == (-3, 740)


def test_goal_demand() -> None:
    villages = [*BASE["municipalities"], {"id": "village", "name": "Village"}]
    world = _world(
        student("s1"),
        student("s2"),
        municipalities=villages,
        clusters=[{"id": "coal", "name": "Coal"}],
        programmes=[programme("a", clusters=["coal"]), programme("b", clusters=["coal"])],
        offerings=[offering("a"), offering("b")],
        demand=[
            {"id": "d1", "cluster": "coal", "people": 2},
            {"id": "d2", "programme": "b", "municipality": "town", "people": 1},
            {"id": "d3", "programme": "a", "municipality": "village", "people": 3},
        ],
    )
    # one person in both courses is one person for the cluster
    assert _goal("demand", world, {"s1": ["a", "b"]}) == (-20 * (1 + 0 + 3), 4)


def test_goal_balance_of_opened_sections() -> None:
    world = _world(
        *(student(f"s{n}") for n in range(6)),
        programmes=[programme("a")],
        offerings=[
            offering("large", "a"),
            offering("small", "a", terms=["t2", "t1"]),
            offering("closed", "a"),
            offering("other-terms", "a", terms=["t1"]),
            at_college("elsewhere", "a"),
        ],
    )
    takes = {f"s{n}": ["large"] for n in range(3)} | {f"s{n}": ["small"] for n in (3, 4)}
    takes["s5"] = ["other-terms"]
    assert _goal("balance", world, takes) == (-10, 1)


def test_goal_travel_in_hours_begun_of_each_student() -> None:
    near, far = student("s1", home="near"), student("s2")
    world = _world(
        near,
        far,
        sites=[*BASE["sites"], {"id": "near", "name": "Near"}],
        links=[*BASE["links"], {"origin": "near", "destination": "college-site", "minutes": 1}],
        offerings=[at_college("a")],
    )
    assert _goal("travel", world, {"s1": ["a"], "s2": ["a"]}) == (-(1 + 4), 8 * 2 + 8 * 30)


def test_goal_extra_hours() -> None:
    led: dict[str, Any] = {"duties": [duty("t", hours=3)]}
    over = teacher("t", committed_hours=16, hours_a_week=36)
    part = over | {"committed_hours": 20}
    for who, hours in ((over, 1), (part, 3)):
        world = _world(student(), teachers=[who], offerings=[offering("a", **led)])
        taught = _goal("extra_hours", world, {"s1": ["a"]}, teaches=[("t", "a")])
        assert taught == (-15 * hours * 2, hours * 2)


def test_goal_cost_in_thousands_begun_of_all_together() -> None:
    bus = trip("bus", ("home-site", "14:00"), ("college-site", "14:30"), optional=True, cost=400)
    world = _world(
        student(),
        trips=[bus, bus | {"id": "always", "optional": False, "cost": 9000}],
        offerings=[offering("a", cost=300), offering("b", cost=301), offering("c", cost=5000)],
    )
    assert _goal("cost", world, {"s1": ["a", "b"]}) == (-5, 601)
    assert _goal("cost", world, {"s1": ["a", "b"]}, runs=["bus"]) == (-10, 1001)


def test_goal_changes() -> None:
    before = [{"student": "s1", "offering": "a"}, {"student": "s1", "offering": "b"}]
    world = _world(student(), previous=before)
    assert _goal("changes", world, {"s1": ["a", "c"]}) == (-30, 1)


def test_objective_is_the_sum_of_the_goals() -> None:
    world = _world(student(wishes=[_wish("a")]))
    nothing = plan(world)
    assert nothing.objective == sum(goal.points for goal in nothing.goals) == -275

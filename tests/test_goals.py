"""The points of each goal in a solved plan, worked out by hand."""

from typing import Any

import pytest
from pytest import MonkeyPatch

from models.instance import Instance
from models.plan import Plan
from planner.solve.search import configured
from tests.builders import (
    at_college,
    duty,
    instance,
    offering,
    programme,
    student,
    teacher,
    with_requirements,
)
from tests.solving import best, points, takes

NOTHING: dict[str, Any] = {"wishes": [{"ranked": [{"programme": "none"}]}]}


def goal(plan: Plan, name: str) -> tuple[int, int]:
    """Points and measure of a goal."""
    [score] = [score for score in plan.goals if score.id == name]
    return score.points, score.measure


def course(*students: dict[str, Any], **fields: Any) -> Instance:
    """A course 'one' for these students."""
    return instance(**{
        "students": list(students), "programmes": [programme("one"), programme("none")],
        "offerings": [offering("one")],
    } | fields)  # fmt: skip


def wish(*programmes: str, weight: int = 1) -> dict[str, Any]:
    """These programmes, best first."""
    return {"ranked": [{"programme": name} for name in programmes], "weight": weight}


def test_requirements_cost_points_and_points_for_each_unit() -> None:
    rules = with_requirements({
        "id": "r", "text": "Two courses", "source": "test", "unit": "programmes",
        "over": "trajectory", "minimum": 2, "points": 100, "points_per_unit": 7,
        "counts": {"kinds": ["course"]}})  # fmt: skip
    plan = best(course(student(), student("s2"), **rules))
    assert goal(plan, "requirements") == (-2 * (100 + 7), 2)
    assert [(one.requirement, one.over, one.short) for one in plan.students[0].unmet] == [
        ("r", None, 1)
    ]


@pytest.mark.parametrize(
    ("maximum", "specializations", "lost"),
    [(1, [], 107), (2, [], 0), (1, ["other"], 0), (1, ["three"], 107)],
)
def test_a_maximum_is_missed_where_wishes_are_worth_more(
    maximum: int, specializations: list[str], lost: int
) -> None:
    names = ("one", "two", "three")
    kinds = ("course", "course", "specialization")
    rules = with_requirements({
        "id": "r", "text": "Few courses", "source": "test", "unit": "programmes",
        "over": "trajectory", "maximum": maximum, "points": 100, "points_per_unit": 7,
        "applies": {"specializations": specializations}, "counts": {"kinds": ["course"]},
    })  # fmt: skip
    plan = best(instance(
        students=[student(wishes=[wish(name) for name in names])],
        programmes=[
            *(programme(name, kind) for name, kind in zip(names, kinds, strict=True)),
            programme("other", "specialization"), programme("more")],
        offerings=[offering(name) for name in (*names, "other", "more")], **rules,
    ))  # fmt: skip
    assert goal(plan, "requirements") == (-lost, int(lost > 0))
    assert goal(plan, "wishes")[1] == 1000


@pytest.mark.parametrize(
    ("wishes", "satisfaction"),
    [
        ([], 1000),
        ([wish("one")], 1000),
        ([wish("none", "one")], 600),
        ([wish("none"), wish("one", weight=2)], 667),
    ],
)
def test_wishes_by_weight_and_rank(wishes: list[dict[str, Any]], satisfaction: int) -> None:
    plan = best(course(student(wishes=wishes)))
    assert goal(plan, "wishes") == (satisfaction, satisfaction)
    assert plan.students[0].satisfaction == satisfaction


def test_fairness_by_tiers_of_ten_points() -> None:
    plan = best(course(student(wishes=[wish("none", "one")]), student("s2", **NOTHING)))
    at_600, at_0 = 15, 75 + 2 * 50 + 4 * 25
    assert goal(plan, "fairness") == (-(at_600 + at_0), 0)


def test_fairness_gives_the_one_seat_to_whoever_has_nothing_else() -> None:
    rich = student("rich", wishes=[wish("one"), wish("two")])
    poor = student("poor", wishes=[wish("one", weight=1), wish("none", weight=1)])
    plan = best(instance(
        students=[rich, poor],
        programmes=[programme("one"), programme("two"), programme("none")],
        offerings=[offering("one", max_size=1), offering("two")],
    ))  # fmt: skip
    assert "one" in takes(plan)["poor"]


def test_demand_counts_people_of_the_municipality_once() -> None:
    demand = [{"id": "d", "programme": "one", "municipality": "town", "people": 3}]
    plan = best(course(student(), student("s2"), demand=demand))
    assert goal(plan, "demand") == (-20, 1)
    assert takes(plan) == {"s1": ["one"], "s2": ["one"]}


def test_balance_of_sections() -> None:
    sections = [offering("one"), offering("one-b", "one", min_size=1)]
    pinned = [{"student": f"s{n}", "offering": "one"} for n in (1, 2, 3)]
    locks = [*pinned, {"student": "s4", "offering": "one-b"}]
    students = [student(f"s{n}") for n in (1, 2, 3, 4)]
    assert goal(best(course(*students, offerings=sections, locks=locks)), "balance") == (-20, 2)
    free = best(course(*students, offerings=sections, locks=pinned[:1]))
    assert goal(free, "balance") == (0, 0)


def test_travel_in_hours_begun_of_each_student() -> None:
    away = [at_college("one")]
    locks = [{"student": f"s{n}", "offering": "one"} for n in (1, 2)]
    plan = best(course(student(), student("s2"), offerings=away, locks=locks))
    minutes = 8 * 2 * 15
    assert goal(plan, "travel") == (-2 * minutes // 60, 2 * minutes)


def test_extra_hours_above_what_is_paid_in_each_term() -> None:
    by = teacher("a", committed_hours=17, paid_hours=18)
    plan = best(course(
        student(wishes=[wish("one")]), offerings=[offering("one", duties=[duty("a", hours=1)])],
        teachers=[by | {"committed_hours": 18, "hours_a_week": 20}],
    ))  # fmt: skip
    assert goal(plan, "extra_hours") == (-2 * 15, 2)


def test_cost_in_thousands_begun_all_together() -> None:
    two = [offering("one", cost=600), offering("two", cost=700)]
    plan = best(instance(
        students=[student(wishes=[wish("one"), wish("two")])],
        programmes=[programme("one"), programme("two")], offerings=two,
    ))  # fmt: skip
    assert goal(plan, "cost") == (-2 * 5, 1300)


def test_changes_of_the_previous_plan() -> None:
    previous = [{"student": "s1", "offering": "one"}, {"student": "s2", "offering": "one"}]
    full = [offering("one", max_size=1)]
    plan = best(course(student(), student("s2"), offerings=full, previous=previous))
    assert goal(plan, "changes") == (-30, 1)


def test_strictly_an_earlier_goal_is_not_traded_for_later_ones() -> None:
    dear = course(student(wishes=[wish("one")]), offerings=[offering("one", cost=10**6)])
    assert takes(best(dear)) == {"s1": []}
    strictly = best(dear, strictly=True)
    assert takes(strictly) == {"s1": ["one"]}
    assert points(strictly, "wishes") == 1000
    assert strictly.bound >= strictly.objective


def test_strictly_the_plan_of_earlier_goals_stands_when_time_is_out(
    monkeypatch: MonkeyPatch,
) -> None:
    searches = []

    def hurried(*arguments: Any) -> Any:
        solver = configured(*arguments)
        searches.append(solver)
        if len(searches) > 1:
            solver.parameters.max_time_in_seconds = 1e-9
        return solver

    monkeypatch.setattr("planner.solve.exact.configured", hurried)
    plan = best(course(student(wishes=[wish("one")])), strictly=True)
    assert plan.bound >= plan.objective

"""Warnings: what will hurt, whatever is planned, and what looks like a mistake."""

from typing import Any

import pytest
from ortools.sat.python import cp_model

from instances.scripts.writing import Json
from models.regulations import RuleSet
from planner.explain import core
from planner.explain.answers import answers
from planner.explain.outlook import warnings
from planner.explain.standing import Standing
from planner.presolve import presolve
from planner.soundness.rule_sets import shipped_rule_set
from planner.wording import LANGUAGES, Wording
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
from tests.solving import best


@pytest.mark.parametrize(
    ("id_", "dropped", "warned"),
    [("fgos-2022", 1, True), ("fgos-2022", 0, False), ("our-own", 1, False)],
)
def test_a_changed_standard_under_its_old_id_is_warned_of(
    id_: str, dropped: int, warned: bool
) -> None:
    standard = shipped_rule_set("fgos-2022")
    assert isinstance(standard, RuleSet)
    rules = standard.model_copy(update={"id": id_, "requirements": standard.requirements[dropped:]})
    grades = [{"grade": 10, "rule_set": id_}, {"grade": 11, "rule_set": id_}]
    found = warnings(presolve(instance(rule_sets=[rules], regulations=grades)))
    assert [fault.code for fault in found] == ["explain.outlook.standard"] * warned
    for language in LANGUAGES:
        assert all(Wording(language).fault(fault) for fault in found)


def test_the_warning_and_the_plan_name_the_same_requirement() -> None:
    """Whoever takes enough hours in all has too many a week; the plan keeps the week."""
    hours = {
        "id": "hours", "text": "In all", "source": "S", "unit": "hours", "over": "trajectory",
        "minimum": 84,
    }  # fmt: skip
    week = {
        "id": "week", "text": "A week", "source": "S", "unit": "hours_a_week", "over": "week",
        "maximum": 10,
    }  # fmt: skip
    drawing = programme("drawing", contents=[{"hours_a_week": 2}])
    one = instance(
        **with_requirements(hours, week), programmes=[drawing], offerings=[offering("drawing")],
        students=[student()],
    )  # fmt: skip
    [warning] = warnings(presolve(one))
    assert warning.code == "explain.outlook.requirement_clash"
    [[missed]] = [part.unmet for part in best(one).students]
    assert missed.requirement == "hours"
    said = Wording("en").fault(warning)
    assert said.startswith("Whatever is chosen, 'In all' cannot be met")
    assert "('A week')" in said


@pytest.mark.parametrize(
    ("arrives", "warned"), [("14:30", True), ("14:29", False), ("14:10", False)]
)
def test_a_bus_of_thirty_minutes_that_needs_ten_looks_like_a_mistake(
    arrives: str, warned: bool
) -> None:
    one = instance(
        programmes=[programme("robotics")], offerings=[at_college("robotics")],
        students=[student()],
        links=[{"origin": "home-site", "destination": "college-site", "minutes": 10}],
        trips=[trip("there", ("home-site", "14:00"), ("college-site", arrives))],
    )  # fmt: skip
    codes = [fault.code for fault in warnings(presolve(one))]
    assert ("explain.outlook.slow" in codes) is warned


def codes(**fields: Any) -> list[str]:
    """What an instance is warned of."""
    found = warnings(presolve(instance(**fields)))
    for language in LANGUAGES:
        assert all(Wording(language).fault(fault) for fault in found)
    return [fault.code.removeprefix("explain.outlook.") for fault in found]


def puts_first(*programmes: str, **fields: Any) -> dict[str, Any]:
    """A student with a wish for each."""
    return student(wishes=[{"ranked": [{"programme": one}]} for one in programmes], **fields)


@pytest.mark.parametrize(
    ("wishes", "warned"),
    [([("a",)], []), ([("a", "a")], []), ([("a",), ("a",)], ["seats"]),
     ([("a",), ("b",)], []), ([("a",), ("a", "b"), ("b",)], ["seats", "seats", "area"]),
     ([("a",), ("a",), ("c",)], ["seats"])],
)  # fmt: skip
def test_demand_above_supply_is_warned_of_by_programme_and_area(
    wishes: list[tuple[str, ...]], warned: list[str]
) -> None:
    """One place in each; 'c' is of another area."""
    areas = {"a": ["science"], "b": ["science"], "c": ["people"]}
    assert codes(
        programmes=[programme(id_, areas=areas[id_]) for id_ in areas],
        offerings=[offering(id_, max_size=1) for id_ in areas],
        students=[puts_first(*each, id=f"s{n}") for n, each in enumerate(wishes)],
    ) == warned  # fmt: skip


def test_a_hopeless_wish_has_the_reason_that_the_family_is_told() -> None:
    """The nearest to what a student can do, whatever the order of the offerings."""
    one = instance(
        programmes=[programme("welding", hazard_class=1)], students=[puts_first("welding")],
        offerings=[offering("welding"), offering("later", "welding", grades=[11])],
    )  # fmt: skip
    [warning] = [each for each in warnings(presolve(one)) if ".hopeless." in each.code]
    assert warning.code == "explain.outlook.hopeless.clearance"
    [answer] = answers(Standing(presolve(one), best(one)), ["s1"])
    assert answer.reason.facts[0].code == "rules.eligibility.clearance"


@pytest.mark.parametrize(
    ("locks", "warned"),
    [([{"offering": "a"}], []),
     ([{"offering": "a", "teacher": "t1"}], ["hours"]),
     ([{"offering": "a", "teacher": "t2"}], []),
     ([{"offering": "a"}, {"offering": "a", "teacher": "t2", "holds": False}], ["hours"]),
     ([{"offering": "a", "holds": False}], [])],
)  # fmt: skip
def test_teachers_overbooked_by_what_is_decided_are_warned_of(
    locks: list[dict[str, Any]], warned: list[str]
) -> None:
    """One hour is free, and the duty takes two; another teacher could do it."""
    assert codes(
        programmes=[programme("a")], students=[student()], locks=locks,
        offerings=[offering("a", duties=[duty("t1", "t2")], terms=["t1"])],
        teachers=[teacher("t1", hours_a_week=1), teacher("t2")],
    ) == warned  # fmt: skip


@pytest.mark.parametrize(("least", "warned"), [(2, []), (3, ["too_few"])])
def test_a_group_that_cannot_be_filled_is_warned_of(least: int, warned: list[str]) -> None:
    assert codes(
        programmes=[programme("a")], offerings=[offering("a", min_size=least)],
        students=[student("s1"), student("s2")],
    ) == warned  # fmt: skip


@pytest.mark.parametrize(("days", "warned"), [(["wed"], []), (["wed", "thu"], ["trip", "trip"])])
def test_trips_on_a_day_without_meetings_are_warned_of(days: list[str], warned: list[str]) -> None:
    both = [("out", ("home-site", "14:00"), ("college-site", "14:30")),
            ("back", ("college-site", "17:00"), ("home-site", "17:30"))]  # fmt: skip
    assert codes(
        programmes=[programme("a")], offerings=[at_college("a")], students=[student()], links=[],
        trips=[trip(f"{day}-{id_}", *stops, day=day) for day in days for id_, *stops in both],
    ) == warned  # fmt: skip


@pytest.mark.parametrize(
    ("name", "school", "warned"),
    [("Ann", "home", ["student_twice", "teacher_twice"]), ("Ann", "college", []),
     ("Bob", "home", [])],
)  # fmt: skip
def test_one_name_twice_at_one_place_is_warned_of(
    name: str, school: str, warned: list[str]
) -> None:
    organisations = [BASE["organisations"][0], BASE["organisations"][0] | {"id": "college"}]
    assert codes(
        organisations=organisations,
        students=[student("s1", name="Ann"), student("s2", name=name, school=school)],
        teachers=[teacher("t1", name="Ann"), teacher("t2", name=name, organisation=school)],
    ) == warned  # fmt: skip


AT_LEAST = {"id": "least", "text": "At least one", "source": "x", "unit": "programmes",
            "over": "trajectory", "minimum": 1}  # fmt: skip
AT_MOST = AT_LEAST | {"id": "most", "text": "At most none", "minimum": None, "maximum": 0}
PRACTICE = AT_LEAST | {"id": "practice", "text": "Practice", "counts": {"tags": ["practice"]}}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ([AT_LEAST], []),
        ([AT_LEAST, AT_MOST],
         ["Whatever is chosen, one of these requirements is not met: 'At least one', "
          "'At most none'."]),
        ([AT_LEAST, PRACTICE], ["Cannot be met, whatever is chosen: 'Practice'."]),
        ([AT_LEAST, AT_MOST, PRACTICE],
         ["Cannot be met, whatever is chosen: 'Practice'.",
          "Whatever is chosen, one of these requirements is not met: 'At least one', "
          "'At most none'."]),
        ([AT_LEAST | {"points": 9000}, AT_MOST],
         ["Whatever is chosen, 'At most none' cannot be met without breaking another requirement "
          "('At least one')."]),
    ],
)  # fmt: skip
def test_requirements_that_clash_are_warned_of(asked: list[Json], said: list[str]) -> None:
    one = instance(
        **with_requirements(*asked), programmes=[programme("drawing")],
        offerings=[offering("drawing")], students=[student()],
    )  # fmt: skip
    found = [Wording("en").fault(fault) for fault in warnings(presolve(one))]
    assert [each.removesuffix(" Students: 1 (Student s1).") for each in found] == said


def test_requirements_not_judged_in_time_are_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """And not said to be such as can never be met."""
    monkeypatch.setattr(core, "searched", lambda *_: cp_model.UNKNOWN)
    one = instance(**with_requirements(PRACTICE), students=[student()])
    [warning] = warnings(presolve(one))
    assert warning.code == "explain.outlook.requirement_unknown"
    assert all(Wording(language).fault(warning) for language in LANGUAGES)

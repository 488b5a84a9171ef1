"""Warnings: what will hurt, whatever is planned, and what looks like a mistake."""

import pytest
from ortools.sat.python import cp_model

from instances.scripts.writing import Json
from models.regulations import RuleSet
from planner.explain import core
from planner.explain.outlook import warnings
from planner.presolve import presolve
from planner.soundness.rule_sets import shipped_rule_set
from planner.wording import LANGUAGES, Wording
from tests.builders import (
    at_college,
    instance,
    offering,
    programme,
    student,
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

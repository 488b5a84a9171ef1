"""Warnings: what will hurt, whatever is planned, and what looks like a mistake."""

import pytest

from models.regulations import RuleSet
from planner.explain.outlook import warnings
from planner.presolve import presolve
from planner.soundness.rule_sets import shipped_rule_set
from planner.wording import LANGUAGES, Wording
from tests.builders import instance, offering, programme, student, with_requirements
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

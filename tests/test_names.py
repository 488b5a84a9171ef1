"""Rule, check, sentence, document and test share one name; so do goals."""

import re
from pathlib import Path

import pytest

from planner.explain import facts
from planner.goals import GOALS
from planner.rules import RULES
from planner.wording import LANGUAGES, catalogue

ROOT = Path(__file__).parent.parent
NAMES = [rule.__name__.rsplit(".", 1)[-1] for rule in RULES]  # type: ignore[attr-defined]
STRUCTURAL = {"one_section", "one_timetable"}
"""True of every plan, so never part of a clash."""
WITHOUT_RULE = {"eligibility"}
"""Asked before there is a model."""
DATA = (ROOT / "docs" / "data.md").read_text("utf-8")
ADDING = (ROOT / "docs" / "adding-a-rule.md").read_text("utf-8")
TESTS = "".join(path.read_text("utf-8") for path in (ROOT / "tests").glob("test_*.py"))


def stems(folder: str) -> set[str]:
    return {path.stem for path in (ROOT / folder).glob("*.py")} - {"__init__"}


def test_every_rule_and_goal_file_is_listed() -> None:
    assert {*NAMES} == stems("planner/rules")
    assert {*GOALS} == stems("planner/goals")


def test_every_rule_has_its_check() -> None:
    assert {*NAMES} | WITHOUT_RULE == stems("planner/verify/checks")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_its_sentences(language: str) -> None:
    said = {tuple(key.split(".")[:2]) for key in catalogue(language)}
    assert {("rules", rule) for rule in (*NAMES, *WITHOUT_RULE)} <= said
    assert {("limits", rule) for rule in {*NAMES} - STRUCTURAL} <= said
    assert {*NAMES} - STRUCTURAL <= {*facts._FACTS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_goal_has_its_sentences(language: str) -> None:
    for goal in GOALS:
        for place in ("goals", "measures", "rules.plan.goals"):
            assert f"{place}.{goal}" in catalogue(language)


@pytest.mark.parametrize("name", [*NAMES, *WITHOUT_RULE, *GOALS])
def test_every_rule_and_goal_is_in_the_data_page_and_has_a_test(name: str) -> None:
    assert f"`{name}`" in DATA or f"**{name}**" in DATA
    assert f"def test_{name}" in TESTS


def test_the_page_on_adding_a_rule_shows_files_as_they_are() -> None:
    shown = re.findall(r"`([\w/.]+)`[^`]*?\n\n?```\w+\n(.*?)```", ADDING, re.DOTALL)
    assert len(shown) >= 5
    for path, code in shown:
        assert code.strip() in (ROOT / path).read_text("utf-8"), path

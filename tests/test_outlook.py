"""Warnings: what will hurt, whatever is planned, and what looks like a mistake."""

import pytest

from models.regulations import RuleSet
from planner.explain.outlook import warnings
from planner.presolve import presolve
from planner.soundness.rule_sets import shipped_rule_set
from planner.wording import LANGUAGES, Wording
from tests.builders import instance


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

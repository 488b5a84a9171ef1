"""A cause planted in a town of two hundred is named exactly, and the first repair works."""

import json
from functools import cache
from pathlib import Path

import pytest

from instances.scripts import impossible
from instances.scripts.writing import INSTANCES, Json
from planner.explain.conflict import conflict, is_possible
from planner.explain.deadline import Deadline
from planner.explain.repairs import repairs
from planner.presolve import presolve
from planner.read import read_instance
from tests.planting import planted, repaired

SMALL = impossible.build()


@cache
def town() -> Json:
    found: Json = json.loads((INSTANCES / "kolpashevo.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("name", SMALL)
def test_the_planted_cause_is_all_that_is_named(name: str, tmp_path: Path) -> None:
    file = tmp_path / "town.json"
    file.write_text(json.dumps(planted(town(), SMALL[name])), encoding="utf-8")
    presolved = presolve(read_instance(file))
    clash = conflict(presolved, Deadline.after(30))
    alone = conflict(
        presolve(read_instance(INSTANCES / "impossible" / f"{name}.json")), Deadline.after(30)
    )
    assert clash.minimal
    assert [fault.code for fault in clash.facts] == [fault.code for fault in alone.facts]
    first, *_ = repairs(presolved, clash, Deadline.after(30)).found
    assert is_possible(presolve(repaired(presolved.instance, first)), Deadline.after(30))

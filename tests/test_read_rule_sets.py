"""Rule sets are found by name, file or in place, and completed by what they extend."""

import json
from pathlib import Path
from typing import Any

import pytest

from models.regulations import RuleSet
from planner.read import read_instance
from planner.soundness.report import Unsound
from planner.soundness.rule_sets import Resolved, resolve
from tests.sound import spoilt

BASE: dict[str, Any] = {
    "id": "base", "name": "Base", "valid_from": "2020-01-01",
    "areas": [{"id": "science", "name": "Science"}],
    "subjects": [{"id": "maths", "name": "Maths", "area": "science"}],
    "requirements": [
        {"id": "hours", "text": "Hours", "source": "S", "unit": "hours", "over": "year",
         "minimum": 100},
        {"id": "project", "text": "Project", "source": "S", "unit": "programmes",
         "over": "trajectory", "minimum": 1},
    ],
}  # fmt: skip


def own(**fields: Any) -> dict[str, Any]:
    return {"id": "own", "name": "Own", "valid_from": "2021-01-01"} | fields


def resolved(folder: Path, *listed: dict[str, Any] | str) -> Resolved:
    """Rule sets listed by an instance in this folder; 'base' comes with the program."""
    shipped = folder / "shipped"
    shipped.mkdir(exist_ok=True)
    (shipped / "base.json").write_text(json.dumps(BASE), "utf-8")
    records = [r if isinstance(r, str) else RuleSet.model_validate(r) for r in listed]
    return resolve(records, folder, shipped)


def faults(folder: Path, *listed: dict[str, Any] | str) -> list[tuple[str, str]]:
    found = resolved(folder, *listed).faults
    return [(fault.code.removeprefix("soundness."), fault.place) for fault in found]


def test_shipped_rule_set_is_found_by_its_id(tmp_path: Path) -> None:
    assert resolved(tmp_path, "base") == Resolved((RuleSet.model_validate(BASE),), ())


def test_file_is_found_beside_the_instance(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "own.json").write_text(json.dumps(own()), "utf-8")
    assert resolved(tmp_path, "rules/own.json").rule_sets[0].id == "own"


def test_extending_replaces_adds_and_drops(tmp_path: Path) -> None:
    hours = BASE["requirements"][0] | {"minimum": 200}
    physics = {"id": "physics", "name": "Physics", "area": "science"}
    given = own(extends="base", subjects=[physics], requirements=[hours], dropped=["project"])
    found = resolved(tmp_path, given)
    [complete] = found.rule_sets
    assert found.faults == ()
    assert [subject.id for subject in complete.subjects] == ["maths", "physics"]
    assert [(r.id, r.minimum) for r in complete.requirements] == [("hours", 200)]
    assert (complete.name.en, complete.extends, complete.dropped) == ("Own", None, ())


def test_extending_goes_through_several_rule_sets(tmp_path: Path) -> None:
    found = resolved(tmp_path, own(extends="middle"), own(id="middle", extends="base"))
    assert [len(rules.requirements) for rules in found.rule_sets] == [2, 2]


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        (["bose"], ("misspelt.rule_set", "rule_sets[0]")),
        (["nothing/like/it"], ("rule_set_name", "rule_sets[0]")),
        (["ы" * 200], ("rule_set_name", "rule_sets[0]")),
        (["base", "base"], ("duplicate_id", "rule_sets[1]")),
        ([own(extends="nothing")], ("unknown.rule_set", "rule_sets[0].extends")),
        ([own(extends="own")], ("extends_circle", "rule_sets[0].extends")),
        ([own(extends="base", dropped=["x"])], ("unknown.requirement", "rule_sets[0].dropped[0]")),
        ([own(dropped=["hours"])], ("unknown.requirement", "rule_sets[0].dropped[0]")),
    ],
)
def test_rule_set_that_cannot_be_completed_is_a_fault(
    tmp_path: Path, listed: list[dict[str, Any] | str], expected: tuple[str, str]
) -> None:
    assert faults(tmp_path, *listed) == [expected]


def test_rule_sets_in_a_circle_are_each_a_fault(tmp_path: Path) -> None:
    found = faults(tmp_path, own(extends="other"), own(id="other", extends="own"))
    assert [name for name, _ in found] == ["extends_circle"] * 2


def test_fault_in_a_file_names_the_file(tmp_path: Path) -> None:
    wrong = BASE["requirements"][0] | {"minimum": 5, "maximum": 1}
    text = json.dumps(own(requirements=[wrong]))
    (tmp_path / "own.json").write_text(text, "utf-8")
    (tmp_path / "half.json").write_text(text[:50], "utf-8")
    (tmp_path / "form.json").write_text('{"id": "f", "name": 5}', "utf-8")
    assert faults(tmp_path, "own.json", "half.json", "form.json") == [
        ("file.half", "half.json"),
        ("form.text", "form.json: name"),
        ("form.missing", "form.json: valid_from"),
        ("requirement_bounds", "own.json: requirements[0].minimum"),
    ]


def test_a_file_outside_the_folder_of_the_instance_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.json"
    secret.write_text(json.dumps(own()), "utf-8")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "link.json").symlink_to(secret)
    (folder / "own.json").write_text(json.dumps(own()), "utf-8")
    for path in ("../secret.json", str(secret), "link.json", "../missing.json"):
        assert faults(folder, path) == [("rule_set_outside", "rule_sets[0]")]
    assert faults(folder, "../folder/own.json") == []


def test_subjects_are_not_called_unknown_when_a_rule_set_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "instance.json"
    path.write_text(json.dumps(spoilt({"rule_sets": ["nothing-like-it"]})), "utf-8")
    with pytest.raises(Unsound) as unsound:
        read_instance(path)
    assert [fault.code for fault in unsound.value.faults] == ["soundness.rule_set_name"]


def test_municipality_that_a_rule_set_in_place_names_must_exist(tmp_path: Path) -> None:
    requirement = BASE["requirements"][0] | {"applies": {"municipalities": ["nowhere"]}}
    path = tmp_path / "instance.json"
    path.write_text(json.dumps(spoilt({"rule_sets[0].requirements": [requirement]})), "utf-8")
    with pytest.raises(Unsound) as unsound:
        read_instance(path)
    [fault] = unsound.value.faults
    assert fault.place == "rule_sets[0].requirements[0].applies.municipalities[0]"

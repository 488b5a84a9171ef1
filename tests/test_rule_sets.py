"""The rule sets that come with the program say what the federal standard says."""

from pathlib import Path

import pytest

import planner
from models.regulations import RuleSet, Subject

FOLDER = Path(planner.__file__).parent / "rule_sets"
RULE_SETS = {file.stem: RuleSet.model_validate_json(file.read_text("utf-8"))
             for file in sorted(FOLDER.glob("*.json"))}  # fmt: skip
STANDARD = RULE_SETS["fgos-2022"]
DRAFT = RULE_SETS["fgos-2027-draft"]


def hours(subject: Subject, grade: int) -> int:
    return sum(given.hours_a_week for given in subject.basic if given.grade == grade)


def test_a_rule_set_is_named_like_its_file() -> None:
    assert [rule_set.id for rule_set in RULE_SETS.values()] == list(RULE_SETS)


@pytest.mark.parametrize("grade", [10, 11])
def test_the_base_curriculum_takes_26_hours_a_week_beside_the_project(grade: int) -> None:
    base = [subject for subject in STANDARD.subjects if subject.id != "project"]
    assert sum(hours(subject, grade) for subject in base) == 26
    assert len(base) == 13


def test_the_project_takes_an_hour_a_week_in_grade_10_only() -> None:
    [project] = [subject for subject in STANDARD.subjects if subject.id == "project"]
    assert (hours(project, 10), hours(project, 11)) == (1, 0)


def test_the_parts_of_a_subject_make_up_its_hours() -> None:
    for subject in STANDARD.subjects:
        for parts, whole in (
            ([part.basic for part in subject.parts], subject.basic),
            ([part.advanced for part in subject.parts], subject.advanced),
        ):
            for given in whole if subject.parts else ():
                inside = sum(h.hours_a_week for p in parts for h in p if h.grade == given.grade)
                assert inside == given.hours_a_week


def test_every_area_and_subject_named_is_known() -> None:
    areas = {area.id for area in STANDARD.areas}
    subjects = {subject.id for subject in STANDARD.subjects}
    assert {subject.area for subject in STANDARD.subjects} <= areas
    for requirement in STANDARD.requirements:
        assert set(requirement.counts.subjects) <= subjects


def test_the_draft_raises_the_total_and_lets_everything_be_basic() -> None:
    assert DRAFT.extends == STANDARD.id
    assert DRAFT.draft
    [total] = DRAFT.requirements
    [before] = [r for r in STANDARD.requirements if r.id == total.id]
    assert (before.minimum, total.minimum) == (2170, 2312)
    assert total.maximum == before.maximum == 2516
    assert DRAFT.dropped == ("two_advanced",)
    assert {*DRAFT.dropped} < {requirement.id for requirement in STANDARD.requirements}


def test_what_nobody_has_read_in_the_official_text_says_so() -> None:
    for rule_set in RULE_SETS.values():
        unread = [r for r in rule_set.requirements if not r.verified]
        assert rule_set.note is not None or not unread

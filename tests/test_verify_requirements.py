"""Requirements by hand: what is counted, for whom, over what, and how much is missing."""

from typing import Any

import pytest

from models.instance import Instance
from tests.builders import (
    BASE,
    TERMS,
    at_college,
    instance,
    offering,
    programme,
    student,
    with_requirements,
)
from tests.plans import plan

FOUR_TERMS: list[dict[str, Any]] = [
    *TERMS,
    {"id": "t3", "name": "3", "year": 2028, "starts": "2028-09-04", "ends": "2028-10-01"},
    {"id": "t4", "name": "4", "year": 2028, "starts": "2029-01-08", "ends": "2029-02-04"},
]
RULE: dict[str, Any] = {"id": "r", "text": "R", "source": "S", "unit": "hours", "over": "year"}
LOTS = 10_000


def _world(
    *rules: dict[str, Any], student_: dict[str, Any] | None = None, **fields: Any
) -> Instance:
    """A student; a specialization in science and one in society, a course, a club."""
    contents = {
        "tech": [{"subject": "maths", "level": "advanced", "hours_a_week": 8},
                 {"subject": "physics", "level": "advanced", "hours_a_week": 5}],
        "law": [{"subject": "history", "level": "advanced", "hours_a_week": 4}],
        "course": [{"hours_a_week": 2}, {"hours": 30}],
        "trial": [],
    }  # fmt: skip
    return instance(
        **{
            "students": [student(**(student_ or {}))],
            "programmes": [
                programme("tech", "specialization", areas=["science"], contents=contents["tech"]),
                programme("law", "specialization", areas=["people"], contents=contents["law"]),
                programme("course", areas=["science"], contents=contents["course"], credits=3,
                          tags=["practice"]),
                programme("trial", "module", credits=1),
                programme("club", extracurricular=True, contents=[{"hours_a_week": 1}]),
            ],
            "offerings": [
                offering("tech", terms=["t1"]),
                offering("law", terms=["t2"]),
                at_college("course"),
                at_college("trial", mode="online", timetables=[{}]),
                offering("club"),
            ],
            **with_requirements(*({**RULE, **rule} for rule in rules)),
        }
        | fields
    )  # fmt: skip


def _short(world: Instance, *takes: str) -> list[tuple[str | None, int]]:
    [row] = plan(world, {"s1": takes}).students
    return [(shortfall.over, shortfall.short) for shortfall in row.unmet]


def _sum(rule: dict[str, Any], *takes: str, **student_: Any) -> list[int]:
    """The sums of each stretch, from how much is missing to a lot."""
    world = _world({"minimum": LOTS, **rule}, student_=student_)
    return [LOTS - short for _, short in _short(world, *takes)]


# a basic week has 5 + 2 + 2 hours, and each term 4 school weeks
@pytest.mark.parametrize(
    ("rule", "takes", "sums"),
    [
        ({"unit": "hours_a_week", "over": "week"}, [], [9, 9]),
        ({"unit": "hours_a_week", "over": "week"}, ["tech"], [15, 9]),
        ({"unit": "hours_a_week", "over": "week"}, ["tech", "law", "course", "club"], [17, 13]),
        ({"over": "term"}, [], [36, 36]),
        ({"over": "term"}, ["course"], [44, 74]),
        ({"over": "year"}, ["course"], [118]),
        ({"over": "trajectory"}, ["course"], [118]),
        ({"unit": "credits", "over": "term"}, ["course", "trial"], [0, 4]),
        ({"unit": "credits"}, ["course", "trial"], [4]),
        ({"unit": "programmes", "over": "term"}, ["tech", "course"], [2, 1]),
        ({"unit": "programmes"}, ["tech", "course", "club"], [2]),
        ({"unit": "subjects"}, ["tech", "course"], [3]),
    ],
)
def test_requirements_units_and_stretches(
    rule: dict[str, Any], takes: list[str], sums: list[int]
) -> None:
    assert _sum(rule, *takes) == sums


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({}, 17 * 4 + 9 * 4 + 2 * 4 + 30),
        ({"subjects": ["maths"]}, 8 * 4 + 5 * 4),
        ({"areas": ["science"]}, (8 + 5 + 2) * 4 + (5 + 2 + 2) * 4 + 30),
        ({"areas": ["people"]}, 2 * 8),
        ({"levels": ["advanced"]}, 13 * 4),
        ({"levels": ["elective"]}, 2 * 8 + 30),
        ({"levels": ["basic", "advanced"], "subjects": ["physics"]}, 5 * 4 + 2 * 4),
        ({"kinds": ["base"]}, 2 * 4 + 9 * 4),
        ({"kinds": ["specialization"]}, 13 * 4),
        ({"providers": ["college"]}, 2 * 8 + 30),
        ({"providers": ["school"]}, 15 * 4 + 9 * 4),
        ({"elsewhere": True}, 2 * 8 + 30),
        ({"elsewhere": False}, 15 * 4 + 9 * 4),
        ({"tags": ["practice", "other"]}, 2 * 8 + 30),
        ({"modes": ["online"]}, 0),
        ({"extracurricular": True}, 8),
    ],
)
def test_requirements_counts(counts: dict[str, Any], expected: int) -> None:
    assert _sum({"counts": counts}, "tech", "course", "trial", "club") == [expected]


def test_requirements_a_programme_without_contents_is_an_item_without_hours() -> None:
    online = {"unit": "programmes", "counts": {"modes": ["online"]}}
    assert _sum(online, "trial", "course") == [1]
    assert _sum(online | {"unit": "hours"}, "trial", "course") == [0]


def test_requirements_records_over_the_trajectory_only() -> None:
    records = [
        {"programme": "course", "hours": 50, "credits": 2, "elsewhere": True, "kind": "course"},
        {"subject": "history", "hours": 7},
    ]
    over_all: dict[str, Any] = {"over": "trajectory"}
    assert _sum({"over": "year"}, records=records) == [72]
    assert _sum(over_all, records=records) == [72 + 57]
    assert _sum(over_all | {"unit": "credits"}, records=records) == [2]
    assert _sum(over_all | {"unit": "programmes"}, "tech", records=records) == [2]
    areas: list[tuple[dict[str, Any], int]] = [
        ({"areas": ["people"]}, 16 + 7),
        ({"tags": ["practice"]}, 50),
        ({"elsewhere": True}, 50),
        ({"kinds": ["course"]}, 50),
        ({"providers": ["college", "school"]}, 72),
        ({"modes": ["on_site"]}, 72),
    ]
    for counts, expected in areas:
        assert _sum(over_all | {"counts": counts}, records=records) == [expected]


def test_requirements_the_schools_own_hours() -> None:
    home, college = BASE["organisations"]
    own = [
        {"subject": "maths", "grade": 10, "hours_a_week": 6},
        {"subject": "physics", "grade": 10, "hours_a_week": 0},
        {"subject": "history", "grade": 11, "hours_a_week": 3},
    ]
    organisations = [home | {"school": {"base": own}}, college]
    week = {"unit": "hours_a_week", "over": "week", "minimum": 10}
    assert _short(_world(week, organisations=organisations)) == [("t1", 2), ("t2", 2)]
    subjects = _world({"unit": "subjects", "minimum": 3}, organisations=organisations)
    assert _short(subjects) == [("2027", 1)]


def test_requirements_minimum_and_maximum() -> None:
    week = {"unit": "hours_a_week", "over": "week", "minimum": 9, "maximum": 14}
    assert _short(_world(week), "tech") == [("t1", -1)]
    assert _short(_world(week | {"minimum": 10}), "tech") == [("t1", -1), ("t2", 1)]
    assert _short(_world(week | {"minimum": 15, "maximum": 15}), "tech") == [("t2", 6)]


@pytest.mark.parametrize(
    ("applies", "takes", "concerned"),
    [
        ({}, [], ["2027", "2028"]),
        ({"grades": [11]}, [], ["2028"]),
        ({"municipalities": ["town"]}, [], ["2027", "2028"]),
        ({"municipalities": ["village"]}, [], []),
        ({"days_a_week": 5}, [], ["2027", "2028"]),
        ({"days_a_week": 6}, [], []),
        ({"specializations": ["tech"]}, [], []),
        ({"specializations": ["tech"]}, ["tech"], ["2027", "2028"]),
    ],
)
def test_requirements_apply(
    applies: dict[str, Any], takes: list[str], concerned: list[str]
) -> None:
    world = _world({"minimum": LOTS, "applies": applies}, calendar={"terms": FOUR_TERMS})
    assert [over for over, _ in _short(world, *takes)] == concerned


def test_requirements_over_the_trajectory_by_the_grade_of_the_first_year() -> None:
    whole = {"over": "trajectory", "minimum": LOTS, "applies": {"grades": [10]}}
    four: dict[str, Any] = {"calendar": {"terms": FOUR_TERMS}}
    assert _short(_world(whole, **four)) == [(None, LOTS - 16 * 9)]
    assert _short(_world(whole, student_={"grade": 11}, **four)) == []


def test_requirements_end_with_school() -> None:
    yearly = {"minimum": LOTS}
    four: dict[str, Any] = {"calendar": {"terms": FOUR_TERMS}}
    assert [over for over, _ in _short(_world(yearly, student_={"grade": 11}, **four))] == ["2027"]


def test_requirements_of_the_own_specialization() -> None:
    deep = {"counts": {"areas": "of_specialization", "levels": ["advanced"]}}
    rule = deep | {"unit": "subjects", "minimum": 2}
    assert _short(_world(rule)) == []
    assert _short(_world(rule), "tech") == []
    assert _short(_world(rule), "law") == [("2027", 1)]
    # one after the other: the larger shortfall counts
    assert _short(_world(rule | {"minimum": 3}), "tech", "law") == [("2027", 2)]


def test_requirements_an_elective_stands_beside_the_basic_subject() -> None:
    elective = [programme("more", contents=[{"subject": "maths", "hours_a_week": 2}])]
    week = {"unit": "hours_a_week", "over": "week", "minimum": 11}
    world = _world(week, programmes=elective, offerings=[offering("more")])
    assert _short(world, "more") == []


def test_requirements_of_two_specializations_the_larger_deviation_counts() -> None:
    deep = {"counts": {"areas": "of_specialization", "levels": ["advanced"]}}
    rule = deep | {"unit": "hours", "minimum": 17, "maximum": 40}
    # 13 hours a week in science are 12 too many in a term, 4 in society 1 too few
    assert _short(_world(rule), "tech", "law") == [("2027", -12)]

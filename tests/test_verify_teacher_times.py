"""teacher_times by hand: a teacher in one place at a time, with the way in between."""

from typing import Any

import pytest

from models.instance import Instance
from tests.builders import BASE, at_college, duty, instance, programme, student, teacher, weekly
from tests.plans import broken, faults, plan

TEACHES = [("a", "one"), ("a", "two")]
TAKES = {"s1": ["one"], "s2": ["two"]}


def _two(
    one: dict[str, Any], two: dict[str, Any], busy: dict[str, Any] | None = None, **fields: Any
) -> Instance:
    """Two offerings at the college, led by the same teacher of the home school."""
    led = {"duties": [duty("a")]}
    by = teacher("a", sites=["college-site"], busy=[busy] if busy else [])
    return instance(
        students=[student("s1"), student("s2")],
        programmes=[programme("one"), programme("two")],
        offerings=[at_college("one", **(led | one)), at_college("two", **(led | two))],
        teachers=[by],
        **fields,
    )


def _at(starts: str, ends: str, **fields: Any) -> dict[str, Any]:
    return {"timetables": [weekly("wed", starts, ends, **fields)]}


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        (_at("15:00", "16:00"), _at("16:00", "17:00"), []),
        (_at("15:00", "16:00"), _at("15:59", "17:00"), ["overlap"]),
        (_at("15:00", "16:00"), _at("15:00", "17:00", weeks="even"), ["overlap"]),
        (_at("15:00", "16:00", weeks="odd"), _at("15:00", "17:00", weeks="even"), []),
        (_at("15:00", "16:00"), _at("16:15", "17:00", site="home-site"), []),
        (_at("15:00", "16:00"), _at("16:14", "17:00", site="home-site"), ["way"]),
        (_at("15:00", "16:00"), _at("16:14", "17:00", remote=True), ["way"]),
        (_at("15:00", "16:00", remote=True), _at("16:15", "17:00"), []),
    ],
)
def test_teacher_times_between_meetings(
    one: dict[str, Any], two: dict[str, Any], found: list[str]
) -> None:
    assert broken(_two(one, two), TAKES, teaches=TEACHES) == [
        f"teacher_times.{name}" for name in found
    ]


@pytest.mark.parametrize(
    ("starts", "ends", "found"),
    [
        ("13:00", "14:45", []),
        ("13:00", "14:46", ["way"]),
        ("16:45", "18:00", []),
        ("15:59", "18:00", ["busy"]),
    ],
)
def test_teacher_times_beside_busy_times(starts: str, ends: str, found: list[str]) -> None:
    busy = {"day": "wed", "starts": starts, "ends": ends}
    one = _two(_at("15:00", "16:00"), _at("15:00", "16:00"), busy)
    assert broken(one, {"s1": ["one"]}, teaches=[("a", "one")]) == [
        f"teacher_times.{name}" for name in found
    ]


def test_teacher_times_within_reach_of_the_base() -> None:
    winter = {"id": "winter", "name": "Winter",
              "periods": [{"starts": "2028-01-01", "ends": "2028-12-31"}]}  # fmt: skip
    road: dict[str, Any] = {"links": [BASE["links"][0] | {"season": "winter"}], "seasons": [winter]}
    # the student lives at the college
    students = [student("s1", home="college-site"), student("s2")]
    one = _two(_at("15:00", "16:00"), {}, **road).model_copy(
        update={"students": instance(students=students).students}
    )
    [fault] = faults(one, plan(one, {"s1": ["one"]}, teaches=[("a", "one")]))
    assert fault.code == "rules.teacher_times.reach"
    assert fault.facts["dates"] == 4
    remote = _two(_at("15:00", "16:00", remote=True), {}, **road)
    assert broken(remote, {"s1": ["one"]}, teaches=[("a", "one")]) == []


def test_teacher_times_a_residential_meeting_fills_the_date() -> None:
    camp = {"dates": ["2027-09-08"], "ends": "12:00", "residential": True}
    two_sessions = {"timetables": [{"meetings": [
        camp | {"starts": "09:00"}, camp | {"starts": "14:00", "ends": "16:00"}]}]}  # fmt: skip
    alone = _two(two_sessions, _at("20:00", "21:00"))
    assert broken(alone, {"s1": ["one"]}, teaches=[("a", "one")]) == []
    assert broken(alone, TAKES, teaches=TEACHES) == ["teacher_times.overlap"]


def test_teacher_times_two_duties_in_one_meeting_do_not_overlap() -> None:
    both = _two({"duties": [duty("a"), duty("a", id="second")]}, {})
    decided = plan(both, {"s1": ["one"]}, teaches=[("a", "one")])
    [led] = decided.teaches
    second = led.model_copy(update={"duty": "second"})
    assert faults(both, decided.model_copy(update={"teaches": (led, second)})) == []

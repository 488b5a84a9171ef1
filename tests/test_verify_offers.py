"""Openings, teachers, agreements, locks and money by hand: kept and broken."""

from typing import Any

import pytest

from models.instance import Instance
from models.plan import Opened, Teaches
from tests.builders import (
    BASE,
    at_college,
    duty,
    instance,
    programme,
    student,
    teacher,
    trip,
    weekly,
)
from tests.plans import broken, codes, plan


def _course(offered: dict[str, Any] | None = None, **fields: Any) -> Instance:
    """Three students and the offering 'course' at the college."""
    return instance(
        **{
            "students": [student(id) for id in ("s1", "s2", "s3")],  # noqa: A001
            "programmes": [programme("course")],
            "offerings": [at_college("course", **(offered or {}))],
        }
        | fields
    )


def _taken(number: int) -> dict[str, list[str]]:
    return {f"s{n + 1}": ["course"] for n in range(number)}


def test_group_sizes() -> None:
    two = _course({"min_size": 2, "max_size": 2})
    assert broken(two, {}) == []
    assert broken(two, _taken(2)) == []
    assert broken(two, _taken(1)) == ["group_sizes.below"]
    assert broken(two, _taken(3)) == ["group_sizes.above"]
    assert broken(two, _taken(2), {}) == ["group_sizes.not_open"]
    assert broken(two, {}, {"course": "main"}) == ["group_sizes.below"]
    assert broken(_course({"min_size": 0}), {}, {"course": "main"}) == []


def test_one_timetable() -> None:
    course = _course({"timetables": [weekly("wed"), weekly("thu", id="other")]})
    once = plan(course, _taken(1))
    again = Opened(offering="course", timetable="other", size=1)
    assert codes(course, once) == []
    twice = once.model_copy(update={"opens": (*once.opens, again)})
    assert codes(course, twice) == ["one_timetable.several"]


def _taught(duties: list[dict[str, Any]], *teachers: dict[str, Any], **fields: Any) -> Instance:
    return _course({"duties": duties} | fields, teachers=list(teachers))


def test_staffing_by_exactly_one_candidate() -> None:
    at_both = {"sites": ["college-site"]}
    course = _taught([duty("a", "b")], *(teacher(name, **at_both) for name in "abc"))
    taken = _taken(1)
    assert broken(course, taken, teaches=[("a", "course")]) == []
    assert broken(course, taken) == ["staffing.nobody"]
    assert broken(course, taken, teaches=[("a", "course"), ("b", "course")]) == ["staffing.several"]
    assert broken(course, taken, teaches=[("c", "course")]) == ["staffing.not_candidate"]
    assert broken(course, {}, teaches=[("a", "course")]) == ["staffing.not_open"]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, ["staffing.site"]),
        ({"timetables": [weekly("wed", remote=True)]}, []),
        ({"timetables": [weekly("wed", site="home-site")]}, []),
        ({"timetables": [{}], "provider": "home"}, ["staffing.site"]),
        ({"timetables": [{}], "provider": "home", "site": "home-site"}, []),
    ],
)
def test_staffing_where_the_teacher_may_work(fields: dict[str, Any], found: list[str]) -> None:
    course = _taught([duty("a")], teacher("a"), **fields)
    assert broken(course, _taken(1), teaches=[("a", "course")]) == found


def test_staffing_at_the_sites_of_the_own_duty_only() -> None:
    theory = {"day": "wed", "starts": "15:00", "ends": "16:00", "site": "home-site",
              "duty": "main"}  # fmt: skip
    practice = {"day": "thu", "starts": "15:00", "ends": "16:00", "duty": "practice"}
    course = _taught(
        [duty("a"), duty("b", id="practice")],
        teacher("a"),
        teacher("b", organisation="college"),
        timetables=[{"meetings": [theory, practice]}],
    )
    decided = plan(course, _taken(1), teaches=[("a", "course")])
    led = Teaches(teacher="b", offering="course", duty="practice")
    both = decided.model_copy(update={"teaches": (*decided.teaches, led)})
    assert codes(course, both) == []
    assert codes(course, decided) == ["staffing.nobody"]


@pytest.mark.parametrize(("committed", "found"), [(16, []), (17, ["teacher_hours.above"] * 2)])
def test_teacher_hours(committed: int, found: list[str]) -> None:
    at_both = teacher("a", sites=["college-site"], committed_hours=committed)
    course = _taught([duty("a")], at_both)
    assert broken(course, _taken(1), teaches=[("a", "course")]) == found


def test_agreement_seats_under_the_first_that_is_valid() -> None:
    [agreement] = BASE["agreements"]
    small = agreement | {"seats": 1}
    spare = agreement | {"id": "a2", "number": "2"}
    over = agreement | {"id": "a0", "number": "0", "ends": "2027-01-02"}
    assert broken(_course(agreements=[over, small]), _taken(1)) == []
    assert broken(_course(agreements=[small, spare]), _taken(2)) == ["agreement_seats.above"]
    assert broken(_course(agreements=[spare, small]), _taken(2)) == []


def test_agreement_seats_are_not_needed_at_home() -> None:
    at_home = _course({"provider": "home", "site": "home-site"}, agreements=[])
    assert broken(at_home, _taken(3)) == []


BUS = trip("b", ("home-site", "14:00"), ("college-site", "14:30"), optional=True)
RIDE = [("b", "t1", "home-site", "college-site")]


@pytest.mark.parametrize(
    ("lock", "decided", "otherwise"),
    [
        ({"student": "s1", "offering": "course"}, {"takes": _taken(1)}, {}),
        (
            {"student": "s1", "trip": "b"},
            {"rides": {"s1": RIDE}, "runs": ["b"]},
            {"rides": {"s2": RIDE}, "runs": ["b"]},
        ),
        ({"offering": "course"}, {"takes": _taken(1)}, {}),
        (
            {"offering": "course", "timetable": "other"},
            {"takes": _taken(1), "opens": {"course": "other"}},
            {"takes": _taken(1)},
        ),
        (
            {"teacher": "a", "offering": "course"},
            {"takes": _taken(1), "teaches": [("a", "course")]},
            {"takes": _taken(1), "teaches": [("b", "course")]},
        ),
        ({"trip": "b"}, {"runs": ["b"]}, {}),
    ],
)
def test_locks(lock: dict[str, Any], decided: dict[str, Any], otherwise: dict[str, Any]) -> None:
    taught = "teacher" in lock
    fields: dict[str, Any] = {
        "trips": [BUS],
        "teachers": [teacher(name, sites=["college-site"]) for name in "ab"],
    }
    offered: dict[str, Any] = {
        "timetables": [weekly("wed"), weekly("thu", id="other")],
        "duties": [duty("a", "b")] if taught else [],
    }
    held = _course(offered, locks=[lock], **fields)
    forbidden = _course(offered, locks=[lock | {"holds": False}], **fields)
    assert broken(held, **decided) == []
    assert broken(forbidden, **otherwise) == []
    for broken_lock in (broken(held, **otherwise), broken(forbidden, **decided)):
        assert [code.split(".")[0] for code in broken_lock] == ["locks"]


def test_budget_of_roubles_for_openings_and_optional_trips() -> None:
    fields: dict[str, Any] = {"trips": [BUS | {"cost": 400}], "budget": {"roubles": 1000}}
    exact, dear = (_course({"cost": cost}, **fields) for cost in (600, 601))
    assert broken(exact, _taken(1), runs=["b"]) == []
    assert broken(dear, _taken(1)) == []
    assert broken(dear, _taken(1), runs=["b"]) == ["budget.roubles"]


@pytest.mark.parametrize(("paid", "found"), [(17, []), (16, ["budget.extra_hours"])])
def test_budget_of_extra_hours_in_each_term(paid: int, found: list[str]) -> None:
    busy = teacher("a", sites=["college-site"], committed_hours=16, paid_hours=paid)
    course = _course(
        {"duties": [duty("a")], "terms": ["t1"]}, teachers=[busy], budget={"extra_hours": 1}
    )
    assert broken(course, _taken(1), teaches=[("a", "course")]) == found


def test_locks_of_one_duty() -> None:
    lock = {"teacher": "a", "offering": "course", "duty": "second"}
    course = _course(
        {"duties": [duty("a", "b"), duty("a", "b", id="second")]},
        teachers=[teacher(name, sites=["college-site"]) for name in "ab"],
        locks=[lock],
    )
    first = plan(course, _taken(1), teaches=[("a", "course")])
    for name, found in (("a", []), ("b", ["locks.teaches"])):
        second = Teaches(teacher=name, offering="course", duty="second")
        both = first.model_copy(update={"teaches": (*first.teaches, second)})
        assert codes(course, both) == found

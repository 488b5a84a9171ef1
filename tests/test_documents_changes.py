"""What families are told of a plan that differs from the one before, or of a moved meeting."""

from typing import Any

import pytest

from models.instance import Instance
from models.plan import Plan
from planner.announced import told
from planner.documents.changes import changes
from planner.documents.facts import Phrase
from planner.documents.plain import plain
from planner.documents.view import View
from planner.wording import Language, Wording
from tests import builders
from tests.builders import at_college, programme, student, weekly


def with_meetings(*meetings: dict[str, Any], **fields: Any) -> Instance:
    """One student may take one course at the college."""
    timetables = [{"meetings": list(meetings)}]
    return builders.instance(
        programmes=[programme("art")],
        offerings=[at_college("art", timetables=timetables)],
        students=[student()],
        **fields,
    )


def announced(instance: Instance, rides: list[dict[str, str]] | None = None) -> Plan:
    """The plan in which the student takes the course, carrying what the instance says of it."""
    found = builders.plan(instance, {"s1": ["art"]}, {"s1": rides or []})
    opens = tuple(
        one.model_copy(
            update={"told": told(instance, instance.offering[one.offering], one.timetable)}
        )
        for one in found.opens
    )
    return found.model_copy(update={"opens": opens, "trips": instance.trips})


def said(now: Instance, before: Plan, plan: Plan | None = None, language: Language = "en") -> Any:
    view = View(now, plan or announced(now), before=before)
    return plain(changes(view, now.students[0]), Wording(language))


def meeting(day: str, starts: str = "15:00", ends: str = "16:30", **fields: Any) -> dict[str, Any]:
    return {"day": day, "starts": starts, "ends": ends} | fields


@pytest.mark.parametrize(
    ("was", "now", "sentence"),
    [
        (
            [meeting("wed")],
            [meeting("fri")],
            "Art: now Friday, 15:00–16:30 (was: Wednesday, 15:00–16:30)",
        ),
        (
            [meeting("wed")],
            [meeting("wed", "15:30", "17:00")],
            "Art: now Wednesday, 15:30–17:00 (was: Wednesday, 15:00–16:30)",
        ),
        (
            [meeting("wed")],
            [meeting("wed", weeks="odd")],
            "Art: now Wednesday, odd weeks, 15:00–16:30 (was: Wednesday, 15:00–16:30)",
        ),
        (
            [meeting("wed")],
            [meeting("wed", site="home-site")],
            "Art: now Wednesday, 15:00–16:30, Home school (was: Wednesday, 15:00–16:30, College)",
        ),
        (
            [meeting("wed")],
            [meeting("wed", remote=True)],
            "Art: now Wednesday, 15:00–16:30, online (was: Wednesday, 15:00–16:30, College)",
        ),
        (
            [meeting("wed")],
            [meeting("wed", terms=["t2"])],
            "Art: now Wednesday, 15:00–16:30, 2 (was: Wednesday, 15:00–16:30)",
        ),
        (
            [meeting("mon"), meeting("wed")],
            [meeting("wed")],
            "Art: no longer Monday, 15:00–16:30",
        ),
        (
            [meeting("mon")],
            [meeting("mon"), meeting("wed"), meeting("fri")],
            "Art: as well Wednesday, 15:00–16:30 and Friday, 15:00–16:30",
        ),
        (
            [],
            [meeting("wed")],
            "Art: now Wednesday, 15:00–16:30 (was: within lesson hours or by arrangement)",
        ),
        (
            [meeting("wed")],
            [],
            "Art: now within lesson hours or by arrangement (was: Wednesday, 15:00–16:30)",
        ),
    ],
)
def test_a_meeting_moved_under_the_same_timetable_is_told(
    was: list[dict[str, Any]], now: list[dict[str, Any]], sentence: str
) -> None:
    assert said(with_meetings(*now), announced(with_meetings(*was))) == [sentence]


def test_nothing_is_told_of_meetings_that_stayed() -> None:
    same = with_meetings(meeting("wed"))
    assert said(same, announced(same)) == []


def test_another_timetable_with_the_same_times_is_no_change() -> None:
    was = with_meetings(meeting("wed"))
    other = at_college("art", timetables=[weekly("wed", id="other")])
    now = builders.instance(programmes=[programme("art")], offerings=[other], students=[student()])
    assert said(now, announced(was)) == []


def test_a_plan_without_times_still_tells_another_timetable() -> None:
    was = with_meetings(meeting("wed"))
    other = at_college("art", timetables=[weekly("fri", id="other")])
    now = builders.instance(programmes=[programme("art")], offerings=[other], students=[student()])
    before = builders.plan(was, {"s1": ["art"]})
    assert said(now, before) == ["Art: another time"]
    assert said(with_meetings(meeting("fri")), before) == []


def test_an_offering_that_is_gone_keeps_its_name() -> None:
    was = with_meetings(meeting("wed"))
    now = builders.instance(students=[student()])
    assert said(now, announced(was), builders.plan(now, {})) == ["dropped: Art"]


def test_a_bus_that_goes_at_another_time_is_told() -> None:
    def town(departs: str) -> Instance:
        bus = builders.trip("bus", ("home-site", departs), ("college-site", "14:50"), day="wed")
        return with_meetings(meeting("wed"), trips=[bus])

    ride = {"trip": "bus", "origin": "home-site", "destination": "college-site"}
    rides = [ride | {"term": term} for term in ("t1", "t2")]
    was, now = town("14:20"), town("14:05")
    [sentence] = said(now, announced(was, rides), announced(now, rides))
    assert sentence == (
        "bus ‘Bus bus’: now Wednesday, 14:05 Home school – 14:50 College "
        "(was: Wednesday, 14:20 Home school – 14:50 College)"
    )
    assert said(was, announced(was, rides), announced(was, rides)) == []


def test_the_move_is_told_in_russian() -> None:
    was, now = with_meetings(meeting("wed")), with_meetings(meeting("fri"))
    assert said(now, announced(was), language="ru") == [
        "Art: теперь пятница, 15:00–16:30 (было: среда, 15:00–16:30)"
    ]


@pytest.mark.parametrize(
    ("known", "words"), [(1, "1 обучающегося, бывшего в"), (5, "5 обучающихся, бывших в")]
)
def test_the_number_of_students_agrees_with_its_word(known: int, words: str) -> None:
    numbers = {"changed": 1, "known": known, "new": 0}
    assert words in plain(Phrase("change.numbers", numbers), Wording("ru"))

"""The iCalendar file is read by another library and its dates compared with the plan's."""

from datetime import date, datetime
from typing import Any

from dateutil.rrule import rrulestr
from icalendar import Calendar

from models.instance import Instance
from planner.documents.calendars import calendar
from planner.documents.curriculum import curriculum
from planner.documents.plain import plain
from planner.documents.view import View
from planner.wording import Wording
from tests import builders
from tests.builders import student, weekly
from tests.curricula import plan_of, rich


def written(instance: Instance, who: str = "s1") -> str:
    view = View(instance, plan_of(instance))
    return calendar(view, instance.student[who], Wording("ru"))


def events(text: str) -> list[Any]:
    """The events as the other library reads them."""
    return list(Calendar.from_ical(text).walk("VEVENT"))


def dates(text: str, name: str) -> list[date]:
    """The dates on which the events of this name take place."""
    found: list[date] = []
    for event in events(text):
        if str(event["SUMMARY"]) == name:
            found += _dates(event)
    return sorted(found)


def _dates(event: Any) -> list[date]:
    first: datetime = event["DTSTART"].dt
    if "RRULE" not in event:
        return [first.date()]
    rule = event["RRULE"].to_ical().decode()
    left_out = event.get("EXDATE", [])
    left_out = left_out if isinstance(left_out, list) else [left_out]
    without = {each.dt for exception in left_out for each in exception.dts}
    return [d.date() for d in rrulestr(rule, dtstart=first) if d not in without]


def test_meetings_take_place_on_just_the_dates_of_the_plan() -> None:
    instance = rich()
    text = written(instance)
    for offering in instance.offerings:
        if offering.id in ("c0", "weld", "chess"):
            [meeting] = offering.timetables[0].meetings
            expected = meeting.dates or tuple(
                day for term in offering.terms for day in meeting.days_in(instance.term[term])
            )
            name = instance.programme[offering.programme].name.ru
            assert dates(text, name) == sorted(expected)


def test_buses_run_on_the_days_on_which_they_are_needed() -> None:
    instance = rich()
    text = written(instance)
    name = "Автобус «Озёрное – Колледж»"
    course = dates(text, "Основы робототехники 0")
    assert set(dates(text, name)) == set(course)


def test_the_file_keeps_the_form_of_the_standard() -> None:
    name = "Очень длинное имя; с запятой, и \\ чертой " * 4
    text = written(rich(name=name))
    lines = text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == ""
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "\n" not in text.replace("\r\n", "")
    ids = [str(event["UID"]) for event in events(text)]
    assert len(ids) == len(set(ids))
    assert not any(event.errors for event in events(text))


def test_signs_that_mean_something_in_the_standard_stay_text() -> None:
    name = "Право; экономика, \\ и\u2028 ещё: BEGIN:VEVENT"
    programmes = [p.model_dump(mode="json") for p in rich().programmes]
    programmes = [p | {"name": name} if p["id"] == "c0" else p for p in programmes]
    said = {str(event["SUMMARY"]) for event in events(written(rich(programmes=programmes)))}
    assert " ".join(name.split()) in said


def test_a_student_without_meetings_has_an_empty_calendar() -> None:
    assert "BEGIN:VEVENT" not in written(rich(), "empty")


def test_dates_from_afar_are_said_in_calendar_and_curriculum() -> None:
    holidays = {"id": "road", "name": "Road", "periods": [
        {"starts": "2027-09-01", "ends": "2027-09-12"},
        {"starts": "2027-09-20", "ends": "2030-01-01"},
    ]}  # fmt: skip
    link = builders.BASE["links"][0] | {"season": "road"}
    instance = builders.instance(
        seasons=[holidays],
        links=[link],
        programmes=[builders.programme("a")],
        offerings=[builders.at_college("a", timetables=[weekly("wed")], remote_dates=2)],
        students=[student()],
    )
    view = View(instance, builders.plan(instance, {"s1": ["a"]}))
    found = events(calendar(view, instance.students[0], Wording("en")))
    remote = [event for event in found if str(event.get("LOCATION", "")) == "online"]
    assert [event["DTSTART"].dt.date() for event in remote] == [date(2027, 9, 15)]
    facts = plain(curriculum(view, instance.students[0]), Wording("en"))
    assert "15 Sep 2027" in facts["network"][0]["afar"]

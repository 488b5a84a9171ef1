"""eligibility by hand: for each reason a placement that it allows and one that it excludes."""

from collections.abc import Iterator
from typing import Any

import pytest

from models.instance import Instance
from tests.builders import (
    BASE,
    TERMS,
    at_college,
    home_hours,
    instance,
    offering,
    programme,
    student,
    trip,
    weekly,
)
from tests.plans import broken, faults, plan

Case = tuple[dict[str, Any], dict[str, Any], dict[str, Any]]

LONG_MEETING = weekly("wed", "15:00", "19:01")
FOUR_HOURS = weekly("wed", "15:00", "19:00")
NEXT_YEAR: list[dict[str, Any]] = [
    TERMS[0],
    TERMS[1] | {"year": 2028, "starts": "2028-09-04", "ends": "2028-10-01"},
]


def _agreement(**fields: Any) -> dict[str, Any]:
    [agreement] = BASE["agreements"]
    return {"agreements": [agreement | fields]}


def _confirmed(**fields: Any) -> dict[str, Any]:
    return {"hazard_confirmed": True, "timetables": [FOUR_HOURS]} | fields


def _one(
    student_: dict[str, Any], offered: dict[str, Any], rest: dict[str, Any] | None = None
) -> Instance:
    """One student and the offering 'course' at the college."""
    rest = dict(rest or {})
    hazard = rest.pop("hazard_class", 0)
    return instance(
        students=[student(**student_)],
        programmes=[programme("course", hazard_class=hazard)],
        offerings=[at_college("course", **offered)],
        **rest,
    )


def _reasons() -> Iterator[tuple[str, Case, Case]]:
    """Reason; student, offering and other fields that it allows, and those that it excludes."""
    adult = {"birth": "2011-09-06", "clearance": 2}
    yield "grade", ({}, {"grades": [10]}, {}), ({}, {"grades": [11]}, {})
    years = {"calendar": {"terms": NEXT_YEAR}}
    yield "grade", ({"grade": 10}, {}, years), ({"grade": 11}, {}, years)
    yield "school", ({}, {"schools": ["home"]}, {}), ({}, {"schools": ["college"]}, {})
    yield "closed", ({"keeps": ["course"]}, {"closed": True}, {}), ({}, {"closed": True}, {})
    recognised = {"records": [{"programme": "course", "hours": 34}]}
    yield "recognised", ({}, {}, {}), (recognised, {}, {})
    named = _agreement(programmes=["course"])
    yield "agreement", ({}, {}, named), ({}, {}, {"agreements": []})
    ends = _agreement(ends="2028-02-06")
    yield "agreement_dates", ({}, {}, ends), ({}, {}, _agreement(ends="2028-02-05"))
    yield "agreement_dates", ({}, {}, ends), ({}, {}, _agreement(starts="2027-09-07"))
    june = {"timetables": [{"meetings": [{"dates": ["2028-06-07"], "starts": "9:00",
                                          "ends": "12:00"}]}]}  # fmt: skip
    until_june = _agreement(ends="2028-06-07")
    yield "agreement_dates", ({}, june, until_june), ({}, june, ends)
    online: dict[str, Any] = {"timetables": [{}], "mode": "online"}
    yield "home_only", ({}, online, {}), ({}, {"timetables": [{}]}, {})
    sixteen = {"min_age": 16}
    yield "age", ({"birth": "2011-09-06"}, sixteen, {}), ({"birth": "2011-09-07"}, sixteen, {})
    yield "age", ({}, {}, {}), ({}, sixteen, {})
    listed = {"hazard_class": 2}
    young = adult | {"birth": "2011-09-07"}
    yield "age", (adult, _confirmed(min_age=14), listed), (young, _confirmed(min_age=14), listed)
    workshop = {"hazard_class": 1}
    yield "clearance", ({"clearance": 1}, {}, workshop), ({}, {}, workshop)
    yield (
        "clearance",
        (adult, _confirmed(), listed),
        (adult | {"clearance": 1}, _confirmed(), listed),
    )
    yield "hazard", (adult, _confirmed(), listed), (adult, _confirmed(), {"hazard_class": 3})
    yield "hazard", (adult, _confirmed(), listed), (adult, {}, listed)
    too_long = _confirmed(timetables=[LONG_MEETING])
    yield "hazard", (adult, _confirmed(), listed), (adult, too_long, listed)
    steep = {"sites": [*BASE["sites"][:1], BASE["sites"][1] | {"step_free": False}]}
    yield "access", ({}, {}, steep), ({"step_free": True}, {}, steep)
    lessons = home_hours("wed", "08:30", "14:00")
    early = {"timetables": [weekly("wed", "13:59", "15:30")]}
    yield "home_hours", ({}, {}, lessons), ({}, early, lessons)
    cut: dict[str, Any] = {"links": []}
    yield "way", ({}, {"remote_dates": 8}, cut), ({}, {"remote_dates": 7}, cut)


@pytest.mark.parametrize(("reason", "allowed", "excluded"), list(_reasons()))
def test_eligibility(reason: str, allowed: Case, excluded: Case) -> None:
    takes = {"s1": ["course"]}
    assert broken(_one(*allowed), takes) == []
    assert broken(_one(*excluded), takes) == [f"eligibility.{reason}"]


def test_eligibility_needs_no_agreement_at_the_own_school() -> None:
    own = instance(
        students=[student()],
        programmes=[programme("course")],
        offerings=[offering("course")],
        agreements=[],
    )
    assert broken(own, {"s1": ["course"]}) == []


def test_eligibility_names_every_reason_at_once() -> None:
    hopeless = _one({"step_free": True}, {"grades": [11], "closed": True}, {"agreements": []})
    assert broken(hopeless, {"s1": ["course"]}) == [
        "eligibility.grade",
        "eligibility.closed",
        "eligibility.agreement",
    ]


def test_eligibility_access_where_the_meeting_is_not_where_the_offering_is() -> None:
    steep = {"sites": [*BASE["sites"], {"id": "attic", "name": "Attic", "step_free": False}]}
    links = {"links": [*BASE["links"], {"origin": "home-site", "destination": "attic",
                                        "minutes": 1}]}  # fmt: skip
    there = {"timetables": [weekly("wed", site="attic")]}
    remotely = {"timetables": [weekly("wed", site="attic", remote=True)]}
    needy = {"step_free": True}
    assert broken(_one(needy, remotely, steep | links), {"s1": ["course"]}) == []
    assert broken(_one(needy, there, steep | links), {"s1": ["course"]}) == ["eligibility.access"]


def test_eligibility_home_hours_of_the_grade_in_the_term() -> None:
    early = {"timetables": [weekly("wed", "10:00", "11:30")]}
    eleventh = home_hours("wed", "08:30", "14:00", (11,))
    assert broken(_one({}, early, eleventh), {"s1": ["course"]}) == []
    next_year = eleventh | {"calendar": {"terms": NEXT_YEAR}}
    faulty = faults(
        _one({}, early, next_year), plan(_one({}, early, next_year), {"s1": ["course"]})
    )
    assert [fault.code for fault in faulty] == ["rules.eligibility.home_hours"]
    assert str(faulty[0].facts["date"]) == "2028-09-06"


def test_eligibility_of_the_timetable_that_is_chosen() -> None:
    two = {"timetables": [weekly("wed", "10:00", "11:30"), weekly("wed", id="late")]}
    lessons = home_hours("wed", "08:30", "14:00")
    both = _one({}, two, lessons)
    assert broken(both, {"s1": ["course"]}, {"course": "late"}) == []
    assert broken(both, {"s1": ["course"]}, {"course": "main"}) == ["eligibility.home_hours"]
    assert broken(both, {"s1": ["course"]}, {}) == ["group_sizes.not_open"]
    neither = _one({}, {"timetables": two["timetables"][:1]}, lessons)
    assert broken(neither, {"s1": ["course"]}, {}) == [
        "eligibility.home_hours",
        "group_sizes.not_open",
    ]


def test_eligibility_way_when_only_the_travel_limit_is_in_it() -> None:
    assert broken(_one({"travel_limit": 30}, {}), {"s1": ["course"]}) == []
    assert broken(_one({"travel_limit": 29}, {}), {"s1": ["course"]}) == ["eligibility.way"]


def test_eligibility_way_counts_on_buses_that_may_not_even_run() -> None:
    there = trip("there", ("home-site", "14:00"), ("college-site", "14:30"), optional=True)
    back = trip("back", ("college-site", "17:00"), ("home-site", "17:30"), optional=True)
    bus = {"links": [], "trips": [there, back]}
    assert broken(_one({}, {}, bus), {"s1": ["course"]}) == [
        "student_times.there",
        "student_times.back",
    ]
    assert "eligibility.way" in broken(_one({"travel_limit": 59}, {}, bus), {"s1": ["course"]})


def test_eligibility_home_hours_on_the_date_of_a_residential_meeting() -> None:
    evening = {"starts": "20:00", "ends": "21:00", "residential": True}
    lessons = home_hours("wed", "08:30", "14:00")
    for day, found in (("2027-09-09", []), ("2027-09-08", ["eligibility.home_hours"])):
        stay = {"timetables": [{"meetings": [evening | {"dates": [day]}]}]}
        assert broken(_one({}, stay, lessons), {"s1": ["course"]}) == found

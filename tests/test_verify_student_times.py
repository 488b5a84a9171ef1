"""student_times, travel_minutes and bus_seats by hand."""

from typing import Any

import pytest

from models.instance import Instance
from tests.builders import (
    BASE,
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

BOTH = {"s1": ["one", "two"]}
LESSONS = home_hours("wed", "08:30", "14:00")


def _two(
    one: dict[str, Any], two: dict[str, Any], student_: dict[str, Any], **fields: Any
) -> Instance:
    """A student and two offerings at the college."""
    return instance(
        students=[student(**student_)],
        programmes=[programme("one"), programme("two")],
        offerings=[at_college("one", **one), at_college("two", **two)],
        **fields,
    )


def _at(starts: str, ends: str, **fields: Any) -> dict[str, Any]:
    return {"timetables": [weekly("wed", starts, ends, **fields)]}


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        (_at("15:00", "16:00"), _at("16:00", "17:00"), []),
        (_at("15:00", "16:00"), _at("15:59", "17:00"), ["overlap"]),
        (_at("15:00", "16:00", weeks="odd"), _at("15:00", "16:00", weeks="even"), []),
        (_at("15:00", "16:00", weeks=[1]), _at("15:30", "16:30", weeks=[1, 2]), ["overlap"]),
        (_at("15:00", "16:00"), _at("16:14", "17:00", site="home-site"), ["between"]),
        (_at("15:00", "16:00"), _at("16:15", "17:00", site="home-site"), []),
        (_at("15:00", "16:00"), _at("16:15", "17:00", remote=True), []),
        (_at("15:00", "16:00"), _at("16:14", "17:00", remote=True), ["between"]),
        (_at("15:00", "16:00", remote=True), _at("15:30", "16:30", remote=True), ["overlap"]),
    ],
)
def test_student_times_between_meetings(
    one: dict[str, Any], two: dict[str, Any], found: list[str]
) -> None:
    assert broken(_two(one, two, {}), BOTH) == [f"student_times.{name}" for name in found]


def test_student_times_name_the_first_date_and_the_number_of_dates() -> None:
    clash = _two(_at("15:00", "16:00"), _at("15:00", "16:00"), {})
    [fault] = faults(clash, plan(clash, BOTH))
    assert str(fault.facts["date"]) == "2027-09-08"
    assert fault.facts["dates"] == 8


def test_student_times_a_remote_meeting_is_attended_at_home_or_at_school() -> None:
    away = [*BASE["sites"], {"id": "farm", "name": "Farm"}]
    near = [{"origin": "farm", "destination": "college-site", "minutes": 5}]
    fields: dict[str, Any] = {"sites": away, "links": [*BASE["links"], *near]}
    pair = _at("15:00", "16:00"), _at("16:05", "17:00", remote=True)
    assert broken(_two(*pair, {"home": "farm"}, **fields), BOTH) == []
    assert broken(_two(*pair, {}, **fields), BOTH) == ["student_times.between"]


def test_student_times_a_residential_meeting_fills_its_date() -> None:
    camp = {"dates": ["2027-09-08"], "residential": True}
    morning = camp | {"starts": "09:00", "ends": "12:00"}
    afternoon = camp | {"starts": "14:00", "ends": "16:00"}
    stay = {"timetables": [{"meetings": [morning, afternoon]}]}
    evening = _two(stay, _at("20:00", "21:00"), {}, links=[])
    assert broken(evening, {"s1": ["one"]}) == []
    other_day = _two(stay, {"timetables": [weekly("thu", remote=True)]}, {}, links=[])
    assert broken(other_day, BOTH) == []
    remote = _two(stay, _at("20:00", "21:00", remote=True), {}, links=[])
    assert broken(remote, BOTH) == ["student_times.overlap"]


@pytest.mark.parametrize(("limit", "found"), [(60, []), (59, ["travel_minutes.above"])])
def test_travel_minutes_of_all_legs_of_a_day(limit: int, found: list[str]) -> None:
    # lessons, to the college, back to a course at school, and to the college again
    fields: dict[str, Any] = {"travel_limit": limit, "organisations": LESSONS["organisations"]}
    day = {"timetables": [{"meetings": [
        {"day": "wed", "starts": "14:15", "ends": "15:00"},
        {"day": "wed", "starts": "15:15", "ends": "16:00", "site": "home-site"},
        {"day": "wed", "starts": "16:15", "ends": "17:00"},
    ]}]}  # fmt: skip
    assert broken(_two(day, {}, {}, **fields), {"s1": ["one"]}) == found


def test_travel_minutes_by_the_shortest_path_over_open_links() -> None:
    summer = {"id": "ferry", "name": "Ferry",
              "periods": [{"starts": "2027-05-01", "ends": "2027-09-15"}]}  # fmt: skip
    links = [
        {"origin": "home-site", "destination": "bank", "minutes": 5, "season": "ferry"},
        {"origin": "bank", "destination": "college-site", "minutes": 4},
        {"origin": "home-site", "destination": "college-site", "minutes": 30},
    ]
    sites = [*BASE["sites"], {"id": "bank", "name": "Bank"}]
    one = _two({}, {}, {}, sites=sites, links=links, seasons=[summer])
    # two dates with the ferry, six without
    assert plan(one, {"s1": ["one"]}).goals[5].measure == 2 * 18 + 6 * 60


THERE = trip("there", ("home-site", "14:00"), ("gate", "14:10"), ("college-site", "14:30"))
BACK = trip("back", ("college-site", "16:40"), ("home-site", "17:10"))
SITES = [*BASE["sites"], {"id": "gate", "name": "Gate"}]
RIDES = [
    (name, term, origin, destination)
    for term in ("t1", "t2")
    for name, origin, destination in (
        ("there", "home-site", "college-site"),
        ("back", "college-site", "home-site"),
    )
]


def _by_bus(*students: dict[str, Any], **fields: Any) -> Instance:
    return instance(
        **{
            "students": list(students or [student()]),
            "programmes": [programme("one"), programme("two")],
            "offerings": [at_college("one"), offering("two")],
            "sites": SITES,
            "links": [],
            "trips": [THERE, BACK],
        }
        | fields
    )


def test_student_times_by_bus() -> None:
    one = {"s1": ["one"]}
    assert broken(_by_bus(), one, rides={"s1": RIDES}) == []
    [fault] = faults(_by_bus(), plan(_by_bus(), one, rides={"s1": RIDES[:3]}))
    assert fault.code == "rules.student_times.back"
    assert str(fault.facts["date"]) == "2028-01-12"
    late = trip("there", ("home-site", "14:31"), ("gate", "14:32"), ("college-site", "15:01"))
    assert "eligibility.way" in broken(_by_bus(trips=[late, BACK]), one, rides={"s1": RIDES})


def test_student_times_a_bus_after_lessons_and_with_walks() -> None:
    lessons = home_hours("wed", "08:30", "14:01")
    walk = [{"origin": "gate", "destination": "home-site", "minutes": 9}]
    assert broken(_by_bus(**LESSONS), {"s1": ["one"]}, rides={"s1": RIDES}) == []
    from_gate = [(name, term, "gate" if name == "there" else origin, destination)
                 for name, term, origin, destination in RIDES]  # fmt: skip
    walking = _by_bus(links=walk, **lessons)
    assert broken(walking, {"s1": ["one"]}, rides={"s1": from_gate}) == []
    assert broken(walking, {"s1": ["one"]}, rides={"s1": RIDES}) == ["student_times.between"]


def test_travel_minutes_take_the_fewest_of_link_and_bus() -> None:
    slow = [{"origin": "home-site", "destination": "college-site", "minutes": 40}]
    both = _by_bus(links=slow)
    minutes = plan(both, {"s1": ["one"]}, rides={"s1": RIDES[:2]}).goals[5].measure
    assert minutes == 4 * 60 + 4 * 80


def test_bus_seats_on_each_stretch() -> None:
    three = [student(f"s{n}") for n in range(3)]
    to_gate = [("there", "t1", "home-site", "gate")]
    from_gate = [("there", "t1", "gate", "college-site")]
    full = {"s0": RIDES, "s1": to_gate, "s2": from_gate}
    town = _by_bus(*three)
    assert broken(town, rides=full) == []
    assert broken(town, rides=full | {"s1": [*to_gate, *from_gate]}) == ["bus_seats.above"]
    [fault] = faults(town, plan(town, rides=dict.fromkeys(full, to_gate)))
    assert fault.facts["riders"] == 3
    another_term = [("there", "t2", "home-site", "gate")]
    assert broken(town, rides={"s0": to_gate, "s1": to_gate, "s2": another_term}) == []


def test_bus_seats_only_on_trips_that_run() -> None:
    optional = _by_bus(trips=[THERE | {"optional": True}, BACK])
    assert broken(optional, {"s1": ["one"]}, rides={"s1": RIDES}, runs=["there"]) == []
    assert broken(optional, {"s1": ["one"]}, rides={"s1": RIDES}) == [
        "student_times.there",
        "bus_seats.not_running",
    ]


def test_student_times_remote_on_the_few_dates_that_are_cut_off() -> None:
    summer = {"id": "ferry", "name": "Ferry",
              "periods": [{"starts": "2027-05-01", "ends": "2027-10-31"}]}  # fmt: skip
    ferry: dict[str, Any] = {"links": [BASE["links"][0] | {"season": "ferry"}],
                             "seasons": [summer]}  # fmt: skip
    course = _two({"remote_dates": 4}, _at("16:30", "17:00", remote=True), {}, **ferry)
    # no way to go on the remote dates, and half an hour on the others; then no time to go home
    assert plan(course, {"s1": ["one"]}).goals[5].measure == 4 * 30
    [fault] = faults(course, plan(course, BOTH))
    assert fault.code == "rules.student_times.between"
    assert fault.facts["dates"] == 4


@pytest.mark.parametrize(("remote_dates", "cut_off"), [(4, 4 * 20), (3, 4 * 10)])
def test_travel_minutes_from_home_after_a_meeting_attended_remotely(
    remote_dates: int, cut_off: int
) -> None:
    summer = {"id": "ferry", "name": "Ferry",
              "periods": [{"starts": "2027-05-01", "ends": "2027-10-31"}]}  # fmt: skip
    walk = {"origin": "home-site", "destination": "gym", "minutes": 10}
    world = _two(
        {"remote_dates": remote_dates},
        _at("18:00", "19:00", site="gym"),
        {},
        links=[BASE["links"][0] | {"season": "ferry"}, walk],
        seasons=[summer],
        sites=[*BASE["sites"], {"id": "gym", "name": "Gym"}],
    )
    # four dates with the ferry, from home to college, gym and home
    assert plan(world, BOTH).goals[5].measure == 4 * (15 + 25 + 10) + cut_off


@pytest.mark.parametrize(
    ("lessons_end", "arrives", "found"),
    [
        ("14:01", "14:51", []),
        ("14:02", "14:51", ["eligibility.way"]),
        ("14:01", "14:52", ["eligibility.way"]),
    ],
)
def test_student_times_walks_to_the_bus_and_from_it(
    lessons_end: str, arrives: str, found: list[str]
) -> None:
    walks = [
        {"origin": "home-site", "destination": "gate", "minutes": 9, "both_ways": False},
        {"origin": "yard", "destination": "college-site", "minutes": 9, "both_ways": False},
    ]
    world = _by_bus(
        sites=[*SITES, {"id": "yard", "name": "Yard"}],
        links=walks,
        trips=[trip("there", ("gate", "14:10"), ("yard", arrives)), BACK],
        **home_hours("wed", "08:30", lessons_end),
    )
    rides = [("there", term, "gate", "yard") for term in ("t1", "t2")] + RIDES[1::2]
    assert broken(world, {"s1": ["one"]}, rides={"s1": rides}) == found


def test_student_times_a_link_may_lead_one_way_only() -> None:
    there_only = [BASE["links"][0] | {"both_ways": False}]
    assert broken(_two({}, {}, {}, links=there_only), {"s1": ["one"]}) == ["eligibility.way"]


def test_student_times_a_bus_within_its_season_and_not_on_holidays() -> None:
    autumn = {"id": "autumn", "name": "Autumn",
              "periods": [{"starts": "2027-09-01", "ends": "2027-12-31"}]}  # fmt: skip
    seasonal = _by_bus(seasons=[autumn], trips=[THERE | {"season": "autumn"}, BACK])
    [fault] = faults(seasonal, plan(seasonal, {"s1": ["one"]}, rides={"s1": RIDES}))
    assert (fault.code, fault.facts["dates"]) == ("rules.eligibility.way", 4)
    holiday = {"holidays": [{"starts": "2027-09-08", "ends": "2027-09-08"}]}
    terms = [BASE["calendar"]["terms"][0] | holiday, BASE["calendar"]["terms"][1]]
    dated = {"dates": ["2027-09-08"], "starts": "15:00", "ends": "16:00"}
    on_holiday = _by_bus(
        calendar={"terms": terms},
        offerings=[at_college("one", timetables=[{"meetings": [dated]}]), offering("two")],
    )
    assert broken(on_holiday, {"s1": ["one"]}, rides={"s1": RIDES}) == ["eligibility.way"]

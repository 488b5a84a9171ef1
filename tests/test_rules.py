"""Each rule of the model on a few people by hand: what it forbids is not planned, though wanted."""

from typing import Any

import pytest

from models.instance import Instance
from tests.builders import (
    BASE,
    at_college,
    duty,
    home_hours,
    instance,
    offering,
    programme,
    student,
    teacher,
    trip,
    weekly,
)
from tests.solving import best, points, solved, takes

NO_WAY: dict[str, Any] = {"links": []}
THERE = trip("there", ("home-site", "14:30"), ("college-site", "14:45"))
BACK = trip("back", ("college-site", "16:40"), ("home-site", "16:55"))


def wanting(*programmes: str, **fields: Any) -> dict[str, Any]:
    """Fields of a student who wants these programmes, equally."""
    return fields | {"wishes": [{"ranked": [{"programme": p}]} for p in programmes]}


def everybody_wants(number: int, *programmes: str, **fields: Any) -> list[dict[str, Any]]:
    """So many students who want these programmes."""
    return [student(f"s{n}", **wanting(*programmes, **fields)) for n in range(1, number + 1)]


def two(one: dict[str, Any], other: dict[str, Any], **fields: Any) -> Instance:
    """A student who wants two courses at the college."""
    return instance(**{
        "students": everybody_wants(1, "one", "two"),
        "programmes": [programme("one"), programme("two")],
        "offerings": [at_college("one", **one), at_college("two", **other)],
    } | fields)  # fmt: skip


def at(starts: str, ends: str, day: str = "wed", **fields: Any) -> dict[str, Any]:
    """Fields of an offering that meets at these times."""
    return {"timetables": [weekly(day, starts, ends, **fields)]}


def placed(one: Instance) -> int:
    """How many placements the best plan has."""
    return sum(len(row) for row in takes(best(one)).values())


def test_one_section_of_a_programme_and_one_specialization_a_term() -> None:
    groups = [programme("one", "specialization"), programme("two", "specialization")]
    offerings = [offering("one"), offering("one-b", "one"), offering("two")]
    students = everybody_wants(1, "one", "two")
    assert placed(instance(students=students, programmes=groups, offerings=offerings)) == 1
    apart = [offering("one", terms=["t1"]), offering("two", terms=["t2"])]
    assert placed(instance(students=students, programmes=groups, offerings=apart)) == 2


def test_one_section_an_individual_group_with_two_advanced_subjects_from_the_network() -> None:
    advanced = [
        programme(subject, contents=[{"subject": subject, "level": "advanced", "hours_a_week": 8}])
        for subject in ("maths", "physics")
    ]
    plan = best(instance(
        students=everybody_wants(1, "own", "maths", "physics"),
        programmes=[programme("own", "specialization"), *advanced, programme(
            "again", contents=[{"subject": "maths", "level": "advanced", "hours_a_week": 8}])],
        offerings=[offering("own"), at_college("maths"),
                   at_college("physics", timetables=[weekly("thu")]),
                   at_college("again", timetables=[weekly("fri")])],
    ))  # fmt: skip
    assert takes(plan) == {"s1": ["maths", "own", "physics"]}


def test_one_timetable_is_chosen_so_that_nothing_clashes() -> None:
    choice = {"timetables": [weekly("wed", id="same"), weekly("thu", id="other")]}
    plan = best(two({}, choice))
    assert takes(plan) == {"s1": ["one", "two"]}
    assert {o.offering: o.timetable for o in plan.opens}["two"] == "other"


@pytest.mark.parametrize(("least", "most", "found"), [(1, 3, 3), (1, 2, 2), (4, 9, 0), (3, 3, 3)])
def test_group_sizes(least: int, most: int, found: int) -> None:
    course = offering("one", min_size=least, max_size=most)
    students = everybody_wants(3, "one")
    assert placed(instance(
        students=students, programmes=[programme("one")], offerings=[course]
    )) == found  # fmt: skip


def taught(offerings: list[dict[str, Any]], *teachers: dict[str, Any], **fields: Any) -> int:
    """How many offerings open, each wanted by somebody else."""
    names = [one["id"] for one in offerings]
    plan = best(instance(
        students=[student(f"s-{name}", **wanting(name)) for name in names],
        programmes=[programme(name) for name in names], offerings=offerings,
        teachers=list(teachers), **fields,
    ))  # fmt: skip
    return len(plan.opens)


def test_staffing_by_somebody_who_may_work_there() -> None:
    led = at_college("one", duties=[duty("a")])
    assert taught([led], teacher("a")) == 0
    assert taught([led], teacher("a", sites=["college-site"])) == 1


def test_staffing_theory_remote_and_practice_at_the_partner() -> None:
    both = at_college("one", duties=[duty("a", id="theory"), duty("b", id="practice")], timetables=[
        {"meetings": [
            {"day": "mon", "starts": "15:00", "ends": "16:00", "remote": True, "duty": "theory"},
            {"day": "wed", "starts": "15:00", "ends": "16:00", "duty": "practice"}]}])  # fmt: skip
    at_home, at_work = teacher("a"), teacher("b", organisation="college")
    assert taught([both], at_home, at_work) == 1


@pytest.mark.parametrize(("committed", "found"), [(14, 2), (15, 1), (17, 0)])
def test_teacher_hours_beside_what_is_committed(committed: int, found: int) -> None:
    led = [offering(name, duties=[duty("a")]) for name in ("one", "two")]
    assert taught(led, teacher("a", committed_hours=committed)) == found


@pytest.mark.parametrize(
    ("starts", "site", "found"),
    [("16:30", "college-site", 2), ("16:29", "college-site", 1), ("16:45", "home-site", 2),
     ("16:44", "home-site", 1)],
)  # fmt: skip
def test_teacher_times_of_a_travelling_teacher(starts: str, site: str, found: int) -> None:
    led: dict[str, Any] = {"duties": [duty("a")]}
    offerings = [at_college("one", **led),
                 at_college("two", site=site, **led, **at(starts, "17:30"))]  # fmt: skip
    assert taught(offerings, teacher("a", sites=["college-site"])) == found


def test_teacher_times_of_two_meetings_of_one_offering() -> None:
    def in_turn(starts: str) -> dict[str, Any]:
        return at_college("one", duties=[duty("a")], timetables=[{"meetings": [
            {"day": "wed", "starts": "14:00", "ends": "15:00", "site": "home-site"},
            {"day": "wed", "starts": starts, "ends": "16:30"}]}])  # fmt: skip

    by = teacher("a", sites=["college-site"])
    remote = {"links": [BASE["links"][0] | {"minutes": 15}]}
    assert taught([in_turn("15:15")], by, **remote) == 1
    assert taught([in_turn("15:14")], by, **remote) == 0


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (at("15:00", "16:00"), at("16:00", "17:00"), 2),
        (at("15:00", "16:00"), at("15:59", "17:00"), 1),
        (at("15:00", "16:00", weeks="odd"), at("15:00", "16:00", weeks="even"), 2),
        (at("15:00", "16:00"), at("16:14", "17:00", site="home-site"), 1),
        (at("15:00", "16:00"), at("16:15", "17:00", site="home-site"), 2),
        (at("15:00", "16:00"), at("15:00", "16:00", day="thu"), 2),
    ],
)
def test_student_times(one: dict[str, Any], other: dict[str, Any], found: int) -> None:
    assert placed(two(one, other)) == found


def test_student_times_from_one_meeting_to_the_next_saves_the_way() -> None:
    in_turn = best(two(at("15:00", "16:00"), at("16:00", "17:00")))
    apart = best(two(at("15:00", "16:00"), at("15:00", "16:00", day="thu")))
    dates = 8
    assert {g.id: g.measure for g in in_turn.goals}["travel"] == dates * 30
    assert {g.id: g.measure for g in apart.goals}["travel"] == 2 * dates * 30


@pytest.mark.parametrize(("ends", "found"), [("14:45", 1), ("14:46", 0), ("15:10", 0)])
def test_student_times_after_home_hours(ends: str, found: int) -> None:
    course = instance(
        students=everybody_wants(1, "one"), programmes=[programme("one")],
        offerings=[at_college("one")], **home_hours("wed", "09:00", ends),
    )  # fmt: skip
    assert placed(course) == found


def test_student_times_of_an_intensive_in_june() -> None:
    june = {"timetables": [{"meetings": [
        {"dates": ["2028-06-05", "2028-06-06"], "starts": "09:00", "ends": "18:00",
         "residential": True}]}], "terms": ["t2"]}  # fmt: skip
    plan = best(two(june, june))
    assert sum(len(row) for row in takes(plan).values()) == 1
    assert points(plan, "travel") == 0


@pytest.mark.parametrize(("limit", "found"), [(60, 2), (59, 1), (29, 0)])
def test_travel_minutes_of_a_day(limit: int, found: int) -> None:
    early, late = at("08:00", "09:00"), at("16:00", "17:00")
    hours = home_hours("wed", "10:00", "14:00")
    assert placed(two(early, late, travel_limit=limit, **hours)) == found


@pytest.mark.parametrize(("limit", "found"), [(150, 3), (149, 2)])
def test_travel_minutes_where_home_and_school_lie_apart(limit: int, found: int) -> None:
    """From the farm's side to the school's the whole way counts, before and after home hours."""
    plan = best(instance(
        sites=[*BASE["sites"], {"id": "farm", "name": "Farm"}, {"id": "mill", "name": "Mill"}],
        links=[{"origin": "home-site", "destination": "farm", "minutes": 60},
               {"origin": "home-site", "destination": "college-site", "minutes": 5},
               {"origin": "farm", "destination": "mill", "minutes": 5}],
        students=everybody_wants(1, "early", "mill", "late", home="farm", travel_limit=limit),
        programmes=[programme("early"), programme("mill"), programme("late")],
        offerings=[at_college("early", **at("07:00", "08:00")),
                   at_college("mill", site="mill", **at("14:10", "15:00")),
                   at_college("late", **at("16:15", "17:00"))],
        **home_hours("wed", "09:00", "13:00"),
    ))  # fmt: skip
    assert len(plan.students[0].takes) == found


@pytest.mark.parametrize(("seats", "found"), [(3, 2), (2, 2), (1, 1), (0, 0)])
def test_bus_seats_there_and_back(seats: int, found: int) -> None:
    course = instance(
        students=everybody_wants(3, "one"), programmes=[programme("one")],
        offerings=[at_college("one")], trips=[THERE | {"seats": seats}, BACK], **NO_WAY,
    )  # fmt: skip
    assert placed(course) == found


@pytest.mark.parametrize(("cost", "found"), [(100, 1), (10**6, 0)])
def test_bus_seats_on_an_optional_trip_if_it_pays(cost: int, found: int) -> None:
    runs = {"optional": True, "cost": cost}
    course = instance(
        students=everybody_wants(1, "one"), programmes=[programme("one")],
        offerings=[at_college("one")], trips=[THERE | runs, BACK], **NO_WAY,
    )  # fmt: skip
    assert placed(course) == found
    assert list(best(course).runs) == ["there"] * found


@pytest.mark.parametrize(("remote", "found"), [(4, 1), (3, 0)])
def test_eligibility_where_the_ferry_does_not_run_for_some_weeks(remote: int, found: int) -> None:
    spring = {"id": "ferry", "name": "Ferry",
              "periods": [{"starts": "2028-01-01", "ends": "2028-12-31"}]}  # fmt: skip
    course = instance(
        students=everybody_wants(1, "one"), programmes=[programme("one")], seasons=[spring],
        links=[BASE["links"][0] | {"season": "ferry"}],
        offerings=[at_college("one", remote_dates=remote)],
    )  # fmt: skip
    assert placed(course) == found


@pytest.mark.parametrize(("step_free", "found"), [(True, 1), (False, 0)])
def test_eligibility_with_step_free_access(step_free: bool, found: int) -> None:
    home, college = BASE["sites"]
    course = instance(
        students=everybody_wants(1, "one", step_free=True), programmes=[programme("one")],
        sites=[home, college | {"step_free": step_free}], offerings=[at_college("one")],
    )  # fmt: skip
    assert placed(course) == found


@pytest.mark.parametrize(("seats", "found"), [(None, 3), (2, 2), (0, 0)])
def test_agreement_seats(seats: int | None, found: int) -> None:
    course = instance(
        students=everybody_wants(3, "one"), programmes=[programme("one")],
        offerings=[at_college("one")], agreements=[BASE["agreements"][0] | {"seats": seats}],
    )  # fmt: skip
    assert placed(course) == found


@pytest.mark.parametrize(("first", "then", "found"), [("t1", "t2", 2), ("t2", "t1", 1)])
def test_prerequisites_over_terms(first: str, then: str, found: int) -> None:
    course = instance(
        students=everybody_wants(1, "one", "two"),
        programmes=[programme("one"), programme("two", prerequisites=["one"])],
        offerings=[offering("one", terms=[first]), offering("two", terms=[then])],
    )
    assert placed(course) == found


def test_keeps_of_grade_11_with_what_is_recognised() -> None:
    kept = student("s1", grade=11, keeps=["old"], records=[{"programme": "one", "hours": 60}],
                   **wanting("new", "one"))  # fmt: skip
    course = instance(
        students=[kept],
        programmes=[programme("old", "specialization"), programme("new", "specialization"),
                    programme("one"), programme("two", prerequisites=["one"])],
        offerings=[offering("old", closed=True), offering("new"), offering("one"),
                   offering("two")],
    )  # fmt: skip
    [row] = takes(best(course)).values()
    assert "old" in row
    assert not {"new", "one"} & {*row}


@pytest.mark.parametrize(
    ("lock", "found"),
    [
        ({"student": "s1", "offering": "one"}, [["one"], []]),
        ({"student": "s2", "offering": "one", "holds": False}, [["one"], []]),
        ({"offering": "one", "holds": False}, [[], []]),
    ],
)
def test_locks(lock: dict[str, Any], found: list[list[str]]) -> None:
    course = instance(
        students=everybody_wants(2, "one"), programmes=[programme("one")],
        offerings=[offering("one", max_size=1)], locks=[lock],
    )  # fmt: skip
    assert list(takes(best(course)).values()) == found


def test_locks_to_ride_take_a_seat_that_nobody_needs() -> None:
    course = instance(
        students=[student()], trips=[THERE], locks=[{"student": "s1", "trip": "there"}]
    )
    [row] = best(course).students
    assert [ride.trip for ride in row.rides] == ["there"]
    full = instance(
        students=[student()], trips=[THERE | {"seats": 0}],
        locks=[{"student": "s1", "trip": "there"}],
    )  # fmt: skip
    assert solved(full) is None


@pytest.mark.parametrize(("roubles", "found"), [(1000, 2), (999, 1), (499, 0)])
def test_budget_of_roubles(roubles: int, found: int) -> None:
    course = {"cost": 500}
    limited = two({**course}, {**course, **at("15:00", "16:00", day="thu")},
                  budget={"roubles": roubles})  # fmt: skip
    assert placed(limited) == found


@pytest.mark.parametrize(("extra", "found"), [(2, 1), (1, 0)])
def test_budget_of_extra_hours(extra: int, found: int) -> None:
    led = [offering("one", duties=[duty("a")])]
    budget = {"extra_hours": extra}
    assert taught(led, teacher("a", paid_hours=0), budget=budget) == found

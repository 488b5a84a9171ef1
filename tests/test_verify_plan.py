"""What a plan refers to and states: each planted fault is named, and nothing raises."""

import random
from typing import Any

import pytest

from models.instance import Instance
from models.plan import Opened, Plan, Ride, Shortfall, Status, StudentPlan, Teaches
from planner.verify import verify
from tests.builders import (
    at_college,
    duty,
    instance,
    offering,
    programme,
    student,
    teacher,
    trip,
    with_requirements,
)
from tests.plans import codes, faults, plan

RULE = {"id": "r", "text": "Rule", "source": "S", "unit": "programmes", "minimum": 2}
THERE = ("there", "t1", "home-site", "college-site")


def _world() -> Instance:
    return instance(
        students=[student("s1"), student("s2", wishes=[{"ranked": [{"programme": "b"}]}])],
        teachers=[teacher("t")],
        programmes=[programme("a"), programme("b")],
        offerings=[offering("a", duties=[duty("t")]), at_college("b")],
        trips=[
            trip("there", ("home-site", "14:00"), ("college-site", "14:30"), optional=True),
            trip("back", ("college-site", "17:00"), ("home-site", "17:30")),
        ],
        **with_requirements(RULE | {"over": "year"}),
    )


def _good(world: Instance) -> Plan:
    return plan(
        world,
        {"s1": ["a"], "s2": ["a", "b"]},
        teaches=[("t", "a")],
        rides={"s2": [THERE]},
        runs=["there"],
    )


def _with(decided: Plan, number: int = 0, /, **fields: Any) -> Plan:
    """The plan with some fields of one student replaced."""
    rows = list(decided.students)
    rows[number] = rows[number].model_copy(update=fields)
    return decided.model_copy(update={"students": tuple(rows)})


def test_a_plan_without_fault() -> None:
    assert verify(_world(), _good(_world())) == ()


def _ride(**fields: str) -> Ride:
    names = ("trip", "term", "origin", "destination")
    return Ride(**(dict(zip(names, THERE, strict=True)) | fields))


PLANTED: list[tuple[str, dict[str, Any]]] = [
    ("unknown.offering", {"takes": ("a", "nothing")}),
    ("unknown.trip", {"rides": (_ride(trip="nothing"),)}),
    ("unknown.term", {"rides": (_ride(term="nothing"),)}),
    ("unknown.stop", {"rides": (_ride(origin="nothing"),)}),
    ("stop_order", {"rides": (_ride(origin="college-site", destination="home-site"),)}),
    ("stop_order", {"rides": (_ride(origin="college-site"),)}),
    ("repeated.take", {"takes": ("a", "a")}),
    ("repeated.ride", {"rides": (_ride(), _ride())}),
    ("satisfaction", {"satisfaction": 999}),
    ("unmet.period", {"unmet": ()}),
    ("unmet.period", {"unmet": (Shortfall(requirement="r", over="2027", short=2),)}),
]


@pytest.mark.parametrize(("code", "fields"), PLANTED)
def test_a_fault_in_a_student(code: str, fields: dict[str, Any]) -> None:
    [fault] = faults(_world(), _with(_good(_world()), **fields))
    assert fault.code == f"rules.plan.{code}"
    assert fault.place.startswith("students[0].")


OPENED = Opened(offering="a", timetable="main", size=2)
TEACHES = Teaches(teacher="t", offering="a", duty="main")


@pytest.mark.parametrize(
    ("found", "field", "rows"),
    [
        (["plan.unknown.offering"], "opens", [Opened(offering="x", timetable="main", size=0)]),
        (["plan.repeated.opened"], "opens", [OPENED]),
        (["plan.unknown.teacher"], "teaches", [TEACHES.model_copy(update={"teacher": "x"})]),
        (["plan.unknown.offering"], "teaches", [TEACHES.model_copy(update={"offering": "x"})]),
        (["plan.unknown.duty"], "teaches", [TEACHES.model_copy(update={"duty": "x"})]),
        (["plan.repeated.teaches"], "teaches", [TEACHES]),
        (["plan.unknown.trip"], "runs", ["x"]),
        (["plan.repeated.trip"], "runs", ["there"]),
        (["plan.not_optional"], "runs", ["back"]),
        (["plan.unknown.student"], "students", [StudentPlan(id="x", satisfaction=0)]),
        (["plan.repeated.student"], "students", [_good(_world()).students[0]]),
    ],
)
def test_one_more_row(found: list[str], field: str, rows: list[Any]) -> None:
    good = _good(_world())
    more = good.model_copy(update={field: (*getattr(good, field), *rows)})
    assert codes(_world(), more) == found


def test_an_unknown_timetable() -> None:
    good = _good(_world())
    of_a, of_b = good.opens
    unknown = of_a.model_copy(update={"timetable": "x"})
    found = codes(_world(), good.model_copy(update={"opens": (unknown, of_b)}))
    assert found == ["plan.unknown.timetable"]


def test_every_student_is_in_the_plan() -> None:
    good = _good(_world())
    found = codes(_world(), good.model_copy(update={"students": good.students[1:]}))
    assert found[0] == "plan.missing.student"
    assert "plan.size" in found


def test_unmet_over_the_trajectory_unknown_and_twice() -> None:
    good = _good(_world())
    [row] = good.students[0].unmet
    whole = Shortfall(requirement="r", short=1)
    unknown = Shortfall(requirement="x", over="2027", short=-1)
    assert codes(_world(), _with(good, unmet=(row, row))) == ["plan.repeated.unmet"]
    assert codes(_world(), _with(good, unmet=(row, whole))) == ["plan.unmet.trajectory"]
    assert codes(_world(), _with(good, unmet=(row, unknown))) == [
        "plan.unknown.requirement",
        "plan.unmet.period",
    ]


@pytest.mark.parametrize("number", range(9))
@pytest.mark.parametrize("field", ["points", "measure"])
def test_goals_as_stated(number: int, field: str) -> None:
    good = _good(_world())
    goals = list(good.goals)
    goals[number] = goals[number].model_copy(update={field: 12_345})
    found = codes(_world(), good.model_copy(update={"goals": tuple(goals)}))
    assert found == [f"plan.goals.{goals[number].id}"]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"goals": ()}, ["goal_list"]),
        ({"bound": 1, "gap": 1 / 2000, "status": Status.FEASIBLE}, []),
        ({"bound": 1, "gap": 1 / 2000}, ["status"]),
        ({"bound": -1, "gap": -1 / 2000, "status": Status.FEASIBLE}, ["bound"]),
        ({"gap": 1e-8}, ["gap"]),
        ({"gap": 1e-10}, []),
        ({"gap": float("nan")}, ["gap"]),
        ({"objective": 5, "bound": 5}, ["objective"]),
    ],
)
def test_proof_as_stated(fields: dict[str, Any], found: list[str]) -> None:
    """`bound` and `objective` are given as differences."""
    good = _good(_world())
    moved = {key: good.objective + fields[key] for key in ("bound", "objective") if key in fields}
    assert codes(_world(), good.model_copy(update=fields | moved)) == [f"plan.{f}" for f in found]


def test_no_students_at_all() -> None:
    empty = instance()
    assert verify(empty, plan(empty)) == ()


def test_nothing_raises_whatever_a_plan_says() -> None:
    """Random rows of known and unknown ids: always faults, each with its sentence."""
    world, chance = _world(), random.Random(1)
    ids = ["s1", "s2", "a", "b", "t", "there", "back", "t1", "t2", "main", "home-site", "x"]

    def some(number: int = 3) -> list[str]:
        return [chance.choice(ids) for _ in range(number)]

    for _ in range(300):
        rides = [dict(zip(Ride.model_fields, some(4), strict=True)) for _ in range(2)]
        rides += [_ride(trip=chance.choice(["there", "back"])).model_dump()]
        row = {"takes": some(), "rides": rides, "satisfaction": 0,
               "unmet": [{"requirement": "r", "over": chance.choice(ids), "short": 0}]}  # fmt: skip
        wild = _good(world).model_dump() | {
            "students": [row | {"id": id_} for id_ in some(2)],
            "opens": [{"offering": id_, "timetable": "main", "size": 0} for id_ in some()],
            "teaches": [dict(zip(Teaches.model_fields, some(), strict=True)) for _ in range(3)],
            "runs": some(),
            "goals": [{"id": "wishes", "points": 0, "measure": 0}] * 2,
        }
        assert faults(world, Plan.model_validate(wild))

"""Brute force and agreement notice faults that are planted in rules, checks and goals."""

from collections.abc import Callable
from itertools import chain

import pytest
from pytest import MonkeyPatch

from models.calendar import Term
from models.instance import Instance
from models.offers import Offering
from models.people import Student, Teacher
from planner.goals import cost, demand, fairness, travel
from planner.linear import Literal, add_up
from planner.presolve import profiles, split
from planner.presolve.days import Traveller
from planner.program import Program
from planner.rules import (
    RULES,
    agreement_seats,
    budget,
    bus_seats,
    group_sizes,
    keeps,
    locks,
    one_section,
    one_timetable,
    prerequisites,
    staffing,
    student_times,
    teacher_hours,
    teacher_times,
    travel_minutes,
)
from planner.studies import totals
from planner.verify import workload
from planner.verify.case import Case
from planner.verify.checks import bus_seats as bus_seats_check
from planner.verify.checks import prerequisites as prerequisites_check
from planner.verify.checks import teacher_hours as teacher_hours_check
from planner.verify.decisions import Decisions
from tests.agreement import Judges, random_plan
from tests.builders import BASE, at_college, instance, offering, programme, student, trip, weekly
from tests.random_instances import crowded_instance, random_instance
from tests.test_brute_force import agrees

Plant = Callable[[MonkeyPatch], None]
POSTING = {
    "agreement_seats": agreement_seats, "budget": budget, "bus_seats": bus_seats,
    "group_sizes": group_sizes, "keeps": keeps, "locks": locks, "one_section": one_section,
    "one_timetable": one_timetable, "prerequisites": prerequisites, "staffing": staffing,
    "student_times": student_times, "teacher_hours": teacher_hours,
    "teacher_times": teacher_times, "travel_minutes": travel_minutes,
}  # fmt: skip


def noticed() -> bool:
    """Whether any comparison fails on a fixed set of instances."""
    return any(
        _differ(Judges(one)) or not agrees(one)
        for one in chain(
            [_one_after_the_other(), _too_late(), _one_seat_for_two()],
            map(crowded_instance, range(12)),
            map(random_instance, range(100)),
        )
    )


def _one_after_the_other() -> Instance:
    """Two courses at the college on one afternoon: one way there and one back."""
    return instance(
        students=[student(wishes=[{"ranked": [{"programme": p}]} for p in ("one", "two")])],
        programmes=[programme("one"), programme("two")],
        offerings=[
            at_college("one", timetables=[weekly("wed", "15:00", "16:00")]),
            at_college("two", timetables=[weekly("wed", "16:00", "17:00")]),
        ],
    )


def _too_late() -> Instance:
    """What has to come before runs after."""
    return instance(
        students=[student(wishes=[{"ranked": [{"programme": p}]} for p in ("one", "two")])],
        programmes=[programme("one", prerequisites=["two"]), programme("two")],
        offerings=[offering("one", terms=["t1"]), offering("two", terms=["t2"])],
    )


def _one_seat_for_two() -> Instance:
    """One gets off the bus where the other gets on."""
    return instance(
        sites=[*BASE["sites"], {"id": "farm", "name": "Farm"}],
        links=[
            {"origin": "home-site", "destination": "farm", "minutes": 20},
            {"origin": "college-site", "destination": "home-site", "minutes": 5,
             "both_ways": False},
        ],
        trips=[trip("bus", ("home-site", "14:00"), ("farm", "14:05"), ("college-site", "14:10"),
                    seats=1)],
        students=[
            student("s1", wishes=[{"ranked": [{"programme": "one"}]}], travel_limit=30),
            student("s2", wishes=[{"ranked": [{"programme": "two"}]}], home="farm"),
        ],
        programmes=[programme("one"), programme("two")],
        offerings=[
            at_college("one", site="farm", terms=["t1"]),
            at_college("two", terms=["t1"], timetables=[weekly("wed", "14:20", "15:00")]),
        ],
    )  # fmt: skip


def _differ(judges: Judges) -> bool:
    return any(
        verdict.model != verdict.verifier
        for seed in range(4)
        for verdict in judges.verdicts(random_plan(judges, seed))
    )


def _whole_bus(program: Program) -> None:
    """Seats of a trip as if everybody rode it from end to end."""
    riders: dict[tuple[str, str], list[Literal]] = {}
    for (_, bus, term, _, _), rides in program.variables.rides.items():
        riders.setdefault((bus, term), []).append(rides)
    for (bus, term), rides_on in riders.items():
        seats = program.instance.trip[bus].seats
        program.require(add_up(rides_on) <= seats, "bus_seats", bus, term)


def _one_more(program: Program, offering: str) -> int:
    return program.instance.offering[offering].max_size + 1


def _without_committed(decisions: Decisions, teacher: Teacher, term: Term) -> int:
    return workload.hours(decisions, teacher, term) - teacher.committed_hours


def _any_order(case: Case, student: Student, _: Offering, prerequisite: str) -> bool:
    taken = {offering.programme for offering in case.decisions.takes[student.id]}
    return prerequisite in taken | {record.programme for record in student.records}


FAULTS: dict[str, Plant] = {
    "a group may have one too many": lambda at: at.setattr(Program, "capacity", _one_more),
    "seats counted by trip": lambda at: at.setattr(bus_seats, "post", _whole_bus),
    "the check of seats passes": lambda at: at.setattr(
        bus_seats_check, "_full", lambda *_: iter(())
    ),
    "committed hours forgotten": lambda at: at.setattr(
        teacher_hours_check, "hours", _without_committed
    ),
    "prerequisites in any order": lambda at: at.setattr(
        prerequisites_check, "_fulfilled", _any_order
    ),
    "cut-off ignored": lambda at: at.setattr(Traveller, "reaches", lambda *_: True),
    "home hours ignored": lambda at: at.setattr(Traveller, "overlaps_home", lambda *_: False),
    "step-free access ignored": lambda at: at.setattr(profiles, "sites_of", lambda *_: []),
    "days split everywhere": lambda at: at.setattr(
        split._Whole, "_separable", lambda *_: True
    ),
    "half the cost": lambda at: at.setattr(cost, "THOUSAND", 2000),
    "tiers in steps of 20": lambda at: at.setattr(fairness, "STEP", 20),
    "travel in half hours": lambda at: at.setattr(travel, "MINUTES", 30),
    "demand sees one placement": lambda at: at.setattr(
        demand, "_any", lambda program, student, serving: add_up(
            program.takes[student].by_offering[one] for one in serving[:1])
    ),
    "records not counted": lambda at: at.setattr(totals, "_recorded", lambda *_: 0),
}  # fmt: skip


def test_without_a_fault_nothing_is_noticed() -> None:
    assert not any(_differ(Judges(random_instance(seed))) for seed in range(8))


def test_every_rule_is_tried() -> None:
    assert {*POSTING.values()} == {*RULES}


@pytest.mark.parametrize("rule", POSTING)
def test_a_rule_that_posts_nothing_is_noticed(rule: str, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(POSTING[rule], "post", lambda _: None)
    assert noticed()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_noticed(fault: str, monkeypatch: MonkeyPatch) -> None:
    FAULTS[fault](monkeypatch)
    assert noticed()

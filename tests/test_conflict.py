"""The facts that clash in an impossible instance: few, all needed, in words; and their cures."""

from datetime import date
from functools import cache
from typing import Any

import pytest
from ortools.sat.python import cp_model

from instances.scripts import impossible
from instances.scripts.writing import INSTANCES
from models.instance import Instance
from planner.cp_sat import assume
from planner.explain.changes import Change
from planner.explain.clashes import lines_of
from planner.explain.conflict import Clash, conflict, is_possible, posted
from planner.explain.deadline import Deadline
from planner.explain.repairs import Repair, Repairs, _Trial, repairs
from planner.presolve import Presolved, presolve
from planner.program import Key
from planner.read import read_instance
from planner.wording import LANGUAGES, Wording
from tests.builders import (
    BASE,
    at_college,
    duty,
    instance,
    offering,
    programme,
    student,
    teacher,
    with_requirements,
)
from tests.planting import repaired

CAUSES = {
    "agreement-seats": "agreement_seats",
    "budget": "budget.roubles",
    "expired-agreement": "agreement_dates",
    "ferry-season": "why_not.season",
    "full-bus": "bus_seats",
    "group-too-small": "clash.too_few",
    "hours-of-the-week": "requirement_when",
    "locks-at-odds": "locks.runs_not",
    "missing-agreement": "eligibility.agreement",
    "prerequisite-too-late": "prerequisites",
    "stairs": "eligibility.access",
    "teacher-hours": "teacher_hours",
    "teacher-on-the-road": "teacher_times.way",
    "two-at-once": "student_times.overlap",
}
"""What each file is impossible for."""
FIRST_REPAIR = {
    "agreement-seats": "agreement_seats", "budget": "lock.takes",
    "expired-agreement": "agreement_dates", "ferry-season": "lock.takes", "full-bus": "buses",
    "group-too-small": "least", "hours-of-the-week": "lock.takes", "locks-at-odds": "lock.takes",
    "missing-agreement": "agreement", "prerequisite-too-late": "recognised",
    "stairs": "lock.takes", "teacher-hours": "hours", "teacher-on-the-road": "lock.takes",
    "two-at-once": "lock.takes",
}  # fmt: skip
STRICT = {*impossible.build_strict()}
"""Those that are impossible only if requirements count as rules."""


@cache
def presolved(name: str) -> Presolved:
    """An impossible instance."""
    folder = INSTANCES / "impossible" / ("strict" if name in STRICT else "")
    return presolve(read_instance(folder / f"{name}.json"))


@cache
def clash_of(name: str) -> Clash:
    """What cannot hold together in it."""
    return conflict(presolved(name), Deadline.after(30), name in STRICT)


@cache
def repairs_of(name: str) -> tuple[Repair, ...]:
    """What would help."""
    return repairs(presolved(name), clash_of(name), Deadline.after(30), name in STRICT).found


def made(name: str, repair: Repair) -> Instance:
    """The data with what would help."""
    return repaired(presolved(name).instance, repair)


def possible_with(name: str, keys: tuple[Key, ...]) -> bool:
    """Whether there is a plan that keeps to these facts (and to what is true of every plan)."""
    program = posted(presolved(name), name in STRICT, explaining=True)
    cp = program.model.written()
    assume(cp, [program.assumptions[key].index for key in keys])
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return bool(solver.solve(cp) != cp_model.INFEASIBLE)


def test_every_impossible_instance_has_its_cause_here() -> None:
    assert {*CAUSES} == {*impossible.build()} | STRICT


@pytest.mark.parametrize("name", CAUSES)
def test_the_clash_names_the_planted_cause(name: str) -> None:
    clash = clash_of(name)
    assert clash.minimal
    codes = [fault.code for fault in clash.facts]
    assert any(code.endswith(f".{CAUSES[name]}") for code in codes), codes
    for language in LANGUAGES:
        assert all(Wording(language).fault(fault) for fault in clash.facts)


@pytest.mark.parametrize("name", CAUSES)
def test_without_any_one_fact_of_the_clash_there_is_a_plan(name: str) -> None:
    keys = clash_of(name).keys
    assert not possible_with(name, keys)
    for dropped in keys:
        assert possible_with(name, tuple(key for key in keys if key != dropped))


@pytest.mark.parametrize("name", CAUSES)
def test_every_repair_makes_a_plan_possible_when_it_is_made(name: str) -> None:
    found = repairs_of(name)
    assert found
    for repair in found:
        assert is_possible(presolve(made(name, repair)), Deadline.after(30), name in STRICT)
        for language in LANGUAGES:
            assert Wording(language).fault(repair.said)


@pytest.mark.parametrize("name", CAUSES)
def test_the_cheapest_repair_comes_first(name: str) -> None:
    assert repairs_of(name)[0].change.code == FIRST_REPAIR[name]


def test_a_repair_is_by_the_smallest_amount() -> None:
    [more] = [one for one in repairs_of("budget") if one.change.code == "budget_roubles"]
    assert more.amount * more.change.step == 10_000
    assert made("budget", more).budget.roubles == 70_000


def test_strictly_an_instance_may_be_impossible_that_has_a_plan() -> None:
    assert is_possible(presolved("hours-of-the-week"), Deadline.after(30))
    assert not is_possible(presolved("hours-of-the-week"), Deadline.after(30), strict=True)


def test_repairs_without_time_say_that_not_all_was_tried() -> None:
    clash = clash_of("budget")
    found = repairs(presolved("budget"), clash, Deadline.after(0))
    assert found == Repairs(complete=False)
    for language in LANGUAGES:
        wording = Wording(language)
        lines = lines_of(clash, found, wording)
        assert lines[-1] == wording.say("explain.repair.late")
        assert wording.say("explain.repair.none") not in lines


def test_an_amount_that_there_was_no_time_to_make_smaller_is_not_offered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def works(trial: _Trial, change: Change, amount: int) -> bool:
        trial.late = trial.late or 1 < amount < change.most
        return amount == change.most

    monkeypatch.setattr(_Trial, "_works", works)
    found = repairs(presolved("budget"), clash_of("budget"), Deadline.after(30))
    assert not found.complete
    assert found.found, "what takes one unit, such as a decision given up, is offered"
    assert all(repair.amount == 1 for repair in found.found)


def test_a_clash_without_time_is_none_or_not_said_to_be_minimal() -> None:
    assert not conflict(presolved("budget"), Deadline.after(0)).minimal


def cures_of(**fields: Any) -> list[Repair]:
    """What would make possible what is decided: that the student takes robotics."""
    lock = {"student": "s1", "offering": "robotics"}
    fields |= {"programmes": [programme("robotics")], "students": [student()], "locks": [lock]}
    one = presolve(instance(**fields))
    return list(repairs(one, conflict(one, Deadline.after(10)), Deadline.after(10)).found)


@pytest.mark.parametrize(("needed", "amounts"), [(20, [20]), (21, [])])
def test_a_repair_keeps_within_what_the_data_may_say(needed: int, amounts: list[int]) -> None:
    """A teacher has at most 60 hours a week."""
    found = cures_of(
        teachers=[teacher("t1", hours_a_week=40, committed_hours=40)],
        offerings=[offering("robotics", duties=[duty("t1", hours=needed)])],
    )  # fmt: skip
    assert [one.amount for one in found if one.change.code == "hours"] == amounts


def test_an_agreement_is_needed_until_the_last_dated_meeting() -> None:
    late = {"id": "main", "meetings": [{"dates": ["2028-02-20"], "starts": "10:00",
                                        "ends": "12:00"}]}  # fmt: skip
    found = cures_of(agreements=[], offerings=[at_college("robotics", timetables=[late])])
    [agreed] = [one for one in found if one.change.code == "agreement"]
    assert agreed.said.facts["until"] == date(2028, 2, 20)


FIGURES = {
    "budget": "What is decided costs 70,000 roubles in all ('Robotics' – 40,000, ",
    "hours-of-the-week":
        "What is decided takes 9 hours a week: ordinary lessons – 5, 'Robotics' – 2,",
    "prerequisite-too-late": "'Robotics' ends too late for that (Second half of 2027/28)",
    "teacher-hours": "'Robotics' (2 hours a week) can be taught only by",
}  # fmt: skip


@pytest.mark.parametrize("name", FIGURES)
def test_the_figures_that_clash_are_said(name: str) -> None:
    said = [Wording("en").fault(fault) for fault in clash_of(name).facts]
    assert any(one.startswith(FIGURES[name]) for one in said), said


def test_a_prerequisite_that_is_not_open_is_said_to_be_so() -> None:
    one = instance(
        programmes=[programme("robotics", prerequisites=["drawing"]), programme("drawing")],
        offerings=[offering("robotics")], students=[student()],
        locks=[{"student": "s1", "offering": "robotics"}],
    )  # fmt: skip
    codes = [fault.code for fault in conflict(presolve(one), Deadline.after(9)).facts]
    assert codes[-2:] == ["limits.prerequisites", "explain.prerequisite.closed"]


def said(**fields: Any) -> str:
    """The clash of what is decided, in words of both languages."""
    clash = conflict(presolve(instance(**fields)), Deadline.after(9))
    return "\n".join(
        Wording(language).fault(fault) for language in LANGUAGES for fault in clash.facts
    )


def test_many_groups_that_have_to_open_are_one_sentence_with_what_they_cost() -> None:
    """Their names together are longer than a name may be."""
    ids = [f"g{number}" for number in range(7)]
    told = said(
        programmes=[programme("robotics", name="A very long name " * 6)],
        offerings=[offering(one, "robotics", cost=10_000, min_size=0) for one in ids],
        students=[student()], locks=[{"offering": one} for one in ids],
        budget={"roubles": 60_000},
    )  # fmt: skip
    assert "Decided beforehand: 7 groups open (" in told
    assert "What is decided costs 70,000 roubles in all" in told
    assert len(told.splitlines()) == 2 * 3


def test_many_students_of_one_group_are_one_sentence() -> None:
    ids = [f"s{number}" for number in range(8)]
    fields = {
        "programmes": [programme("robotics")], "offerings": [at_college("robotics")],
        "students": [student(one) for one in ids],
        "locks": [{"student": one, "offering": "robotics"} for one in ids],
    }  # fmt: skip
    [agreement] = BASE["agreements"]
    told = said(**fields, agreements=[agreement | {"seats": 6}])
    assert "Decided beforehand: 7 students are in 'Robotics' (" in told
    assert "In all, 8 places under this agreement are given away" in told


def test_earlier_study_is_said_and_more_of_it_recognised_where_it_is_too_little() -> None:
    """Of 100 hours, the week has room for 9 x 8 only; 10 are recorded."""
    hours = {"id": "all", "text": "Hours", "source": "x", "unit": "hours", "over": "trajectory"}
    one = instance(
        students=[student(records=[{"hours": 10}])],
        **with_requirements(hours | {"minimum": 100, "maximum": 150}),
    )
    asked = presolve(one)
    clash = conflict(asked, Deadline.after(9), strict=True)
    [said] = [fault for fault in clash.facts if fault.code == "explain.earlier.hours"]
    assert (said.facts["n"], said.facts["weeks"]) == (10, 8)
    first, *_ = repairs(asked, clash, Deadline.after(9), strict=True).found
    assert (first.change.code, first.amount) == ("hours_counted", 100 - 9 * 8 - 10)
    for language in LANGUAGES:
        assert Wording(language).fault(first.said)

"""The relaxation is as good as the optimum where plain rows would let halves of a decision pass."""

from typing import Any

import pytest

from models.instance import Instance
from planner.build import build
from planner.presolve import presolve
from planner.solve.matrix import matrix
from tests.builders import (
    duty,
    instance,
    offering,
    programme,
    student,
    teacher,
    weekly,
    with_requirements,
)
from tests.solving import best, relaxed

PROGRAMMES = [programme(name) for name in ("one", "two", "three")]


def wish(*programmes: str, weight: int = 1) -> dict[str, Any]:
    """These programmes, best first."""
    return {"ranked": [{"programme": name} for name in programmes], "weight": weight}


def most(given: Instance) -> float:
    """The most points if decisions may be fractions."""
    whole = matrix(build(presolve(given)).program.model)
    return whole.offset + relaxed(whole).gain


def without_fairness(**fields: Any) -> Instance:
    """With no losses for the worst off."""
    return instance(programmes=PROGRAMMES, goals={"fairness": []}, **fields)


DUTY: dict[str, Any] = {"duties": [duty("a", "b", hours=9)]}
TWICE: dict[str, Any] = {
    "duties": [duty("a")],
    "timetables": [weekly("mon", id="x"), weekly("tue", id="y")],
}
MONDAY, TUESDAY = weekly("mon"), weekly("tue")
BOTH = {"id": "main", "meetings": [*MONDAY["meetings"], *TUESDAY["meetings"]]}
CASES = {
    "a duty longer than two teachers' free hours is not divided between them": without_fairness(
        students=[student(wishes=[wish("one")])], offerings=[offering("one", **DUTY)],
        teachers=[teacher(one, committed_hours=10, paid_hours=18, hours_a_week=30)
                  for one in "ab"],
    ),
    "a teacher's hour is not divided between times": without_fairness(
        students=[student(f"s{n}", wishes=[wish(name)])
                  for n, name in enumerate(("one", "two", "three"))],
        offerings=[offering(name, **TWICE) for name in ("one", "two", "three")],
        teachers=[teacher("a")],
    ),
    "half a seat does not serve a wish twice": without_fairness(
        students=[student(name, wishes=[{"ranked": [{"offering": "one"}, {"programme": "one"}]}])
                  for name in ("s1", "s2")],
        offerings=[offering("one", max_size=1), offering("other", "one")],
        locks=[{"offering": "other", "holds": False}],
    ),
    "two halves of what excludes another wish do not grant one beside it": without_fairness(
        students=[student(wishes=[
            {"ranked": [{"programme": "one"}, {"programme": "two"}]}, wish("three")])],
        offerings=[offering("one", timetables=[MONDAY]), offering("two", timetables=[TUESDAY]),
                   offering("three", timetables=[BOTH])],
    ),
    "half a wish does not lift a student out of a tier beside another": instance(
        programmes=PROGRAMMES, goals={"fairness": [{"below": 500, "points": 5}]},
        students=[student(name, wishes=[wish("one", weight=3), wish("two", weight=2)])
                  for name in ("s1", "s2")],
        offerings=[offering("one", max_size=1), offering("two")],
    ),
    "half of what comes first and half of what comes after do not grant a wish together": instance(
        goals={"fairness": []},
        programmes=[programme("one"), programme("two", prerequisites=["one"]), programme("three")],
        students=[student(name, wishes=[wish("two", "one"), wish("three")])
                  for name in ("s1", "s2")],
        offerings=[offering("one", terms=["t1"], max_size=1), offering("two", terms=["t2"]),
                   offering("three", max_size=1)],
    ),
    "halves of two courses do not share the room beside what is kept": instance(
        goals={"fairness": []},
        programmes=[programme(name, contents=[{"hours_a_week": hours}])
                    for name, hours in (("base", 6), ("one", 1), ("two", 2), ("three", 1))],
        students=[student(keeps=["base"], wishes=[wish("one"), wish("two")])],
        offerings=[offering(name) for name in ("base", "one", "two", "three")],
        **with_requirements({"id": "week", "text": "Week", "source": "x", "unit": "hours_a_week",
                             "over": "week", "maximum": 17}),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_relaxation_is_as_good_as_the_optimum(case: str) -> None:
    assert most(CASES[case]) == pytest.approx(best(CASES[case]).objective)

"""What follows from the decisions of a plan: ways and rides at their best."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from models.plan import Parameters
from planner.arrays import Numbers
from planner.build import build
from planner.linear import Literal, add_up
from planner.presolve import presolve
from planner.program import Program
from planner.solve import exact, settle
from planner.solve.matrix import matrix
from planner.solve.owners import owners
from tests.builders import BASE, at_college, instance, programme, student, trip
from tests.random_instances import random_instance
from tests.solving import forced

NEAR = {"id": "near-site", "name": "Near"}
FAR = {"id": "far-site", "name": "Far"}

RIDING = (32, 36, 61, 71, 90, 93, 109, 127, 158, 211)
"""Random instances with buses that somebody may ride."""


def _one_way(origin: str, destination: str, minutes: int) -> dict[str, Any]:
    return {
        "origin": origin, "destination": destination, "minutes": minutes, "both_ways": False,
    }  # fmt: skip


def _with_one_seat(*homes: str, keeps: Sequence[str] = ("robotics",)) -> Program:
    """Students who keep the same course: the bus to their homes has one seat."""
    places = instance(
        sites=[*BASE["sites"], NEAR, FAR],
        links=[_one_way("home-site", "college-site", 15), _one_way("college-site", "near-site", 25),
               _one_way("college-site", "far-site", 100)],
        trips=[trip("back", ("college-site", "16:30"), ("near-site", "16:45"),
                    ("far-site", "17:20"), seats=1)],
        programmes=[programme("robotics")], offerings=[at_college("robotics")],
        students=[student(f"s{n}", home=home, keeps=keeps, travel_limit=200)
                  for n, home in enumerate(homes)],
        goals={"travel": 0},
    )  # fmt: skip
    return build(presolve(places)).program


def _riding(program: Program, values: Numbers) -> set[str]:
    rides = program.variables.rides
    return {key[0] for key, literal in rides.items() if values[literal.index]}


@pytest.mark.parametrize("homes", [("near-site", "far-site"), ("far-site", "near-site")])
def test_the_last_seat_goes_to_whoever_saves_most_minutes(
    homes: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settle, "STUDENTS", 1)
    program = _with_one_seat(*homes)
    near, far = (f"s{homes.index(home)}" for home in ("near-site", "far-site"))
    rides = [ride for key, ride in program.variables.rides.items() if key[0] == near]
    rows = matrix(program.model)
    values = np.array(forced(program, [add_up(rides) >= 1]), np.int64)
    assert near in _riding(program, values)
    after = settle.settled(program, rows, owners(program, rows), values)
    assert _riding(program, after) == {far}
    assert not len(rows.broken(after))
    assert rows.points(after) == rows.points(values)


def test_nobody_who_stays_holds_a_seat() -> None:
    program = _with_one_seat("near-site", keeps=[])
    rows = matrix(program.model)
    values = np.zeros(rows.columns, np.int64)
    values[[ride.index for ride in program.variables.rides.values()]] = 1
    assert _riding(program, values)
    after = settle.settled(program, rows, owners(program, rows), values)
    assert not _riding(program, after)


@pytest.mark.parametrize("largest", [settle.LARGEST, 1])
@pytest.mark.parametrize("seed", [*range(14), *RIDING])
def test_batches_come_to_the_same_as_all_at_once(
    seed: int, largest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With points and minutes in one sum, and one after the other."""
    presolved = presolve(random_instance(seed))
    try:
        solved = exact.solve(presolved, Parameters(), lambda *_: None)
    except exact.Impossible:
        return
    program = solved.built.program
    assert program.variables.rides or seed not in RIDING
    rows = matrix(program.model)
    best, worst = np.array(solved.solution), _worst(solved)
    assert rows.points(worst) < rows.points(best)
    together = np.zeros(rows.columns, np.int64)
    monkeypatch.setattr(settle, "LARGEST", largest)
    whole = settle.settled(program, rows, together, worst)
    monkeypatch.setattr(settle, "STUDENTS", 1)
    found = settle.settled(program, rows, owners(program, rows), worst)
    assert rows.points(found) == rows.points(whole) == rows.points(best)
    assert _minutes(program, found) == _minutes(program, whole) == _minutes(program, best)


def _worst(solved: exact.Solved) -> Numbers:
    """The same decisions, and what follows from them as bad as the rules allow."""
    program, rides = solved.built.program, solved.built.program.variables.rides
    same = [one == solved.solution[one.index] for one in program.variables.decided]
    worst = forced(program, same, add_up(rides.values()) - solved.built.objective)
    return np.array(worst, np.int64)


def _minutes(program: Program, values: Numbers) -> int:
    return sum(
        dates * arc.leg.minutes * int(values[used.index])
        for _, _, dates, arcs in program.travel
        for arc, used in arcs
        if isinstance(used, Literal)
    )

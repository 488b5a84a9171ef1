"""The instances in the repository are what their scripts build, and what they claim to be."""

from collections.abc import Callable

import pytest

from instances.scripts import impossible, kolpashevo, kuzbass_coal, tiny
from instances.scripts.writing import INSTANCES, Json, as_text
from models.instance import Instance
from models.plan import Parameters
from planner.presolve import presolve
from planner.read import read_instance
from planner.solve import exact

BUILDERS: dict[str, Callable[[], Json]] = {
    "tiny": tiny.build,
    "kolpashevo": kolpashevo.build,
    "kuzbass-coal": kuzbass_coal.build,
}
IMPOSSIBLE = impossible.build()


def solved(instance: Instance) -> exact.Solved:
    return exact.solve(presolve(instance), Parameters(workers=1), lambda *_: None)


@pytest.mark.parametrize("name", BUILDERS)
def test_each_file_is_what_its_script_builds(name: str) -> None:
    assert (INSTANCES / f"{name}.json").read_text("utf-8") == as_text(BUILDERS[name]())


@pytest.mark.parametrize("name", BUILDERS)
def test_each_file_is_sound(name: str) -> None:
    assert read_instance(INSTANCES / f"{name}.json").students


def test_the_optimum_of_tiny_is_the_one_worked_out_by_hand() -> None:
    found = solved(read_instance(INSTANCES / "tiny.json"))
    assert found.value(found.built.objective) == found.bound == 5265


def test_school_years_have_34_weeks() -> None:
    calendar = read_instance(INSTANCES / "kolpashevo.json").calendar
    assert [len(term.weeks) for term in calendar.terms] == [16, 18, 16, 18]


def test_every_impossible_file_has_its_script_and_its_line_in_the_readme() -> None:
    folder = INSTANCES / "impossible"
    readme = (folder / "README.md").read_text("utf-8")
    assert {file.stem for file in folder.glob("*.json")} == set(IMPOSSIBLE)
    assert all(f"`{name}.json`" in readme for name in IMPOSSIBLE)


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_an_impossible_instance_is_sound_and_has_no_plan(name: str) -> None:
    file = INSTANCES / "impossible" / f"{name}.json"
    assert file.read_text("utf-8") == as_text(IMPOSSIBLE[name])
    with pytest.raises(exact.Impossible):
        solved(read_instance(file))


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_without_what_was_decided_beforehand_it_has_one(name: str) -> None:
    instance = read_instance(INSTANCES / "impossible" / f"{name}.json")
    free = tuple(student.model_copy(update={"keeps": ()}) for student in instance.students)
    assert solved(instance.model_copy(update={"locks": (), "students": free}))

"""`plan explain` and the warnings of `plan check` as people and scripts use them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pytest import MonkeyPatch

from instances.scripts.writing import INSTANCES
from planner.cli import main
from planner.explain import command
from planner.explain.answers import Answer, find_prices
from planner.explain.deadline import Deadline
from planner.explain.price import Prices
from planner.read import read_instance

TINY = INSTANCES / "tiny.json"
BUS = INSTANCES / "impossible" / "full-bus.json"
HOURS = INSTANCES / "impossible" / "strict" / "hours-of-the-week.json"


def run(*arguments: object) -> Result:
    """A command that must not end in a traceback."""
    found = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert found.exception is None or isinstance(found.exception, SystemExit), found.exception
    return found


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The best plan of the six students."""
    folder = tmp_path_factory.mktemp("tiny") / "tiny.plan"
    run("solve", TINY, "--no-documents", "--quiet", "--out", folder)
    return folder


def test_an_impossible_instance_ends_with_4_and_a_cure() -> None:
    found = run("explain", BUS, "--language", "en", "--quiet")
    assert found.exit_code == 4
    assert "1 more seat on each of the buses" in found.stdout


def test_the_clash_as_json() -> None:
    found = json.loads(run("explain", BUS, "--json", "--quiet").stdout)
    assert found["possible"] is False
    assert found["minimal"] is True
    assert found["repairs"]


def test_a_possible_instance_is_said_to_be_so() -> None:
    assert run("explain", HOURS, "--quiet").exit_code == 0
    assert run("explain", HOURS, "--strict", "--quiet").exit_code == 4


def test_a_family_hears_what_concerns_it(plan: Path) -> None:
    found = run("explain", TINY, plan, "--student", "anna", "--language", "en", "--quiet")
    assert found.exit_code == 0
    assert "all 2 places are taken" in found.stdout
    assert "the plan as a whole would lose" in found.stdout
    assert "Громов" not in found.stdout


def test_the_scheduler_hears_who_asked_in_vain(plan: Path) -> None:
    found = run("explain", TINY, plan, "--offering", "robotics-wed", "--quiet")
    assert found.exit_code == 0
    assert "Андреева Анна" in found.stdout


def test_everything_as_json(plan: Path) -> None:
    found = json.loads(run("explain", TINY, plan, "--json", "--quiet").stdout)
    assert {one["kind"] for one in found["wishes"]} == {"full"}
    assert all(one["price"]["at_most"] == one["price"]["at_least"] for one in found["wishes"])
    assert [one["sentence"] for one in found["scarce"]]
    assert found["unmet"] == []


def test_reasons_alone_take_no_solving(plan: Path) -> None:
    found = json.loads(run("explain", TINY, plan, "--json", "--time", 0, "--quiet").stdout)
    assert all(one["price"] is None for one in found["wishes"])


def test_what_is_known_when_ctrl_c_comes_is_told(plan: Path, monkeypatch: MonkeyPatch) -> None:
    arguments = "explain", TINY, plan, "--language", "en", "--quiet"
    whole = run(*arguments).stdout

    def interrupted(prices: Prices, found: list[Answer], *_: object) -> None:
        find_prices(prices, some := found[:1], Deadline.after(20))
        found[:1] = some
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "find_prices", interrupted)
    found = run(*arguments)
    assert found.exit_code == 0
    assert found.stderr.startswith("Interrupted")
    lost = "the plan as a whole would lose"
    assert found.stdout.count(lost) == 1 < whole.count(lost)
    assert found.stdout.count("all 2 places are taken") == whole.count("all 2 places are taken")
    assert found.stdout.count("Allow more with --time") == 2, "prices, and what is scarce"


def test_an_impossible_instance_without_time_is_still_refused() -> None:
    found = run("explain", BUS, "--language", "en", "--time", 0, "--quiet")
    assert found.exit_code == 4
    assert "There was no time to find out which facts cannot hold together" in found.stdout


@pytest.mark.parametrize("option", ["--student", "--offering"])
def test_an_unknown_id_is_a_wrong_use(plan: Path, option: str) -> None:
    assert run("explain", TINY, plan, option, "nobody").exit_code == 2


@pytest.mark.parametrize("command", ["explain", "render"])
def test_whoever_is_asked_for_by_name_is_told_the_id(plan: Path, command: str) -> None:
    first = read_instance(TINY).students[0]
    surname, *_ = first.name.split()
    found = run(command, TINY, plan, "--student", surname.lower(), "--language", "en")
    assert found.exit_code == 2
    assert f"Did you mean {first.id} ({first.name})" in found.stderr


def test_check_warns_and_still_finds_the_instance_sound() -> None:
    found = run("check", TINY, "--language", "en")
    assert found.exit_code == 0
    assert "'Robotics': 4 students put it first" in found.stdout


@pytest.mark.parametrize(
    "arguments", [["--student", "anna"], ["--offering", "robotics-wed"], ["PLAN", "--strict"]]
)
def test_a_question_that_does_not_fit_is_a_wrong_use(plan: Path, arguments: list[str]) -> None:
    given = [plan if one == "PLAN" else one for one in arguments]
    assert run("explain", TINY, *given, "--quiet").exit_code == 2


def test_warnings_as_json_are_warnings_only() -> None:
    found = json.loads(run("check", TINY, "--language", "en", "--json").stdout)
    assert found["faults"] == []
    seats = next(one for one in found["warnings"] if one["code"] == "explain.outlook.seats")
    assert seats["sentence"].startswith("'Robotics': 4 students put it first")
    unwarned = INSTANCES / "impossible" / "budget.json"
    assert json.loads(run("check", unwarned, "--json").stdout)["warnings"] == []

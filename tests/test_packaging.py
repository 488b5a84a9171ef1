"""What is installed is all that the program needs, locked, and nothing else."""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
DATA = ("planner/rule_sets", "templates")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the working tree without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [built] = folder.glob("*.whl")
    return built


def test_wheel_holds_every_rule_set_template_and_font(wheel: Path) -> None:
    inside = set(ZipFile(wheel).namelist())
    needed = {
        path.relative_to(ROOT).as_posix()
        for folder in DATA
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {Path(name).suffix for name in needed} >= {".json", ".toml", ".typ", ".html", ".ttf"}
    assert "templates/fonts/LICENSE.txt" in needed
    assert needed <= inside


def test_wheel_holds_the_licences_and_no_tests_or_instances(wheel: Path) -> None:
    inside = ZipFile(wheel).namelist()
    information = {name.split("/")[0] for name in inside if ".dist-info/" in name}
    assert {name.split("/")[0] for name in inside} == {"models", "planner", "templates"} | (
        information
    )
    [folder] = information
    assert f"{folder}/licenses/LICENSE" in inside
    assert f"{folder}/licenses/templates/fonts/LICENSE.txt" in inside


def test_wheel_solves_an_instance_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    installed, elsewhere = tmp_path / "installed", tmp_path / "elsewhere"
    ZipFile(wheel).extractall(installed)
    elsewhere.mkdir()
    (elsewhere / "town.json").write_bytes((ROOT / "instances" / "tiny.json").read_bytes())
    program = "import planner.cli; print(planner.cli.__file__); planner.cli.main()"
    finished = subprocess.run(
        [sys.executable, "-c", program, "solve", "town.json", "--quiet"],
        cwd=elsewhere,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.stdout.startswith(str(installed)), finished.stderr
    assert finished.returncode == 0, finished.stderr
    result = elsewhere / "town.plan"
    plan = json.loads((result / "plan.json").read_text(encoding="utf-8"))
    assert plan["status"] == "optimal"
    assert (result / "index.html").exists()
    assert len(list((result / "curricula").glob("*.pdf"))) == len(plan["students"])


def test_readme_has_two_commands_and_ci_runs_the_second() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^```sh\n(python3 -m venv .*)\n```$", readme, re.MULTILINE)
    assert len(commands) == 2
    assert commands[0].endswith("plan solve instances/kolpashevo.json")
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1] == commands[1]


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_every_dependency_is_locked_within_its_bounds(lock: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    wanted = [*project["project"]["dependencies"], *groups["build"]]
    if lock == "requirements-dev.txt":
        wanted += [line for line in groups["dev"] if isinstance(line, str)]
    pins = re.findall(r"^(\S+)==(\S+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE)
    for requirement in map(Requirement, wanted):
        versions = [version for name, version in pins if name == requirement.name]
        assert versions, f"{requirement.name} is not locked: bash .ci/lock"
        assert all(requirement.specifier.contains(version) for version in versions)
        assert not requirement.specifier.contains("999"), f"{requirement.name} has no upper bound"

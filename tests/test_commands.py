"""The commands as people and scripts use them: exit codes, streams, files."""

import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Timer
from time import sleep
from typing import Any

import pytest
from click.testing import CliRunner, Result
from ortools.sat.python import cp_model
from pytest import MonkeyPatch

from instances.scripts.writing import INSTANCES
from models.faults import Fault
from models.plan import Parameters, Plan, Shortfall, Status
from planner import flow, memory, terminal
from planner.cli import main
from planner.explain.conflict import Clash
from planner.explain.repairs import Repairs
from planner.processes import LINUX
from planner.read import read_instance
from planner.solve import exact
from planner.solve.stopping import solved
from planner.terminal import Progress, summary
from planner.wording import Language, Wording
from tests.builders import BASE, offering, programme, student, with_requirements

TINY = INSTANCES / "tiny.json"
USUAL = 3000, 10
"""Points for a requirement, and for each unit, if the rule set says nothing else."""
COMMAND = [sys.executable, "-c", "from planner.cli import main; main()"]
SHORTFALL = with_requirements({
    "id": "r", "text": "A course", "source": "test", "unit": "programmes", "over": "trajectory",
    "minimum": 1, "counts": {"kinds": ["course"]}})  # fmt: skip


def run(*arguments: object) -> Result:
    """A command that must not end in a traceback."""
    found = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert found.exception is None or isinstance(found.exception, SystemExit), found.exception
    assert "Traceback" not in found.output
    return found


def solve(path: Path, *options: object) -> Result:
    """`plan solve` without documents."""
    return run("solve", path, "--no-documents", *options)


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Writes the base instance with some fields replaced."""

    def write(name: str = "one", **fields: Any) -> Path:
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps(BASE | fields, default=str), "utf-8")
        return path

    return write


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """tiny.json with its plan beside it."""
    path = Path(shutil.copy(TINY, tmp_path))
    assert solve(path, "--quiet").exit_code in (0, 1)
    return path


def plan_in(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "plan.json").read_text("utf-8"))
    return found


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_plan_with_every_requirement_met_ends_with_0(written: Callable[..., Path]) -> None:
    path = written(students=[student()])
    found = solve(path)
    assert found.exit_code == 0
    assert left(path.parent) == ["one.json", "one.plan"]
    assert left(path.with_suffix(".plan")) == ["plan.json"]


def test_unmet_requirements_end_with_1_and_are_named(written: Callable[..., Path]) -> None:
    found = solve(written(students=[student()], **SHORTFALL), "--language", "en")
    assert found.exit_code == 1
    assert "Student s1" in found.stdout
    assert "A course" in found.stdout


def test_strict_writes_nothing_if_a_requirement_is_unmet(written: Callable[..., Path]) -> None:
    path = written(students=[student()], **SHORTFALL)
    found = solve(path, "--strict")
    assert (found.exit_code, found.stdout) == (4, "")
    assert left(path.parent) == ["one.json"]


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["solve"], ["solve", TINY, "--time", "0"], ["solve", TINY, "--workers", "0"],
     ["solve", TINY, "--language", "de"], ["schema", "nonsense"]],
)  # fmt: skip
def test_wrong_usage_ends_with_2(arguments: list[object]) -> None:
    assert run(*arguments).exit_code == 2


def test_a_foreign_folder_is_refused_with_2(written: Callable[..., Path]) -> None:
    path = written(students=[student()])
    folder = path.with_suffix(".plan")
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work", "utf-8")
    found = solve(path)
    assert found.exit_code == 2
    assert str(folder) in found.stderr
    assert left(folder) == ["thesis.txt"]


@pytest.mark.parametrize(
    "content",
    [b"", b'{"title": "half', b"[]", b"null", b'{"title": 5, "students": "many"}', b"\xff"],
)
def test_bad_files_end_with_3_and_leave_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    found = solve(path)
    assert (found.exit_code, found.stdout) == (3, "")
    assert found.stderr
    assert left(tmp_path) == ["bad.json"]


@pytest.mark.parametrize(
    "fields",
    [
        {"students": [student(school="nowhere")]},
        {"students": [student(), student()]},
        {"students": [student(f"s{n}", school="nowhere") for n in range(10_000)]},
        {"programmes": [programme("one")], "offerings": [offering("one", min_size=9, max_size=2)]},
        {"calendar": {"terms": []}},
    ],
)
def test_an_unsound_instance_ends_with_3(
    written: Callable[..., Path], fields: dict[str, Any]
) -> None:
    for found in (solve(written(**fields)), run("check", written(**fields))):
        assert (found.exit_code, found.stdout) == (3, "")
        assert len(found.stderr.splitlines()) <= 60


@pytest.mark.parametrize(
    "fields",
    [
        {"students": [student(wishes=[])]},
        {"students": []},
        {"students": [student()], "offerings": [], "programmes": []},
        {"students": [student(name="<script>#eval =HYPERLINK(1) \u202e\n")]},
    ],
)
def test_odd_but_sound_instances_have_a_plan(
    written: Callable[..., Path], fields: dict[str, Any]
) -> None:
    assert solve(written(**fields)).exit_code == 0


def test_an_impossible_instance_ends_with_4_and_says_why(tmp_path: Path) -> None:
    path = Path(shutil.copy(INSTANCES / "impossible" / "full-bus.json", tmp_path))
    found = solve(path, "--language", "en")
    assert (found.exit_code, found.stdout) == (4, "")
    assert "seats" in found.stderr
    assert left(tmp_path) == ["full-bus.json"]


def test_no_plan_in_time_ends_with_5(tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    def nothing(*_: object) -> None:
        raise exact.NoPlanInTime

    monkeypatch.setattr(exact, "solve", nothing)
    path = Path(shutil.copy(TINY, tmp_path))
    assert solve(path).exit_code == 5
    assert left(tmp_path) == ["tiny.json"]


def test_a_verifier_that_disagrees_ends_with_6(tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    fault = Fault("rules.plan.bound", {"bound": 1, "objective": 2})
    monkeypatch.setattr(flow, "verify", lambda *_: (fault,))
    path = Path(shutil.copy(TINY, tmp_path))
    assert solve(path).exit_code == 6
    assert left(tmp_path) == ["tiny.json"]


def test_the_result_goes_to_stdout_and_progress_to_stderr(tiny: Path) -> None:
    loud, quiet = solve(tiny), solve(tiny, "--quiet")
    assert loud.stderr
    assert quiet.stderr == ""
    assert "5" in quiet.stdout
    assert Plan.model_validate_json(solve(tiny, "--json").stdout).objective == 5265


@pytest.mark.parametrize(
    ("gap", "asked", "seconds", "said"),
    [
        (0.06, {"time": 60.0}, 55.0, True),
        (0.04, {"time": 60.0}, 55.0, False),  # near enough
        (0.06, {"time": 60.0, "gap": 0.1}, 55.0, False),  # as asked
        (0.06, {"time": 60.0}, 20.0, False),  # nothing more could be found
        (0.06, {"time": None, "deterministic_time": 5.0}, 55.0, False),
    ],
)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_of_a_plan_that_needed_more_time_it_is_said_that_time_may_help(
    tiny: Path, gap: float, asked: dict[str, Any], seconds: float, said: bool, language: Language
) -> None:
    found = Plan.model_validate(plan_in(tiny.with_suffix(".plan")))
    changes = {"status": Status.FEASIBLE, "gap": gap, "seconds": seconds,
               "parameters": Parameters(**asked)}  # fmt: skip
    plan = found.model_copy(update=changes)
    told = "\n".join(summary(read_instance(tiny), plan, Wording(language)))
    assert ("--time" in told) == said


@pytest.mark.parametrize(
    ("missing", "said"),
    [(0, False), (3019, False), (3020, True), (10_000, True)],
)
def test_of_a_requirement_that_a_better_plan_could_meet_it_is_said_that_time_may_help(
    tiny: Path, missing: int, said: bool
) -> None:
    instance = read_instance(tiny)
    found = Plan.model_validate(plan_in(tiny.with_suffix(".plan")))
    first, *others = found.students
    rules = instance.rule_set[instance.student[first.id].grade]
    usual = next(one for one in rules.requirements if (one.points, one.points_per_unit) == USUAL)
    missed = first.model_copy(update={"unmet": (Shortfall(requirement=usual.id, short=-2),)})
    changes = {"students": (missed, *others), "bound": found.objective + missing,
               "parameters": Parameters(deterministic_time=1.0)}  # fmt: skip
    told = summary(instance, found.model_copy(update=changes), Wording("en"))
    assert any("--time" in line for line in told) == said


@pytest.mark.parametrize(
    ("gap", "said"), [(0.001033, "at most 1.1 of"), (0.001, "at most 1.0 of"), (0.0, "0.0 of")]
)
def test_what_is_missed_at_most_is_never_rounded_down(tiny: Path, gap: float, said: str) -> None:
    found = Plan.model_validate(plan_in(tiny.with_suffix(".plan")))
    plan = found.model_copy(update={"status": Status.FEASIBLE, "gap": gap})
    assert said in "\n".join(summary(read_instance(tiny), plan, Wording("en")))


def test_the_plan_has_what_scripts_rely_on(tiny: Path) -> None:
    plan = plan_in(tiny.with_suffix(".plan"))
    assert {"status", "objective", "bound", "gap", "seconds", "goals", "students", "opens",
            "teaches", "instance_hash", "version", "parameters"} <= plan.keys()  # fmt: skip
    assert all({"takes", "rides", "unmet"} <= row.keys() for row in plan["students"])


def test_the_same_seed_gives_the_same_plan(tiny: Path, tmp_path: Path) -> None:
    assert solve(tiny, "--out", tmp_path / "again").exit_code in (0, 1)
    first, second = (plan_in(tmp_path / name) for name in ("tiny.plan", "again"))
    assert first | {"seconds": 0} == second | {"seconds": 0}


def test_a_plan_edited_by_hand_is_checked(tiny: Path) -> None:
    folder = tiny.with_suffix(".plan")
    assert run("check", tiny).exit_code == 0
    assert run("check", tiny, folder).exit_code in (0, 1)
    plan = plan_in(folder)
    plan["students"][0]["takes"] = ["nothing-like-it"]
    (folder / "plan.json").write_text(json.dumps(plan), "utf-8")
    found = run("check", tiny, folder, "--language", "en")
    assert found.exit_code == 3
    assert "students[0].takes[0]" in found.stderr
    assert run("render", tiny, folder, "--out", folder.with_name("new")).exit_code == 3
    assert not folder.with_name("new").exists()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_documents_of_one_student_go_to_a_folder_of_their_own(tiny: Path, language: str) -> None:
    [first, *_] = plan_in(tiny.with_suffix(".plan"))["students"]
    folder = tiny.with_suffix(".plan")
    found = run("render", tiny, folder, "--student", first["id"], "--language", language)
    assert found.exit_code == 0
    own = tiny.with_name(f"tiny-{first['id']}.plan")
    assert len(list(own.rglob("*.pdf"))) == 1
    assert f'lang="{language}"' in (own / "index.html").read_text("utf-8")


def test_unknown_students_and_schools_are_wrong_usage(tiny: Path) -> None:
    folder = tiny.with_suffix(".plan")
    assert run("render", tiny, folder, "--student", "nobody").exit_code == 2
    assert run("render", tiny, folder, "--school", "nowhere").exit_code == 2


@pytest.mark.parametrize("what", ["instance", "plan", "rule-set"])
def test_schema(what: str) -> None:
    assert json.loads(run("schema", what).stdout)["properties"]


def test_a_full_disk_leaves_the_earlier_result(tiny: Path, monkeypatch: MonkeyPatch) -> None:
    before = plan_in(tiny.with_suffix(".plan"))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("planner.files.os.fsync", full)
    found = solve(tiny, "--seed", 2)
    assert found.exit_code == 2
    assert f"{tiny.with_suffix('.plan')}: на диске нет места" in found.stderr
    assert plan_in(tiny.with_suffix(".plan")) == before
    assert left(tiny.parent) == ["tiny.json", "tiny.plan"]


def started(*arguments: object, **options: Any) -> subprocess.Popen[str]:
    """A command as a process of its own."""
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        cwd=INSTANCES.parent, env={**os.environ, "PYTHONUNBUFFERED": "1"}, **options,
    )  # fmt: skip


def test_two_runs_at_once_leave_one_whole_result(tmp_path: Path) -> None:
    path = Path(shutil.copy(TINY, tmp_path))
    runs = [started("solve", path, "--no-documents", "--seed", seed) for seed in (1, 2)]
    for one in runs:
        _, complaints = one.communicate(timeout=60)
        assert one.returncode in (0, 1), complaints
    assert plan_in(path.with_suffix(".plan"))["objective"] == 5265
    assert left(tmp_path) == ["tiny.json", "tiny.plan"]


@pytest.mark.parametrize(
    ("asked", "ignored"),
    [(signal.SIGINT, None), (signal.SIGTERM, None), (signal.SIGTERM, signal.SIGINT)],
)
@pytest.mark.parametrize("said", ["reading", "best plan"])
def test_who_asks_to_end_has_the_best_plan(
    tmp_path: Path, said: str, asked: signal.Signals, ignored: signal.Signals | None
) -> None:
    """In the background of a script as well, where Ctrl-C is ignored: it is for somebody else."""

    def in_background() -> None:
        if ignored:
            signal.signal(ignored, signal.SIG_IGN)

    path = Path(shutil.copy(INSTANCES / "kolpashevo.json", tmp_path))
    running = started("solve", path, "--no-documents", "--time", 60, "--language", "en",
                      preexec_fn=in_background)  # fmt: skip
    assert running.stderr is not None
    heard = until(running.stderr, said)
    assert heard
    sleep(0.1)
    if ignored:
        running.send_signal(ignored)
        sleep(0.1)
        assert running.poll() is None
    running.send_signal(asked)
    _, complaints = running.communicate(timeout=60)
    assert "Traceback" not in complaints
    folder = path.with_suffix(".plan")
    assert running.returncode in ((0, 1) if folder.exists() else (5,))
    if said == "best plan":
        assert "Interrupted: this is the best plan" in complaints
    if folder.exists():
        assert run("check", path, folder).exit_code in (0, 1)
    assert {*left(tmp_path)} <= {"kolpashevo.json", "kolpashevo.plan"}


def test_anything_unforeseen_ends_with_6(tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("too\nbad")

    monkeypatch.setattr(flow, "verify", broken)
    path = Path(shutil.copy(TINY, tmp_path))
    found = solve(path, "--quiet")
    assert found.exit_code == 6
    assert len(found.stderr.splitlines()) == 1
    assert "ZeroDivisionError: too bad" in found.stderr
    monkeypatch.setenv("PLAN_DEBUG", "1")
    told = CliRunner().invoke(main, ["solve", str(path), "--quiet"])
    assert (told.exit_code, "Traceback" in told.stderr) == (6, True)
    assert left(tmp_path) == ["tiny.json"]


@pytest.mark.parametrize("encoding", ["cp1251", "cp866", "ascii", "latin-1"])
def test_letters_that_a_code_page_lacks_end_nothing(tmp_path: Path, encoding: str) -> None:
    path = Path(shutil.copy(TINY, tmp_path))
    for options in (["--quiet"], ["--json"], ["--language", "en"]):
        arguments = ["solve", str(path), "--no-documents", *options]
        found = CliRunner(charset=encoding).invoke(main, arguments)
        assert found.exit_code in (0, 1), found.output
    data = CliRunner(charset=encoding).invoke(main, ["schema"]).stdout_bytes
    assert json.loads(data.decode("ascii"))["properties"]


def test_a_closed_output_is_no_error(tmp_path: Path) -> None:
    path = Path(shutil.copy(TINY, tmp_path))
    plan = f"{sys.executable} -c 'from planner.cli import main; main()'"
    command = f"{plan} solve {path} --no-documents >&-"
    found = subprocess.run(command, shell=True, cwd=INSTANCES.parent, capture_output=True)
    assert found.returncode in (0, 1), found.stderr
    assert b"Traceback" not in found.stderr


def test_an_output_that_cannot_be_written_ends_with_2(tmp_path: Path) -> None:
    path = Path(shutil.copy(TINY, tmp_path))
    with Path("/dev/full").open("w") as full:
        command = [*COMMAND, "check", str(path), "--language", "en"]
        found = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, cwd=INSTANCES.parent)
    assert found.returncode == 2
    assert found.stderr.decode() == "Could not write to standard output: the disk is full.\n"


CTRL_C_WHEN_IT_LOADS = """
import os, signal, sys
class Loading:
    def find_spec(self, name, *_):
        if name == "{}":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Loading())
"""


@pytest.mark.parametrize("loaded", ["pydantic", "numpy", "ortools"])
def test_ctrl_c_while_the_program_loads_is_no_traceback(tmp_path: Path, loaded: str) -> None:
    path = Path(shutil.copy(TINY, tmp_path))
    code = CTRL_C_WHEN_IT_LOADS.format(loaded) + COMMAND[2]
    command = [sys.executable, "-c", code, "solve", str(path)]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=INSTANCES.parent)
    assert "Traceback" not in ended.stderr
    assert ended.returncode == 5
    assert left(tmp_path) == ["tiny.json"]


@pytest.mark.parametrize(
    ("clash", "code"),
    [(Clash(), 5), (Clash((Fault("limits.budget.roubles", {"roubles": 1}),), minimal=False), 4)],
)
def test_strict_ends_with_5_if_more_time_may_help_and_with_4_if_facts_clash(
    written: Callable[..., Path], monkeypatch: MonkeyPatch, clash: Clash, code: int
) -> None:
    """Though there was no time to shorten them, nor to prove it in another way."""
    monkeypatch.setattr(flow, "explained", lambda *_, **__: (clash, Repairs()))
    monkeypatch.setattr(flow, "is_possible", lambda *_, **__: None)
    path = written(students=[student()], **SHORTFALL)
    assert solve(path, "--strict").exit_code == code
    assert left(path.parent) == ["one.json"]


def test_check_names_what_is_unmet_and_when(written: Callable[..., Path]) -> None:
    [requirement] = SHORTFALL["rule_sets"][0]["requirements"]
    rule_set = SHORTFALL["rule_sets"][0] | {"requirements": [requirement | {"over": "term"}]}
    path = written(students=[student()], rule_sets=[rule_set])
    made = solve(path)
    found = run("check", path, path.with_suffix(".plan"))
    assert found.exit_code == 1
    lines = [line for line in found.stdout.splitlines() if "Student s1" in line]
    assert lines
    assert len(lines) == len(set(lines))
    assert all(line in made.stdout for line in lines)
    told = json.loads(run("check", path, path.with_suffix(".plan"), "--json").stdout)
    assert [one["sentence"] for one in told["unmet"]] == [line.strip() for line in lines]


def test_check_blames_the_plan_for_its_faults(tiny: Path) -> None:
    folder = tiny.with_suffix(".plan")
    plan = plan_in(folder)
    (folder / "plan.json").write_text(json.dumps(plan | {"instance_hash": "x"}), "utf-8")
    warned = run("check", tiny, folder)
    assert warned.exit_code in (0, 1)
    assert warned.stderr.startswith("ВНИМАНИЕ")
    assert str(tiny) in warned.stderr
    (folder / "plan.json").write_text(json.dumps(plan | {"seconds": -1}), "utf-8")
    found = run("check", tiny, folder)
    assert found.exit_code == 3
    assert found.stderr.startswith(str(folder / "plan.json"))
    assert "Ничего не записано" not in found.stderr
    told = json.loads(run("check", tiny, folder, "--json").stdout)
    assert [one["place"] for one in told["faults"]] == ["seconds"]


def test_all_names_every_fault(written: Callable[..., Path]) -> None:
    path = written(students=[student(f"s{n}", school="nowhere") for n in range(80)])
    for command in ("check", "solve"):
        few, every = run(command, path), run(command, path, "--all")
        assert "--all" in few.stderr
        assert "students[79]" not in few.stderr
        assert "students[79]" in every.stderr
        faults = json.loads(run(command, path, "--json").stdout)["faults"]
        assert len(faults) == 80
        assert {"place", "value", "sentence"} <= faults[0].keys()


def test_json_names_what_makes_it_impossible(tmp_path: Path) -> None:
    path = shutil.copy(INSTANCES / "impossible" / "full-bus.json", tmp_path)
    found = solve(Path(path), "--json")
    assert found.exit_code == 4
    assert json.loads(found.stdout)["faults"]
    assert found.stderr


def test_what_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    found = run("solve", TINY, "--no-documents", "--out", tmp_path / "file" / "new.plan")
    assert found.exit_code == 2
    nowhere = tmp_path / "nowhere" / "new.json"
    assert f"{nowhere}: такой папки нет" in run("generate", "--out", nowhere).stderr
    assert f"{tmp_path / 'file' / 'new.plan'}: на этом месте файл" in found.stderr


def test_progress_off_a_terminal_has_a_line_each_hundred(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with Progress(Wording("ru"), quiet=False) as progress:
        for done in range(1, 251):
            progress.documents(done, 250)
        progress.of(10)(None, 1, 32)
    told = capsys.readouterr().err
    assert [line.split("документы: ")[1] for line in told.splitlines()[:3]] == [
        "100 из 250", "200 из 250", "250 из 250"]  # fmt: skip
    assert "0,310 %" in told


def test_seconds_go_on_while_nothing_new_is_found(monkeypatch: MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(terminal, "monotonic", lambda: now)
    progress = Progress(Wording("en"), quiet=False)
    progress.stage("reading")
    now = 107.5
    shown = progress._live.get_renderable()
    assert str(shown) == "   7.5 s  reading and checking the data"
    assert progress._live.auto_refresh


def test_ctrl_c_before_the_first_plan_says_so(tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(exact, "solve", interrupted)
    found = solve(Path(shutil.copy(TINY, tmp_path)), "--language", "en")
    assert found.exit_code == 5
    assert "Interrupted" in found.stderr
    assert left(tmp_path) == ["tiny.json"]


def test_ctrl_c_stops_a_search_and_is_heard_again_afterwards() -> None:
    cp = cp_model.CpModel()
    holes = [[cp.new_bool_var("") for _ in range(14)] for _ in range(15)]
    for pigeon in holes:
        cp.add(sum(pigeon) == 1)
    for hole in zip(*holes, strict=True):
        cp.add(sum(hole) * 2 <= 3)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.cp_model_presolve = False
    solver.parameters.linearization_level = 0
    solver.parameters.symmetry_level = 0
    solver.parameters.max_time_in_seconds = 30
    try:
        Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
        assert solved(solver, cp) == (cp_model.UNKNOWN, True)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)


def until(lines: Iterable[str], said: str) -> bool:
    """Whether the words come, reading no further."""
    return any(said in line for line in lines)


@pytest.mark.parametrize(
    "arguments", [["schema"], ["solve", "--json", "--quiet", "--no-documents"]]
)
def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path, arguments: list[str]) -> None:
    path = Path(shutil.copy(TINY, tmp_path))
    writing = started(*arguments, *([path] if "solve" in arguments else []))
    assert writing.stdout is not None
    assert writing.stderr is not None
    writing.stdout.readline()
    writing.stdout.close()
    assert "Traceback" not in writing.stderr.read()
    writing.wait(60)


@pytest.mark.parametrize(
    ("allowed", "free", "warned"),
    [("max", 5_000_000, ""), ("900000000000", 5_000_000, ""), ("", 5_000_000, ""),
     ("250000000", 5_000_000, "0.2"), ("400000000", 5_000_000, ""), ("max", 100_000, "0.1")],
)  # fmt: skip
def test_too_little_memory_is_said_before_it_runs_out(
    allowed: str, free: int, warned: str, tmp_path: Path, monkeypatch: MonkeyPatch
) -> None:
    """What the machine has left (kB), and what its container may have (bytes)."""
    files = {
        "memory.max": allowed, "memory.current": "100000000",
        "memory.stat": "anon 5\ninactive_file 80000000\n",
        "meminfo": f"MemTotal: 9 kB\nMemAvailable:    {free} kB\n",
    }  # fmt: skip
    for name, said in files.items():
        (tmp_path / name).write_text(said, "ascii")
    monkeypatch.setattr(memory, "_GROUP", tmp_path)
    monkeypatch.setattr(memory, "_FREE", tmp_path / "meminfo")
    told = solve(TINY, "--out", tmp_path / "out", "--language", "en").stderr
    if warned:
        assert f"6 students need about 0.3 GB of memory, but only {warned} GB are free." in told
    else:
        assert "WARNING" not in told


def test_where_nobody_says_how_much_memory_is_free_nothing_is_said(
    tmp_path: Path, monkeypatch: MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "_GROUP", tmp_path / "nothing")
    monkeypatch.setattr(memory, "_FREE", tmp_path / "nothing")
    monkeypatch.setattr(memory, "OF_ALL", 10**12)
    assert memory.available() is None
    assert "WARNING" not in solve(TINY, "--out", tmp_path / "out", "--language", "en").stderr


@pytest.mark.parametrize("missing", [OSError("no library"), object()])
def test_where_no_memory_can_be_given_back_nothing_is_said(
    missing: object, monkeypatch: MonkeyPatch
) -> None:
    asked = list[object]()

    def library(name: str | None) -> object:
        asked.append(name)
        if isinstance(missing, OSError):
            raise missing
        return missing

    monkeypatch.setattr(ctypes, "CDLL", library)
    memory.give_back()
    memory.keep_nothing_large()
    assert asked == [None, None, None] * LINUX


@pytest.mark.parametrize(
    "asked",
    [["--tightness", "nan"], ["--rural", "nan"], ["--out", "."], ["--out", "/"], ["--out", ""]],
)
def test_what_cannot_be_generated_is_a_wrong_use_of_the_command(
    tmp_path: Path, monkeypatch: MonkeyPatch, asked: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    found = run("generate", "--students", "3", "--out", "made.json", *asked)
    assert found.exit_code == 2, found.stderr
    assert not left(tmp_path)


@pytest.mark.parametrize("option", ["--time", "--gap", "--deterministic"])
def test_what_is_no_number_limits_nothing(option: str) -> None:
    found = run("solve", INSTANCES / "tiny.json", option, "nan")
    assert found.exit_code == 2
    assert "not a number" in found.stderr


def test_municipalities_without_students_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "made.json"
    found = run("generate", "--students", "10", "--municipalities", "50", "--out", path)
    assert found.exit_code == 0, found.stderr
    assert run("check", path).exit_code == 0


def test_what_is_generated_replaces_only_what_was_generated(tmp_path: Path) -> None:
    path = tmp_path / "made.json"
    assert [run("generate", "--students", n, "--out", path).exit_code for n in (3, 5)] == [0, 0]
    for mine in ("mine", TINY.read_text("utf-8")):
        path.write_text(mine, "utf-8")
        refused = run("generate", "--students", 3, "--out", path)
        assert refused.exit_code == 2
        assert str(path) in refused.stderr
        assert path.read_text("utf-8") == mine


def test_ctrl_c_is_acknowledged_by_the_next_progress(capsys: pytest.CaptureFixture[str]) -> None:
    asked = False
    with Progress(Wording("en"), quiet=False, asked=lambda: asked) as progress:
        progress(None, 5, 10)
        asked = True
        progress(None, 6, 10)
        progress(None, 7, 10)
        progress(None, None, 10)
    lines = [line.split("s  ", 1)[1] for line in capsys.readouterr().err.splitlines()]
    assert lines[1] == "interrupted, ending with the best plan"
    assert lines[2].startswith("looking for a first plan"), "there is none to end with"
    assert len(lines) == 3

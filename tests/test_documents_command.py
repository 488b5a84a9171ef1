"""`plan render` with its choices, `plan forms`, and what happens when a run is interrupted."""

import re
from errno import ENOSPC
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from instances.scripts.writing import INSTANCES
from models.instance import Instance
from models.plan import Plan
from planner import files, flow
from planner.cli import main
from planner.documents import writer
from planner.documents.bundles import ARCHIVE, pack
from planner.documents.choice import KINDS, Choice, key_of
from planner.files import resumed_folder
from planner.read import read_instance
from tests.curricula import plan_of, rich

TINY = INSTANCES / "tiny.json"


def run(*arguments: object) -> Result:
    found = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert found.exception is None or isinstance(found.exception, SystemExit), found.exception
    return found


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan of the tiny instance without documents."""
    out: Path = tmp_path_factory.mktemp("solved") / "tiny.plan"
    assert run("solve", TINY, "--out", out, "--no-documents", "--quiet").exit_code == 0
    return out


def test_one_kind_in_one_format(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    chosen = ("--kind", "teachers", "--format", "pdf")
    assert run("render", TINY, plan, "--out", out, *chosen).exit_code == 0
    assert {path.name for path in out.iterdir()} == {"plan.json", "index.html", "teachers"}
    assert {path.suffix for path in (out / "teachers").iterdir()} == {".pdf"}


def test_an_archive_of_everything(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("render", TINY, plan, "--out", out, "--format", "zip").exit_code == 0
    assert {p.name for p in out.iterdir()} == {"plan.json", "index.html", "documents.zip"}


def test_an_archive_of_some_students_names_no_others(plan: Path, tmp_path: Path) -> None:
    out, student = tmp_path / "out", read_instance(TINY).students[0]
    chosen = ("--student", student.id, "--format", "zip")
    assert run("render", TINY, plan, "--out", out, *chosen).exit_code == 0
    with ZipFile(out / "documents.zip") as archive:
        texts = [archive.read(name) for name in archive.namelist() if name.endswith(".html")]
    assert texts
    assert not any(b"index.html" in text for text in texts)
    assert "index.html" not in archive.namelist()


def test_some_documents_do_not_take_the_place_of_all(plan: Path, tmp_path: Path) -> None:
    here = tmp_path / "tiny.json"
    here.write_bytes(TINY.read_bytes())
    assert run("render", here, plan).exit_code == 0
    assert run("render", here, plan, "--kind", "lists").exit_code == 0
    assert (tmp_path / "tiny.plan" / "curricula").is_dir()
    assert (tmp_path / "tiny-lists.plan" / "lists").is_dir()


def test_a_meeting_moved_in_the_instance_is_told_with_both_times(
    plan: Path, tmp_path: Path
) -> None:
    moved = tmp_path / "tiny.json"
    was, now = '"day": "wed", "starts": "15:00"', '"day": "thu", "starts": "15:00"'
    moved.write_text(TINY.read_text("utf-8").replace(was, now), "utf-8")
    chosen = ("--before", plan, "--kind", "changes", "--language", "en", "--quiet")
    run("render", moved, plan, "--out", tmp_path / "out", *chosen)
    [page] = (tmp_path / "out" / "changes").glob("*.html")
    assert re.search(r"now Thursday, .+ \(was: Wednesday, ", page.read_text("utf-8"))


def test_an_unknown_class_is_named(plan: Path, tmp_path: Path) -> None:
    found = run("render", TINY, plan, "--out", tmp_path / "out", "--class", "12Ю")
    assert found.exit_code == 2
    assert "12Ю" in found.stderr


@pytest.mark.parametrize("name", ["10а", "10 A", "10a"])
def test_a_class_is_found_however_it_is_typed(name: str, plan: Path, tmp_path: Path) -> None:
    named = tmp_path / "tiny.json"
    text = TINY.read_text("utf-8").replace('"grade": 10', '"grade": 10, "class_name": "10А"', 1)
    named.write_text(text, "utf-8")
    chosen = ("--class", name, "--kind", "calendars", "--quiet")
    assert run("render", named, plan, "--out", tmp_path / "out", *chosen).exit_code == 0
    assert len(list((tmp_path / "out" / "calendars").iterdir())) == 1


def test_own_templates_that_cannot_be_used_are_explained(plan: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "curriculum.typ").write_text('#assert(false, message: "no")')
    found = run("render", TINY, plan, "--out", tmp_path / "out", "--templates", own)
    assert found.exit_code == 2
    assert "Собственный шаблон" in found.stderr
    (own / "curriculum.tpy").write_text("")
    found = run("render", TINY, plan, "--out", tmp_path / "out", "--templates", own)
    assert "curriculum.tpy" in found.stderr


def test_forms_are_written_and_replaced(tmp_path: Path) -> None:
    out = tmp_path / "forms"
    for _ in range(2):
        assert run("forms", TINY, "--out", out, "--language", "en").exit_code == 0
    assert (out / "school" / "survey.xlsx").is_file()


def test_an_interrupted_run_is_continued_by_the_same_one(tmp_path: Path) -> None:
    target = tmp_path / "town.plan"
    with pytest.raises(KeyboardInterrupt), resumed_folder(target, "a") as folder:
        (folder / "done").write_text("1")
        raise KeyboardInterrupt
    assert not target.exists()
    with resumed_folder(target, "a") as folder:
        assert (folder / "done").read_text() == "1"
        (folder / files.RESULT).write_bytes(files.OURS)
    assert {path.name for path in target.iterdir()} == {"done", files.RESULT}
    assert [path.name for path in tmp_path.iterdir()] == ["town.plan"]


def test_what_an_interrupted_run_left_goes_when_another_one_for_the_target_succeeds(
    tmp_path: Path,
) -> None:
    target = tmp_path / "town.plan"
    for other in (target, tmp_path / "town.plan-b"):
        with pytest.raises(KeyboardInterrupt), resumed_folder(other, "a") as folder:
            (folder / "done").write_text("1")
            raise KeyboardInterrupt
    with resumed_folder(target, "c") as working, resumed_folder(target, "b") as folder:
        assert not (folder / "done").exists()
        for each in (working, folder):
            (each / files.RESULT).write_bytes(files.OURS)
    assert {path.name for path in tmp_path.iterdir()} == {"town.plan", ".town.plan-b-a.part"}


def test_a_full_disk_leaves_nothing_behind(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> None:
        path.parent.mkdir(exist_ok=True)
        path.with_name(f".{path.name}.part").write_bytes(data[:10])
        raise OSError(ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(writer, "_write", full)
    assert run("render", TINY, plan, "--out", tmp_path / "out").exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_run_says_that_it_can_be_continued(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(flow, "write_documents", interrupted)
        found = run("render", TINY, plan, "--out", tmp_path / "out", "--language", "en")
    assert found.exit_code == 5
    assert "`plan render` with the instance and this folder" in found.stderr
    assert [path.suffix for path in tmp_path.iterdir()] == [".part"]
    assert run("render", TINY, plan, "--out", tmp_path / "out", "--language", "en").exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_run_interrupted_while_packing_is_continued(tmp_path: Path) -> None:
    (tmp_path / "curricula").mkdir()
    (tmp_path / "curricula" / "a.pdf").write_bytes(b"a")
    (tmp_path / ARCHIVE).write_bytes(b"half")
    pack(tmp_path, {files.RESULT})
    assert ZipFile(tmp_path / ARCHIVE).namelist() == ["curricula/a.pdf"]


def test_two_runs_at_once_do_not_share_a_folder(tmp_path: Path) -> None:
    target = tmp_path / "town.plan"
    with resumed_folder(target, "a") as one, resumed_folder(target, "a") as other:
        assert one != other
        for folder in (one, other):
            (folder / files.RESULT).write_bytes(files.OURS)
    assert [path.name for path in tmp_path.iterdir()] == ["town.plan"]


def test_the_key_changes_with_whatever_the_documents_depend_on() -> None:
    def key(instance: Instance, plan: Plan, choice: Choice) -> str:
        return key_of(instance, plan, "ru", choice)

    instance, plan = rich(), plan_of(rich())
    keys = [
        key(instance, plan, Choice()),
        key(rich(courses=3), plan, Choice()),
        key(instance, plan.model_copy(update={"gap": 0.5}), Choice()),
        key(instance, plan, Choice(kinds=("lists",))),
        key(instance, plan, Choice(before=plan)),
        key_of(instance, plan, "en", Choice()),
    ]
    assert len(set(keys)) == len(keys)
    assert key(instance, plan, Choice(kinds=KINDS[::-1])) == keys[0]

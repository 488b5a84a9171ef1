"""Files and folders appear whole or not at all."""

from pathlib import Path

import pytest

from planner.files import OURS, Foreign, replace_folder, write


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def result(folder: Path, text: str = "old") -> Path:
    """A result folder of an earlier run."""
    target = folder / "town.plan"
    target.mkdir()
    (target / "plan.json").write_text(OURS.decode() + text)
    return target


def fill(folder: Path, text: str = "new") -> None:
    (folder / "plan.json").write_text(OURS.decode() + text)


@pytest.mark.parametrize("content", ["Колпашево", "Колпашево".encode()])
def test_file_is_written_and_nothing_else_is_left(tmp_path: Path, content: str | bytes) -> None:
    write(tmp_path / "a.txt", "old")
    write(tmp_path / "a.txt", content)
    assert (tmp_path / "a.txt").read_text("utf-8") == "Колпашево"
    assert names(tmp_path) == {"a.txt"}


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_file_that_cannot_be_written_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def fail(_: int) -> None:
        raise error

    write(tmp_path / "a.txt", "old")
    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(type(error)):
        write(tmp_path / "a.txt", "new")
    assert (tmp_path / "a.txt").read_text().endswith("old")
    assert names(tmp_path) == {"a.txt"}


def test_new_folder_appears_with_its_parents(tmp_path: Path) -> None:
    target = tmp_path / "results" / "town.plan"
    with replace_folder(target) as folder:
        fill(folder)
        assert not target.exists()
    assert (target / "plan.json").read_text().endswith("new")
    assert names(target.parent) == {"town.plan"}


def test_earlier_result_is_replaced_whole(tmp_path: Path) -> None:
    target = result(tmp_path)
    (target / "gone.html").write_text("old")
    with replace_folder(target) as folder:
        fill(folder)
    assert names(target) == {"plan.json"}
    assert (target / "plan.json").read_text().endswith("new")
    assert names(tmp_path) == {"town.plan"}


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_failure_leaves_the_earlier_result(tmp_path: Path, error: BaseException) -> None:
    target = result(tmp_path)
    with pytest.raises(type(error)), replace_folder(target) as folder:
        fill(folder)
        raise error
    assert (target / "plan.json").read_text().endswith("old")
    assert names(tmp_path) == {"town.plan"}


def test_failure_between_the_two_renames_brings_the_earlier_result_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = result(tmp_path)
    rename = Path.rename

    def interrupted(path: Path, to: Path) -> Path:
        if (path / "plan.json").read_text().endswith("new"):
            raise KeyboardInterrupt
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt), replace_folder(target) as folder:
        fill(folder)
    assert (target / "plan.json").read_text().endswith("old")
    assert names(tmp_path) == {"town.plan"}


def test_two_runs_at_once_do_not_mix_their_files(tmp_path: Path) -> None:
    target = result(tmp_path)
    with replace_folder(target) as one:
        fill(one, "one")
        (one / "one.html").write_text("one")
        with replace_folder(target) as other:
            fill(other, "other")
        assert names(target) == {"plan.json"}
    assert names(target) == {"plan.json", "one.html"}
    assert names(tmp_path) == {"town.plan"}


def test_result_that_appears_during_the_swap_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = result(tmp_path)
    rename = Path.rename
    renames = []

    def raced(path: Path, to: Path) -> Path:
        renames.append(to)
        if len(renames) == 2:
            result(tmp_path, "other run")
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", raced)
    with replace_folder(target) as folder:
        fill(folder)
    assert (target / "plan.json").read_text().endswith("new")
    assert names(tmp_path) == {"town.plan"}


def test_foreign_folder_is_refused_untouched(tmp_path: Path) -> None:
    (tmp_path / "diploma.docx").write_text("mine")
    with pytest.raises(Foreign) as foreign, replace_folder(tmp_path):
        pass
    assert foreign.value.path == tmp_path
    assert names(tmp_path) == {"diploma.docx"}


def test_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "town.plan").write_text("mine")
    with pytest.raises(Foreign), replace_folder(tmp_path / "town.plan"):
        pass
    assert (tmp_path / "town.plan").read_text() == "mine"


def test_foreign_files_that_appear_meanwhile_are_kept(tmp_path: Path) -> None:
    target = tmp_path / "town.plan"
    with pytest.raises(Foreign), replace_folder(target) as folder:
        fill(folder)
        target.mkdir()
        (target / "mine.txt").write_text("mine")
    assert names(target) == {"mine.txt"}
    assert names(tmp_path) == {"town.plan"}


def test_empty_folder_is_filled(tmp_path: Path) -> None:
    target = tmp_path / "town.plan"
    target.mkdir()
    with replace_folder(target) as folder:
        fill(folder)
    assert names(target) == {"plan.json"}


@pytest.mark.parametrize("name", ["plan.json", "forms.json"])
def test_a_folder_with_somebody_elses_file_of_that_name_stays(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text('{"name": "my plan"}')
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(Foreign), replace_folder(tmp_path) as folder:
        fill(folder)
    assert names(tmp_path) == {name, "thesis.txt"}

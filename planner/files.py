"""Files and folders that appear whole or not at all."""

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

RESULT = "plan.json"
FORMS = "forms.json"
OURS = b'"instance_hash"'
"""A folder with one of these files that says this near its beginning is a result of ours, and may
be replaced."""
BEGINNING = 4096
"""Bytes."""
LOCK = ".lock"


class Foreign(Exception):  # noqa: N818 - an answer, not an error
    """Somebody's file or folder stands where ours should go."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} was written by somebody else")
        self.path = path


def write(path: Path, content: str | bytes) -> None:
    """Write the file, replacing what was there only when all is on the disk."""
    data = content.encode() if isinstance(content, str) else content
    fresh = _beside(path)
    try:
        with fresh.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


@contextmanager
def replace_folder(target: Path) -> Iterator[Path]:
    """An empty folder to fill, which takes the target's place if nothing goes wrong."""
    target = target.resolve()
    refuse_foreign(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = _beside(target)
    try:
        fresh.mkdir()
        yield fresh
        refuse_foreign(target)
        _swap(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


@contextmanager
def resumed_folder(target: Path, key: str) -> Iterator[Path]:
    """Like `replace_folder`, but what an interrupted run with the same key wrote is still there.

    Only an interruption leaves something behind, until a run for the same target ends well.
    A second run at the same time gets a folder of its own.
    """
    target = target.resolve()
    refuse_foreign(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}-{key}.part")
    unfinished.mkdir(exist_ok=True)
    with (unfinished / LOCK).open("w") as lock:
        if not _locked(lock):
            with replace_folder(target) as fresh:
                yield fresh
            return
        try:
            yield unfinished
            refuse_foreign(target)
            (unfinished / LOCK).unlink()
            _swap(unfinished, target)
        except Exception:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
    _remove_abandoned(target)


def _remove_abandoned(target: Path) -> None:
    """Remove what interrupted runs with other keys left, unless one of them works there again."""
    if os.name != "posix":  # without such locks nobody knows
        return
    name = re.compile(rf"\.{re.escape(target.name)}-[^-]+\.part")
    for folder in target.parent.iterdir():
        if name.fullmatch(folder.name) and (folder / LOCK).is_file():
            with (folder / LOCK).open("a") as lock:
                if _locked(lock):
                    shutil.rmtree(folder, ignore_errors=True)


def _locked(file: IO[str]) -> bool:
    """Whether the file is ours alone, until this process ends in whatever way."""
    try:
        import fcntl
    except ImportError:  # a system without such locks: two runs at once are not kept apart
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def refuse_foreign(target: Path) -> None:
    """Raise `Foreign` if a result must not replace what is there."""
    if not target.exists() or any(_is_ours(target / name) for name in (RESULT, FORMS)):
        return
    if not target.is_dir() or any(target.iterdir()):
        raise Foreign(target)


def refuse_foreign_file(target: Path, ours: bytes) -> None:
    """Raise `Foreign` if there is a file that says something else at its beginning."""
    if target.is_file() and target.stat().st_size and not _is_ours(target, ours):
        raise Foreign(target)


def _is_ours(file: Path, ours: bytes = OURS) -> bool:
    if not file.is_file():
        return False
    with file.open("rb") as written:
        return ours in written.read(BEGINNING)


def _swap(fresh: Path, target: Path) -> None:
    old = _beside(target)
    try:
        while fresh.exists():
            with suppress(FileNotFoundError):
                target.rename(old)
            _rename_unless_taken(fresh, target)
            shutil.rmtree(old, ignore_errors=True)
    finally:
        if not target.exists() and old.exists():
            old.rename(target)
        shutil.rmtree(old, ignore_errors=True)


def _rename_unless_taken(fresh: Path, target: Path) -> None:
    """Another run may have put its result there a moment ago: then the caller tries again."""
    try:
        fresh.rename(target)
    except OSError:
        if not target.exists():
            raise


def _beside(path: Path) -> Path:
    """A new name in the same folder: on another disk nothing could be moved at once."""
    return path.absolute().with_name(f".{secrets.token_hex(8)}.part")

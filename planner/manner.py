"""What goes wrong -> a sentence on standard error, an object on standard output, an exit code."""

import errno
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from models.faults import Fault
from planner.exits import Exit
from planner.files import Foreign
from planner.soundness.report import Unsound
from planner.terminal import STANDARD_OUTPUT, complain, complain_of, fault_records, say_json
from planner.wording import Language, Wording

REASONS = {
    errno.ENOSPC: "space", errno.EDQUOT: "space", errno.EACCES: "permission",
    errno.EPERM: "permission", errno.EROFS: "read_only", errno.ENOTDIR: "not_folder",
    errno.EEXIST: "not_folder", errno.ENAMETOOLONG: "long", errno.ENOENT: "missing",
}  # fmt: skip


class Stop(Exception):  # noqa: N818 - an answer, not an error
    """Ends a command with an exit code, its reason already said."""

    def __init__(self, code: Exit) -> None:
        super().__init__(code)
        self.code = code


class UnsoundPlan(Unsound):
    """A plan that cannot be read."""

    def __init__(self, faults: Sequence[Fault], path: Path) -> None:
        super().__init__(faults)
        self.path = path


@dataclass(frozen=True)
class Manner:
    """How a command tells what went wrong."""

    language: Language
    writes: Path | None = None
    """What it was to write; empty: it only reads."""
    as_json: bool = False
    every: bool = False
    """All faults, however many."""

    def refuse(self, faults: Sequence[Fault], key: str, what: str) -> None:
        """Name the faults, for people and for programs."""
        wording = Wording(self.language)
        complain_of(faults, wording, key, what, self.every)
        if self.as_json:
            say_json({"faults": fault_records(faults, wording)})


@contextmanager
def answers(path: Path, manner: Manner) -> Iterator[None]:
    """Turn what may go wrong on the way into a sentence and an exit code, never a traceback."""
    wording = Wording(manner.language)
    try:
        yield
    except UnsoundPlan as unsound:
        manner.refuse(unsound.faults, "errors.faulty", str(unsound.path))
        raise Stop(Exit.UNSOUND) from None
    except Unsound as unsound:
        key = "errors.unsound" if manner.writes else "errors.faulty"
        manner.refuse(unsound.faults, key, path.name)
        raise Stop(Exit.UNSOUND) from None
    except Foreign as foreign:
        key = "errors.folder" if foreign.path.is_dir() else "errors.file"
        complain(wording.say(key, {"what": str(foreign.path)}))
        raise Stop(Exit.USAGE) from None
    except BrokenPipeError:
        _give_up_output()
        raise Stop(Exit.MET) from None
    except OSError as error:
        key = "errors.write" if manner.writes else "errors.read"
        what = str(manner.writes or error.filename or path)
        if error.filename == STANDARD_OUTPUT:
            _give_up_output()
            key, what = "errors.write", wording.say("errors.output")
        complain(wording.say(key, {"what": what, "reason": _reason(error, wording)}))
        raise Stop(Exit.USAGE) from None
    except KeyboardInterrupt:
        key = "errors.interrupted" if manner.writes else "errors.interrupted_asking"
        complain(wording.say(key))
        raise Stop(Exit.NO_PLAN) from None


def _reason(error: OSError, wording: Wording) -> str:
    known = REASONS.get(error.errno or 0)
    if known:
        return wording.say(f"errors.reason.{known}")
    return wording.say("errors.reason.other", {"said": error.strerror or type(error).__name__})


def _give_up_output() -> None:
    """Nobody reads, or nothing fits: what Python writes at its end must not fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)

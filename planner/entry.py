"""Arguments -> exit code, whatever happens: the last resort around every command."""

import codecs
import io
import os
import signal
import sys
import traceback
from pathlib import Path
from typing import Any

import click

NO_PLAN, FAULT = 5, 6
"""As in `planner/exits.py`, without importing it: Ctrl-C may come before anything is imported."""
DEBUG = "PLAN_DEBUG"
LONGEST = 200
PLAIN = {
    "\u00a0": " ", "\u202f": " ", "−": "-", "–": "-", "—": "-", "«": '"', "»": '"', "…": "...",
    "№": "No.",
}  # fmt: skip


class Commands(click.Group):
    """Commands of which none ends in a traceback, or by chance with a code that means something."""

    def main(self, *arguments: Any, **options: Any) -> Any:
        """Run the command that was asked for."""
        steady_streams()
        quiet = _leave_on_interrupt()
        try:
            return super().main(*arguments, **options)
        except Exception as fault:
            _tell(fault)
            sys.exit(FAULT)
        finally:
            if quiet:
                hear_interrupts()
                if signal.getsignal(signal.SIGTERM) is signal.default_int_handler:
                    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def hear_interrupts() -> None:
    """From here on Ctrl-C is `KeyboardInterrupt` again; whoever asks to end means the same.

    In the background of a script Ctrl-C is for somebody else, and ignored.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is _leave:
            signal.signal(number, signal.default_int_handler)


def steady_streams() -> None:
    """Letters that the code page lacks, or a closed stream, must not end a command."""
    codecs.register_error("plain", _plain)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - to the end
            setattr(sys, name, nowhere)
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="plain")


def _plain(error: UnicodeError) -> tuple[str, int]:
    """What comes nearest to letters that cannot be written."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start : error.end]
    return "".join(PLAIN.get(letter, "?") for letter in letters), error.end


def _leave_on_interrupt() -> bool:
    """`KeyboardInterrupt` inside an import leaves half a module; nothing is begun by then."""
    usual = signal.getsignal(signal.SIGINT)
    if usual not in (signal.default_int_handler, signal.SIG_IGN):
        return False
    if usual is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _leave)
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, _leave)
    return True


def _leave(*_: object) -> None:
    os._exit(NO_PLAN)


def _tell(fault: Exception) -> None:
    from planner.wording import Language, Wording

    if os.environ.get(DEBUG):
        traceback.print_exception(fault)
    asked = " ".join(sys.argv).replace("=", " ")
    language: Language = "en" if "--language en" in asked else "ru"
    what = " ".join(f"{type(fault).__name__}: {fault}".split())[:LONGEST]
    sys.stderr.write(Wording(language).say("errors.fault", {"what": what}) + "\n")

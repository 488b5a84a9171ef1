"""A search in a process of its own, which can be given up at any time and leaves no memory."""

from collections.abc import Callable, Generator
from contextlib import suppress
from multiprocessing.connection import Connection
from threading import Thread
from time import monotonic, sleep
from typing import TypeVar

from planner.memory import give_back, keep_nothing_large
from planner.processes import SECONDS, beside

Given = TypeVar("Given")
T = TypeVar("T")

TIDY = 3.0
"""Seconds from one time that memory is given back to the next."""

GRACE = 10.0
"""Seconds that it may take longer than its limit says."""


def aside(
    function: Callable[[Given, float | None, Callable[[T], None]], None], given: Given,
    seconds: float | None, given_up: Callable[[], bool], sparing: bool = False,
) -> Generator[T, None, None]:  # fmt: skip
    """What a function of a module tells of a problem in so many seconds.

    It ends when that is done, was given up, took far too long, or its process died. `sparing`: it
    keeps no memory for later, which takes somewhat longer.
    """
    if given_up():
        return
    late = None if seconds is None else monotonic() + seconds + GRACE
    with suppress(EOFError, OSError), beside(_answer) as asked:
        asked.send((function, given, seconds, sparing))
        del given
        give_back()  # what was freed when it was made: until it is done nothing else may ask for it
        while True:
            over = given_up() or (late is not None and monotonic() > late)
            if asked.poll(0 if over else SECONDS):  # what was told before counts
                yield asked.recv()
            elif over:
                return


def _answer(asked: Connection) -> None:
    Thread(target=_tidy, daemon=True).start()
    function, given, seconds, sparing = asked.recv()
    if sparing:
        keep_nothing_large()
    function(given, seconds, asked.send)


def _tidy() -> None:
    """Give back what a search has freed, every now and then: else it has all that it ever had."""
    while True:
        sleep(TIDY)
        give_back()

"""A call in a process of its own, which can be given up at any time and leaves no memory behind."""

from collections.abc import Callable
from multiprocessing.connection import Connection
from time import monotonic
from typing import TypeVar

from planner.processes import beside

Given = TypeVar("Given")
T = TypeVar("T")

GRACE = 10.0
"""Seconds that it may take longer than its limit says."""

SECONDS = 0.1
"""How often it is asked whether to give up."""


def aside(
    function: Callable[[Given, float | None], T], given: Given, seconds: float | None,
    given_up: Callable[[], bool],
) -> T | None:  # fmt: skip
    """What a function of a module finds out about a problem in so many seconds.

    None: it was given up, took far too long, or its process died.
    """
    late = None if seconds is None else monotonic() + seconds + GRACE
    try:
        with beside(_answer) as asked:
            asked.send((function, given, seconds))
            while not asked.poll(SECONDS):
                if given_up() or (late is not None and monotonic() > late):
                    return None
            found: T = asked.recv()
            return found
    except (EOFError, OSError):
        return None


def _answer(asked: Connection) -> None:
    function, given, seconds = asked.recv()
    asked.send(function(given, seconds))

"""A call in a process of its own, which can be given up at any time and leaves no memory behind."""

import multiprocessing
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from time import monotonic
from typing import TypeVar

T = TypeVar("T")

_PROCESSES = multiprocessing.get_context("spawn")

GRACE = 10.0
"""Seconds that it may take longer than its limit says."""

SECONDS = 0.1
"""How often it is asked whether to give up."""


def aside(
    function: Callable[..., T], problem: bytes, seconds: float | None, given_up: Callable[[], bool]
) -> T | None:
    """What a function of a module finds out about a problem in so many seconds.

    None: it was given up, took far too long, or its process died.
    """
    late = None if seconds is None else monotonic() + seconds + GRACE
    here, there = _PROCESSES.Pipe()
    running = _PROCESSES.Process(target=_answer, args=(there,), daemon=True)
    try:
        with _unheard(signal.SIGINT):
            running.start()
        there.close()  # or else nobody would notice that the process has died
        here.send((function, problem, seconds))
        while not here.poll(SECONDS):
            if given_up() or (late is not None and monotonic() > late):
                return None
        found: T = here.recv()
        return found
    except (EOFError, OSError):
        return None
    finally:
        here.close()
        if running.pid is not None:
            running.terminate()
            running.join()


@contextmanager
def _unheard(number: signal.Signals) -> Iterator[None]:
    """Signals that arrive meanwhile wait; a process begun meanwhile never hears them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {number})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _answer(asked: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    function, problem, seconds = asked.recv()
    asked.send(function(problem, seconds))

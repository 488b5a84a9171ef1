"""A call in a process of its own, which can be given up at any time and leaves no memory behind."""

import multiprocessing
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import TypeVar

T = TypeVar("T")

SECONDS = 0.1
"""How often it is asked whether to give up."""


def aside(function: Callable[..., T], *arguments: object, given_up: Callable[[], bool]) -> T | None:
    """What a function of a module returns; None if it was given up, or its process died."""
    processes = multiprocessing.get_context("spawn")
    hears, tells = processes.Pipe(duplex=False)
    running = processes.Process(target=_answer, args=(tells, function, arguments), daemon=True)
    running.start()
    tells.close()
    try:
        while not hears.poll(SECONDS):
            if given_up():
                return None
        found: T = hears.recv()
        return found
    except EOFError:
        return None
    finally:
        hears.close()
        running.terminate()
        running.join()


def _answer(
    tells: Connection, function: Callable[..., object], arguments: tuple[object, ...]
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tells.send(function(*arguments))

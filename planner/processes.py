"""A function at work in a process of its own, which can be given up; Ctrl-C does not end it."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import forkserver, get_context, resource_tracker
from multiprocessing.connection import Connection
from threading import Thread

LINUX = sys.platform == "linux"


def prepare() -> None:
    """Have a process load in the meantime what this one has loaded, to be copied later."""
    if _has_copies():
        own = [name for name in sys.modules if name.partition(".")[0] == __package__]
        multiprocessing.set_forkserver_preload(own)
        with _unheard(signal.SIGINT):
            forkserver.ensure_running()


def _has_copies() -> bool:
    """Whether processes are copies of one that has loaded the program; else each loads it anew."""
    return LINUX and multiprocessing.parent_process() is None


@contextmanager
def beside(function: Callable[..., None], *given: object) -> Iterator[Connection]:
    """A pipe to a function of a module, called with its other end and what is given.

    The process ends with the block, done or not.
    """
    prepare()
    of = get_context("forkserver") if _has_copies() else get_context("spawn")
    here, there = of.Pipe()
    running = of.Process(target=_deaf, args=(function, there, *given), daemon=False)
    try:
        with _unheard(signal.SIGINT):
            running.start()
        there.close()  # or else nobody would notice that the process has died
        yield here
    finally:
        here.close()
        if running.pid is not None:
            running.terminate()
            running.join()


def _deaf(function: Callable[..., None], there: Connection, *given: object) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_orphaned, daemon=True).start()
    function(there, *given)


def _orphaned() -> None:
    """End with whoever began this process."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def _unheard(number: signal.Signals) -> Iterator[None]:
    """Signals that arrive meanwhile wait; a process begun meanwhile never hears them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # or else it would begin meanwhile, and have them heard again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {number})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

"""A function at work in a process of its own, which can be given up; signals do not end it."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from multiprocessing import forkserver, get_context, resource_tracker
from multiprocessing.connection import Connection
from threading import Thread
from time import sleep
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # not every system has them
    from multiprocessing.context import ForkServerContext, SpawnContext
    from multiprocessing.process import BaseProcess
    from multiprocessing.sharedctypes import Synchronized

KEPT = f"{__package__}.kept"
"""Loaded last."""

LINUX = sys.platform == "linux"

SECONDS = 0.1
"""How often it is asked whether to wait any longer."""

HEARD = signal.SIGINT, signal.SIGTERM
"""What the whole group of processes may be sent, and the first one alone is to hear."""


Server = tuple[str, bytes | None]
"""Where a process is asked for copies of itself, and the key that it asks for, if any."""

_is_copy = False
"""Whether such a server began this process, and is asked here as well."""


def prepare() -> bool:
    """Have a process load in the meantime what this one has loaded, to be copied later.

    False: there is none; each process loads the program anew.
    """
    if not LINUX or multiprocessing.parent_process() is not None:
        return _is_copy
    own = [name for name in list(sys.modules) if name.partition(".")[0] == __package__]
    multiprocessing.set_forkserver_preload([*own, KEPT])
    try:
        with _unheard():
            forkserver.ensure_running()
    except OSError:  # the path of its socket is too long, or there is no room for it
        return False
    return True


class Turns:
    """For processes yet to begin: so many of them at a time do what needs a turn."""

    def __init__(self, width: int) -> None:
        """Raises OSError or ImportError: the system has nothing of the kind."""
        of = get_context("spawn")
        self._free = of.Semaphore(width)
        self._urgent, self._soon = of.Value("i", 0), of.Value("i", 0)
        """How many do what is urgent, or what comes next after that, or wait for it."""
        self._first, self._next = of.Value("i", 0), of.Value("i", 0)
        """How many of these wait."""

    def urgent(self, given_up: Callable[[], bool]) -> AbstractContextManager[None]:
        """Wait for a turn, or until that is given up; have it before all others."""
        return self._preferred(self._urgent, self._first, lambda: True, given_up)

    def soon(self, given_up: Callable[[], bool]) -> AbstractContextManager[None]:
        """The same, while nobody waits for what is urgent; before all others but these."""
        return self._preferred(self._soon, self._next, lambda: not self._first.value, given_up)

    @contextmanager
    def turn(self, given_up: Callable[[], bool]) -> Iterator[None]:
        """Wait for a turn while nobody is preferred, or until that is given up."""
        with self._held(self._wait(lambda: not self._preferring, given_up)):
            yield

    @contextmanager
    def spare(self, given_up: Callable[[], bool]) -> Iterator[None]:
        """Wait while somebody is preferred, unless there is a turn that nobody has or waits for."""
        mine = False
        while self._preferring and not mine and not given_up():
            sleep(SECONDS)
            mine = self._free.acquire(block=False)
            if mine and (self._first.value or self._next.value):
                self._free.release()
                mine = False
        with self._held(mine):
            yield

    @contextmanager
    def _preferred(
        self, count: "Synchronized[int]", waiting: "Synchronized[int]",
        ready: Callable[[], bool], given_up: Callable[[], bool],
    ) -> Iterator[None]:  # fmt: skip
        with _counted(count):
            with _counted(waiting):
                mine = self._wait(ready, given_up)
            with self._held(mine):
                yield

    @property
    def _preferring(self) -> bool:
        return bool(self._urgent.value or self._soon.value)

    def _wait(self, ready: Callable[[], bool], given_up: Callable[[], bool]) -> bool:
        """Whether there is a turn in the end."""
        mine = False
        while not mine and not given_up():
            if ready():
                mine = self._free.acquire(timeout=SECONDS)
            else:
                sleep(SECONDS)
        return mine

    @contextmanager
    def _held(self, mine: bool) -> Iterator[None]:
        """Give the turn back afterwards, if it was had."""
        try:
            yield
        finally:
            if mine:
                self._free.release()


@contextmanager
def _counted(count: "Synchronized[int]") -> Iterator[None]:
    """One more meanwhile."""
    with count.get_lock():
        count.value += 1
    try:
        yield
    finally:
        with count.get_lock():
            count.value -= 1


def turns(width: int) -> Turns | None:
    """None: the system has no such."""
    with suppress(OSError, ImportError):
        return Turns(width)
    return None


@contextmanager
def beside(function: Callable[..., None], *given: object) -> Iterator[Connection]:
    """A pipe to a function of a module, called with its other end and what is given.

    The process ends with the block, done or not.
    """
    here, there = multiprocessing.Pipe()
    try:
        with _unheard():
            running = _begun(function, there, *given)
        try:
            there.close()  # or else nobody would notice that the process has died
            yield here
        finally:
            if running.is_alive():  # or else its number may be somebody else's
                running.kill()
            running.join()
    finally:
        here.close()


def _begun(*given: object) -> "BaseProcess":
    of, server = _context()
    try:
        return _started(of, server, *given)
    except (OSError, EOFError):
        if not _is_copy:
            raise
        return _started(get_context("spawn"), None, *given)  # what began this one is gone


def _started(of: "ForkServerContext | SpawnContext", *given: object) -> "BaseProcess":
    running = of.Process(target=_deaf, args=given, daemon=False)
    running.start()
    return running


def _context() -> "tuple[ForkServerContext | SpawnContext, Server | None]":
    """How a process is begun, and what is asked for it, if it is a copy and may tell others."""
    if not prepare():
        return get_context("spawn"), None
    of: Any = getattr(forkserver, "_forkserver", None)
    address = getattr(of, "_forkserver_address", None)
    known = address and (address, getattr(of, "_forkserver_authkey", None))
    return get_context("forkserver"), known


def _ask(server: Server) -> None:
    """Have the same one asked here, as its documentation promises: by itself a process that is
    a copy would begin another, and load the program anew (Python 3.11 to 3.14)."""
    global _is_copy
    of: Any = forkserver._forkserver
    _is_copy = True
    of._forkserver_address, of._forkserver_authkey = server
    of.ensure_running = resource_tracker.ensure_running


def _deaf(
    server: Server | None, function: Callable[..., None], there: Connection, *given: object
) -> None:
    for number in HEARD:
        signal.signal(number, signal.SIG_IGN)
    if server is not None:
        _ask(server)
    Thread(target=_orphaned, daemon=True).start()
    function(there, *given)


def _orphaned() -> None:
    """End with whoever began this process."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def _unheard() -> Iterator[None]:
    """Signals that arrive meanwhile wait; a process begun meanwhile never hears them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # or else it would begin meanwhile, and have them heard again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, HEARD)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

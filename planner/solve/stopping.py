"""Solver and model -> status, and whether Ctrl-C (or SIGTERM) ended the search.

CP-SAT's own handler leaves the signal without one, and does not say that it was what stopped it.
"""

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Event, Thread, current_thread, main_thread

from ortools.sat.python import cp_model

ENDING = signal.SIGINT, signal.SIGTERM
END = b"\0"
AGAIN = 0.1
"""Seconds until a search is stopped again: one that has not begun does not notice."""
SOON = 5.0
"""Seconds. To listen for Ctrl-C costs as much as most searches that may take no longer."""

ASKED = Event()
"""Whether Ctrl-C has asked to stop, since whoever wants to know has cleared it."""


def solved(
    solver: cp_model.CpSolver,
    cp: cp_model.CpModel,
    watcher: cp_model.CpSolverSolutionCallback | None = None,
    given_up: Callable[[], bool] = lambda: False,
) -> tuple[cp_model.CpSolverStatus, bool]:
    """Solve, unless that was given up before; Ctrl-C stops it and keeps what it has found."""
    with _stopped_by_interrupt(solver) as stopped:
        status = cp_model.UNKNOWN if given_up() else solver.solve(cp, watcher)
    return status, stopped.is_set()


def searched(solver: cp_model.CpSolver, cp: cp_model.CpModel) -> cp_model.CpSolverStatus:
    """Solve; Ctrl-C ends it at once, or when its few seconds are over."""
    if solver.parameters.max_time_in_seconds <= SOON:
        solver.parameters.catch_sigint_signal = False
        return solver.solve(cp)
    status, interrupted = solved(solver, cp)
    if interrupted:
        raise KeyboardInterrupt
    return status


@contextmanager
def heeding(stop: Callable[[], None]) -> Iterator[None]:
    """While it lasts Ctrl-C asks to stop, instead of breaking in between two steps."""
    with _answered(stop):
        yield


@dataclass(frozen=True)
class _Hearing:
    """A handler of ours."""

    answer: Callable[[], None]

    def __call__(self, *_: object) -> None:
        """A signal has come."""
        ASKED.set()
        self.answer()


@contextmanager
def _answered(answer: Callable[[], None]) -> Iterator[None]:
    """While it lasts, this is called for signals that are heard; they are in the main thread."""
    here = ENDING if current_thread() is main_thread() else ()
    usual = {number: signal.getsignal(number) for number in here if _is_heard(number)}
    for number in usual:
        signal.signal(number, _Hearing(answer))
    try:
        yield
    finally:
        for number, before in usual.items():
            signal.signal(number, before)


def _is_heard(number: signal.Signals) -> bool:
    """Ctrl-C, unless it is ignored; whoever asks to end, if that means the same."""
    usual = signal.getsignal(number)
    return _is_ours(usual) or (number == signal.SIGINT and callable(usual))


def _is_ours(usual: object) -> bool:
    return usual is signal.default_int_handler or isinstance(usual, _Hearing)


@contextmanager
def _stopped_by_interrupt(solver: cp_model.CpSolver) -> Iterator[Event]:
    """Python's handlers wait until the search is over, so a thread hears the signal instead."""
    stopped = Event()
    solver.parameters.catch_sigint_signal = False
    usual = signal.getsignal(signal.SIGINT)
    aside = current_thread() is not main_thread()
    free = _is_ours(usual) or usual is signal.SIG_IGN
    if aside or not free or not any(map(_is_heard, ENDING)):
        yield stopped
        return
    hear, tell = socket.socketpair()
    tell.setblocking(False)

    def listen() -> None:
        heard = b""
        while heard != END:
            if heard and heard[0] in ENDING:
                ASKED.set()
                stopped.set()
                hear.settimeout(AGAIN)
            if stopped.is_set():
                solver.stop_search()
            with suppress(TimeoutError):
                heard = hear.recv(1)

    listener = Thread(target=listen, daemon=True)
    listener.start()
    earlier = signal.set_wakeup_fd(tell.fileno())
    try:
        with _answered(stopped.set):  # what comes before this is for whoever heard it until then
            yield stopped
    finally:
        signal.set_wakeup_fd(earlier)
        tell.send(END)
        listener.join()
        hear.close()
        tell.close()

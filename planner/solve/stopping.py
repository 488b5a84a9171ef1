"""Solver and model -> status, and whether Ctrl-C (or SIGTERM) ended the search.

CP-SAT's own handler leaves the signal without one, and does not say that it was what stopped it.
"""

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread, current_thread, main_thread

from ortools.sat.python import cp_model

ENDING = signal.SIGINT, signal.SIGTERM
END = b"\0"
SOON = 5.0
"""Seconds. To listen for Ctrl-C costs as much as most searches that may take no longer."""

ASKED = Event()
"""Whether Ctrl-C has asked to stop, since whoever wants to know has cleared it."""


def solved(
    solver: cp_model.CpSolver,
    cp: cp_model.CpModel,
    watcher: cp_model.CpSolverSolutionCallback | None = None,
) -> tuple[cp_model.CpSolverStatus, bool]:
    """Solve; Ctrl-C stops the search and keeps what it has found."""
    with _stopped_by_interrupt(solver) as stopped:
        status = solver.solve(cp, watcher)
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


@contextmanager
def _answered(answer: Callable[[], None]) -> Iterator[None]:
    """While it lasts, this is called for signals that are heard."""

    def hear(*_: object) -> None:
        ASKED.set()
        answer()

    usual = {number: signal.getsignal(number) for number in ENDING if _is_heard(number)}
    for number in usual:
        signal.signal(number, hear)
    try:
        yield
    finally:
        for number, before in usual.items():
            signal.signal(number, before)


def _is_heard(number: signal.Signals) -> bool:
    """Ctrl-C, unless it is ignored; whoever asks to end, if that means the same."""
    usual = signal.getsignal(number)
    return usual is signal.default_int_handler or (number == signal.SIGINT and callable(usual))


@contextmanager
def _stopped_by_interrupt(solver: cp_model.CpSolver) -> Iterator[Event]:
    """Python's handlers wait until the search is over, so a thread hears the signal instead."""
    stopped = Event()
    solver.parameters.catch_sigint_signal = False
    free = signal.getsignal(signal.SIGINT) in (signal.default_int_handler, signal.SIG_IGN)
    aside = current_thread() is not main_thread()
    if aside or not free or not any(map(_is_heard, ENDING)):
        yield stopped
        return
    hear, tell = socket.socketpair()
    tell.setblocking(False)

    def listen() -> None:
        while (heard := hear.recv(1)) != END:
            if heard[0] in ENDING:
                stopped.set()
                solver.stop_search()

    listener = Thread(target=listen, daemon=True)
    listener.start()
    earlier = signal.set_wakeup_fd(tell.fileno())
    try:
        with _answered(stopped.set):  # what comes before this breaks in, as it usually does
            yield stopped
    finally:
        signal.set_wakeup_fd(earlier)
        tell.send(END)
        listener.join()
        hear.close()
        tell.close()

"""A process beside the first one never hears Ctrl-C, not even while it begins."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep
from typing import Any

import pytest

from planner.processes import HEARD, Turns, beside, prepare

ROOT = Path(__file__).parent.parent

LOADED = "planner.rules.travel_minutes"
"""What nothing here needs."""

where_copied = pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere each loads the program anew"
)


def said(function: Callable[[], None], **there: str) -> str:
    """What a function of this module says in a process that has begun no other yet."""
    code = f"from {__name__} import {function.__name__} as say; say()"
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | there, check=True, capture_output=True, text=True
    )
    return done.stdout


def _blocked(pipe: Connection) -> None:
    pipe.send(signal.pthread_sigmask(signal.SIG_BLOCK, ()).issuperset(HEARD))


def say_whether_blocked() -> None:
    """On standard output: whether signals to all were kept from the process from its beginning."""
    with beside(_blocked) as pipe:
        sys.stdout.write(f"{pipe.recv()}\n")


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="no masks of signals here")
def test_the_first_process_begun_hears_nothing_while_it_is_loaded() -> None:
    assert said(say_whether_blocked) == "True\n"


def _begun_by(pipe: Connection) -> None:
    pipe.send((os.getppid(), LOADED in sys.modules))


@where_copied
def test_processes_are_copies_of_one_that_has_loaded_the_program() -> None:
    assert said(say_who_began) == "True\n"


def say_who_began() -> None:
    """On standard output: whether one process, with all this has loaded, began two others."""
    import_module(LOADED)
    prepare()
    found = []
    for _ in range(2):
        with beside(_begun_by) as pipe:
            found.append(pipe.recv())
    (first, loaded), (second, _) = found
    sys.stdout.write(f"{loaded and first == second != os.getpid()}\n")


@where_copied
def test_without_a_path_for_its_socket_processes_load_the_program_anew(tmp_path: Path) -> None:
    deep = tmp_path / ("x" * 100)
    deep.mkdir()
    assert said(say_whether_blocked, TMPDIR=str(deep)) == "True\n"


def _begins_another(pipe: Connection) -> None:
    with beside(_begun_by) as further:
        pipe.send((os.getpid(), os.getppid(), *further.recv()))


def test_a_process_may_begin_another() -> None:
    with beside(_begins_another) as pipe:
        own, server, parent, _ = pipe.recv()
        assert parent in (own, server)


@where_copied
def test_what_a_copy_begins_is_a_copy_as_well() -> None:
    assert said(say_what_a_copy_begins) == "True\n"


def _begins_another_by_itself(pipe: Connection) -> None:
    server: Any = forkserver._forkserver
    server._forkserver_address = "/nowhere"
    _begins_another(pipe)


@where_copied
def test_a_copy_begins_another_where_what_began_it_is_gone() -> None:
    with beside(_begins_another_by_itself) as pipe:
        own, _, parent, _ = pipe.recv()
        assert parent == own


def say_what_a_copy_begins() -> None:
    """On standard output: whether what it begins comes from the same process as itself, loaded."""
    import_module(LOADED)
    with beside(_begins_another) as pipe:
        _, server, further, loaded = pipe.recv()
    sys.stdout.write(f"{loaded and server == further != os.getpid()}\n")


def never() -> bool:
    """Nobody gives up."""
    return False


def test_a_turn_is_waited_for_until_that_is_given_up() -> None:
    only = Turns(1)
    for wait in (only.urgent, only.soon, only.turn):
        patience, again = iter([False, True]), iter([False, True])
        with only.urgent(never), wait(partial(next, patience)):
            assert not list(patience), "waits, and then goes on without"
        with only.urgent(never), wait(partial(next, again)):
            assert not list(again), "what it did not have it has not given back"


def test_what_is_urgent_has_a_turn_first_and_what_needs_none_does_not_wait_for_others() -> None:
    only, order = Turns(1), list[str]()

    def wait(name: str) -> None:
        with getattr(only, name)(never):
            order.append(name)
            sleep(0.3)  # longer than it takes to look again

    with only.urgent(never):
        names = ("turn", "spare", "soon", "urgent")
        everybody = [Thread(target=wait, args=(name,), daemon=True) for name in names]
        for one in everybody:
            one.start()
        until = monotonic() + 20.0
        while not (only._first.value and only._next.value) and monotonic() < until:
            sleep(0.01)
        sleep(0.3)  # until whoever had waited alone has looked again
        assert not order
    for one in everybody:
        one.join()
    assert order[:2] == ["urgent", "soon"]
    assert sorted(order[2:]) == ["spare", "turn"]
    with only.turn(never), only.spare(partial(pytest.fail, "nothing is urgent")):
        pass


def test_while_something_is_urgent_whatever_is_left_over_is_used() -> None:
    two, patience = Turns(2), iter([False, True])
    with two.urgent(never), two.spare(never), two.spare(partial(next, patience)):
        assert not list(patience), "one turn was left over, not two"


def test_what_comes_next_has_what_is_left_over_unless_somebody_urgent_waits() -> None:
    two, patience = Turns(2), iter([False, True])
    with two.urgent(never), two.soon(never), two.spare(partial(next, patience)):
        assert not list(patience), "no turn is left over"
    one, first = Turns(1), Event()

    def wait() -> None:
        with one.urgent(first.is_set):
            pass

    with one.turn(never):
        urgent = Thread(target=wait, daemon=True)
        urgent.start()
        until = monotonic() + 20.0
        while not one._first.value and monotonic() < until:
            sleep(0.01)
        patience = iter([False, False, True])
        with one.soon(partial(next, patience)):
            assert not list(patience) and one._first.value, "somebody urgent waits"
        first.set()
        urgent.join()


def test_so_many_have_a_turn_at_a_time() -> None:
    two, patience = Turns(2), iter([False, True])
    with two.turn(never), two.turn(never), two.turn(partial(next, patience)):
        assert not list(patience)

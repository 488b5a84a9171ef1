"""A process beside the first one never hears Ctrl-C, not even while it begins."""

import os
import signal
import subprocess
import sys
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from planner.processes import HEARD, beside, prepare

ROOT = Path(__file__).parent.parent

LOADED = "planner.rules.travel_minutes"
"""What nothing here needs."""


def _blocked(pipe: Connection) -> None:
    pipe.send(signal.pthread_sigmask(signal.SIG_BLOCK, ()).issuperset(HEARD))


def say_whether_blocked() -> None:
    """On standard output: whether signals to all were kept from the process from its beginning."""
    with beside(_blocked) as pipe:
        sys.stdout.write(f"{pipe.recv()}\n")


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="no masks of signals here")
def test_the_first_process_begun_hears_nothing_while_it_is_loaded() -> None:
    code = "from tests.test_processes import say_whether_blocked as said; said()"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout == "True\n"


def _begun_by(pipe: Connection) -> None:
    pipe.send((os.getppid(), LOADED in sys.modules))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each loads the program anew")
def test_processes_are_copies_of_one_that_has_loaded_the_program() -> None:
    code = "from tests.test_processes import say_who_began as said; said()"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout == "True\n"


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


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each loads the program anew")
def test_without_a_path_for_its_socket_processes_load_the_program_anew(tmp_path: Path) -> None:
    deep = tmp_path / ("x" * 100)
    deep.mkdir()
    code = "from tests.test_processes import say_whether_blocked as said; said()"
    command, there = [sys.executable, "-c", code], os.environ | {"TMPDIR": str(deep)}
    done = subprocess.run(command, cwd=ROOT, env=there, check=True, capture_output=True, text=True)
    assert done.stdout == "True\n"


def _begins_another(pipe: Connection) -> None:
    with beside(_begun_by) as further:
        pipe.send(further.recv()[0] == os.getpid())


def test_a_process_may_begin_another() -> None:
    with beside(_begins_another) as pipe:
        assert pipe.recv()

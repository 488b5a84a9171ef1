"""A process beside the first one never hears Ctrl-C, not even while it begins."""

import signal
import subprocess
import sys
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from planner.processes import beside

ROOT = Path(__file__).parent.parent


def _blocked(pipe: Connection) -> None:
    pipe.send(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))


def say_whether_blocked() -> None:
    """On standard output: whether Ctrl-C was kept from the process from its beginning."""
    with beside(_blocked) as pipe:
        sys.stdout.write(f"{pipe.recv()}\n")


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="no masks of signals here")
def test_the_first_process_begun_hears_no_ctrl_c_while_it_is_loaded() -> None:
    code = "from tests.test_processes import say_whether_blocked as said; said()"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout == "True\n"

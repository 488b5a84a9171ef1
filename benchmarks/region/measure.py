"""A run in a process of its own -> its events and the most memory, its children included."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Event, Thread

_GRACE = 3
"""A method is ended when it takes so many times its time, and a minute more."""


@dataclass(frozen=True)
class Run:
    """What is run."""

    students: int
    seed: int
    tightness: float
    method: str
    seconds: float

    def as_record(self, events: list[dict[str, object]], megabytes: int) -> str:
        """A line of the file of results."""
        return json.dumps({**asdict(self), "megabytes": megabytes, "events": events})


def measured(run: Run, instance: Path) -> str:
    """Run the method and record it."""
    command = [sys.executable, "-m", "benchmarks.region.rivals", run.method, str(instance),
               str(run.seconds)]  # fmt: skip
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    ended, most = Event(), [0]
    sampler = Thread(target=_sample, args=(process.pid, ended, most))
    sampler.start()
    try:
        output, _ = process.communicate(timeout=_GRACE * run.seconds + 60)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        output, _ = process.communicate()
    finally:
        ended.set()
        sampler.join()
    events = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
    return run.as_record(events, most[0] // 2**10)


def _sample(session: int, ended: Event, most: list[int]) -> None:
    """Memory of all processes of a session, every second."""
    while not ended.wait(1.0):
        most[0] = max(most[0], sum(_kilobytes(process, session) for process in _processes()))


def _processes() -> list[Path]:
    return [folder for folder in Path("/proc").iterdir() if folder.name.isdigit()]


def _kilobytes(process: Path, session: int) -> int:
    """Proportional set size: what several processes share counts once."""
    try:
        after_name = (process / "stat").read_text().rpartition(")")[2].split()
        if int(after_name[3]) != session:
            return 0
        rows = map(str.split, (process / "smaps_rollup").read_text().splitlines())
        return sum(int(row[1]) for row in rows if row[0] == "Pss:")
    except (FileNotFoundError, ProcessLookupError):  # it has just ended
        return 0

"""Instances of the size of a town -> docs/benchmarks.md: `python -m benchmarks.town`.

Every figure is the median of three processes of its own. Measure on a quiet machine.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import monotonic

from benchmarks.measure import INSTANCES, LIMIT, SETTINGS, STAGES

ROOT = INSTANCES.parent
TARGET = ROOT / "docs" / "benchmarks.md"
ALL = ("tiny", "kolpashevo", "kuzbass-coal")
COMPARED = ("kolpashevo", "kuzbass-coal")
RUNS = 3
KILOBYTES = 1024

TEXT = """# Benchmarks

Written by `python -m benchmarks.town` on {date}: {cores} shared cores, {system}, Python {python}, \
OR-Tools {ortools}. Each figure is the median of {runs} runs, each in a process of its own. The \
load was {before:.1f} at the start and {after:.1f} at the end; where others use the machine as \
well, processor seconds say more than seconds.

## The whole way

Seconds of each stage of `plan solve`, the search to proven optimality; then the whole command \
with all curricula in Russian, and the most memory it held.

{stages}

## Search settings

The same model searched for at most {limit:.0f} seconds with different settings of CP-SAT. A gap \
of 0 says that the plan is proven optimal; the gap is (bound - objective) / (1,000 x students).

{settings}
"""


def main() -> None:
    """Measure everything and write the page."""
    before = os.getloadavg()[0]
    stages = _table(_stages(name) for name in ALL)
    settings = _table(_setting(name, setting) for name in COMPARED for setting in SETTINGS)
    page = TEXT.format(
        date=datetime.now(UTC).date().isoformat(), cores=os.cpu_count(), runs=RUNS,
        system=f"{platform.system()} {platform.machine()}", python=platform.python_version(),
        ortools=version("ortools"), limit=LIMIT, before=before, after=os.getloadavg()[0],
        stages=stages, settings=settings,
    )  # fmt: skip
    TARGET.write_text(page, "utf-8")
    sys.stdout.write(page)


def _stages(name: str) -> dict[str, str]:
    runs = [_measured(STAGES, name) for _ in range(RUNS)]
    whole = [_command(name) for _ in range(RUNS)]
    seconds = {stage: f"{median(run[stage] for run in runs):.2f}" for stage in runs[0]}
    return {
        "instance": name,
        **seconds,
        "whole command": f"{median(run['seconds'] for run in whole):.1f}",
        "its processor seconds": f"{median(run['processor'] for run in whole):.1f}",
        "MB": f"{median(run['megabytes'] for run in whole):.0f}",
    }


def _setting(name: str, setting: str) -> dict[str, str]:
    runs = [_measured(setting, name) for _ in range(RUNS)]
    gaps = [run["gap"] for run in runs if "gap" in run]
    proven = sum(gap == 0 for gap in gaps)
    return {
        "instance": name,
        "setting": setting,
        "seconds": f"{median(run['seconds'] for run in runs):.1f}",
        "processor seconds": f"{median(run['processor'] for run in runs):.1f}",
        "proven": f"{proven} of {RUNS}",
        "median gap": f"{median(gaps):.3%}" if len(gaps) == RUNS else "no plan",
    }


def _measured(what: str, name: str) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.measure", what, name]
    finished = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    found: dict[str, float] = json.loads(finished.stdout)
    sys.stderr.write(f"{name}, {what}: {found}\n")
    return found


def _command(name: str) -> dict[str, float]:
    """Seconds, processor seconds and megabytes of the whole command."""
    with tempfile.TemporaryDirectory() as folder:
        started = monotonic()
        process = subprocess.Popen(
            [Path(sys.executable).with_name("plan"), "solve", INSTANCES / f"{name}.json",
             "--out", Path(folder) / "result", "--quiet"],
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        _, status, usage = os.wait4(process.pid, 0)
        spent = monotonic() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in (0, 1), process.returncode
    found = {
        "seconds": spent,
        "processor": usage.ru_utime + usage.ru_stime,
        "megabytes": usage.ru_maxrss / KILOBYTES,
    }
    sys.stderr.write(f"{name}, whole command: {found}\n")
    return found


def _table(rows: Iterable[dict[str, str]]) -> str:
    listed = list(rows)
    heads = list(listed[0])
    ruler = ["---" if head in ("instance", "setting") else "---:" for head in heads]
    lines = [heads, ruler, *(list(row.values()) for row in listed)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    main()

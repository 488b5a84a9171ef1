"""How much memory a plan takes to be found, next to what this machine has left."""

import ctypes
from contextlib import suppress
from pathlib import Path

from planner.processes import LINUX

OF_ALL, OF_A_STUDENT, IN_PARTS, OF_THE_DATA = 350, 0.65, 0.15, 0.013
"""Megabytes that `plan solve` was seen to take, all processes together (docs/scale.md): for each
student who is planned at the same time, with all others or in parts, and for each there is."""

LARGE = 400_000
"""Bytes of what is given back at once."""

_BY_ITSELF, _ARENAS = -3, -8
"""`M_MMAP_THRESHOLD` and `M_ARENA_MAX` of mallopt(3)."""

_FREE = Path("/proc/meminfo")
_GROUP = Path("/sys/fs/cgroup")


def needed(students: int, at_once: int, in_parts: bool) -> int:
    """Megabytes for so many students, so many of whom are planned at the same time."""
    of_each = IN_PARTS if in_parts else OF_A_STUDENT
    return round(OF_ALL + of_each * at_once + OF_THE_DATA * students)


def available() -> int | None:
    """Megabytes to be had, of the machine or of the container; None: this system does not say."""
    found = [one for one in (_free(), _allowed()) if one is not None]
    return min(found, default=None)


def give_back() -> None:
    """Have the system take back what was freed, which glibc keeps: tens of megabytes in a process
    that has made something large."""
    _of_glibc("malloc_trim", 0)


def keep_nothing_large() -> None:
    """From now on the system takes back every large array at once, whatever thread made it.

    Not for a process that makes and frees such all the time: a dive then takes a fifth longer.
    """
    _of_glibc("mallopt", _BY_ITSELF, LARGE)
    _of_glibc("mallopt", _ARENAS, 1)


def _of_glibc(function: str, *given: int) -> None:
    if LINUX:
        with suppress(AttributeError, OSError):  # another library of C
            getattr(ctypes.CDLL(None), function)(*given)


def _free() -> int | None:
    try:
        return _figure(_FREE, "MemAvailable:") // 1024
    except (OSError, ValueError):
        return None


def _allowed() -> int | None:
    """What a container may have beyond what it has; files read are forgotten when need be."""
    try:
        most = int((_GROUP / "memory.max").read_text("ascii"))
        used = int((_GROUP / "memory.current").read_text("ascii"))
        return (most - used + _figure(_GROUP / "memory.stat", "inactive_file")) // 2**20
    except (OSError, ValueError):  # `max`: as much as there is
        return None


def _figure(file: Path, name: str) -> int:
    """The figure beside a name in a file of the system."""
    rows = map(str.split, file.read_text("ascii").splitlines())
    [found] = [row[1] for row in rows if row[:1] == [name]]
    return int(found)

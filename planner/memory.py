"""How much memory a region takes, next to what this machine has left."""

from pathlib import Path

OF_ALL, OF_A_STUDENT = 350, 0.29
"""Megabytes that a region was seen to take, all processes together (docs/scale.md)."""

_FREE = Path("/proc/meminfo")
_ALLOWED, _USED = Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory.current")


def needed(students: int) -> int:
    """Megabytes for so many students."""
    return round(OF_ALL + OF_A_STUDENT * students)


def available() -> int | None:
    """Megabytes to be had, of the machine or of the container; None: this system does not say."""
    found = [one for one in (_free(), _allowed()) if one is not None]
    return min(found, default=None)


def _free() -> int | None:
    try:
        lines = _FREE.read_text("ascii").splitlines()
        [kilobytes] = [line.split()[1] for line in lines if line.startswith("MemAvailable:")]
        return int(kilobytes) // 1024
    except (OSError, ValueError, IndexError):
        return None


def _allowed() -> int | None:
    try:
        return (int(_ALLOWED.read_text("ascii")) - int(_USED.read_text("ascii"))) // 2**20
    except (OSError, ValueError):  # `max`: as much as there is
        return None

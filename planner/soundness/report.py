"""What is wrong -> a fault with its place, the value there and the key of its sentence."""

import json
from collections.abc import Sequence

from models.base import clean
from models.faults import Fact, Fault

LONGEST = 80
"""Letters of a value that are shown."""


class Unsound(Exception):  # noqa: N818
    """A file cannot be used; `faults` has everything that is wrong with it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(f"{len(faults)} faults, first {faults[0].code} at {faults[0].place!r}")
        self.faults = tuple(faults)


def cut(faults: Sequence[Fault], limit: int = 50) -> tuple[tuple[Fault, ...], int]:
    """The first faults, as many as are printed, and the number of the others."""
    return tuple(faults[:limit]), max(0, len(faults) - limit)


def fault(name: str, place: str, value: object = "", **facts: Fact) -> Fault:
    """A fault of soundness; its sentence may name the value as `{value}`."""
    there = shown(value)
    return Fault(f"soundness.{name}", {"value": there, **facts}, place, there)


def shown(value: object) -> str:
    """A value as it stands in the file, on one short line that a terminal can print."""
    plain = _shallow(value)
    text = plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)
    whole = text[: 4 * LONGEST].encode("utf-8", "backslashreplace").decode()
    line = str(clean(whole))
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _shallow(value: object, depth: int = 2) -> object:
    """The value without what lies deep in it: nesting may be deeper than Python recurses."""
    if isinstance(value, dict):
        few = list(value.items())[: LONGEST // 8]
        return {key: _shallow(inner, depth - 1) for key, inner in few} if depth else "…"
    if isinstance(value, list | tuple):
        return [_shallow(inner, depth - 1) for inner in value[: LONGEST // 2]] if depth else "…"
    return value if isinstance(value, str | int | float | None) else str(value)

"""A file -> the JSON object in it, with the faults of its writing."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.faults import Fault
from planner.soundness.report import Unsound, fault, shown

LONGEST_NUMBER = 18
"""Digits; a longer number is never meant, and Python refuses to read the longest."""

HALF_A_CHARACTER = re.compile(r"[\ud800-\udfff]")
ESCAPED_HALF = re.compile(r"\\u[dD][89a-fA-F]")
"""Many characters are written as two such escapes; one alone is none."""

BYTE_ORDER_MARKS_OF_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Written:
    """What a file says, and the oddities that would have passed unnoticed."""

    data: dict[str, Any]
    faults: tuple[Fault, ...] = ()


def load(path: Path) -> Written:
    """The object in the file. Raises `Unsound` where nothing can be read."""
    text = _text(path)
    reader = _Reader()
    try:
        data = json.loads(
            text,
            object_pairs_hook=reader.object,
            parse_int=reader.number,
            parse_constant=reader.constant,
        )
    except json.JSONDecodeError as error:
        raise Unsound([_not_json(error, text)]) from error
    except RecursionError as error:
        raise Unsound([fault("file.too_deep", "")]) from error
    if not isinstance(data, dict):
        raise Unsound([fault("file.not_object", "", data)])
    odd = reader.met_oddities or ESCAPED_HALF.search(text)
    return Written(data, tuple(_odd(data)) if odd else ())


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise Unsound([fault("file.missing", "", path.name)]) from error
    except IsADirectoryError as error:
        raise Unsound([fault("file.folder", "", path.name)]) from error
    except PermissionError as error:
        raise Unsound([fault("file.forbidden", "", path.name)]) from error
    except OSError as error:
        raise Unsound([fault("file.unreadable", "", path.name)]) from error
    if not raw.strip():
        raise Unsound([fault("file.empty", "", path.name)])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unsound([_not_utf_8(raw, path)]) from error


def _not_utf_8(raw: bytes, path: Path) -> Fault:
    if raw.startswith(BYTE_ORDER_MARKS_OF_UTF_16):
        return fault("file.encoding", "", path.name, encoding="UTF-16")
    if b"\0" in raw:
        return fault("file.not_text", "", path.name)
    return fault("file.encoding", "", path.name, encoding="Windows-1251 (cp1251)")


def _not_json(error: json.JSONDecodeError, text: str) -> Fault:
    where = {"line": error.lineno, "column": error.colno}
    ended = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string")
    name = "file.half" if ended else "file.not_json"
    lines = text[error.pos : error.pos + 20].splitlines()
    return fault(name, "", lines[0] if lines else "", **where)


class _Doubled(dict[str, Any]):
    """An object in which some keys were given twice."""

    keys_given_twice: tuple[str, ...] = ()


class _Odd(str):
    """A number that is none (NaN) or too long to be one."""


class _Reader:
    """The hooks of the JSON reader; they cannot know the place, so they mark what they met."""

    def __init__(self) -> None:
        self.met_oddities = False

    def object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        self.met_oddities = True
        doubled = _Doubled(found)
        times = Counter(key for key, _ in pairs)
        doubled.keys_given_twice = tuple(key for key in found if times[key] > 1)
        return doubled

    def number(self, digits: str) -> int | _Odd:
        return int(digits) if len(digits) <= LONGEST_NUMBER else self.constant(digits)

    def constant(self, text: str) -> _Odd:
        self.met_oddities = True
        return _Odd(text)


def _odd(data: object) -> Iterator[Fault]:
    waiting = [("", data)]
    while waiting:
        place, value = waiting.pop()
        if isinstance(value, _Odd):
            yield fault("file.number", place, str(value))
        elif isinstance(value, str):
            yield from _halves(place, value)
        elif isinstance(value, list):
            waiting += [(f"{place}[{i}]", inner) for i, inner in reversed([*enumerate(value)])]
        elif isinstance(value, dict):
            if isinstance(value, _Doubled):
                for key in value.keys_given_twice:
                    yield fault("file.key_twice", below(place, key), key)
            for key, inner in reversed(value.items()):
                waiting.append((below(place, key), inner))
                yield from _halves(below(place, key), key)


def _halves(place: str, text: str) -> Iterator[Fault]:
    if half := HALF_A_CHARACTER.search(text):
        yield fault("file.character", place, text, character=shown(half[0]))


def below(place: str, key: str) -> str:
    """The place of a field."""
    return f"{place}.{shown(key)}" if place else shown(key)

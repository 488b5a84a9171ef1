"""Text -> text that the fonts in the package can draw and a narrow column can hold.

PDF/UA refuses a document with a missing glyph, and one such letter in one name must not cost a
family its curriculum: an emoji or a Chinese character becomes a question mark.
"""

import re
import struct
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

UNKNOWN = "?"
MAY_BREAK = "\u200b"
LONG_WORD = re.compile(r"\S{26,}")
LONG_PIECE = 20
"""Letters between hyphens; shorter pieces of a long word stay whole: it breaks at a hyphen."""


@cache
def drawable(folder: Path) -> frozenset[str]:
    """The characters that every font of the folder can draw."""
    return frozenset.intersection(*map(_characters, sorted(folder.glob("*.ttf"))))


def _characters(font: Path) -> frozenset[str]:
    """What the font's cmap table maps to a glyph (OpenType specification, cmap format 4)."""
    data = font.read_bytes()
    count = struct.unpack_from(">H", data, 4)[0]
    tables = {data[12 + 16 * n : 16 + 16 * n]: 12 + 16 * n for n in range(count)}
    cmap = struct.unpack_from(">I", data, tables[b"cmap"] + 8)[0]
    for number in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        start = cmap + struct.unpack_from(">I", data, cmap + 4 + 8 * number + 4)[0]
        if struct.unpack_from(">H", data, start)[0] == 4:
            return frozenset(_mapped(data, start))
    raise ValueError(f"{font.name}: no character map of format 4")


def _mapped(data: bytes, start: int) -> list[str]:
    size = struct.unpack_from(">H", data, start + 6)[0]
    ends, starts, deltas, offsets = (start + 14 + size * n + 2 * (n > 0) for n in range(4))
    found = []
    for at in range(0, size, 2):
        last, first, delta, offset = (
            struct.unpack_from(">H", data, table + at)[0]
            for table in (ends, starts, deltas, offsets)
        )
        for code in range(first, last + 1):
            glyph = code
            if offset:
                place = offsets + at + offset + 2 * (code - first)
                glyph = struct.unpack_from(">H", data, place)[0]
            if (offset == 0 or glyph) and (glyph + delta) % 0x10000 and code < 0xFFFF:
                found.append(chr(code))
    return found


def printable(value: Any, known: frozenset[str]) -> Any:
    """Plain values with every text in them made fit for print."""
    if isinstance(value, str):
        shown = value if known.issuperset(value) else _replaced(value, known)
        shown = shown.replace("№ ", "№\u00a0")
        return LONG_WORD.sub(lambda word: _breakable(word[0]), shown)
    if isinstance(value, list):
        return [printable(each, known) for each in value]
    if isinstance(value, dict):
        return {key: printable(each, known) for key, each in value.items()}
    return value


def _breakable(word: str) -> str:
    pieces = word.split("-")
    return "-".join(MAY_BREAK.join(one) if len(one) > LONG_PIECE else one for one in pieces)


def _replaced(text: str, known: frozenset[str]) -> str:
    return "".join(
        c if c in known else "" if unicodedata.category(c) == "Mn" else UNKNOWN
        for c in unicodedata.normalize("NFC", text)
    )

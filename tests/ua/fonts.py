"""Every font is in the file, and every glyph shown stands for a letter."""

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

FORBIDDEN = {"0000", "FEFF", "FFFE"}
BETWEEN = re.compile(r"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
HEX = re.compile(r"<([0-9A-Fa-f]+)>")


def font_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Clauses 7.21.4.1, 7.21.7 and 7.21.8."""
    for number, page in enumerate(pdf.pages, start=1):
        fonts = page.resources.get("/Font", pikepdf.Dictionary())
        letters = {name: _letters(font) for name, font in fonts.items()}
        for name, font in fonts.items():
            below = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            descriptor = below.get("/FontDescriptor", pikepdf.Dictionary())
            if not any(f"/FontFile{kind}" in descriptor for kind in ("", 2, 3)):
                yield f"7.21.4.1: page {number}: {name} is not in the file"
            if FORBIDDEN & set(letters[name].values()):
                yield f"7.21.7: page {number}: {name} has glyphs for no letter"
        yield from _glyph_faults(number, page, letters)


def _glyph_faults(
    number: int, page: pikepdf.Page, letters: dict[str, dict[int, str]]
) -> Iterator[str]:
    known: dict[int, str] = {}
    for step in pikepdf.parse_content_stream(page):
        if str(step.operator) == "Tf":
            known = letters[str(step.operands[0])]
        elif str(step.operator) in ("Tj", "TJ"):
            for glyph in _glyphs(step.operands[0]):
                if glyph == 0:
                    yield f"7.21.8: page {number} shows a missing glyph"
                elif glyph not in known:
                    yield f"7.21.7: page {number} shows glyph {glyph}, which stands for no letter"


def _glyphs(shown: Any) -> Iterator[int]:
    pieces = shown if isinstance(shown, pikepdf.Array) else [shown]
    for piece in pieces:
        if isinstance(piece, pikepdf.String):
            data = bytes(piece)
            yield from (int.from_bytes(data[at : at + 2]) for at in range(0, len(data), 2))


def _letters(font: Any) -> dict[int, str]:
    """Letters by glyph: the font's map to Unicode (ISO 32000-1, 9.10.3)."""
    if "/ToUnicode" not in font:
        return {}
    found: dict[int, str] = {}
    for kind, body in BETWEEN.findall(font.ToUnicode.read_bytes().decode("latin-1")):
        codes = HEX.findall(body)
        if kind == "bfchar":
            found |= {int(g, 16): u.upper() for g, u in zip(codes[::2], codes[1::2], strict=True)}
        else:
            for first, last, letter in zip(codes[::3], codes[1::3], codes[2::3], strict=True):
                for at in range(int(last, 16) - int(first, 16) + 1):
                    found[int(first, 16) + at] = f"{int(letter, 16) + at:04X}"
    return found

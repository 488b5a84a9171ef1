"""Facts of a curriculum in one language -> a PDF of two A4 pages."""

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from planner.documents.glyphs import drawable, printable
from planner.documents.plain import labels
from planner.wording import Language, Wording

TEMPLATES = Path(str(files("templates")))
FONTS = TEMPLATES / "fonts"
SIZES = (9, 8.5, 8, 7.5, 7, 6.5, 6, 5, 4, 3, 2, 1)
"""Points. The last ones are for what no family has: everything at its longest at once."""
ALIKE = 8
"""From this size on both pages have the same; below, one is not made small for the other."""


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


@cache
def _fixed(language: Language) -> dict[str, str]:
    return {"language": language, "labels": json.dumps(labels(Wording(language)))}


def pdf(facts: dict[str, Any], language: Language) -> bytes:
    """The printed curriculum: the same facts give the same bytes.

    The template refuses a page that is too long; its type is then made a step smaller.
    """
    shown = json.dumps(printable(facts, drawable(FONTS)))
    steps = {"front": 0, "back": 0}
    while True:
        try:
            return _compiled(shown, language, *(SIZES[step] for step in steps.values()))
        except typst.TypstError as error:
            long = [page for page in steps if f"{page} is too long" in error.message]
            if not long:
                raise
            steps[long[0]] += 1


def _compiled(facts: str, language: Language, front: float, back: float) -> bytes:
    if min(front, back) >= ALIKE:
        front = back = min(front, back)
    sizes = {"front": str(front), "back": str(back)}
    return typst.compile(
        TEMPLATES / "curriculum.typ",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=_fixed(language) | sizes | {"facts": facts},
        pdf_standards="ua-1",
    )

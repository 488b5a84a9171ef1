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


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


@cache
def _fixed(language: Language) -> dict[str, str]:
    return {"language": language, "labels": json.dumps(labels(Wording(language)))}


def pdf(facts: dict[str, Any], language: Language) -> bytes:
    """The printed curriculum: the same facts give the same bytes."""
    shown = printable(facts, drawable(FONTS))
    return typst.compile(
        TEMPLATES / "curriculum.typ",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=_fixed(language) | {"facts": json.dumps(shown)},
        pdf_standards="ua-1",
    )

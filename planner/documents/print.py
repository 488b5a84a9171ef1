"""Facts in one language -> PDFs, tagged as PDF/UA-1 asks."""

import json
import re
from functools import cache
from threading import local
from typing import Any

import typst

from planner.documents.glyphs import drawable, printable
from planner.documents.plain import labels
from planner.documents.templates import PACKAGE, Templates
from planner.wording import Language

FONTS = PACKAGE / "fonts"
SIZES = (8.5, 8, 7.5, 7, 6.5, 6, 5, 4, 3, 2, 1)
"""Points. The last ones are for what no family has: everything at its longest at once."""
ALIKE = 2
"""So many of them are tried with both pages alike; below, none is made small for the other."""
PAGES = 2
COUNT = re.compile(rb"/Type */Pages\b[^>]*?/Count (\d+)")


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


class Printer:
    """Prints in one language. Each thread keeps compilers of its own, which saves a fifth."""

    def __init__(self, language: Language, templates: Templates) -> None:
        self._templates = templates
        self._fixed = {
            "language": language,
            "labels": json.dumps(printable(labels(templates.wording(language)), drawable(FONTS))),
        }
        self._own = local()

    def curriculum(self, facts: dict[str, Any]) -> bytes:
        """Two pages: the same facts give the same bytes.

        Nearly all fit at one of the first sizes. For the others the template is asked to refuse a
        page that is too long, and its type is made a step smaller; that costs more time.
        """
        inputs = {"facts": json.dumps(printable(facts, drawable(FONTS)))}
        for size in SIZES[:ALIKE]:
            sizes = {"front": str(size), "back": str(size)}
            printed = self._compiled("curriculum.typ", inputs | sizes)
            if pages(printed) == PAGES:
                return printed
        return self._shrunk(inputs)

    def _shrunk(self, inputs: dict[str, str]) -> bytes:
        steps = {"front": ALIKE - 1, "back": ALIKE - 1}
        while True:
            sizes = {page: str(SIZES[step]) for page, step in steps.items()}
            try:
                return self._compiled("curriculum.typ", inputs | {"check": "yes"} | sizes)
            except typst.TypstError as error:
                long = [page for page in steps if f"{page} is too long" in error.message]
                if not long:
                    raise
                steps[long[0]] += 1

    def sheet(self, facts: dict[str, Any]) -> bytes:
        """A document of as many pages as it takes."""
        shown = json.dumps(printable(facts, drawable(FONTS)))
        return self._compiled("sheet.typ", {"facts": shown})

    def _compiled(self, template: str, inputs: dict[str, str]) -> bytes:
        compiled = self._compiler(template).compile(
            sys_inputs=self._fixed | inputs, pdf_standards="ua-1"
        )
        assert isinstance(compiled, bytes)
        return compiled

    def _compiler(self, template: str) -> typst.Compiler:
        known: dict[str, typst.Compiler] = self._own.__dict__
        if template not in known:
            known[template] = typst.Compiler(
                self._templates.folder / template, font_paths=_fonts(), ignore_system_fonts=True
            )
        return known[template]


def pages(pdf: bytes) -> int:
    """The number of pages of a PDF that Typst has written."""
    counts = [int(count) for count in COUNT.findall(pdf)]
    return max(counts, default=0)

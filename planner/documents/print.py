"""Facts in one language -> PDFs, tagged as PDF/UA-1 asks."""

import json
import re
import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
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
    """Prints in one language. Each thread has a press of its own."""

    def __init__(self, language: Language, templates: Templates) -> None:
        self._language = language
        self._templates = templates
        self._own = local()

    def curriculum(self, facts: dict[str, Any]) -> bytes:
        """Two pages: the same facts give the same bytes.

        Nearly all fit at one of the first sizes. For the others the template is asked to refuse a
        page that is too long, and its type is made a step smaller; that costs more time.
        """
        shown = printable(facts, drawable(FONTS))
        for size in SIZES[:ALIKE]:
            sizes = {"front": size, "back": size, "check": False}
            printed = self._press.print("curriculum.typ", shown | {"sizes": sizes})
            if pages(printed) == PAGES:
                return printed
        return self._shrunk(shown)

    def _shrunk(self, shown: dict[str, Any]) -> bytes:
        steps = {"front": ALIKE - 1, "back": ALIKE - 1}
        while True:
            sizes = {page: SIZES[step] for page, step in steps.items()} | {"check": True}
            try:
                return self._press.print("curriculum.typ", shown | {"sizes": sizes})
            except typst.TypstError as error:
                long = [page for page in steps if f"{page} is too long" in error.message]
                if not long:
                    raise
                steps[long[0]] += 1

    def sheet(self, facts: dict[str, Any]) -> bytes:
        """A document of as many pages as it takes."""
        return self._press.print("sheet.typ", printable(facts, drawable(FONTS)))

    @property
    def _press(self) -> "_Press":
        if not hasattr(self._own, "press"):
            self._own.press = _Press(self._language, self._templates)
        press: _Press = self._own.press
        return press


class _Press:
    """A folder with the templates and the facts to be printed next, and a compiler for each.

    The facts come as a file: inputs of a compiler are part of everything that it has laid out, so
    that with others nothing could be taken over from the document before, which takes twice as
    long.
    """

    def __init__(self, language: Language, templates: Templates) -> None:
        self._kept = TemporaryDirectory(prefix="plan-print-")
        self._folder = Path(self._kept.name)
        self._language = language
        self._compilers: dict[str, typst.Compiler] = {}
        for file in templates.folder.iterdir():
            if file.is_file():
                shutil.copyfile(file, self._folder / file.name)
        words = printable(labels(templates.wording(language)), drawable(FONTS))
        self._write("labels.json", words)

    def print(self, template: str, facts: dict[str, Any]) -> bytes:
        """The template filled with the facts, as a PDF."""
        self._write("facts.json", facts)
        compiled = self._compiler(template).compile(pdf_standards="ua-1")
        assert isinstance(compiled, bytes)
        return compiled

    def _write(self, name: str, values: dict[str, Any]) -> None:
        written = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
        (self._folder / name).write_text(written, "utf-8")

    def _compiler(self, template: str) -> typst.Compiler:
        if template not in self._compilers:
            self._compilers[template] = typst.Compiler(
                self._folder / template,
                sys_inputs={"language": self._language},
                font_paths=_fonts(),
                ignore_system_fonts=True,
            )
        return self._compilers[template]


def pages(pdf: bytes) -> int:
    """The number of pages of a PDF that Typst has written."""
    counts = [int(count) for count in COUNT.findall(pdf)]
    return max(counts, default=0)

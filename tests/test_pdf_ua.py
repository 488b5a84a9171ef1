"""Every print keeps PDF/UA-1, and the checker notices each fault planted in a good one."""

import io
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from planner.documents import write_documents
from planner.documents.before_plan import write_forms
from planner.documents.choice import Choice
from planner.documents.curriculum import curriculum
from planner.documents.merging import merge_prints
from planner.documents.plain import plain
from planner.documents.print import Printer
from planner.documents.templates import Templates
from planner.documents.view import View
from planner.wording import LANGUAGES, Language, Wording
from tests import builders
from tests.builders import student
from tests.curricula import plan_of, rich
from tests.ua import faults
from tests.ua.tree import Tree

HOSTILE = '=HYPERLINK("x") <b> #eval("1") (x) \\\\ $x$'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


def faults_in(folder: Path, language: Language) -> dict[str, list[str]]:
    """The faults of each print that has some."""
    found = {}
    for path in folder.rglob("*.pdf"):
        with pikepdf.open(path) as pdf:
            assert str(pdf.Root.Lang) == language
            if broken := faults(pdf):
                found[path.relative_to(folder).as_posix()] = broken
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_print_keeps_pdf_ua(language: Language, tmp_path: Path) -> None:
    own, plans, forms = (tmp_path / name for name in ("own", "plan", "forms"))
    for folder in (own, plans, forms):
        folder.mkdir()
    (own / "logo.svg").write_text(SVG)
    instance = rich(courses=20, name="Щ" * 200)
    choice = Choice(before=builders.plan(instance, {"s1": ["law"]}), templates=own)
    write_documents(instance, plan_of(instance), plans, language, choice=choice)
    write_forms(instance, forms, language, own)
    assert len(list(plans.rglob("*.pdf"))) > 9
    assert faults_in(tmp_path, language) == {}


def test_prints_merged_by_class_and_school_are_tagged_as_single_ones(tmp_path: Path) -> None:
    people = [*(student(f"a{n}", class_name="10А") for n in range(3)), student("b", grade=11)]
    instance = rich(students=[student("s1", name=HOSTILE, class_name="10А"), *people])
    plan = builders.plan(instance, {"s1": ["tech-group", "c0", "weld"], "a0": ["c0"]})
    choice = Choice(kinds=("curricula",), formats=("pdf", "merged", "merged-school"))
    write_documents(instance, plan, tmp_path, "ru", choice=choice)
    assert faults_in(tmp_path, "ru") == {}
    with pikepdf.open(tmp_path / "merged" / "home.pdf") as school:
        outline = school.open_outline()
        assert [str(item.title) for item in outline.root][-1] == "Student b"
        tree = Tree(school)
        single = [Tree(pikepdf.open(path)) for path in (tmp_path / "curricula").glob("*.pdf")]
        expected = Counter(e.role for one in single for e in one.elements)
        expected["Part"], expected["Document"] = expected["Document"], 1
        assert Counter(e.role for e in tree.elements) == expected
    titles = {}
    for path in (tmp_path / "merged").iterdir():
        reader = PdfReader(path)
        metadata = reader.xmp_metadata
        assert metadata is not None and metadata.dc_title is not None
        titles[path.name] = (metadata.dc_title["x-default"], len(reader.pages))
    assert titles == {
        "home.pdf": ("Индивидуальные учебные планы – Озёрная средняя школа", 10),
        "home-10А.pdf": ("Индивидуальные учебные планы – Озёрная средняя школа, 10А класс", 8),
        "home-11.pdf": ("Индивидуальные учебные планы – Озёрная средняя школа, 11 класс", 2),
    }


def test_the_same_prints_are_merged_into_the_same_bytes(tmp_path: Path) -> None:
    single = tmp_path / "single.pdf"
    single.write_bytes(good())
    for out in ("one", "two"):
        merge_prints([("A", single), ("B", single)], "Two", "ru", tmp_path / out)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@cache
def good() -> bytes:
    """The curriculum with everything."""
    instance = rich()
    facts = curriculum(View(instance, plan_of(instance)), instance.students[0])
    return Printer("ru", Templates()).curriculum(plain(facts, Wording("ru")))


def elements(pdf: pikepdf.Pdf, kind: str) -> list[Any]:
    return [
        thing
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == f"/{kind}"
    ]


def no_title(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        del metadata["dc:title"]


def no_part(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        del metadata["pdfuaid:part"]


def no_scope(pdf: pikepdf.Pdf) -> None:
    for attributes in elements(pdf, "TH")[0].A:
        if "/Scope" in attributes:
            del attributes.Scope


def narrow_row(pdf: pikepdf.Pdf) -> None:
    row = max(elements(pdf, "TR"), key=lambda row: len(row.K))
    del row.K[-1]


def no_cells(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "TD")[0].S = pikepdf.Name.P


def loose_line(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"0 0 m 9 9 l S")


def mixed_marks(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"/Artifact BMC /P <</MCID 0>> BDC EMC EMC")


def foreign_content(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"/P <</MCID 9999>> BDC 0 0 m 9 9 l S EMC")


def lost_content(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "H1")[0].K = 9999


def empty_paragraph(pdf: pikepdf.Pdf) -> None:
    element = elements(pdf, "Div")[0]
    element.K.append(pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.P, P=element)))


def same_page_twice(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].StructParents = pdf.pages[0].StructParents


def no_letters(pdf: pikepdf.Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        del font.ToUnicode


def no_font(pdf: pikepdf.Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        below = font.DescendantFonts[0].FontDescriptor
        for key in [key for key in dict(below) if key.startswith("/FontFile")]:
            del below[key]


def missing_glyph(pdf: pikepdf.Pdf) -> None:
    name = next(iter(pdf.pages[0].Resources.Font.keys()))
    pdf.pages[0].contents_add(f"/Artifact BMC BT {name} 9 Tf <0000> Tj ET EMC".encode())


def set_to(path: str, value: Any) -> Callable[[pikepdf.Pdf], None]:
    """Replaces something of the catalogue; None removes it."""

    def plant(pdf: pikepdf.Pdf) -> None:
        *way, last = path.split(".")
        place: Any = pdf.Root
        for name in way:
            place = place[f"/{name}"]
        if value is None:
            del place[f"/{last}"]
        else:
            place[f"/{last}"] = value

    return plant


def on_first(kind: str, key: str, value: Any) -> Callable[[pikepdf.Pdf], None]:
    def plant(pdf: pikepdf.Pdf) -> None:
        elements(pdf, kind)[0][key] = value

    return plant


def on_page(key: str, value: Any) -> Callable[[pikepdf.Pdf], None]:
    def plant(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj[key] = value

    return plant


NOTE = pikepdf.Array([pikepdf.Dictionary(Subtype=pikepdf.Name.Link)])

PLANTED: dict[str, tuple[str, Callable[[pikepdf.Pdf], None]]] = {
    "no part": ("5:", no_part),
    "no title": ("7.1: no title", no_title),
    "title hidden": ("7.1: the title", set_to("ViewerPreferences.DisplayDocTitle", False)),
    "not marked": ("7.1: not marked", set_to("MarkInfo.Marked", False)),
    "suspect": ("7.1: tags are suspect", set_to("MarkInfo.Suspects", True)),
    "no tree": ("7.1: no structure tree", set_to("StructTreeRoot", None)),
    "no language": ("7.2:", set_to("Lang", None)),
    "tabs": ("7.18.3:", on_page("/Tabs", pikepdf.Name.R)),
    "annotation": ("7.18.1:", on_page("/Annots", NOTE)),
    "link": ("7.18.5:", on_page("/Annots", NOTE)),
    "unknown type": ("7.1: /Odd", on_first("H2", "/S", pikepdf.Name.Odd)),
    "beside": ("7.1: something else", on_first("Document", "/S", pikepdf.Name.Sect)),
    "no words": ("7.3:", on_first("Figure", "/Alt", pikepdf.String(" "))),
    "levels": ("7.4.2:", on_first("H1", "/S", pikepdf.Name.H3)),
    "no level": ("7.4.4:", on_first("H2", "/S", pikepdf.Name.H)),
    "scope": ("7.5: a header cell", no_scope),
    "row": ("7.5: rows", narrow_row),
    "cells": ("7.5: a row holds", no_cells),
    "no headers": ("7.5: a cell names", set_to("StructTreeRoot.IDTree", pikepdf.Dictionary())),
    "list": ("7.6:", on_first("Div", "/S", pikepdf.Name.L)),
    "empty": ("7.1: P with nothing", empty_paragraph),
    "loose": ("7.1: page 1 shows something", loose_line),
    "mixed": ("7.1: page 1 has tagged", mixed_marks),
    "foreign": ("7.1: page 1: content 9999", foreign_content),
    "lost": ("7.1: elements have content", lost_content),
    "parents": (
        "7.1: page 1: content 0",
        set_to("StructTreeRoot.ParentTree", pikepdf.Dictionary()),
    ),
    "page twice": ("7.1: pages without", same_page_twice),
    "letters": ("7.21.7:", no_letters),
    "font": ("7.21.4.1:", no_font),
    "glyph": ("7.21.8:", missing_glyph),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_noticed(name: str) -> None:
    clause, plant = PLANTED[name]
    with pikepdf.open(io.BytesIO(good())) as pdf:
        assert faults(pdf) == []
        plant(pdf)
        assert any(fault.startswith(clause) for fault in faults(pdf)), faults(pdf)

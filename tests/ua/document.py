"""What a PDF/UA-1 file says of itself: identification, title, language, order of tabs."""

from collections.abc import Iterator
from typing import Any

import pikepdf


def document_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Clauses 5, 7.1, 7.2, 7.16, 7.18."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        if metadata.get("pdfuaid:part") != "1":
            yield "5: not identified as PDF/UA-1"
        if not metadata.get("dc:title"):
            yield "7.1: no title in the metadata"
    yield from _catalogue_faults(pdf.Root)
    if pdf.is_encrypted and not pdf.allow.accessibility:
        yield "7.16: closed to assistive technology"
    for number, page in enumerate(pdf.pages, start=1):
        yield from _page_faults(number, page.obj)


def _catalogue_faults(root: Any) -> Iterator[str]:
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "7.1: the title is not displayed"
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "7.1: not marked as tagged"
    if root.get("/MarkInfo", {}).get("/Suspects"):
        yield "7.1: tags are suspect"
    if str(root.get("/Lang", "")) not in ("ru", "en"):
        yield "7.2: no language"


def _page_faults(number: int, page: Any) -> Iterator[str]:
    if page.get("/Tabs") != "/S":
        yield f"7.18.3: page {number} is not tabbed in the order of its structure"
    for note in page.get("/Annots", ()):
        if note.get("/Subtype") == "/Link" and "/Contents" not in note:
            yield f"7.18.5: page {number} has a link without a description"
        if "/StructParent" not in note:
            yield f"7.18.1: page {number} has an annotation outside the structure"

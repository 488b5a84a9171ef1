"""Tagged prints -> one print that is tagged as they are, with a bookmark for each.

The structure trees become parts of one document (ISO 32000-1, 14.7): the pages' numbers in
the tree of parents go on from print to print, and identifiers of header cells get the print's
number, since each print counts from the beginning.
"""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

VERSION = "1.7"


def merge_prints(prints: Iterable[tuple[str, Path]], title: str, language: str, out: Path) -> None:
    """Write one print of several, each with the name that its bookmark gets."""
    with pikepdf.new() as merged:
        trees = _Trees(merged)
        with merged.open_outline() as outline:
            for name, path in prints:
                outline.root.append(pikepdf.OutlineItem(name, len(merged.pages)))
                with pikepdf.open(BytesIO(path.read_bytes())) as single:
                    trees.add(single, name)
        trees.finish()
        _describe(merged, title, language)
        merged.save(out, min_version=VERSION, deterministic_id=True)


class _Trees:
    """The structure of all prints so far."""

    def __init__(self, merged: pikepdf.Pdf) -> None:
        self._merged = merged
        self._root: Any = merged.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
        self._document = merged.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Document, P=self._root)
        )
        self._parts: list[Any] = []
        self._parents: list[Any] = []
        self._names: list[tuple[str, Any]] = []
        self._roles: dict[str, Any] = {}
        self._pages = self._prints = 0

    def add(self, single: pikepdf.Pdf, name: str) -> None:
        """Take over a print with its pages as a part; the print is changed in memory."""
        self._prints += 1
        for page in single.pages:
            page.obj.StructParents += self._pages
        _rename(single, f"{self._prints}-")
        self._merged.pages.extend(single.pages)
        tree: Any = self._merged.copy_foreign(single.Root.StructTreeRoot)
        for part in tree.K:
            part.S, part.T, part.P = pikepdf.Name.Part, pikepdf.String(name), self._document
            self._parts.append(part)
        for key, parents in _pairs(tree.ParentTree.Nums):
            self._parents += [int(key) + self._pages, parents]
        self._names += [(f"{self._prints}-{key}", cell) for key, cell in _pairs(tree.IDTree.Names)]
        self._roles |= dict(tree.RoleMap.items())
        self._pages += int(tree.ParentTreeNextKey)

    def finish(self) -> None:
        """Fill the root and give it to the file."""
        names = [each for pair in sorted(self._names, key=lambda pair: pair[0]) for each in pair]
        self._document.K = pikepdf.Array(self._parts)
        self._root.K = self._document
        self._root.ParentTree = pikepdf.Dictionary(Nums=pikepdf.Array(self._parents))
        self._root.ParentTreeNextKey = self._pages
        self._root.IDTree = pikepdf.Dictionary(Names=pikepdf.Array(names))
        self._root.RoleMap = pikepdf.Dictionary(self._roles)
        self._merged.Root.StructTreeRoot = self._root


def _rename(single: pikepdf.Pdf, prefix: str) -> None:
    """Put the prefix before the identifiers of header cells and where cells name them."""
    for element in single.objects:
        if isinstance(element, pikepdf.Dictionary) and element.get("/Type") == "/StructElem":
            if "/ID" in element:
                element.ID = pikepdf.String(prefix + str(element.ID))
            for attributes in element.get("/A", ()):
                if "/Headers" in attributes:
                    headers = [pikepdf.String(prefix + str(one)) for one in attributes.Headers]
                    attributes.Headers = pikepdf.Array(headers)


def _pairs(flat: Any) -> list[tuple[Any, Any]]:
    listed = list(flat)
    return list(zip(listed[::2], listed[1::2], strict=True))


def _describe(merged: pikepdf.Pdf, title: str, language: str) -> None:
    """Say what PDF/UA-1 wants a file to say of itself."""
    merged.docinfo["/Title"] = title
    merged.Root.Lang = pikepdf.String(language)
    merged.Root.MarkInfo = pikepdf.Dictionary(Marked=True, Suspects=False)
    merged.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    with merged.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = title
        metadata["dc:language"] = {language}
        metadata["pdfuaid:part"] = "1"

"""The structure tree of a PDF as records, its marked content by page and number.

ISO 32000-1, 14.7: elements, parent tree, identifiers, role map.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

GROUPING = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "TOC", "TOCI", "Index",
            "NonStruct", "Private"}  # fmt: skip
BLOCK = {"P", "H", *(f"H{n}" for n in range(1, 7)), "L", "LI", "Lbl", "LBody", "Caption",
         "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot"}  # fmt: skip
INLINE = {"Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB",
          "RT", "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form"}  # fmt: skip
STANDARD = GROUPING | BLOCK | INLINE

Content = tuple[int, int]
"""The number of a page's structure parents and that of a piece of its marked content."""


@dataclass
class Element:
    """A structure element; its role is the standard type that it stands for."""

    role: str
    raw: Any
    children: list["Element"] = field(default_factory=list)
    content: list[Content] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing on any page belongs to it or to anything in it."""
        return not self.content and all(child.is_empty for child in self.children)

    def walk(self) -> list["Element"]:
        """Itself and everything in it, in the order of reading."""
        return [self, *(each for child in self.children for each in child.walk())]

    def attributes(self) -> dict[str, Any]:
        """Its attributes of all owners together."""
        found: dict[str, Any] = {}
        for attributes in _listed(self.raw.get("/A")):
            if isinstance(attributes, pikepdf.Dictionary):
                found |= dict(attributes.items())
        return found


class Tree:
    """The elements under the root."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.root: Any = pdf.Root.StructTreeRoot
        self.faults: list[str] = []
        self.owner: dict[Content, Element] = {}
        self._roles = {str(k): str(v) for k, v in self.root.get("/RoleMap", {}).items()}
        self.tops = [self._element(each, self.root) for each in _listed(self.root.get("/K"))]
        self.elements = [each for top in self.tops for each in top.walk()]

    def _element(self, raw: Any, parent: Any) -> Element:
        element = Element(self._role(str(raw.S)), raw)
        if raw.get("/P") is None or raw.P.objgen != parent.objgen:
            self.faults.append(f"7.1: {element.role} does not name its parent")
        for kid in _listed(raw.get("/K")):
            if isinstance(kid, int):
                self._own(element, raw.get("/Pg"), int(kid))
            elif kid.get("/Type") == "/MCR":
                self._own(element, kid.get("/Pg", raw.get("/Pg")), int(kid.MCID))
            elif kid.get("/Type") != "/OBJR":
                element.children.append(self._element(kid, raw))
        return element

    def _own(self, element: Element, page: Any, number: int) -> None:
        if page is None or "/StructParents" not in page:
            self.faults.append(f"7.1: {element.role} has content on no page")
            return
        content = (int(page.StructParents), number)
        element.content.append(content)
        if content in self.owner:
            self.faults.append(f"7.1: content {content} belongs to two elements")
        self.owner[content] = element

    def _role(self, tag: str) -> str:
        seen = set()
        while tag in self._roles:
            if tag in seen:
                self.faults.append(f"7.1: the role of {tag} goes in a circle")
                break
            seen.add(tag)
            tag = self._roles[tag]
        if tag[1:] not in STANDARD:
            self.faults.append(f"7.1: {tag} is no standard type and has no role")
        return tag[1:]


def numbers(node: Any) -> dict[int, Any]:
    """A number tree as a dictionary."""
    return {int(key): value for key, value in _pairs(node, "/Nums")}


def names(node: Any) -> dict[str, Any]:
    """A name tree as a dictionary."""
    return {str(key): value for key, value in _pairs(node, "/Names")}


def _pairs(node: Any, held: str) -> Iterator[tuple[Any, Any]]:
    """Keys and values of a tree and of all below it."""
    flat = _listed(node.get(held))
    yield from zip(flat[::2], flat[1::2], strict=True)
    for kid in _listed(node.get("/Kids")):
        yield from _pairs(kid, held)


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]

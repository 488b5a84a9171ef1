"""Headings, figures, lists, and elements with nothing in them."""

from collections.abc import Iterator

from tests.ua.tree import Element, Tree

MAY_BE_EMPTY = {"TD", "Div", "Part", "Sect", "NonStruct", "TBody"}
"""Cells without words, and what only groups."""


def structure_faults(tree: Tree) -> Iterator[str]:
    """Clauses 7.1 to 7.4 and 7.6."""
    if [top.role for top in tree.tops] != ["Document"]:
        yield "7.1: something else than one document"
    for element in tree.elements:
        if element.is_empty and element.role not in MAY_BE_EMPTY:
            yield f"7.1: {element.role} with nothing in it"
        if element.role in ("Figure", "Formula") and not _described(element):
            yield f"7.3: {element.role} without words in its place"
        yield from _list_faults(element)
    yield from _heading_faults(tree)


def _described(element: Element) -> bool:
    return any(str(element.raw.get(key, "")).strip() for key in ("/Alt", "/ActualText"))


def _list_faults(element: Element) -> Iterator[str]:
    roles = {child.role for child in element.children}
    if element.role == "L" and not roles <= {"LI", "L", "Caption"}:
        yield f"7.6: a list holds {sorted(roles)}"
    if element.role == "LI" and not roles <= {"Lbl", "LBody"}:
        yield f"7.6: an item of a list holds {sorted(roles)}"


def _heading_faults(tree: Tree) -> Iterator[str]:
    """Headings begin with H1 and go down one level at a time."""
    level = 0
    for element in tree.elements:
        if element.role == "H":
            yield "7.4.4: a heading without its level"
        if element.role[:1] == "H" and element.role[1:].isdigit():
            now = int(element.role[1:])
            if now > level + 1:
                yield f"7.4.2: H{now} follows H{level}"
            level = now

"""Tables: rows of equal width, header cells with a scope, identifiers that lead somewhere."""

from collections.abc import Iterator

import pikepdf

from tests.ua.tree import Element, Tree, names


def table_faults(tree: Tree) -> Iterator[str]:
    """Clause 7.5; ISO 32000-1, 14.7.2 for identifiers."""
    known = names(tree.root.get("/IDTree", pikepdf.Dictionary()))
    given = [str(e.raw["/ID"]) for e in tree.elements if "/ID" in e.raw]
    if len(given) != len(set(given)) or set(given) != set(known):
        yield "7.5: identifiers are not unique, or not those of the tree of identifiers"
    for element in tree.elements:
        if element.role == "Table":
            yield from _table_faults(element)
        if element.role == "TH" and "/Scope" not in element.attributes():
            yield "7.5: a header cell without a scope"
        for header in element.attributes().get("/Headers", ()):
            if str(header) not in known:
                yield f"7.5: a cell names the unknown header {header}"


def _table_faults(table: Element) -> Iterator[str]:
    parts = [part.role for part in table.children]
    if not set(parts) <= {"THead", "TBody", "TFoot", "TR", "Caption"}:
        yield f"7.5: a table holds {sorted(set(parts))}"
    rows = [element for element in table.walk() if element.role == "TR"]
    cells = [cell for row in rows for cell in row.children]
    if not {cell.role for cell in cells} <= {"TH", "TD"}:
        yield "7.5: a row holds something else than cells"
    if not any(cell.role == "TH" for cell in cells):
        yield "7.5: a table without header cells"
    widths = set(_widths(rows))
    if len(widths) > 1:
        yield f"7.5: rows of {sorted(widths)} columns"


def _widths(rows: list[Element]) -> list[int]:
    """The number of columns of each row, with the cells that reach into it from above."""
    reaching: list[int] = []
    """For each cell above, one number for each column: rows still to come."""
    widths = []
    for row in rows:
        width, below = len(reaching), [left - 1 for left in reaching]
        for cell in row.children:
            across = int(cell.attributes().get("/ColSpan", 1))
            width += across
            below += [int(cell.attributes().get("/RowSpan", 1)) - 1] * across
        widths.append(width)
        reaching = [left for left in below if left > 0]
    return widths

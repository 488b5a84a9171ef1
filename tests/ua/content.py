"""Whatever a page shows is an artifact or belongs to exactly one element of the structure."""

from collections.abc import Iterator
from typing import Any

import pikepdf

from tests.ua.tree import Content, Tree, numbers

SHOWING = {
    *("Tj", "TJ", "'", '"'), *("S", "s", "f", "F", "f*", "B", "B*", "b", "b*"),
    *("sh", "Do", "INLINE IMAGE"),
}  # fmt: skip


def content_faults(pdf: pikepdf.Pdf, tree: Tree) -> Iterator[str]:
    """Clause 7.1; ISO 32000-1, 14.7.4.4 for the parent tree."""
    parents = numbers(tree.root.get("/ParentTree", pikepdf.Dictionary()))
    seen: set[Content] = set()
    keys = [int(page.obj.get("/StructParents", -1)) for page in pdf.pages]
    if len(set(keys)) != len(keys) or min(keys, default=0) < 0:
        yield "7.1: pages without a number of their own in the structure"
    for number, (page, key) in enumerate(zip(pdf.pages, keys, strict=True), start=1):
        marked, loose, nested = _marked(page)
        if loose:
            yield f"7.1: page {number} shows something that is neither tagged nor an artifact"
        if nested:
            yield f"7.1: page {number} has tagged content inside an artifact, or the other way"
        seen |= {(key, mark) for mark in marked}
        for mark in marked:
            owner, row = tree.owner.get((key, mark)), parents.get(key)
            listed = row[mark] if row is not None and mark < len(row) else None
            if owner is None or listed is None or listed.objgen != owner.raw.objgen:
                yield f"7.1: page {number}: content {mark} leads to no element, or to another one"
    if missing := set(tree.owner) - seen:
        yield f"7.1: elements have content that no page shows: {sorted(missing)[:3]}"


def _marked(page: pikepdf.Page) -> tuple[list[int], bool, bool]:
    """Numbers of tagged content; whether something is outside all marks; whether marks mix."""
    marked: list[int] = []
    loose = nested = False
    stack: list[str] = []
    for step in pikepdf.parse_content_stream(page):
        operands, name = step.operands, str(step.operator)
        if name in ("BDC", "BMC"):
            kind, mark = _mark(operands)
            nested |= kind != "" and any(kinds and kinds != kind for kinds in stack)
            stack.append(kind)
            marked += [mark] if mark is not None else []
        elif name == "EMC":
            stack.pop()
        elif name in SHOWING and not any(stack):
            loose = True
    return marked, loose, nested


def _mark(operands: Any) -> tuple[str, int | None]:
    """Whether it is an artifact, tagged, or only a property of what is marked around it."""
    if str(operands[0]) == "/Artifact":
        return "artifact", None
    properties = operands[1] if len(operands) > 1 else None
    if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties:
        return "tagged", int(properties.MCID)
    return "", None

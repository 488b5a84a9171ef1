"""PDF -> what breaks PDF/UA-1 (ISO 14289-1:2014), as far as a machine can tell, by clause.

What needs a person (is the order sensible, does an alternative text say enough) is not here.
"""

from collections.abc import Iterator

import pikepdf

from tests.ua.content import content_faults
from tests.ua.document import document_faults
from tests.ua.fonts import font_faults
from tests.ua.structure import structure_faults
from tests.ua.tables import table_faults
from tests.ua.tree import Tree


def faults(pdf: pikepdf.Pdf) -> list[str]:
    """Every fault as 'clause: what'; none for a file that keeps all clauses checked."""
    return list(dict.fromkeys(_faults(pdf)))


def _faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    yield from document_faults(pdf)
    if "/StructTreeRoot" not in pdf.Root:
        yield "7.1: no structure tree"
        return
    tree = Tree(pdf)
    yield from tree.faults
    yield from structure_faults(tree)
    yield from table_faults(tree)
    yield from content_faults(pdf, tree)
    yield from font_faults(pdf)

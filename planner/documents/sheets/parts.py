"""What a sheet is made of: sections with text, lines to fill in, boxes to tick and a table."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.base import Text
from planner.documents.facts import Words

Cell = Words | tuple[Words, ...]
"""Words, or several lines of them."""


@dataclass(frozen=True)
class Column:
    """A column: a key of its heading, its share of the width, how its words stand."""

    heading: Words
    share: float = 1
    align: str = "left"
    names: bool = False
    """Names of people: they are not hyphenated."""


@dataclass(frozen=True)
class Table:
    """Columns and rows; `blank` rows follow to be written on by hand."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    blank: int = 0


@dataclass(frozen=True)
class Line:
    """A label with a value; without one, a line to write on."""

    label: Words
    value: Cell = ""


@dataclass(frozen=True)
class Section:
    """A part of a sheet."""

    heading: Words = ""
    text: tuple[Words, ...] = ()
    lines: tuple[Line, ...] = ()
    choices: tuple[Words, ...] = ()
    """Boxes to tick."""
    table: Table | None = None
    new_page: bool = False


@dataclass(frozen=True)
class Sheet:
    """A document."""

    title: Words
    sections: tuple[Section, ...]
    organisation: Text | None = None
    subtitle: Words = ""
    addressee: tuple[Line, ...] = ()
    """To whom and from whom, at the top right."""
    signatures: tuple[Line, ...] = ()
    """Who signs, with the name where it is known."""
    landscape: bool = False
    logo: str = ""


@dataclass(frozen=True)
class Named:
    """A sheet with what it is called and whose it is."""

    file: str
    school: str
    """The organisation it belongs to; a choice of schools leaves out the others."""
    sheet: Sheet
    others: frozenset[str] = frozenset()
    """Further organisations that it concerns."""


def numbered(rows: Iterable[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    """Rows with their number in front."""
    return tuple((number, *row) for number, row in enumerate(rows, start=1))

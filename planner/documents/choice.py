"""Which documents are written, and how."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from models.plan import Plan
from planner.documents.sheets.annexes import annexes
from planner.documents.sheets.buses import buses
from planner.documents.sheets.changes import change_reports
from planner.documents.sheets.lists import lists
from planner.documents.sheets.partners import partners
from planner.documents.sheets.parts import Named
from planner.documents.sheets.schools import schools
from planner.documents.sheets.teachers import teachers
from planner.documents.view import View

SHEETS: dict[str, Callable[[View], Iterator[Named]]] = {
    "lists": lists, "teachers": teachers, "buses": buses, "partners": partners,
    "schools": schools, "annexes": annexes, "changes": change_reports,
}  # fmt: skip
CURRICULA = "curricula"
CALENDARS = "calendars"
KINDS = (CURRICULA, CALENDARS, *SHEETS)
"""Each kind fills a folder of its name."""
FORMATS = ("html", "pdf", "merged", "zip")
"""Pages; prints; one print for each class; everything in one archive."""


@dataclass(frozen=True)
class Choice:
    """Everything, as pages and prints, unless something else is chosen."""

    students: Collection[str] | None = None
    schools: Collection[str] | None = None
    """Whose lists and other sheets; None: everybody's."""
    kinds: Collection[str] = KINDS
    formats: Collection[str] = ("html", "pdf")
    templates: Path | None = None
    before: Plan | None = None
    """An earlier plan, to say what has changed."""

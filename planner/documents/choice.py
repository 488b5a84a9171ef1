"""Which documents are written, and how."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from models.instance import Instance
from models.plan import Plan
from planner.documents.bundles import MERGING
from planner.documents.sheets.annexes import annexes
from planner.documents.sheets.buses import buses
from planner.documents.sheets.changes import change_reports
from planner.documents.sheets.lists import lists
from planner.documents.sheets.partners import partners
from planner.documents.sheets.parts import Named
from planner.documents.sheets.schools import schools
from planner.documents.sheets.teachers import teachers
from planner.documents.templates import PACKAGE
from planner.documents.view import View
from planner.wording import Language

SHEETS: dict[str, Callable[[View], Iterator[Named]]] = {
    "lists": lists, "teachers": teachers, "buses": buses, "partners": partners,
    "schools": schools, "annexes": annexes, "changes": change_reports,
}  # fmt: skip
CURRICULA = "curricula"
CALENDARS = "calendars"
KINDS = (CURRICULA, CALENDARS, *SHEETS)
"""Each kind fills a folder of its name."""
FORMATS = ("html", "pdf", *MERGING, "zip")
"""Pages; prints; one print for each class or school; everything in one archive."""


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


def key_of(instance: Instance, plan: Plan, language: Language, choice: Choice) -> str:
    """A word for all that the documents depend on: equal only if they would be equal."""
    digest = blake2b(f"{version('plan-trajectories')} {language}".encode(), digest_size=8)
    for name in ("students", "schools", "kinds", "formats"):
        chosen = getattr(choice, name)
        digest.update(repr(None if chosen is None else sorted(chosen)).encode())
    for plan_ in (plan, choice.before):
        digest.update(plan_.model_dump_json().encode() if plan_ else b"none")
    digest.update(instance.model_dump_json().encode())
    for root in filter(None, (PACKAGE, choice.templates)):
        for file in sorted(root.rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()

"""Each document chosen -> its files, every file whole or not at all."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from hashlib import blake2b
from pathlib import Path

from models.instance import Instance
from models.people import Student
from models.plan import Plan
from planner.documents.bundles import MERGED, MERGING, merge, pack
from planner.documents.calendars import calendar
from planner.documents.choice import CALENDARS, CURRICULA, SHEETS, Choice
from planner.documents.curriculum import curriculum
from planner.documents.facts import Reasoned
from planner.documents.files import file_names
from planner.documents.pages import Pages
from planner.documents.plain import plain
from planner.documents.print import Printer
from planner.documents.sheets.parts import Named
from planner.documents.summary import summary
from planner.documents.templates import Templates
from planner.documents.view import View
from planner.files import RESULT
from planner.wording import Language

INDEX = "index.html"
PAGE_AND_PRINT = ("html", "pdf")


@dataclass(frozen=True)
class Task:
    """A document to be written."""

    write: Callable[[], None]
    wait: Callable[[], object] = lambda: None
    """Until it can be written."""


class Writer:
    """Writes the documents of one plan in one language into one folder."""

    def __init__(
        self,
        instance: Instance,
        plan: Plan,
        folder: Path,
        language: Language,
        reasons: Reasoned | None,
        choice: Choice,
    ) -> None:
        self._view = View(instance, plan, reasons, choice.before)
        self._folder = folder
        self._choice = choice
        self._templates = Templates(choice.templates)
        self._wording = self._templates.wording(language)
        self._pages = Pages(language, self._templates)
        self._printer = Printer(language, self._templates)
        self._files = file_names(instance)
        self._sheets: dict[str, list[tuple[str, str]]] = {}

    def tasks(self) -> Iterator[Task]:
        """What is still to be written, each by itself."""
        for student in self._students():
            if CURRICULA in self._choice.kinds:
                yield Task(partial(self._curriculum, student), partial(self._wait_for, student))
            if CALENDARS in self._choice.kinds:
                yield Task(partial(self._calendar, student))
        for kind, make in SHEETS.items():
            if kind in self._choice.kinds:
                yield from (Task(partial(self._sheet, kind, n)) for n in self._named(kind, make))

    def finish(self) -> None:
        """The summary page, and whatever is made of the single files."""
        view, folder = self._view, self._folder
        prints = {s: folder / CURRICULA / f"{file}.pdf" for s, file in self._files.items()}
        if merging := [kind for kind in MERGING if kind in self._choice.formats]:
            found = {s: f for s, f in prints.items() if f.exists()}
            self._sheets[MERGED] = merge(view.instance, folder, found, self._wording, merging)
        written = {s: self._written(file) for s, file in self._files.items()}
        facts = plain(summary(view, self._files, written), self._wording)
        groups = [
            (kind, [(path, name, _formats(folder / path)) for path, name in sheets])
            for kind, sheets in self._sheets.items()
            if sheets
        ]
        page = self._pages.index(facts | {"documents": groups})
        _write(folder / INDEX, page.encode())
        if "zip" in self._choice.formats:
            pack(folder, {RESULT, INDEX}, {INDEX} if self._back else ())

    @property
    def _back(self) -> bool:
        """Whether pages lead to the summary.

        It speaks of everybody: whoever gets an archive of some students is not to have it.
        """
        return "zip" not in self._choice.formats or self._choice.students is None

    def _written(self, file: str) -> tuple[str, ...]:
        """What a student's name can lead to."""
        calendars = ("ics",) * (self._folder / CALENDARS / f"{file}.ics").exists()
        return (*_formats(self._folder / CURRICULA / file), *calendars)

    def _students(self) -> Iterator[Student]:
        chosen = self._choice.students
        for student in self._view.instance.students:
            if chosen is None or student.id in chosen:
                yield student

    def _wait_for(self, student: Student) -> None:
        """The reasons that a curriculum gives may still be being worked out."""
        if self._missing(self._curriculum_file(student)):
            self._view.reasons.of(student.id)

    def _curriculum_file(self, student: Student) -> Path:
        """Without suffix."""
        return self._folder / CURRICULA / self._files[student.id]

    def _curriculum(self, student: Student) -> None:
        file = self._curriculum_file(student)
        wanted = self._missing(file)
        if not wanted:
            return
        facts = plain(curriculum(self._view, student), self._wording)
        facts["logo"] = self._templates.logo(student.school)
        if "html" in wanted:
            calendar = CALENDARS in self._choice.kinds
            page = self._pages.curriculum(facts, file.name, self._back, self._printed, calendar)
            _write(Path(f"{file}.html"), page.encode())
        if "pdf" in wanted:
            _write(Path(f"{file}.pdf"), self._printer.curriculum(facts))

    def _calendar(self, student: Student) -> None:
        file = self._folder / CALENDARS / f"{self._files[student.id]}.ics"
        if not file.exists():
            _write(file, calendar(self._view, student, self._wording).encode())

    def _named(self, kind: str, make: Callable[[View], Iterator[Named]]) -> Iterator[Named]:
        """The sheets of a kind that are asked for, each under a name of its own."""
        taken: set[str] = set()
        links = self._sheets.setdefault(kind, [])
        for named in make(self._view):
            schools = self._choice.schools
            if schools is None or not {named.school, *named.others}.isdisjoint(schools):
                name = named.file
                if name.lower() in taken:
                    digest = blake2b(repr(named.sheet).encode(), digest_size=4).hexdigest()
                    name = f"{name}-{digest}"
                taken.add(name.lower())
                shown = named.sheet.organisation or named.sheet.subtitle
                links.append((f"{kind}/{name}", str(plain(shown, self._wording))))
                yield replace(named, file=name)

    def _sheet(self, kind: str, named: Named) -> None:
        file = self._folder / kind / named.file
        wanted = self._missing(file)
        if not wanted:
            return
        facts = plain(named.sheet, self._wording)
        facts["logo"] = self._templates.logo(named.school)
        if "html" in wanted:
            page = self._pages.sheet(facts, file.name, back=self._back, printed=self._printed)
            _write(Path(f"{file}.html"), page.encode())
        if "pdf" in wanted:
            _write(Path(f"{file}.pdf"), self._printer.sheet(facts))

    def _missing(self, file: Path) -> list[str]:
        """The formats in which a document is asked for and not there yet."""
        return [kind for kind in self._wanted if not Path(f"{file}.{kind}").exists()]

    @property
    def _wanted(self) -> tuple[str, ...]:
        formats = self._choice.formats
        wanted = [kind for kind in PAGE_AND_PRINT if kind in formats]
        if "pdf" not in wanted and not MERGING.keys().isdisjoint(formats):
            wanted.append("pdf")
        return tuple(wanted) or PAGE_AND_PRINT

    @property
    def _printed(self) -> bool:
        return "pdf" in self._wanted


def _formats(file: Path) -> tuple[str, ...]:
    """Those in which a document exists."""
    return tuple(kind for kind in PAGE_AND_PRINT if Path(f"{file}.{kind}").exists())


def _write(path: Path, data: bytes) -> None:
    """Without waiting for the disk: after a crash of the machine a run starts anew anyway."""
    path.parent.mkdir(exist_ok=True)
    fresh = path.with_name(f".{path.name}.part")
    fresh.write_bytes(data)
    fresh.replace(path)

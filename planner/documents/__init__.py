"""Instance and plan -> the result folder's pages and prints."""

from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from models.instance import Instance
from models.people import Student
from models.plan import Plan
from planner.documents.curriculum import curriculum
from planner.documents.files import file_names
from planner.documents.pages import Pages
from planner.documents.plain import plain
from planner.documents.print import pdf
from planner.documents.summary import summary
from planner.documents.view import View
from planner.wording import Language, Wording

FOLDER = "curricula"
THREADS = 2
"""Typst lets other threads run while it compiles; more than two gain little and cost memory."""


def write_documents(
    instance: Instance,
    plan: Plan,
    folder: Path,
    language: Language,
    progress: Callable[[int, int], None] | None = None,
    students: Collection[str] | None = None,
    reasons: Mapping[tuple[str, int], str] | None = None,
) -> None:
    """Write index.html and a page and print for each student, or only for `students`.

    `progress` is called with the number of curricula done and of all of them. `reasons` says why a
    wish was not granted, by the student's id and the number of the wish from 0.
    """
    view = View(instance, plan, reasons)
    files = file_names(instance)
    pages = Pages(language)
    wording = Wording(language)
    (folder / FOLDER).mkdir(exist_ok=True)

    def write(student: Student) -> None:
        facts = plain(curriculum(view, student), wording)
        file = folder / FOLDER / files[student.id]
        page = pages.curriculum(facts, files[student.id])
        file.with_name(f"{file.name}.html").write_text(page, "utf-8")
        file.with_name(f"{file.name}.pdf").write_bytes(pdf(facts, language))

    wanted = [s for s in instance.students if students is None or s.id in students]
    with ThreadPoolExecutor(THREADS) as threads:
        tasks = [threads.submit(write, student) for student in wanted]
        for done, task in enumerate(as_completed(tasks), start=1):
            task.result()
            if progress:
                progress(done, len(wanted))
    written = {s for s, file in files.items() if (folder / FOLDER / f"{file}.html").exists()}
    facts = plain(summary(view, files, written), wording)
    (folder / "index.html").write_text(pages.index(facts), "utf-8")

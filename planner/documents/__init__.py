"""Instance and plan -> the result folder's pages, prints, lists and calendars."""

from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from pathlib import Path

from models.instance import Instance
from models.plan import Plan
from planner.documents.choice import Choice
from planner.documents.facts import Reasons
from planner.documents.writer import Task, Writer
from planner.wording import Language

THREADS = 2
"""Typst lets other threads run while it compiles; more than two gain little and cost memory."""


def write_documents(
    instance: Instance,
    plan: Plan,
    folder: Path,
    language: Language,
    progress: Callable[[int, int], None] | None = None,
    students: Collection[str] | None = None,
    reasons: Reasons | None = None,
    choice: Choice | None = None,
) -> None:
    """Write index.html and the documents chosen; what the folder already has is kept.

    `progress` is called with the number of documents done and of all of them.
    """
    chosen = choice or Choice()
    if students is not None:
        chosen = replace(chosen, students=students)
    writer = Writer(instance, plan, folder, language, reasons, chosen)
    tasks = list(writer.tasks())
    for done in _run(tasks):
        if progress:
            progress(done, len(tasks))
    writer.finish()


def _run(tasks: list[Task]) -> Iterator[int]:
    with ThreadPoolExecutor(THREADS) as threads:
        running = [threads.submit(task) for task in tasks]
        try:
            for done, task in enumerate(as_completed(running), start=1):
                task.result()
                yield done
        except BaseException:
            for task in running:
                task.cancel()
            raise

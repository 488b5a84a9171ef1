"""Instance and plan -> the result folder's pages, prints, lists and calendars."""

from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from pathlib import Path

from models.instance import Instance
from models.plan import Plan
from planner.documents.choice import Choice
from planner.documents.facts import Reasoned
from planner.documents.writer import Task, Writer
from planner.wording import Language

THREADS = 2
"""Typst lets other threads run while it compiles; more than two gain little and cost memory."""
AT_ONCE = 2 * THREADS
"""Documents given to them, so that none of them has to wait for the next."""


def write_documents(
    instance: Instance,
    plan: Plan,
    folder: Path,
    language: Language,
    progress: Callable[[int, int], None] | None = None,
    students: Collection[str] | None = None,
    reasons: Reasoned | None = None,
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
    for done, _ in enumerate(_run(tasks), start=1):
        if progress:
            progress(done, len(tasks))
    writer.finish()


def _run(tasks: Iterable[Task]) -> Iterator[None]:
    """Once for each that is done; what has to be waited for is waited for here, for Ctrl-C."""
    running = set[Future[None]]()
    with ThreadPoolExecutor(THREADS) as threads:
        try:
            for task in tasks:
                task.wait()
                running.add(threads.submit(task.write))
                if len(running) == AT_ONCE:
                    yield from _finished(running)
            while running:
                yield from _finished(running)
        except BaseException:
            for each in running:
                each.cancel()
            raise


def _finished(running: set[Future[None]]) -> Iterator[None]:
    """Take out what is finished, at least one."""
    for each in wait(running, return_when=FIRST_COMPLETED).done:
        running.remove(each)
        yield each.result()

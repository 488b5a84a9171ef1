"""Parts of the work in processes of their own."""

import multiprocessing
from collections.abc import Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace

from models.plan import Parameters, Plan
from planner.solve.region import worker
from planner.solve.region.partition import Partition
from planner.solve.region.worker import Answer, Task


class Crew:
    """Processes, each of which keeps the models of its own parts."""

    def __init__(self, parts: Partition, processes: int, seed: int) -> None:
        self._executors = [
            ProcessPoolExecutor(
                1, multiprocessing.get_context("spawn"), worker.start, (parts, seed)
            )
            for _ in range(min(processes, len(parts.parts)))
        ]
        load = [0] * len(self._executors)
        self._home: dict[int, int] = {}
        for part in sorted(range(len(parts.parts)), key=lambda n: (-len(parts.parts[n]), n)):
            lightest = load.index(min(load))
            self._home[part] = lightest
            load[lightest] += len(parts.parts[part])

    @property
    def width(self) -> int:
        """How many parts can be solved at a time, if they are at different processes."""
        return len(self._executors)

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, *_: object) -> None:
        for executor in self._executors:
            for process in list(executor._processes.values()):
                process.terminate()
            executor.shutdown(wait=False, cancel_futures=True)

    def solve(self, tasks: Iterable[Task]) -> list[Answer]:
        """All answers, in the order of the tasks."""
        futures = [self._at(task.part).submit(worker.solve, task) for task in tasks]
        return [future.result() for future in futures]

    def keep(self, parts: Iterable[int]) -> None:
        """Let the parts' last plans within their room be the best ones."""
        for future in [self._at(part).submit(worker.keep, part) for part in parts]:
            future.result()

    def finish(self, parts: Iterable[int], parameters: Parameters) -> list[Plan]:
        """The parts' best plans."""
        futures: list[Future[Plan]] = [
            self._at(part).submit(worker.finish, part, parameters) for part in parts
        ]
        return [future.result() for future in futures]

    def _at(self, part: int) -> ProcessPoolExecutor:
        return self._executors[self._home[part]]


PATIENCE = 10
"""So much more work is allowed where a first try found no plan."""


def insistent(crew: Crew, tasks: list[Task]) -> list[Answer]:
    """All answers; where no plan was found, tried again from what students keep."""
    found = {answer.part: answer for answer in crew.solve(tasks)}
    again = [
        replace(task, from_kept=True, work=PATIENCE * task.work)
        for task in tasks
        if not (found[task.part].feasible or found[task.part].impossible)
    ]
    found |= {answer.part: answer for answer in crew.solve(again)}
    return list(found.values())

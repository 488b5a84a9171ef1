"""Reasons worked out by a process of their own, while documents that have theirs are printed."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from threading import Lock

from models.instance import Instance
from models.plan import Plan
from planner.documents.facts import Reasoned, Reasons
from planner.explain.in_documents import WHOLE, gathered, in_turn, reasons
from planner.explain.standing import Standing
from planner.presolve import Presolved, presolve
from planner.processes import beside
from planner.wording import Language, Wording

MANY = 1000
"""Students for whose reasons it is worth some seconds to begin another process."""


@contextmanager
def reasoned(
    presolved: Presolved, plan: Plan, students: Collection[str], language: Language, of_all: bool
) -> Iterator[Reasoned]:
    """Why wishes and requirements are not met; if asked of all, what is missing most often."""
    if len(students) < MANY:
        yield reasons(Standing(presolved, plan), students, Wording(language), of_all)
        return
    question = _Question(presolved.instance, plan, frozenset(students), language, of_all)
    with beside(_tell, question) as told:
        yield Ahead(told, question)


@dataclass(frozen=True)
class _Question:
    """Whose reasons are asked for."""

    instance: Instance
    plan: Plan
    students: frozenset[str]
    language: Language
    of_all: bool

    def answers(self) -> Iterator[tuple[str, Reasons]]:
        """The reasons of each student, in the order of the instance."""
        standing = Standing(presolve(self.instance), self.plan)
        return in_turn(standing, self.students, Wording(self.language), self.of_all)


def _tell(pipe: Connection, question: _Question) -> None:
    for answer in question.answers():
        pipe.send(answer)


class Ahead:
    """Reasons as they come from another process; if it dies, they are worked out here."""

    def __init__(self, told: Connection, question: _Question) -> None:
        self._question = question
        self._known: dict[str, Reasons] = {}
        self._coming = _received(told, question)
        self._lock = Lock()

    def of(self, student: str) -> Reasons:
        """Those of one student."""
        self._wait_for(student)
        return self._known[student]

    def of_all(self) -> Reasons:
        """Those of everybody, and what is said of the whole plan."""
        self._wait_for(WHOLE)
        return gathered(self._known.values())

    def _wait_for(self, whom: str) -> None:
        with self._lock:
            while whom not in self._known:
                who, found = next(self._coming)
                self._known[who] = found


def _received(told: Connection, question: _Question) -> Iterator[tuple[str, Reasons]]:
    try:
        while True:
            yield told.recv()
    except (EOFError, OSError):
        yield from question.answers()

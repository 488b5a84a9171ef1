"""Kinds of tasks -> the one that has lately closed the gap fastest goes on."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from math import inf
from time import monotonic

FADING = 0.8
"""What a task's result still counts when the next one of its kind is done."""

PATIENCE = 8
"""Tasks of other kinds after which every kind has its turn."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be done."""

    find: Callable[[], Callable[[], None]]
    """Called in any thread; what it returns is called in the main one."""
    level: int = 0
    """What tasks of one level have brought says nothing of another."""


@dataclass
class Kind:
    """Tasks of one kind, and what they have brought."""

    following: Callable[[], Task | None]
    """The next task; None: there is none at present."""
    running: dict[Future[Callable[[], None]], tuple[int, float]] = field(default_factory=dict)
    """The level of each, and when it was begun."""
    _level: int | None = None
    _gained: float = 0.0
    _seconds: float = 0.0
    waited: int = 0
    """Tasks of other kinds begun since its own last one."""

    @property
    def pays(self) -> float:
        """Points a second, lately; without limit as long as nothing is known."""
        return self._gained / self._seconds if self._seconds else inf

    def start(self, pool: ThreadPoolExecutor) -> bool:
        """Begin the next task; False: there is none."""
        if (task := self.following()) is None:
            return False
        if task.level != self._level:
            self._level, self._gained, self._seconds = task.level, 0.0, 0.0
        self.running[pool.submit(task.find)] = task.level, monotonic()
        return True

    def learn(self, future: Future[Callable[[], None]], points: int) -> None:
        """A task is done and has closed the gap by so many points."""
        level, begun = self.running.pop(future)
        if level == self._level:
            self._gained = FADING * self._gained + points
            self._seconds = FADING * self._seconds + monotonic() - begun


def start_one(pool: ThreadPoolExecutor, kinds: list[Kind]) -> bool:
    """Begin a task of the kind that pays best, or has waited too long; False: there is none."""

    def urgency(kind: Kind) -> tuple[bool, bool, float]:
        unknown = kind.pays == inf and not kind.running
        return unknown, kind.waited > PATIENCE and not kind.running, kind.pays

    for kind in sorted(kinds, key=urgency, reverse=True):
        if kind.start(pool):
            for other in kinds:
                other.waited += 1
            kind.waited = 0
            return True
    return False

"""Kinds of tasks -> the one that has lately closed the gap fastest goes on."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from time import monotonic

FADING = 0.8
"""What a task's result still counts when the next one of its kind is done."""


Done = tuple[Callable[[], int], float]
"""What a task has returned, and its seconds."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be done."""

    find: Callable[[], Callable[[], int]]
    """Called in any thread; what it returns is called in the main one, and tells by how many
    points the gap is closed (not counting plans that bounding comes upon)."""
    level: int = 0
    """What tasks of one level have brought promises nothing of another."""
    long: bool = False
    """Whether it takes so long that it would not end beside many others."""


@dataclass
class Kind:
    """Tasks of one kind, and what they have brought."""

    following: Callable[[], Task | None]
    """The next task; None: there is none at present."""
    share: float = 0.0
    """Part of the time that it has at least, whatever it brings."""
    turn: Callable[[bool], AbstractContextManager[None]] = lambda long: nullcontext()
    """What a task waits for, long or not."""
    last: bool = False
    """Whether it begins only where no other kind has anything to do."""
    running: dict[Future[Done], int] = field(default_factory=dict)
    """The level of each."""
    _level: int = 0
    _gained: float = 0.0
    _seconds: float = 0.0
    spent: float = 0.0
    """Seconds of all its tasks."""
    begun: int = 0
    """Number of its tasks."""

    @property
    def pays(self) -> float:
        """Points a second, lately; nothing as long as that is not known."""
        return self._gained / self._seconds if self._seconds else 0.0

    def start(self, pool: ThreadPoolExecutor) -> bool:
        """Begin the next task; False: there is none."""
        if (task := self.following()) is None:
            return False
        if task.level != self._level:
            self._level, self._gained = task.level, 0.0
        self.begun += 1
        self.running[pool.submit(self._done, task)] = task.level
        return True

    def _done(self, task: Task) -> Done:
        with self.turn(task.long):
            began = monotonic()
            return task.find(), monotonic() - began

    def learn(self, future: Future[Done]) -> None:
        """A task is done: take what it has found, and by how much that closes the gap."""
        level, (take, seconds) = self.running.pop(future), future.result()
        points = take()
        self.spent += seconds
        if level == self._level:
            self._gained = FADING * self._gained + points
            self._seconds = FADING * self._seconds + seconds


def start_one(pool: ThreadPoolExecutor, kinds: list[Kind]) -> bool:
    """Begin a task of the kind that pays best, or had no share of the time; False: none is left."""
    total = sum(kind.spent for kind in kinds)

    def urgency(kind: Kind) -> tuple[bool, bool, float]:
        starved = not kind.running and kind.spent <= kind.share * total
        return not kind.last, starved, kind.pays

    return any(kind.start(pool) for kind in sorted(kinds, key=urgency, reverse=True))


def by_turns(pool: ThreadPoolExecutor, kinds: list[Kind]) -> bool:
    """Begin a task of the kind that has begun fewest, by no clock; False: none is left."""
    return any(kind.start(pool) for kind in sorted(kinds, key=lambda kind: kind.begun))

"""The time given to a command, shared out among the questions that it asks."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import monotonic, process_time

from ortools.sat.python import cp_model

LEAST_SECONDS = 0.1
"""For a question that is asked at all."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """When to have ended, by the machine's clock."""

    at: float
    clock: Callable[[], float] = monotonic

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        """So many seconds from now."""
        return cls(monotonic() + seconds)

    @classmethod
    def after_work(cls, seconds: float) -> "Deadline":
        """After so many seconds of this process at work: what others do takes none of them."""
        return cls(process_time() + seconds, process_time)

    @property
    def left(self) -> float:
        """Seconds."""
        return max(0.0, self.at - self.clock())

    @property
    def passed(self) -> bool:
        """Whether no time is left."""
        return self.clock() >= self.at

    def within(self, seconds: float) -> "Deadline":
        """The same, but at most so many seconds from now."""
        return replace(self, at=min(self.at, self.clock() + seconds))

    def part(self, share: float) -> "Deadline":
        """A share of what is left."""
        return self.within(share * self.left)

    def solver(self) -> cp_model.CpSolver:
        """A solver on one thread that stops by then."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_time_in_seconds = max(LEAST_SECONDS, self.left)
        return solver

"""The time given to a command, shared out among the questions that it asks."""

from dataclasses import dataclass
from time import monotonic

from ortools.sat.python import cp_model

LEAST_SECONDS = 0.1
"""For a question that is asked at all."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """When to have ended, by the machine's clock."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        """So many seconds from now."""
        return cls(monotonic() + seconds)

    @property
    def left(self) -> float:
        """Seconds."""
        return max(0.0, self.at - monotonic())

    @property
    def passed(self) -> bool:
        """Whether no time is left."""
        return monotonic() >= self.at

    def within(self, seconds: float) -> "Deadline":
        """The same, but at most so many seconds from now."""
        return Deadline(min(self.at, monotonic() + seconds))

    def part(self, share: float) -> "Deadline":
        """A share of what is left."""
        return self.within(share * self.left)

    def solver(self) -> cp_model.CpSolver:
        """A solver on one thread that stops by then."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_time_in_seconds = max(LEAST_SECONDS, self.left)
        return solver

"""What a large solve may spend: time or work, and threads."""

import os
from time import monotonic, time

from models.plan import POINTS_A_STUDENT, Parameters
from planner.solve.cuts import Effort, Halt

PRECISION = 0.0005
"""Gap at which some students are given up."""

WORK = 0.3
"""Units of work after which some students are given up."""

FINISHING_SHARE, FINISHING_SECONDS = 0.1, 0.0015
"""Part of the time kept for settling, reading out and verifying; no more than a second and so many
seconds a student."""


def finishing(seconds: float, students: int) -> float:
    """Seconds kept for what comes when the search is over."""
    return min(FINISHING_SHARE * seconds, 1 + FINISHING_SECONDS * students)


class Allowance:
    """What may still be spent on one solve."""

    def __init__(
        self, parameters: Parameters, students: int, started: float, halt: Halt | None = None
    ) -> None:
        """`started`: when, by the monotonic clock."""
        self._parameters = parameters
        self._students = students
        self._started = started
        self.halt = halt or Halt()
        self.work = 0.0
        """Units that have been spent."""

    @property
    def by_work(self) -> bool:
        """Whether nothing may depend on the clock."""
        return self._parameters.deterministic_time is not None

    @property
    def threads(self) -> int:
        """How many there are."""
        return self._parameters.workers or os.cpu_count() or 1

    @property
    def groups(self) -> int:
        """Groups that plan at the same time; by work alone as many on every machine."""
        return 2 if self.by_work else self.threads

    @property
    def deadline(self) -> float | None:
        """When searching ends, in seconds since the epoch."""
        limit = self._parameters.time
        if limit is None:
            return None
        searching = limit - finishing(limit, self._students)
        return time() + searching - (monotonic() - self._started)

    @property
    def left(self) -> float | None:
        """Seconds to search; None: as many as it takes."""
        deadline = self.deadline
        return None if deadline is None or self.by_work else deadline - time()

    @property
    def late(self) -> bool:
        """Whether the time is over, or somebody has asked to stop."""
        deadline = self.deadline
        return self.halt.asked or (deadline is not None and time() > deadline)

    @property
    def spent(self) -> bool:
        """Whether nothing is left, of time or of work."""
        work = self._parameters.deterministic_time
        return self.late or (work is not None and self.work > work)

    def effort(self, students: int) -> Effort:
        """For some students at a time."""
        missed = PRECISION * POINTS_A_STUDENT * students
        return Effort(WORK, missed, self.deadline, self._parameters.seed, self.halt, brief=True)

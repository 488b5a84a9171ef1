"""Who loses most -> the students to be moved next, few at first, more in every round."""

import numpy as np

from planner.arrays import Flags, Numbers, Reals
from planner.solve.region.losses import Losses
from planner.solve.region.moves import Moves, Students
from planner.solve.region.trials import Trials

SIZES = (40, 60, 90, 135, 200)
"""Students at a time, round by round."""

GROWTH = 0.5
"""So much larger for every time that the same loss was looked at before."""

LITTLE = 80
"""Points that are not worth looking for."""

AGAIN = 0.5
"""What a loss counts after each time that it was looked at."""

BESIDE, MUCH = 0.3, 100
"""Who loses more than so many points was looked at in part when somebody else was."""


class Seeking(Trials):
    """The next students to be moved, until nothing is left to try."""

    def __init__(self, losses: Losses, moves: Moves) -> None:
        super().__init__(moves)
        self._losses = losses
        self._looked = np.zeros(moves.students)
        """How often each student's loss was looked at in this round."""
        self._round = 0

    def following(self, values: Numbers, busy: Students) -> Students | None:
        """Students to be moved, none of them busy; None: there are none at present."""
        if again := self._again(busy):
            return again
        occupied = np.zeros(len(self._looked), bool)
        occupied[list(busy)] = True
        lost = self._losses.of(values)
        while (student := self._worst(lost, occupied)) is not None:
            size = round(SIZES[self._round] * (1 + GROWTH * self._looked[student]))
            chosen = self._losses.around(student, lost, values, size)
            if occupied[chosen].any():
                occupied[student] = True  # later, when those it needs are free
                continue
            self._looked[chosen[lost[chosen] > MUCH]] += BESIDE
            self._looked[student] += 1
            students = frozenset(chosen.tolist())
            if self._is_new(students):
                return students
        return None

    def _worst(self, lost: Reals, occupied: Flags) -> int | None:
        """Who loses most of what was not looked at often; None: nobody does, at present."""
        while True:
            promising = np.where(occupied, 0, lost * AGAIN**self._looked)
            student = int(promising.argmax())
            if promising[student] >= LITTLE:
                return student
            if occupied.any() or not self._begin_round():
                return None

    def _begin_round(self) -> bool:
        """Look at everybody again, with more others; False: nothing has changed since last time."""
        last = self._round + 1 == len(SIZES)
        if last and self._begun == self._moves.changed:
            return False
        self._round += not last
        self._begun = self._moves.changed
        self._looked[:] = 0
        return True

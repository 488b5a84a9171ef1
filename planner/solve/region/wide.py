"""Who loses most -> all students of some schools, to be moved together by the hundred.

A course of a hub opens for students of many schools, whose own groups depend on what it takes:
moves of fewer students do not come upon that.
"""

from collections.abc import Callable

import numpy as np

from models.instance import Instance
from planner.solve.cuts import Found
from planner.solve.matrix import Cut, Matrix, Numbers
from planner.solve.region.aside import aside
from planner.solve.region.bounds import tell_at_once
from planner.solve.region.groups import groups
from planner.solve.region.highs import problem
from planner.solve.region.losses import Losses
from planner.solve.region.moves import Moves, Students
from planner.solve.region.trials import Trials
from planner.solve.search import ANYTHING

STUDENTS = 900
"""At a time, at most, or one school."""

SECONDS, LEAST_SECONDS = 0.25, 0.1
"""For each student: for one move at most, and what there must be, or else nothing is found."""

OF_TIME = 0.5
"""Part of the time left that one move may take."""

LITTLE = 200
"""Points that are not worth looking for."""

AGAIN = 0.25
"""What a loss counts after each time that it was looked at."""


class Wide(Trials):
    """The next schools, until nothing is left to try."""

    def __init__(self, instance: Instance, losses: Losses, moves: Moves) -> None:
        super().__init__(moves)
        number = {student.id: n for n, student in enumerate(instance.students)}
        self._losses = losses
        self._groups = [
            frozenset(number[student] for student in group) for group in groups(instance, STUDENTS)
        ]
        self._tried = np.zeros(len(self._groups))
        self.students = max(map(len, self._groups))
        """At a time, at most."""

    def following(self, values: Numbers, busy: Students) -> Students | None:
        """Students to be moved, none of them busy; None: there are none at present."""
        lost = self._losses.of(values)
        of_groups = np.array([lost[list(group)].sum() for group in self._groups])
        promises = of_groups * AGAIN**self._tried
        for number in np.argsort(-promises, kind="stable"):
            students: Students = self._groups[number]
            if promises[number] >= LITTLE and busy.isdisjoint(students) and self._is_new(students):
                self._tried[number] += 1
                return students
        return None

    def in_time(self, left: float | None) -> bool:
        """Whether so many seconds are enough for a move."""
        return left is None or OF_TIME * left >= LEAST_SECONDS * self.students

    def refused(self, students: Students) -> None:
        """What came too late for them took long: they have their turn again like everybody."""


def branched(
    cut: Cut, matrix: Matrix, students: int, left: float | None, given_up: Callable[[], bool]
) -> Found:
    """The best for so many students, by branching in a process of its own: better for hundreds.

    `left`: seconds for everything that is still to be done.
    """
    found, seconds = Found(None, ANYTHING), SECONDS * students
    if left is not None:
        seconds = min(seconds, OF_TIME * left)
    for told in aside(tell_at_once, problem(cut, matrix.gain), seconds, given_up):
        if told.values is not None:
            found = Found(told.values, ANYTHING)
    return found

"""Who loses most -> all students of some schools, to be moved together by the hundred.

A course of a hub opens for students of many schools, whose own groups depend on what it takes:
moves of fewer students do not come upon that.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import monotonic

import numpy as np

from models.instance import Instance
from planner.arrays import Flags, Numbers
from planner.solve.cuts import Found
from planner.solve.highs import Optimum, Problem, optimum, problem
from planner.solve.matrix import Cut, Matrix
from planner.solve.region.aside import aside
from planner.solve.region.groups import groups
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

OF_OPENINGS = 0.7
"""Part of a move's time to decide what opens."""

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
        self._done: dict[Students, int] = {}
        """How often something had changed for them when nothing was left to be tried."""
        self._chosen: dict[Students, tuple[bool, int]] = {}
        """Of who was moved last: whether everything was decided, and how often it had changed."""
        self.students = max(map(len, self._groups))
        """At a time, at most."""

    def following(self, values: Numbers, busy: Students) -> Students | None:
        """Students to be moved, none of them busy; None: there are none at present."""
        lost = self._losses.of(values)
        of_groups = np.array([lost[list(group)].sum() for group in self._groups])
        promises = of_groups * AGAIN**self._tried
        order = np.argsort(-promises, kind="stable")
        worth = [int(number) for number in order if promises[number] >= LITTLE]
        apart = [number for number in worth if busy.isdisjoint(self._groups[number])]
        for everything in (False, True):
            for number in apart:
                students, changes = self._groups[number], self._moves.changes(self._groups[number])
                left = self._done.get(students) != changes
                if left if everything else self._is_new(students):
                    self._tried[number] += 1
                    self._chosen[students] = everything, changes
                    if everything:
                        self._done[students] = changes
                    return students
        return None

    def everything(self, students: Students) -> bool:
        """Whether all is to be decided for those chosen: what opens was decided by itself before,
        and nothing has changed since."""
        return self._chosen.get(students, (False, 0))[0]

    def nothing_left(self, students: Students) -> None:
        """Nothing is to be found for those chosen, as things were."""
        _, self._done[students] = self._chosen[students]

    def remember(self, students: Students) -> None:
        """They are moved as well as they can be; if everything was decided, nothing is left."""
        super().remember(students)
        if self.everything(students):
            self._done[students] = self._moves.changes(students)

    def in_time(self, left: float | None) -> bool:
        """Whether so many seconds are enough for a move."""
        return left is None or OF_TIME * left >= LEAST_SECONDS * self.students

    def refused(self, students: Students) -> None:
        """What came too late for them took long: they have their turn again like everybody."""


def branched(
    cut: Cut, matrix: Matrix, common: Flags, values: Numbers, students: int, left: float | None,
    given_up: Callable[[], bool], everything: bool = False,
) -> Found:  # fmt: skip
    """A better plan for so many students, by branching in a process of its own.

    `common`: the columns that are decided for all; `values`: the plan; `left`: seconds for all that
    is still to be done; `everything`: not what opens first.
    """
    found, seconds = Found(None, ANYTHING), SECONDS * students
    if left is not None:
        seconds = min(seconds, OF_TIME * left)
    columns = cut.columns
    known = matrix.gain[columns] @ values[columns]

    def given() -> Moved:  # not kept here meanwhile
        begun = replace(problem(cut, matrix.gain), known=values[columns])
        return Moved(begun, common[columns], float(known), everything)

    for better in aside(tell_better, given(), seconds, given_up, sparing=True):
        found = Found(better, int(known) + LITTLE if better is None else ANYTHING)
    return found


@dataclass(frozen=True, slots=True)
class Moved:
    """Some students to be planned anew."""

    problem: Problem
    common: Flags
    """Of its columns those that are decided for all."""
    known: float
    """What they gain at present."""
    everything: bool = False
    """Whether all is decided at once, not what opens first."""


def tell_better(
    given: Moved, seconds: float | None, tell: Callable[[Numbers | None], None]
) -> None:
    """For `aside`: what opens and who teaches it, for students who may be divided; then what these
    take of it. That takes a third of the time of both at once. None: there is nothing to be had.
    """
    end = np.inf if seconds is None else monotonic() + seconds

    def found(one: Problem, share: float = 1.0) -> Optimum:
        return optimum(one, share * (end - monotonic()))

    def better(one: Optimum) -> None:
        if one.values is not None and given.problem.gain @ one.values > given.known:
            tell(one.values)

    whole, common = given.problem, given.common
    if given.everything:
        better(optimum(whole, end - monotonic(), better))
        return
    first = found(replace(whole, fractional=~common), OF_OPENINGS)
    if first.at_most < given.known + LITTLE:
        tell(None)
    elif first.values is not None:
        lower, upper = (np.where(common, first.values, one) for one in (whole.lower, whole.upper))
        alike = whole.known is not None and (whole.known == first.values)[common].all()
        known = whole.known if alike else None
        better(found(replace(whole, lower=lower, upper=upper, known=known)))

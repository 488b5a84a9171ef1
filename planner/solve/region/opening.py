"""What does not open -> the students to be moved so that it may.

Around a student nothing opens that needs many others and a teacher who is busy elsewhere: those
for whom the teacher is busy want something else, and are not moved. So everybody moves together
who would gain by an offering, and whoever has what the same teachers do instead.
"""

from collections import defaultdict

import numpy as np

from planner.arrays import Flags, Numbers, Reals
from planner.program import Program
from planner.solve.region.losses import Losses
from planner.solve.region.moves import Moves, Students
from planner.solve.region.trials import Trials

WANTING = 30
"""Students at most who want the offering."""

TOGETHER = 120
"""Students at most with those who have what the same teachers do instead."""

LITTLE = 50
"""Points that are not worth looking for."""

AGAIN = 0.5
"""What an offering promises after each time that it was tried."""

BESIDE = 0.01
"""What a loss counts that an offering does not make good."""


class Opening(Trials):
    """The next students to be moved, until no offering is left that promises anything."""

    def __init__(self, program: Program, losses: Losses, moves: Moves) -> None:
        offerings = program.instance.offerings
        number = {offering.id: n for n, offering in enumerate(offerings)}
        super().__init__(moves)
        self._losses = losses
        self._opens = np.array([program.variables.opens[o.id].index for o in offerings], np.int64)
        self._most = np.array([offering.max_size for offering in offerings], np.int64)
        order = np.argsort(losses.offering, kind="stable")
        ends = np.cumsum(np.bincount(losses.offering, minlength=len(offerings)))[:-1]
        self._placements = np.split(order, ends)
        """Of each offering, by their numbers in `losses`."""
        likely = losses.offering[~losses.unlikely[losses.placement]]
        self._possible: Flags = np.bincount(likely, minlength=len(offerings)) >= [
            offering.min_size for offering in offerings
        ]
        self._beside = _beside(program, number)
        self._tried = np.zeros(len(offerings))

    def following(self, values: Numbers, busy: Students) -> Students | None:
        """Students to be moved, none of them busy; None: there are none at present."""
        if again := self._again(busy):
            return again
        lost = self._losses.of(values)
        promises = self._promises(lost, values)
        while True:
            offering = int(promises.argmax())
            if promises[offering] < LITTLE:
                if busy or self._begun == self._moves.changed:
                    return None
                self._begun = self._moves.changed
                self._tried[:] = 0
                promises = self._promises(lost, values)
                continue
            students = self._around(offering, lost, values)
            promises[offering] = 0
            if busy.isdisjoint(students):
                self._tried[offering] += 1
                if self._is_new(students):
                    return students

    def _promises(self, lost: Reals, values: Numbers) -> Reals:
        """What would be gained at most if each offering opened that does not."""
        losses = self._losses
        gained = np.minimum(lost[losses.who], losses.worth)
        order = np.lexsort((-gained, losses.offering))
        offering = losses.offering[order]
        place = np.arange(len(order)) - np.searchsorted(offering, offering)
        counted = gained[order] * (place < self._most[offering])
        points = np.bincount(offering, counted, len(self._opens))
        closed = (values[self._opens] == 0) & self._possible
        return np.asarray(np.where(closed, points, 0) * AGAIN**self._tried)

    def _around(self, offering: int, lost: Reals, values: Numbers) -> Students:
        """Who gains most by an offering, and who has what the same teachers do instead."""
        losses, own = self._losses, self._placements[offering]
        who = losses.who[own]
        gained = np.minimum(lost[who], losses.worth[own]) + BESIDE * lost[who]
        likely = ~losses.unlikely[losses.placement[own]]
        order = np.argsort(np.where(likely, -gained, np.inf), kind="stable")
        found = set(who[order[: min(WANTING, int(likely.sum()))]].tolist())
        for other in self._beside[offering]:
            placements = self._placements[other]
            taken = values[losses.placement[placements]] > 0
            having = found.union(losses.who[placements[taken]].tolist())
            if len(having) <= TOGETHER:
                found = having
        return frozenset(found)


def _beside(program: Program, number: dict[str, int]) -> list[list[int]]:
    """For each offering the others that could have the same teachers."""
    taught: dict[str, dict[int, None]] = defaultdict(dict)
    teachers: dict[int, dict[str, None]] = defaultdict(dict)
    for teacher, offering, _ in program.variables.teaches:
        taught[teacher][number[offering]] = None
        teachers[number[offering]][teacher] = None
    return [
        [other for other in dict.fromkeys(one for t in teachers[n] for one in taught[t])
         if other != n]
        for n in range(len(number))
    ]  # fmt: skip

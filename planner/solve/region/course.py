"""The course of a large solve: prices, a first plan, better plans and a tighter bound."""

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import replace
from functools import cache, cached_property, partial
from time import time
from typing import Any

import numpy as np

from models.plan import POINTS_A_STUDENT, Parameters, gap
from planner.arrays import Numbers, Reals
from planner.build import Built
from planner.memory import give_back
from planner.solve.cuts import Halt
from planner.solve.exact import NoPlanInTime, Solved
from planner.solve.matrix import matrix
from planner.solve.owners import NOBODY, owners
from planner.solve.region.allowance import Allowance
from planner.solve.region.beginning import beginning
from planner.solve.region.bounding import Bounding
from planner.solve.region.first_dive import FirstDive
from planner.solve.region.losses import Losses
from planner.solve.region.moves import Move, Moves, Students
from planner.solve.region.opening import Opening
from planner.solve.region.outside import Outside, PricedAnew
from planner.solve.region.payoff import Kind, Task, by_turns, start_one
from planner.solve.region.planting import Planting
from planner.solve.region.seeking import Seeking
from planner.solve.region.trials import Trials
from planner.solve.region.wide import Wide, branched
from planner.solve.search import ANYTHING, Progress
from planner.solve.settle import settled
from planner.solve.stopping import heeding

SECONDS = 0.5
"""How often it is looked whether searches are to end."""

FIRST, MOVES, BOUNDS = 1.0, 0.1, 0.25
"""Part of the time at least for a first plan (which is always next), for each kind of moves, and
for bounds."""

KEEPING = 10.0
"""Seconds that a part has at least to find any plan, though its time is over."""

SECONDS_A_STUDENT = 0.01
"""What a first plan may take; with less, no thread bounds meanwhile, nor begins with everybody."""


class Course:
    """One solve of one instance."""

    def __init__(
        self, built: Built, parameters: Parameters, progress: Progress, started: float,
        outside: Outside | None = None, halt: Halt | None = None,
    ) -> None:  # fmt: skip
        self._built = built
        self._gap = parameters.gap
        self._students = len(built.program.instance.students)
        self._allowance = Allowance(parameters, self._students, started, halt)
        self._halt = self._allowance.halt
        self._progress = progress
        self._outside = outside
        self._turns = outside.turns if outside else None
        self._matrix = outside.planned if outside else matrix(built.program.model)
        self._owner = owners(built.program, self._matrix)
        """The student of each column."""
        self._dive = FirstDive(built.program, self._matrix, self._owner, self._allowance, outside)
        self._values = np.zeros(self._matrix.columns, np.int64)
        self._kept = False
        """Whether the values are a plan, if only of what is kept."""
        self._planted = False
        """Whether the values are a plan in which more was looked for."""
        self._begun = False
        """Whether a first plan was looked for."""
        self._pricing: Future[Reals | None] | None = None
        """The prices that parts agree on anew, once that has begun."""
        self._priced = outside is None or outside.repricing is None
        """Whether bounds may begin: prices are not going to change any more."""
        self._proof_begun = False
        """Whether it was begun to prove for everybody at once what blocks leave open."""
        self._interrupted = False
        self._bounding: Bounding | None = None
        self._moved: list[Students] = []
        """For whom a move is being looked for."""

    def run(self) -> None:
        """Prices, a first plan, then better plans and bounds by turns.

        In parts nothing is done before the dive that it can do without: threads are few.
        """
        with (
            heeding(self._interrupt),
            closing(self._dive),
            ThreadPoolExecutor(self._allowance.threads + (not self._priced)) as pool,
        ):
            # In threads, so that Ctrl-C is heard.
            begun = None if self._outside else pool.submit(self._keep)
            worth = pool.submit(self._dive.prices)
            try:
                if begun:
                    begun.result()
                self._improve(pool, worth.result())
                if not self._kept:
                    self._keep()
            except BaseException:
                self._halt.ask()  # or else whatever runs in other threads would be waited for
                raise

    @cached_property
    def _moves(self) -> Moves:
        return Moves(self._built.program, self._matrix, self._owner)

    def _keep(self) -> None:
        """Begin with what is kept."""
        effort = self._allowance.effort(0)
        if self._outside:  # parts that are to be put together need a plan each, Ctrl-C or not
            late = effort.deadline and max(effort.deadline, time() + KEEPING)
            effort = replace(effort, halt=Halt(), deadline=late)
        self._values = beginning(self._built.program, self._matrix, self._moves, effort)
        self._kept = True

    def _improve(self, pool: ThreadPoolExecutor, prices: Reals) -> None:
        self._bounding = bounding = self._bounds(prices)
        self._tell()
        program, instance = self._built.program, self._built.program.instance
        losses = cache(lambda: Losses(program, self._matrix, self._moves, prices))

        def plant() -> bool:
            return Planting(
                self._matrix, self._moves, self._allowance, self._values,
                self._moves.paying(prices), losses().unlikely, self._tell,
            ).plant(pool)  # fmt: skip

        first = Kind(partial(next, self._first(plant), None), FIRST)
        bounds = Kind(partial(next, self._tasks_of_bounds(bounding), None), BOUNDS)
        seeking = cache(lambda: Seeking(losses(), self._moves))
        opening = cache(lambda: Opening(program, losses(), self._moves))
        moves = [
            Kind(partial(self._moving, way, self._searched), MOVES) for way in (seeking, opening)
        ]
        if not self._allowance.by_work and not bounding.few:  # few are one block already
            wide = cache(lambda: Wide(instance, losses(), self._moves))
            moves.append(Kind(partial(self._moving_widely, wide, bounding), BOUNDS))
        if bounding.few and self._outside is None and not self._allowance.by_work:
            moves.append(Kind(partial(self._proving, bounding), last=True))
        for kind in (*moves, bounds):
            kind.turn = self._in_turn
        self._grow(pool, [first, *moves], bounds)

    def _interrupt(self) -> None:
        self._interrupted = True
        self._halt.ask()

    def solved(self) -> Solved:
        """The best plan found, everything that follows from its decisions at its best.

        Raises:
            NoPlanInTime: nobody has more than is kept; of a part that is a plan.
            KeyboardInterrupt: Ctrl-C came before that.
        """
        if self._outside is None and not self._planted:
            raise KeyboardInterrupt if self._interrupted else NoPlanInTime
        with heeding(self._halt.ask):
            values = settled(self._built.program, self._matrix, self._owner, self._values)
        return Solved(self._built, values.tolist(), self._ceiling())

    def _in_turn(self, long: bool) -> AbstractContextManager[None]:
        """Where parts share threads, those who dive have theirs, and what takes long all of one."""
        if self._turns is None:
            return nullcontext()
        if not long:
            return self._turns.spare(self._ended)
        give_back()  # it may be waited for as long as others take
        return self._turns.turn(self._ended)

    def _first(self, plant: Callable[[], bool]) -> Iterator[Task | None]:
        """A first plan: what a dive tells or, if there is no time for it, what all groups plan.

        Then a better one, if there is one near by; None: it has not ended yet.
        """

        def find() -> Callable[[], int]:
            found = self._dive.plan()
            return lambda: self._begin(found, plant)

        def improve() -> Callable[[], int]:
            found = self._dive.better()

            def take() -> int:
                self._look(found)
                return 0  # its points are not for what closed the gap meanwhile

            return take

        yield Task(find)
        while not self._begun:
            yield None
        yield Task(improve)

    def _ask_for_prices(self, pool: ThreadPoolExecutor) -> None:
        """Beside everything else, as most of that is waiting for others."""
        if self._begun and not self._priced and not self._pricing:
            assert self._bounding
            self._pricing = pool.submit(
                self._repricing.prices, lambda: self._allowance.late, self._bounding.reprice
            )

    def _reprice(self, prices: Reals | None) -> None:
        """Begin to bound, by prices that all have agreed on."""
        self._pricing, self._priced = None, True
        if prices is not None and self._bounding is not None:
            self._bounding.reprice(prices)
            self._repricing.taken(self._bounding.bound)

    @property
    def _repricing(self) -> PricedAnew:
        assert self._outside and self._outside.repricing
        return self._outside.repricing

    def _begin(self, found: Numbers | None, plant: Callable[[], bool]) -> int:
        if found is not None:
            self._values = found
            self._kept = planned = True
        else:
            if not self._priced:
                self._repricing.declined()
            if not self._kept:
                self._keep()
            planned = plant()
        self._planted = planned or self._come_upon is not None
        self._look(self._come_upon)
        self._begun = True
        self._tell()
        return 0

    def _bounds(self, prices: Reals) -> Bounding:
        program, there, effort = self._built.program, self._outside, self._allowance.effort(0)
        if there is None:
            return Bounding(program, self._matrix, prices, effort)
        return Bounding(program, there.bounded, there.everywhere, effort, there.held)

    def _tasks_of_bounds(self, bounding: Bounding) -> Iterator[Task | None]:
        """Bounds to come, once prices are agreed on; where one task bounds everybody, and time is
        not short, it is first."""
        allowance = self._allowance
        while not self._priced:
            yield None
        if allowance.by_work:
            yield from bounding.small()
        else:
            yield from bounding.tasks(allowance.threads > 1 and self._enough_time)

    def _proving(self, bounding: Bounding) -> Task | None:
        """What blocks leave open, once, if there is a plan to begin with, and time for it."""
        if self._proof_begun or not self._planted or not self._enough_time:
            return None
        self._proof_begun = True
        return Task(bounding.proof, long=True)

    @property
    def _enough_time(self) -> bool:
        """Whether there is time for what concerns everybody at once."""
        left = self._allowance.left
        return left is None or left > SECONDS_A_STUDENT * self._students

    def _grow(self, pool: ThreadPoolExecutor, moves: list[Kind], bounds: Kind) -> None:
        """Better plans and tighter bounds at the same time; one after the other by work alone."""
        if not self._allowance.by_work:
            self._turn(pool, [*moves, bounds], self._allowance.threads, start_one)
            return
        self._turn(pool, moves, 1, by_turns)
        while not self._ended() and (task := bounds.following()):
            pool.submit(task.find).result()()

    def _turn(
        self, pool: ThreadPoolExecutor, kinds: list[Kind], width: int,
        start: Callable[[ThreadPoolExecutor, list[Kind]], bool],
    ) -> None:  # fmt: skip
        """So many tasks at a time, of the kinds that `start` begins; until enough is done."""
        while True:
            while sum(len(kind.running) for kind in kinds) < width and not self._spent():
                if not start(pool, kinds):
                    break
            self._ask_for_prices(pool)
            running = {future: kind for kind in kinds for future in kind.running}
            pending: list[Future[Any]] = [*running, *([self._pricing] if self._pricing else [])]
            if not pending:
                break
            if self._ended() and not self._dive.may_be_late:
                self._halt.ask()  # again: a search that had just begun may not have heard it
            for future in wait(pending, SECONDS, FIRST_COMPLETED).done:
                if future is self._pricing:
                    self._reprice(self._pricing.result())
                else:
                    running[future].learn(future)
            self._look(self._come_upon)
            self._tell()

    def _moving_widely(self, wide: Callable[[], Wide], bounding: Bounding) -> Task | None:
        """A move of hundreds, once the smallest blocks are bounded, if there is time for it."""
        if bounding.narrow or not wide().in_time(self._allowance.left):
            return None
        return self._moving(wide, partial(self._branched, wide()), long=True)

    def _searched(self, students: Students, values: Numbers) -> Move:
        move = self._moves.move(students, values, self._allowance.effort(len(students)))
        if self._outside:  # or else each leaves as much as a part's model
            give_back()
        return move

    def _branched(self, wide: Wide, students: Students, values: Numbers) -> Move:
        cut, common = (
            self._moves.cut(students, values),
            self._moves.decided & (self._owner == NOBODY),
        )
        found = branched(
            cut, self._matrix, common, values, len(students), self._allowance.left,
            lambda: self._halt.asked, wide.everything(students),
        )  # fmt: skip
        if found.at_most < ANYTHING:
            wide.nothing_left(students)
        return Move(students, cut, found)

    def _moving(
        self, ways: Callable[[], Trials], search: Callable[[Students, Numbers], Move],
        long: bool = False,
    ) -> Task | None:  # fmt: skip
        """A move to be tried, which is taken when it is found."""
        if not self._planted:
            return None
        students = (way := ways()).following(self._values, frozenset().union(*self._moved))
        if students is None:
            return None
        values = self._values.copy()
        self._moved.append(students)
        taken = self._moves.changed

        def find() -> Callable[[], int]:
            move = search(students, values)
            return lambda: self._take(move, way, values, taken)

        return Task(find, long=long)

    def _take(self, move: Move, way: Trials, values: Numbers, taken: int) -> int:
        """Take a move if the plan becomes better; by how many points it does.

        `values`: the plan for which it was looked for; `taken`: how many moves had been taken by
        then. Where others were taken since and it does not fit any more, it is to be tried again.
        """
        self._moved.remove(move.students)
        self._allowance.work += move.found.work
        if move.gained(self._matrix, values) <= 0:
            return 0
        before, since = self._values.copy(), self._moves.changed > taken
        fits = self._moves.take(move, self._values)
        gained = self._matrix.points(self._values) - self._matrix.points(before)
        if gained < 0:
            self._values, fits, gained = before, False, 0
        if fits:
            way.remember(move.students)
        elif since:
            way.refused(move.students)
        return gained

    @property
    def _come_upon(self) -> Numbers | None:
        """A plan that was found while bounding."""
        return self._bounding.values if self._bounding else None

    def _look(self, found: Numbers | None) -> None:
        """Take another plan, if there is one and it is better."""
        if found is not None and self._matrix.points(found) > self._matrix.points(self._values):
            self._values = found.copy()
            self._moves.replaced()
        if self._bounding and self._planted:
            there = self._outside
            self._bounding.plan = (there.opened if there else np.copy)(self._values)

    def _ceiling(self) -> int:
        """The bound; every wish of everybody granted if nothing is proven yet."""
        most = POINTS_A_STUDENT * self._students
        return most if self._bounding is None else self._bounding.bound

    @property
    def _points(self) -> int | None:
        """Of the plan, once there is one."""
        return self._matrix.points(self._values) if self._planted else None

    def _ended(self) -> bool:
        """Whether the time is over or the gap small enough."""
        return self._allowance.late or self._close()

    def _spent(self) -> bool:
        """Whether nothing more may begin."""
        return self._allowance.spent or self._close()

    def _close(self) -> bool:
        """Whether the gap is small enough."""
        points = self._points
        return points is not None and gap(self._ceiling(), points, self._students) <= self._gap

    def _tell(self) -> None:
        self._progress(None, self._points, self._ceiling())

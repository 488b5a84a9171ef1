"""What a part of a larger instance has agreed on with those who plan the others."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.synchronize import Semaphore
from time import sleep

from planner.solve.matrix import Flags, Matrix, Reals
from planner.solve.region.aside import SECONDS
from planner.solve.region.highs import Basis


@dataclass(frozen=True)
class Outside:
    """The part's model twice, for plans and for bounds, with what its rows' limits are worth."""

    planned: Matrix
    """What may be decided here: no more than its share."""
    bounded: Matrix
    """What could be decided here, whatever is decided elsewhere."""
    held: Flags
    """The rows whose limits are shared: for bounds they are paid for, at the same price by all."""
    prices: Reals
    """What a unit of each row's limit is worth here."""
    everywhere: Reals
    """The same, but for the rows held what all have agreed on."""
    ended: Basis | None
    """Where its relaxation ended, for all columns and rows; None: it did not."""
    took: float
    """Seconds that its relaxation took."""
    turns: Semaphore | None
    """So many dive at a time; None: all of them."""

    @contextmanager
    def turn(self, given_up: Callable[[], bool]) -> Iterator[None]:
        """Wait until it is this part's turn to dive, or until that is given up."""
        mine = False
        while self.turns and not mine and not given_up():
            mine = self.turns.acquire(timeout=SECONDS)
        try:
            yield
        finally:
            if self.turns and mine:
                self.turns.release()

    def give_way(self, given_up: Callable[[], bool]) -> None:
        """Wait until a turn is left over by those who wait for theirs, or until that is given up.

        It is only looked for now and then: whoever waits has it at once when it is given back.
        """
        while self.turns and not given_up():
            sleep(SECONDS)
            if self.turns.acquire(block=False):
                self.turns.release()
                return

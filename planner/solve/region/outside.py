"""What a part of a larger instance has agreed on with those who plan the others."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from planner.arrays import Flags, Numbers, Reals
from planner.processes import Turns
from planner.solve.highs import Basis
from planner.solve.matrix import Matrix


class PricedAnew(Protocol):
    """How a part agrees with all others on prices at which all are bounded better."""

    def prices(
        self, given_up: Callable[[], bool], begun: Callable[[Reals], object]
    ) -> Reals | None:
        """What the limit of each row is worth at these; None: they stay as they are.

        `begun` hears what it is at the present ones, in the same thread.
        """

    def taken(self, bound: int) -> None:
        """From now on the part is bounded by them; at first by this."""

    def declined(self) -> None:
        """There is no time to wait for others: prices stay as they are."""


@dataclass(frozen=True)
class Outside:
    """The part's model twice, for plans and for bounds, with what its rows' limits are worth."""

    planned: Matrix
    """What may be decided here: no more than its share."""
    bounded: Matrix
    """What could be decided here, whatever is decided elsewhere."""
    opened: Callable[[Numbers], Numbers]
    """What a plan's values are where what others open as well is open."""
    held: Flags
    """The rows whose limits are shared: for bounds they are paid for, at the same price by all."""
    prices: Reals
    """What a unit of each row's limit is worth here."""
    everywhere: Reals
    """The same where the rows held cost what all have agreed on. Where prices are asked about after
    the dive, it bounds far too high until then."""
    ended: Basis | None
    """Where its relaxation ended, for all columns and rows; None: it did not."""
    dive: float
    """Seconds that its dive is likely to take."""
    repricing: PricedAnew | None
    """None: prices stay as they are."""
    turns: Turns | None
    """So many parts dive at a time, or do later what takes long; None: all of them."""

"""Bounds of the parts -> a bound of the whole, as long as all are by the same prices."""

from dataclasses import dataclass, field
from functools import cached_property

from planner.solve.parts.bargain import Bargain
from planner.solve.parts.repricing import Prices, Repricing


@dataclass
class Bounds:
    """What is known of all parts."""

    bargain: Bargain
    repricing: Repricing
    slack: int
    """By how much the parts may lose more than all of them together."""
    most: int
    """Nobody has more."""
    _of_part: dict[int, int] = field(default_factory=dict)
    _repriced: set[int] = field(default_factory=set)
    """Parts that are bounded by the last prices."""

    def learn(self, part: int, bound: int, repriced: bool = False) -> None:
        """Take in the bound of a part, which from now on may be by the last prices."""
        self._of_part[part] = bound
        if repriced:
            self._repriced.add(part)
        if len(self._of_part) == self.bargain.parts and not self._mixed:
            rest = self._left_at_last if self._repriced else self._left
            self.most = min(self.most, sum(self._of_part.values()) + rest + self.slack)

    @property
    def _mixed(self) -> bool:
        """Whether some are by the last prices, and others by those before."""
        return 0 < len(self._repriced) < self.bargain.parts

    @cached_property
    def _left(self) -> int:
        """What none of the parts pays for, once all have agreed."""
        return self.bargain.left_at(self.bargain.prices)

    @cached_property
    def _left_at_last(self) -> int:
        """The same at the last prices."""
        assert isinstance(self.repricing.last, Prices)
        return self.bargain.left_at(self.repricing.last.of)

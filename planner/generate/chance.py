"""Seed -> chance that falls the same way on every machine.

Only `Random.random` is used: of all the methods it alone promises the same numbers in every
version of Python.
"""

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

_T = TypeVar("_T")


class Chance:
    """Draws from one seed, in whole numbers."""

    def __init__(self, *seed: object) -> None:
        self._random = Random(" ".join(str(part) for part in seed))

    def holds(self, percent: int) -> bool:
        """True in so many of a hundred cases."""
        return self._random.random() * 100 < percent

    def number(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return least + int(self._random.random() * (most - least + 1))

    def one(self, options: Sequence[_T]) -> _T:
        """One of the options."""
        return options[self.number(0, len(options) - 1)]

    def some(self, options: Sequence[_T], count: int) -> list[_T]:
        """So many different ones of the options, or all, in a random order."""
        left = list(options)
        return [left.pop(self.number(0, len(left) - 1)) for _ in range(min(count, len(left)))]

    def weighted(self, shares: Mapping[str, int]) -> str:
        """One of the keys, as often as its share says."""
        point = self.number(1, sum(shares.values()))
        for key, share in shares.items():
            point -= share
            if point <= 0:
                return key
        raise AssertionError("shares are not negative")

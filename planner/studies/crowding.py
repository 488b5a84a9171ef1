"""A sum with a maximum -> how many offerings fit beside each other, for tight relaxations.

That a third of one course more would still fit into the week is no help to anybody, but a linear
relaxation believes it. Beside an offering with weight w no more of the others fit than the
smallest whose weights add up to the room that w leaves: a cover inequality lifted over offerings
of which at most one is taken (Wolsey 1990, Operations Research Letters 9, 'generalized upper
bounds').
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
"""An offering, or a duty of one."""

Apart = Mapping[T, frozenset[T]]
"""For each those that exclude it."""


@dataclass(frozen=True, slots=True)
class Crowd(Generic[T]):
    """At most so many of some offerings, fewer beside others, more if the maximum is missed."""

    counted: tuple[T, ...]
    most: int
    fewer: tuple[tuple[T, int], ...]
    """By how much the most is less beside each of these, of which at most one is taken."""
    missed: int
    """By how much it is more at most if the maximum is missed."""


def crowds(weights: Mapping[T, int], room: int, apart: Apart[T]) -> Iterator[Crowd[T]]:
    """All that says more than the sum itself; `room`: the sum of what is taken is at most this."""
    room -= sum(min(0, weight) for weight in weights.values())
    heavy = sorted((o for o, weight in weights.items() if weight > 0), key=lambda o: -weights[o])
    main = clique(heavy, apart)
    rest = [offering for offering in heavy if offering not in main]
    for least in sorted({weights[offering] for offering in rest}):
        counted = [offering for offering in rest if weights[offering] >= least]
        smallest = [weights[offering] for offering in reversed(counted)]
        together = _cover(counted, apart)
        most = min(together, _fit(smallest, room))
        beside = {one: min(together, _fit(smallest, room - weights[one])) for one in main}
        if min([most, *beside.values()]) < together:
            fewer = tuple((one, most - fits) for one, fits in beside.items() if fits < most)
            missed = together - min([most, *beside.values()])
            yield Crowd(tuple(counted), most, fewer, missed)


def _fit(smallest: list[int], room: int) -> int:
    """How many fit, the lightest first."""
    number = 0
    for weight in smallest:
        room -= weight
        if room < 0:
            break
        number += 1
    return number


def clique(offerings: list[T], apart: Apart[T]) -> list[T]:
    """Offerings that all exclude each other, the first ones first."""
    found: list[T] = []
    for offering in offerings:
        if apart[offering].issuperset(found):
            found.append(offering)
    return found


def _cover(offerings: list[T], apart: Apart[T]) -> int:
    """At least the number that can be taken together: sets in which all exclude each other."""
    number = 0
    while offerings:
        excluding = clique(offerings, apart)
        offerings = [offering for offering in offerings if offering not in excluding]
        number += 1
    return number

"""A sum with a maximum -> how many offerings fit beside each other, for tight relaxations.

That a third of one course more would still fit into the week is no help to anybody, but a linear
relaxation believes it. Beside an offering with weight w no more of the others fit than the
smallest whose weights add up to the room that w leaves: a cover inequality lifted over offerings
of which at most one is taken (Wolsey 1990, Operations Research Letters 9, 'generalized upper
bounds').
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Generic, NamedTuple, TypeVar

from planner.presolve.cliques import cliques

T = TypeVar("T")
"""An offering, or a duty of one."""

Apart = Mapping[T, frozenset[T]]
"""For each those that exclude it."""


@dataclass(frozen=True)
class Room(Generic[T]):
    """How much there is at most of a sum over what is taken."""

    weights: Mapping[T, int]
    most: int

    @cached_property
    def taking(self) -> list[T]:
        """What takes room, the heaviest first."""
        heavy = [one for one, weight in self.weights.items() if weight > 0]
        return sorted(heavy, key=lambda one: -self.weights[one])

    @cached_property
    def free(self) -> int:
        """What that may take together, if everything is taken that makes room."""
        return self.most - sum(min(0, weight) for weight in self.weights.values())


@dataclass(frozen=True, slots=True)
class Crowd(Generic[T]):
    """At most so many of some offerings, fewer beside others, more if the maximum is missed."""

    offerings: tuple[T, ...]
    weights: tuple[int, ...]
    """1 of what is counted; of each of the others, of which at most one is taken, by how much the
    most is less beside it."""
    most: int
    missed: int
    """By how much it is more at most if the maximum is missed."""


def crowds(given: Room[T], apart: Apart[T]) -> Iterator[Crowd[T]]:
    """All that says more than the sum itself."""
    weights, free, heavy = given.weights, given.free, given.taking
    yield from _pairs(given, apart)
    main = clique(heavy, apart)
    rest = [offering for offering in heavy if offering not in main]
    for least in sorted({weights[offering] for offering in rest}):
        counted = [offering for offering in rest if weights[offering] >= least]
        smallest = [weights[offering] for offering in reversed(counted)]
        together = _cover(counted, apart)
        most = min(together, _fit(smallest, free))
        beside = {one: min(together, _fit(smallest, free - weights[one])) for one in main}
        if min([most, *beside.values()]) < together:
            fewer = {one: most - fits for one, fits in beside.items() if fits < most}
            missed = together - min([most, *beside.values()])
            ones = (1,) * len(counted)
            yield Crowd((*counted, *fewer), (*ones, *fewer.values()), most, missed)


def _pairs(given: Room[T], apart: Apart[T]) -> Iterator[Crowd[T]]:
    """Sets of which any two exclude each other, some of them only for want of room."""
    weights, free, heavy = given.weights, given.free, given.taking
    pairs = set(combinations(heavy, 2))
    excluded = {(one, other) for one, other in pairs if other in apart[one]}
    crowded = {(one, other) for one, other in pairs if weights[one] + weights[other] > free}
    for found in cliques(heavy, excluded | crowded):
        if not (crowded - excluded).isdisjoint(combinations(found, 2)):
            yield Crowd(tuple(found), (1,) * len(found), 1, _cover(found, apart) - 1)


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


class Excluded(NamedTuple):
    """Offerings of which at most one is taken, beside none of some others."""

    offerings: tuple[str, ...]
    unless: frozenset[int]
    """Some may be, if one of these maximums is missed."""


class Excluding:
    """What excludes what for students who are alike: in any case, or for want of room."""

    def __init__(self, apart: Apart[str], rooms: Iterable[tuple[int, Room[str]]]) -> None:
        """`rooms`: with the number of the maximum that is missed if they do not suffice."""
        self._apart = apart
        self._rooms = list(rooms)
        self._by: dict[str, dict[str, int | None]] = {}
        self._by_all: dict[tuple[str, ...], Excluded] = {}

    def of_all(self, offerings: tuple[str, ...]) -> Excluded:
        """What every one of the offerings excludes, the heaviest first."""
        if offerings not in self._by_all:
            by = [self._by_one(one) for one in offerings]
            common = [one for one in self._apart if all(one in others for others in by)]
            heavy = sorted(common, key=self._weight)
            found = tuple(clique(heavy, self._apart))
            unless = {
                number for one in found for others in by if (number := others[one]) is not None
            }
            self._by_all[offerings] = Excluded(found, frozenset(unless))
        return self._by_all[offerings]

    def _by_one(self, offering: str) -> dict[str, int | None]:
        """What it excludes, and which maximum would be missed beside it; None: in any case."""
        if offering not in self._by:
            found: dict[str, int | None] = dict.fromkeys(self._apart[offering])
            for number, room in self._rooms:
                if (weight := room.weights.get(offering, 0)) > 0:
                    beside = room.free - weight
                    found |= {
                        other: number
                        for other in room.taking
                        if room.weights[other] > beside and other not in found
                    }
            found.pop(offering, None)
            self._by[offering] = found
        return self._by[offering]

    def _weight(self, offering: str) -> int:
        return -max((room.weights.get(offering, 0) for _, room in self._rooms), default=0)

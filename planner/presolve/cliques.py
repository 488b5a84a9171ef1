"""Pairs that exclude each other -> sets of which at most one is possible: fewer and tighter."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def cliques(members: Sequence[T], apart: Iterable[tuple[T, T]]) -> Iterator[list[T]]:
    """Cliques that cover every pair (each in the order of the members), grown greedily.

    Sets of members are numbers here, with a bit for each member.
    """
    place = {member: number for number, member in enumerate(members)}
    excluded = [0] * len(members)
    for one, other in apart:
        excluded[place[one]] |= 1 << place[other]
        excluded[place[other]] |= 1 << place[one]
    uncovered = excluded.copy()
    for first in range(len(members)):
        while uncovered[first]:
            clique, fitting = 1 << first, excluded[first]
            further = _lowest(uncovered[first])
            while fitting:
                clique |= 1 << further
                fitting &= excluded[further]
                further = _lowest(fitting)
            found = [number for number in range(len(members)) if clique >> number & 1]
            for number in found:
                uncovered[number] &= ~clique
            yield [members[number] for number in found]


def _lowest(bits: int) -> int:
    """The first of a set; -1 if there is none."""
    return (bits & -bits).bit_length() - 1

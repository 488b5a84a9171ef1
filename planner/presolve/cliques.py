"""Pairs that exclude each other -> sets of which at most one is possible: fewer and tighter."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def cliques(members: Sequence[T], apart: Iterable[tuple[T, T]]) -> Iterator[list[T]]:
    """Cliques that cover every pair (each in the order of the members), grown greedily."""
    place = {member: number for number, member in enumerate(members)}
    pairs = {tuple(sorted((place[one], place[other]))) for one, other in apart}
    uncovered = set(pairs)
    while uncovered:
        clique = list(min(uncovered))
        for number in range(len(members)):
            if all((min(number, m), max(number, m)) in pairs for m in clique):
                clique.append(number)
        clique.sort()
        uncovered -= set(combinations(clique, 2))
        yield [members[number] for number in clique]

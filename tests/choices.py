"""Small choices of offerings, to be tried one by one."""

from itertools import chain, combinations

from hypothesis import strategies as st

NAMES = "abcdefg"
PAIRS = st.sets(st.sampled_from(list(combinations(NAMES, 2))))
"""Offerings that exclude each other."""


def apart(pairs: set[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """For each offering those that it excludes."""
    return {
        one: frozenset(other for pair in pairs if one in pair for other in pair if other != one)
        for one in NAMES
    }


def choices(names: list[str], excluded: dict[str, frozenset[str]]) -> list[set[str]]:
    """Every choice of offerings, none of which excludes another."""
    subsets = chain.from_iterable(combinations(names, n) for n in range(len(names) + 1))
    return [set(one) for one in subsets if not any(excluded[name] & set(one) for name in one)]

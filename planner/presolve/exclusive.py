"""Options -> those that exclude each other by what is studied, or by when."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import permutations

from models.instance import Instance
from models.regulations import Kind, Level
from planner.presolve.occasions import Attendance

Groups = tuple[tuple[str, ...], ...]
"""Offerings of which at most one is taken."""


def exclusive(instance: Instance, offerings: Iterable[str]) -> Groups:
    """One of a programme; in each term one specialization, and one level of a subject."""
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in offerings:
        offering = instance.offering[name]
        programme = instance.programme[offering.programme]
        groups["programme", programme.id].append(name)
        kinds = {("subject", c.subject) for c in programme.contents
                 if c.subject and c.level is not Level.ELECTIVE}  # fmt: skip
        if programme.kind is Kind.SPECIALIZATION:
            kinds.add(("kind", programme.kind))
        for term in offering.terms:
            for kind in sorted(kinds):
                groups[(*kind, term)].append(name)
    return tuple(dict.fromkeys(tuple(group) for group in groups.values() if len(group) > 1))


def apart(
    possible: Mapping[str, tuple[str, ...]],
    groups: Groups,
    clashes: Iterable[frozenset[Attendance]],
) -> dict[str, frozenset[str]]:
    """For each offering (with its possible timetables) all others that it excludes."""
    found: dict[str, set[str]] = {offering: set() for offering in possible}
    for group in groups:
        for one, other in permutations(group, 2):
            found[one].add(other)
    for clash in clashes:
        settled = [offering for offering, _ in clash if len(possible[offering]) == 1]
        for one, other in permutations(settled, 2):
            found[one].add(other)
    return {offering: frozenset(others) for offering, others in found.items()}

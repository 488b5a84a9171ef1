"""Students of schools that share least, in parts of about one size."""

from collections import defaultdict
from collections.abc import Sequence

from models.instance import Instance
from planner.solve.region.groups import groups

FEWEST = 5000
"""With fewer students, all together are better in the end than parts, and as quick."""

SMALLEST = 1250
"""Students in a part at least, as long as all parts are planned at the same time: a relaxation of
half as many takes a fifth of the time."""

LARGEST = 2000
"""Students in a part at most, as long as all parts are planned at the same time."""

IN_TURN = 1000
"""Students in a part at most, if there are more parts than are planned at the same time."""


def number(students: int, at_once: int) -> int:
    """Of parts, if so many are planned at the same time; 1: all students together."""
    if students < FEWEST:
        return 1
    count = max(1, min(at_once, students // SMALLEST))
    return count if students <= LARGEST * count else -(-students // (IN_TURN * count)) * count


def balanced(instance: Instance, count: int) -> list[list[str]]:
    """So many parts: groups of schools that share offerings stay together, and municipalities.

    What is largest goes first, to the smallest part (Graham 1969, SIAM J. Appl. Math. 17). Parts of
    many schools come first: to build and to relax them takes longest.
    """
    most = -(-len(instance.students) // count)
    found: list[list[str]] = [[] for _ in range(count)]
    for group in sorted(_of_municipalities(instance, most), key=len, reverse=True):
        min(found, key=len).extend(group)
    found.sort(key=lambda part: len({instance.student[student].school for student in part}))
    return [part for part in reversed(found) if part]


def in_turn(parts: Sequence[list[str]], at_once: int) -> list[list[str]]:
    """The parts in an order in which such of every kind begin at the same time.

    Those of many schools are the countryside, and come first when they are balanced. What those
    that begin first agree on is for all that follow.
    """
    rounds = -(-len(parts) // at_once)
    return [part for first in range(rounds) for part in parts[first::rounds]]


def _of_municipalities(instance: Instance, most: int) -> list[list[str]]:
    """Groups of one municipality put together, as long as they are not too large."""
    of: dict[str, list[list[str]]] = defaultdict(list)
    for group in groups(instance, most):
        school = instance.student[group[0]].school
        of[instance.organisation[school].municipality].append(group)
    found: list[list[str]] = []
    for within in of.values():
        together: list[list[str]] = [[]]
        for group in sorted(within, key=len, reverse=True):
            fitting = next((one for one in together if len(one) + len(group) <= most), None)
            if fitting is None:
                together.append(fitting := [])
            fitting.extend(group)
        found += [group for group in together if group]
    return found

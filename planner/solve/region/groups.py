"""Schools that share most -> groups of students, and the columns of the model that are theirs."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from heapq import heapify, heappop, heappush
from itertools import permutations

import numpy as np

from models.instance import Instance
from models.offers import Offering
from models.people import Student
from planner.arrays import Numbers, Places
from planner.presolve.eligible import Eligibility
from planner.solve.matrix import Matrix
from planner.solve.owners import NOBODY

WIDELY = 30
"""Offerings open to more schools than that tie no two of them together."""


def groups(instance: Instance, most: int) -> list[list[str]]:
    """The students of schools that share most, not too many in a group (schools are not divided).

    Greedy agglomeration: of all pairs of groups that are small enough together, the two with the
    strongest tie for their sizes become one.
    """
    students: dict[str, list[str]] = defaultdict(list)
    for student in instance.students:
        students[student.school].append(student.id)
    ties = _ties(Nearness(instance).schools)
    found = {school: [school] for school in students}
    size = {school: len(members) for school, members in students.items()}

    def weighed(one: str, other: str) -> tuple[float, str, str]:
        return -ties[one][other] / (size[one] * size[other]), one, other

    pairs = [weighed(one, other) for one in ties for other in ties[one] if one < other]
    heapify(pairs)
    while pairs:
        pair = heappop(pairs)
        _, one, other = pair
        if not (one in found and other in found) or size[one] + size[other] > most:
            continue
        if pair != weighed(one, other):
            continue
        found[one] += found.pop(other)
        size[one] += size[other]
        for third, tie in ties.pop(other).items():
            del ties[third][other]
            if third != one:
                ties[one][third] = ties[third][one] = ties[one].get(third, 0.0) + tie
        for third in ties[one]:
            heappush(pairs, weighed(*sorted((one, third))))
    return [[student for school in group for student in students[school]]
            for group in found.values()]  # fmt: skip


def _ties(reached: Mapping[str, set[str]]) -> dict[str, dict[str, float]]:
    """What each two schools share: an offering counts the less, the more schools share it."""
    ties: dict[str, dict[str, float]] = defaultdict(dict)
    for schools in reached.values():
        if len(schools) <= WIDELY:
            for one, other in permutations(sorted(schools), 2):
                ties[one][other] = ties[one].get(other, 0.0) + 1 / (len(schools) - 1) ** 2
    return ties


class Nearness:
    """What students may perhaps take."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._eligibility = Eligibility(instance)
        self._known: dict[tuple[str, int], list[str]] = {}

    @cached_property
    def schools(self) -> dict[str, set[str]]:
        """The schools whose students each offering is open to."""
        found: dict[str, set[str]] = defaultdict(set)
        for student in self._instance.students:
            for offering in self.offerings(student):
                found[offering].add(student.school)
        return found

    def offerings(self, student: Student) -> list[str]:
        """Offerings open to the school and the grade, or kept."""
        key = (student.school, student.grade)
        if key not in self._known:
            self._known[key] = [
                offering.id
                for offering in self._eligibility.near(student.school)
                if not offering.closed and self._grade(student, offering) in offering.grades
            ]
        return [*self._known[key], *student.keeps]

    def _grade(self, student: Student, offering: Offering) -> int:
        term = self._instance.term[offering.terms[0]]
        return self._instance.calendar.grade(student.grade, term)


def blocks(matrix: Matrix, owner: Numbers, block: Numbers) -> Numbers:
    """The block of each column, given that of each owner: what is common goes with the most."""
    found = np.where(owner == NOBODY, NOBODY, block[owner])
    while (open_columns := found == NOBODY).any():
        known = found[matrix.column] != NOBODY
        of_row = _most_often(matrix.row[known], found[matrix.column[known]], matrix.rows)
        asked = open_columns[matrix.column] & (of_row[matrix.row] != NOBODY)
        votes = _most_often(matrix.column[asked], of_row[matrix.row[asked]], matrix.columns)
        if not (votes[open_columns] != NOBODY).any():
            found[open_columns] = 0
        found = np.where(open_columns, np.maximum(found, votes), found)
    return found


def _most_often(places: Places, value: Numbers, size: int) -> Numbers:
    """For each place the value that it has most often; `NOBODY` where it has none."""
    of = places.astype(np.int64)  # places times values are more than places have bits for
    found = np.full(size, NOBODY)
    if len(of):
        width = int(value.max()) + 1
        pairs, counts = np.unique(of * width + value, return_counts=True)
        order = np.argsort(counts, kind="stable")
        found[pairs[order] // width] = pairs[order] % width
    return found

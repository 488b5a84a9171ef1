"""Whose each column of the model is."""

from collections.abc import Mapping

import numpy as np

from planner.arrays import Flags, Numbers
from planner.program import Program
from planner.solve.matrix import Matrix

NOBODY = -1
"""The owner of a column that belongs to no student."""


def owners(program: Program, matrix: Matrix, group: Mapping[str, int] | None = None) -> Numbers:
    """The group of each column that speaks of one group's students alone; else `NOBODY`.

    Decisions about students are theirs; a column in a row with theirs and nobody else's is too.
    `group`: of each student, by id; None: students are numbered as in the instance, each alone.
    """
    if group is None:
        group = {student.id: number for number, student in enumerate(program.instance.students)}
    owner = np.full(matrix.columns, NOBODY)
    variables = program.variables
    for family in (variables.takes, variables.attends, variables.rides):
        for key, literal in family.items():
            owner[literal.index] = group[key[0]]
    common = np.zeros(matrix.columns, bool)
    for shared in (variables.opens, variables.chosen, variables.teaches, variables.runs):
        common[[literal.index for literal in shared.values()]] = True
    private = ~np.bincount(matrix.row, common[matrix.column], matrix.rows).astype(bool)
    last = -1
    while (known := int(np.count_nonzero(owner != NOBODY))) != last:
        last = known
        first, end = owner_range(matrix, owner)
        single = private & (first == end)
        cells = single[matrix.row] & (owner[matrix.column] == NOBODY)
        owner[matrix.column[cells]] = first[matrix.row[cells]]
    return owner


def tying(matrix: Matrix, owner: Numbers) -> Flags:
    """The rows with columns of several owners."""
    first, end = owner_range(matrix, owner)
    return np.asarray(first < end)


def owner_range(matrix: Matrix, owner: Numbers) -> tuple[Numbers, Numbers]:
    """The first and the last owner among the columns of each row; apart where there is none."""
    first, end = np.full(matrix.rows, np.iinfo(np.int64).max), np.full(matrix.rows, NOBODY)
    owned = owner[matrix.column] != NOBODY
    np.minimum.at(first, matrix.row[owned], owner[matrix.column[owned]])
    np.maximum.at(end, matrix.row[owned], owner[matrix.column[owned]])
    return first, end

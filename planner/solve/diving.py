"""The linear relaxation, made whole decision by decision: a first plan, and a good one.

What opens is decided first, then who teaches it, then what each student takes. After every
decision the relaxation goes on from where it was, and everything else follows anew (diving:
Achterberg 2007, Constraint Integer Programming, 9.3).
"""

from collections.abc import Callable
from dataclasses import dataclass
from time import time

import numpy as np

from planner.arrays import Flags, Numbers, Reals
from planner.collector import collector_off
from planner.memory import give_back
from planner.program import Program
from planner.solve.diver import WHOLE, Diver, tearing
from planner.solve.highs import Basis, optimum, problem
from planner.solve.matrix import Cut, Matrix
from planner.solve.owners import NOBODY

PATIENCE = 3
"""How many times as long as the relaxation the rest is taken to last."""

LEFT_OF_ALL = (0.5, 0.5, 0.0), (0.0,)
LEFT = 0.5, 0.5
"""Part of the torn decisions that are left each time before those are looked at alone whom they
concern: a relaxation of fewer students is quicker. What is decided for all, the others follow."""

NEAR = 0.1
"""How far from the relaxation a plan's decision may be that stays when the plan is polished."""

MISSED = 1.0
"""Points a student that the students left in the end may have less than they could have."""


@dataclass(frozen=True)
class Dive:
    """What is to be decided, and in which order."""

    matrix: Matrix
    owner: Numbers
    """The student of each column."""
    common: tuple[Flags, ...]
    """Decisions for all, those first that others depend on."""
    own: Flags
    """Decisions of students."""
    missing: Flags
    """What is missing of requirements."""
    rides: Flags
    """Seats on buses: where students have them in part, in whole numbers there may be too few."""
    ended: Basis | None
    """Where a similar relaxation has ended, if there was one."""


@dataclass(frozen=True)
class Dived:
    """What a dive has come to."""

    relaxed: Reals
    """The values of the relaxation, before anything was decided."""
    values: Reals | None
    """Of a plan; None: there was no time for one, or no way."""


@dataclass(frozen=True)
class Rough:
    """A plan that may be polished."""

    dive: Dive
    relaxed: Reals
    values: Reals


def to_decide(program: Program, matrix: Matrix, owner: Numbers, ended: Basis | None = None) -> Dive:
    """All decisions; what opens first, then who teaches and which optional trips run."""
    variables = program.variables
    openings = [*variables.opens.values(), *variables.chosen.values()]
    others = (variables.teaches, variables.leads, variables.runs)
    own = (variables.takes, variables.attends)
    return Dive(
        matrix,
        owner,
        (matrix.flags(openings), matrix.flags(one for family in others for one in family.values())),
        matrix.flags(one for family in own for one in family.values()),
        matrix.flags(shortage.missing for shortage in program.shortages),
        matrix.flags(variables.rides.values()),
        ended,
    )


def tell_dive(given: Dive, seconds: float | None, tell: Callable[[Reals | Dived], None]) -> None:
    """What the limit of each row is worth, then what it has come to; for `aside` as well."""
    began = time()
    end = np.inf if seconds is None else began + seconds
    with collector_off():
        diver = Diver(given.matrix.everything, end, given.missing, given.ended)
        if diver.found is None:
            return
        tell(diver.cut.of_rows(diver.duals))
        relaxed, values = diver.values, None
        if (now := time()) + PATIENCE * (now - began) < end and diver.found.best:
            opened = _opened(given, diver, end)
            del diver
            give_back()
            values = None if opened is None else _taken(given, opened, end)
        tell(Dived(relaxed, values))


def tell_polished(given: Rough, seconds: float | None, tell: Callable[[Reals], None]) -> None:
    """The best of all plans that decide what this one does where the relaxation is
    near (relaxation induced neighbourhood search: Danna, Rothberg and Le Pape 2005, Math.
    Programming 102); or this one."""
    dive, values = given.dive, given.values
    decisions = np.logical_or.reduce((*dive.common, dive.own))
    stays = decisions & (np.abs(values - given.relaxed) <= NEAR)
    cut = dive.matrix.cut(np.flatnonzero(~stays), _whole(values))
    gain = dive.matrix.gain[cut.columns]
    found = optimum(problem(cut, dive.matrix.gain), seconds)
    if found.values is not None and gain @ found.values > gain @ values[cut.columns]:
        values = values.copy()
        values[cut.columns] = found.values
    tell(values)


def _opened(given: Dive, diver: Diver, end: float) -> Reals | None:
    """The values of all columns, once everything is decided that concerns all; None: not in
    time."""
    for decisions, left in zip(given.common, LEFT_OF_ALL, strict=True):
        for part in left:
            if not (decisions & (tearing(diver.values) > WHOLE)).any():
                break
            some = Diver(_of_torn(given, diver.values, diver.made), end, given.missing, diver.ended)
            if not (some.decide(decisions, part) and diver.follow(some)):
                return None
            del some
            give_back()  # or else each leaves tens of megabytes
    return diver.values


def _taken(given: Dive, values: Reals, end: float) -> Reals | None:
    """The same, once it is decided what each student takes."""
    common = np.logical_or.reduce(given.common)
    for part in LEFT:
        some = Diver(_of_torn(given, values, common), end, given.missing)
        if some.found is None:
            return None
        ended = some.decide(given.own, part, losing=False)
        values[some.cut.columns] = some.values
        del some
        give_back()
        if not ended:
            break
    return _finished(given, values, end)


def _of_torn(given: Dive, values: Reals, stays: Flags) -> Cut:
    """What is to be decided of those alone some of whose decisions are torn."""
    torn = np.flatnonzero(given.own & (tearing(values) > WHOLE))
    stays = stays | _others(given, values, torn)
    return given.matrix.cut(np.flatnonzero(~stays), _whole(values))


def _others(given: Dive, values: Reals, torn: Numbers) -> Flags:
    """The columns of students none of whose decisions is torn."""
    whole = (given.owner != NOBODY) & ~np.isin(given.owner, given.owner[torn])
    return np.asarray(whole & (tearing(values) <= WHOLE))


def _finished(given: Dive, values: Reals, end: float) -> Reals | None:
    """Whoever has torn decisions or a part of a seat on a bus, and what follows from everything,
    in whole numbers and at its best; None: not in time."""
    torn = tearing(values) > WHOLE
    left = np.unique(given.owner[torn & (given.own | given.rides)])
    stays = np.logical_or.reduce(given.common) | (given.own & ~np.isin(given.owner, left))
    stays |= _others(given, values, np.flatnonzero(torn))
    if stays.all():
        return _whole(values).astype(float)
    cut = given.matrix.cut(np.flatnonzero(~stays), _whole(values))
    found = optimum(problem(cut, given.matrix.gain), end - time(), missed=MISSED * len(left))
    if found.values is None:
        return None
    values[cut.columns] = found.values
    return np.rint(values)


def _whole(values: Reals) -> Numbers:
    return np.rint(values).astype(np.int64)

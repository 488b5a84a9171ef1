"""One cut of the matrix -> HiGHS: the duals of its relaxation, or its best in whole numbers.

Huangfu and Hall 2018, Parallelizing the dual revised simplex method (Math. Prog. Comp. 10).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import highspy
import numpy as np
from highspy.highs import HighsCallbackEvent

from planner.arrays import Flags, Numbers, Reals
from planner.solve.matrix import UNLIMITED, Cut, spread

TOLERANCE = 1e-6
"""The solver's bounds are taken to be wrong by this share at most."""

BY_GREATEST = 4
"""Rows, then columns, scaled by their greatest weight: fewer steps than by equilibration here."""

STATUSES = [highspy.HighsBasisStatus(number) for number in range(5)]
"""By number."""

BASIC = int(highspy.HighsBasisStatus.kBasic)
"""The status of what is between its limits, and of a row that does not bind."""

UPPER = int(highspy.HighsBasisStatus.kUpper)
"""The status of what is at its upper limit."""

BRANCHING: dict[str, bool | int | float] = {
    "mip_detect_symmetry": False,
    "mip_heuristic_effort": 0.0,
    "mip_heuristic_run_feasibility_jump": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_root_reduced_cost": False,
}
"""Cutting planes, then branching: the leaves of the tree are better than what heuristics find."""

AT_ONCE: dict[str, bool | int | float] = {
    "mip_allow_restart": False,
    "mip_pscost_minreliable": 0,
}
"""No relaxations to find out where to branch: where no solution is known that does not pay, nor
to begin again with what is left."""

PIVOT = 0.5
"""How small a pivot may be beside the greatest; with less, bases fill up."""

NEARLY = 1e-4
"""Points that a column may be worth in a relaxation's optimum and still not be taken; with fewer,
a basis that is as good as the best is left again for thousands of steps."""

LONG = 80
"""HiGHS compares all values of a column with each other whenever it cuts: for columns of hundreds
that is most of its time at first. With more than so many values, those that may be rounded up are
fractional to it (docs/scale.md)."""

UNIT = 64.0
"""Of such columns: by ones it would find most of them to be whole by itself."""

HARDLY = 1e-4
"""So much more than a whole number is one: more than the solver's tolerance in that unit."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Columns and rows as HiGHS reads them, to be sent to another process."""

    gain: Reals
    lower: Reals
    upper: Reals
    least: Reals
    most: Reals
    start: Numbers
    """The first cell of each row."""
    column: Numbers
    weight: Reals
    fractional: Flags | None = None
    """Columns that need not be whole in an optimum, and what is told of which then means nothing;
    None: all are to be."""
    known: Numbers | None = None
    """A solution that holds, one near the best: what cannot be in a better one is left out."""


@dataclass(frozen=True, slots=True)
class Optimum:
    """What is known of it."""

    at_most: float
    """No solution gains more; infinite, if nothing is proven."""
    values: Numbers | None
    """None: no solution was found."""


def problem(cut: Cut, gain: Reals | Numbers) -> Problem:
    """A cut with the gain of each column of the whole."""
    whole, columns = cut.whole, cut.columns
    return Problem(
        gain[columns].astype(float),
        whole.lower[columns].astype(float),
        whole.upper[columns].astype(float),
        _unlimited(cut.least),
        _unlimited(cut.most),
        np.searchsorted(cut.row, np.arange(len(cut.rows))).astype(np.int32),
        cut.column.astype(np.int32),
        cut.weight.astype(float),
    )


def limited(given: Problem, limits: Mapping[int, tuple[float, float]]) -> Problem:
    """With other limits of some rows, the least and the most."""
    least, most = given.least.copy(), given.most.copy()
    for row, (low, high) in limits.items():
        least[row], most[row] = low, high
    return replace(given, least=_unlimited(least), most=_unlimited(most))


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a relaxation ended: which of the solver's statuses each column and each row has."""

    columns: Numbers
    rows: Numbers

    def of_whole(self, rows: Numbers, count: int) -> "Basis":
        """For all columns and rows of the whole, of which these rows and all columns have it."""
        return Basis(self.columns, spread(self.rows, rows, count, BASIC))

    def raised(self, columns: Flags) -> "Basis":
        """Where what was fixed at its upper limit may be less from now on, and stays there."""
        return Basis(np.where(columns & (self.columns != BASIC), UPPER, self.columns), self.rows)

    def of(self, cut: Cut) -> "Basis":
        """What a basis of the whole is for a cut of it."""
        return Basis(self.columns[cut.columns], self.rows[cut.rows])


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The optimum with the columns taken as fractional."""

    values: Reals
    """Of each column."""
    gain: float
    best: bool
    """Whether there was time enough to end; if not, the duals still bound all gains."""


class Relaxation:
    """A problem that may be solved again with other bounds: that begins where it ended before.

    One that HiGHS does not take is never solved.
    """

    def __init__(self, given: Problem) -> None:
        self._highs = _model(given, np.zeros(len(given.gain), bool))
        if self._highs is not None:
            self._highs.setOptionValue("simplex_scale_strategy", BY_GREATEST)
            self._highs.setOptionValue("factor_pivot_threshold", PIVOT)
            self._highs.setOptionValue("dual_feasibility_tolerance", NEARLY)

    def limit_columns(self, columns: Numbers, lower: Numbers, upper: Numbers) -> None:
        """Give columns other bounds."""
        if self._highs is not None and len(columns):
            self._highs.changeColsBounds(
                len(columns), columns.astype(np.int32), lower.astype(float), upper.astype(float)
            )

    @property
    def basis(self) -> highspy.HighsBasis | None:
        """Where it ended, as the solver has it; to be set where it is to begin."""
        return None if self._highs is None else self._highs.getBasis()

    @basis.setter
    def basis(self, basis: highspy.HighsBasis | None) -> None:
        if self._highs is not None and basis is not None:
            self._highs.setBasis(basis)

    @property
    def ended(self) -> Basis | None:
        """Where it ended; None: nowhere yet."""
        basis = self.basis
        if basis is None or not basis.valid:
            return None
        return Basis(_numbers(basis.col_status), _numbers(basis.row_status))

    def begin(self, ended: Basis) -> None:
        """Begin where a similar problem ended, whatever differs."""
        basis = highspy.HighsBasis()
        basis.col_status, basis.row_status = _statuses(ended.columns), _statuses(ended.rows)
        basis.valid = basis.alien = True  # alien: there may be too many in it, or too few
        self.basis = basis

    def solve(self, seconds: float | None = None) -> Relaxed | None:
        """None: not within the time."""
        if self._highs is None or not _run(self._highs, seconds):
            return None
        info, solution = self._highs.getInfo(), self._highs.getSolution()
        if info.dual_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        gain = float(info.objective_function_value)
        best = self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return Relaxed(np.array(solution.col_value), gain, best)

    @property
    def duals(self) -> Reals:
        """Of each row, once it is solved; to read them takes as long as some steps."""
        return np.array([] if self._highs is None else self._highs.getSolution().row_dual, float)


def optimum(
    given: Problem, seconds: float | None = None, tell: Callable[[Optimum], object] | None = None,
    missed: float = 0.0,
) -> Optimum:  # fmt: skip
    """The best in whole numbers, but for what may be `missed`, looked for so long.

    `tell` hears what is known before.
    """
    unit = np.where(_rounded(given), UNIT, 1.0)
    whole = unit == 1.0
    if given.fractional is not None:
        whole &= ~given.fractional
    highs = _model(given, whole, unit)
    if highs is None:
        return Optimum(np.inf, None)
    for name, value in (BRANCHING | (AT_ONCE if given.known is None else {})).items():
        highs.setOptionValue(name, value)
    if given.known is not None:
        solution = highspy.HighsSolution()
        solution.col_value = (given.known / unit).tolist()
        highs.setSolution(solution)
    highs.setOptionValue("mip_abs_gap", missed)
    best: Numbers | None = None

    def better(values: Sequence[float] | Reals) -> Numbers:
        """The best so far, with this: rounded up, what was found last may be worse."""
        nonlocal best
        found = _whole(values, unit)
        if best is None or given.gain @ found > given.gain @ best:
            best = found
        return best

    if tell is not None:
        _listen(highs, better, tell)
    if not _run(highs, seconds):
        return Optimum(np.inf, None)
    info, solution = highs.getInfo(), highs.getSolution()
    at_most = _raised(info.mip_dual_bound)
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Optimum(at_most, None)
    return Optimum(at_most, better(solution.col_value))


def _rounded(given: Problem) -> Flags:
    """Columns of many values that may be rounded up: by rows of whole numbers each alone is limited
    to whole numbers, or not at all."""
    row = np.repeat(np.arange(len(given.least)), np.diff(given.start, append=len(given.column)))
    long = given.upper - given.lower > LONG
    several = np.bincount(row, long[given.column], len(given.least)) > 1
    limit = np.where(given.weight > 0, given.most[row], -given.least[row])
    kept = ((np.abs(given.weight) != 1) | several[row]) & (limit < np.inf)
    return np.asarray(long & ~(np.bincount(given.column, kept, len(given.gain)) > 0))


def _listen(
    highs: highspy.Highs, better: Callable[[Reals], Numbers], tell: Callable[[Optimum], object]
) -> None:
    """Tell of every better bound and solution."""
    told = np.inf

    def ask(event: HighsCallbackEvent) -> None:
        """Called often, whatever has changed."""
        nonlocal told
        if event.data_out.mip_dual_bound < told:
            told = event.data_out.mip_dual_bound
            tell(Optimum(_raised(told), None))

    def improve(event: HighsCallbackEvent) -> None:
        tell(Optimum(_raised(told), better(event.data_out.mip_solution)))

    highs.cbMipInterrupt += ask
    highs.cbMipImprovingSolution += improve


def _numbers(statuses: Sequence[highspy.HighsBasisStatus]) -> Numbers:
    return np.array([int(status) for status in statuses], np.int64)


def _statuses(numbers: Numbers) -> list[highspy.HighsBasisStatus]:
    return [STATUSES[number] for number in numbers.tolist()]


def _unlimited(limits: Numbers | Reals) -> Reals:
    """Limits of rows, as HiGHS reads them: what the matrix has for none would be one to it."""
    return np.where(np.abs(limits) > UNLIMITED, np.copysign(np.inf, limits), limits)


def _raised(bound: float) -> float:
    return bound + TOLERANCE * abs(bound) if np.isfinite(bound) else np.inf


def _whole(values: Sequence[float] | Reals, unit: Reals) -> Numbers:
    """Whole numbers; of what is told in another unit, the next above."""
    found = np.array(values) * unit
    return np.where(unit == 1.0, np.rint(found), np.ceil(found - HARDLY)).astype(np.int64)


class _Quiet(highspy.Highs):
    """HiGHS that says nothing, not even who it is, which it does when it begins to listen."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]

    def enableCallbacks(self) -> None:  # noqa: N802
        """Called when it is made; the name is HiGHS's own, which gives it no types."""
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def _model(given: Problem, whole: Flags, unit: Reals | None = None) -> highspy.Highs | None:
    """`whole`: columns that are to be whole numbers; `unit`: what each of them is counted in."""
    unit = np.ones(len(given.gain)) if unit is None else unit
    highs = _Quiet()
    highs.setOptionValue("threads", 1)  # others would wait for work, and take a core for it
    columns, rows = len(given.gain), len(given.least)
    taken = highs.passModel(
        columns, rows, len(given.column), int(highspy.MatrixFormat.kRowwise),
        int(highspy.ObjSense.kMaximize), 0.0, given.gain * unit, given.lower / unit,
        given.upper / unit, given.least, given.most, given.start, given.column,
        given.weight * unit[given.column], whole.astype(np.int32),
    )  # fmt: skip
    return None if taken == highspy.HighsStatus.kError else highs


def _run(highs: highspy.Highs, seconds: float | None) -> bool:
    """False: it failed, and whatever it says of bounds means nothing (it says 0)."""
    if seconds is not None:  # its clock goes on from one run to the next
        highs.setOptionValue("time_limit", highs.getRunTime() + max(0.1, seconds))
    return bool(highs.run() != highspy.HighsStatus.kError)

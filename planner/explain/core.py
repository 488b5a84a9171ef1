"""Facts that cannot hold together -> a smallest set of them.

The goals are left out and the solver's presolve is off: with either, CP-SAT's core is useless
(OR-Tools issues 3943 and 5141). The core is then shrunk fact by fact (deletion filter: Chinneck
and Dravnieks 1991, ORSA Journal on Computing 3(2)).
"""

from collections.abc import Sequence

from ortools.sat.python import cp_model

from planner.cp_sat import assume
from planner.explain.deadline import Deadline
from planner.linear import Literal, Model
from planner.program import Key
from planner.solve.stopping import searched


class NotInTime(Exception):  # noqa: N818 - an answer, not an error
    """Whether it is possible was not found out in the time."""


class Core:
    """Asks whether some facts can hold together."""

    def __init__(
        self,
        model: Model,
        literals: dict[Key, Literal],
        deadline: Deadline,
        relaxed: bool = True,
    ) -> None:
        """`relaxed`: with the linear relaxation, which small models do not need."""
        self._relaxed = relaxed
        self._model = model
        self._literals = literals
        self._deadline = deadline

    def shrunk(self, keys: Sequence[Key]) -> tuple[list[Key] | None, bool]:
        """Facts that clash, and whether it is proven that none is needless; None: no clash.

        Later facts are given up first. Raises `NotInTime`.
        """
        left = self.clashing(keys)
        if left is None:
            return None, True
        needed: list[Key] = []
        minimal = True
        while left and not self._deadline.passed:
            tried, left = left[-1], left[:-1]
            try:
                smaller = self.clashing(needed + left)
            except NotInTime:
                minimal, smaller = False, None
            if smaller is None:
                needed.append(tried)
            else:
                still = set(smaller)
                left = [key for key in left if key in still]
        place = {key: number for number, key in enumerate(keys)}
        return sorted(needed + left, key=place.__getitem__), minimal and not left

    def clashing(self, keys: Sequence[Key]) -> list[Key] | None:
        """Those of the facts that clash; None if they can hold together. Raises `NotInTime`."""
        cp, by_index = self._model.written(), {self._literals[key].index: key for key in keys}
        assume(cp, by_index)
        solver = self._deadline.solver()
        solver.parameters.cp_model_presolve = False
        if not self._relaxed:
            solver.parameters.linearization_level = 0
        status = searched(solver, cp)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        if status != cp_model.INFEASIBLE:
            raise NotInTime
        core = set(solver.sufficient_assumptions_for_infeasibility())
        return [key for index, key in by_index.items() if index in core]

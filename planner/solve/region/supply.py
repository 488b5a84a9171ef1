"""The hub: which shared offerings open, who teaches them, which shared trips run."""

from dataclasses import dataclass

from ortools.sat.python import cp_model

from models.plan import Parameters, Plan
from planner.build import build
from planner.extract import extract
from planner.presolve import presolve
from planner.presolve.roads import Roads
from planner.solve.exact import Impossible, Solved, settle
from planner.solve.region.market import Prices, Resource, supply, used
from planner.solve.region.partition import Partition
from planner.solve.region.restrict import hub
from planner.solve.search import one_thread
from planner.variables import Expression, Literal, weigh


@dataclass(frozen=True, slots=True)
class Supplied:
    """What the hub offers."""

    opens: dict[str, str]
    """Offerings that open, with their timetables."""
    runs: frozenset[str]
    bound: int
    """The hub gains no more."""
    spent: dict[Resource, int]
    """Money that the hub itself takes."""


class Hub:
    """The model of everything shared, without students."""

    def __init__(self, partition: Partition, seed: int = 1) -> None:
        self._partition = partition
        self._seed = seed
        self._built = build(presolve(hub(partition), Roads(partition.instance)))
        self._money = {
            resource: units for resource, (units, _) in used(self._built.program, partition).items()
        }
        locks = [lock for lock in partition.instance.locks if lock.holds and lock.offering]
        kept = {offering for s in partition.instance.students for offering in s.keeps}
        self.needed = (kept | {str(lock.offering) for lock in locks}) & partition.shared
        """Shared offerings that open in any case."""
        self._settled = {lock.offering for lock in partition.instance.locks if lock.timetable}
        self._locked_trips = {lock.trip for lock in partition.instance.locks if lock.trip}
        self._solution: list[int] = []
        self._kept: list[int] = []

    def sell(self, prices: Prices) -> Supplied:
        """Open and run what pays at these prices: the hub's side of the bound.

        Raises:
            Impossible: the locks on what is shared cannot hold together.
        """
        worth: list[tuple[int, Expression]] = []
        always = 0
        for resource, price in prices.items():
            points = price * supply(self._partition, resource)
            decided = self.decided(resource)
            if decided is None:
                always += points
            else:
                worth.append((points, decided))
            if resource in self._money:
                worth.append((-price, self._money[resource]))
        supplied = self._solve(self._built.program.cp.clone(), worth, always)
        if supplied is None:
            raise Impossible
        return supplied

    def serve(
        self, gains: dict[str, int], rides: dict[str, int], timetables: dict[str, str]
    ) -> Supplied | None:
        """Open what helps students most within hours and budget; what is needed in any case.

        `rides`: how many want each optional trip. None: locks or teachers do not allow it.
        """
        cp, variables = self._built.program.cp.clone(), self._built.program.variables
        for offering, opens in variables.opens.items():
            if offering in self.needed:
                cp.add(opens == 1)
            elif offering not in gains:
                cp.add(opens == 0)
        for offering, timetable in timetables.items():
            if offering not in self._settled:
                cp.add(variables.chosen[offering, timetable] == variables.opens[offering])
        opening = [(gain, variables.opens[offering]) for offering, gain in gains.items()]
        running = [(A_RIDE * rides.get(trip, 0), runs) for trip, runs in variables.runs.items()]
        return self._solve(cp, [*opening, *running], 0)

    def only(self, opens: dict[str, str], runs: set[str]) -> int | None:
        """Open and run just this, and what is needed; the points it costs."""
        cp, variables = self._built.program.cp.clone(), self._built.program.variables
        for (offering, timetable), chosen in variables.chosen.items():
            if offering in opens or offering not in self.needed:
                cp.add(chosen == int(opens.get(offering) == timetable))
        for trip, running in variables.runs.items():
            if trip in runs or trip not in self._locked_trips:
                cp.add(running == int(trip in runs))
        supplied = self._solve(cp, [], 0)
        return None if supplied is None else supplied.bound

    def keep(self) -> None:
        """Let the last decisions be the best ones."""
        self._kept = self._solution

    def finish(self, parameters: Parameters) -> Plan:
        """The hub's best decisions, read out."""
        solved = Solved(self._built, settle(self._built, self._kept), bound=0)
        return extract(solved, parameters, "", 0.0)

    @property
    def model(self) -> cp_model.CpModel:
        """The model with its own goals."""
        self._built.program.cp.maximize(self._built.objective)
        return self._built.program.cp

    def decided(self, resource: Resource) -> Literal | None:
        """The decision on which a resource depends; None if it is there in any case."""
        variables = self._built.program.variables
        if resource[0] == "offering":
            return variables.opens[resource[1]]
        return variables.runs.get(resource[1]) if resource[0] == "trip" else None

    def _solve(
        self, cp: cp_model.CpModel, worth: list[tuple[int, Expression]], always: int
    ) -> Supplied | None:
        variables = self._built.program.variables
        cp.maximize(self._built.objective + weigh(worth))
        solver = one_thread(self._seed, WORK)
        status = solver.solve(cp)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        self._solution = list(solver.response_proto.solution)
        return Supplied(
            opens={
                offering: timetable
                for (offering, timetable), chosen in variables.chosen.items()
                if solver.value(chosen)
            },
            runs=frozenset(trip for trip, runs in variables.runs.items() if solver.value(runs)),
            bound=always + round(solver.best_objective_bound),
            spent={resource: int(solver.value(units)) for resource, units in self._money.items()},
        )


WORK = 10.0
"""Limit in the solver's units of work."""

A_RIDE = 50
"""Points that a ride on an optional trip is thought to be worth."""

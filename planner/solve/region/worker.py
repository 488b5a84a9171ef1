"""In a process of its own: builds parts once, solves them at prices or within their room."""

import os
import signal
from collections import Counter
from dataclasses import dataclass, field
from threading import Thread
from time import sleep, time

from ortools.sat.python import cp_model

from models.plan import Parameters, Plan
from planner.build import Built, build
from planner.extract import extract
from planner.presolve import presolve
from planner.presolve.roads import Roads
from planner.solve.exact import Solved, hint, settle
from planner.solve.region.market import Prices, Resource, Room, used
from planner.solve.region.partition import Partition
from planner.solve.region.restrict import restrict
from planner.solve.region.shared_goals import served
from planner.solve.search import one_thread
from planner.variables import Expression, weigh

POINTS_A_STUDENT = 1000


@dataclass(frozen=True, slots=True)
class Task:
    """What to do with a part."""

    part: int
    prices: Prices = field(default_factory=dict)
    room: dict[Resource, Room] | None = None
    """Units to be kept to, none where not named; None: as many as the part likes."""
    timetables: dict[str, str] = field(default_factory=dict)
    """The timetables of shared offerings, where they are settled."""
    gap: float = 0.0
    work: float = 10.0
    """Limit in the solver's units of work."""
    from_kept: bool = False
    """Start from what students keep and nothing else: slower, but soon at some plan."""
    bonus: dict[str, int] = field(default_factory=dict)
    """Points for a placement in each offering that serves a shared demand."""
    deadline: float | None = None
    """When to stop, in seconds since the epoch."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it."""

    part: int
    feasible: bool
    impossible: bool = False
    """Proven to have no plan; otherwise none was found."""
    work: float = 0.0
    """Units of work it took."""
    bound: int = 0
    """No plan of the part has more points at these prices."""
    points: int = 0
    """Points of the plan found, prices not counted."""
    used: dict[Resource, int] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    """Students of the part in each offering."""
    served: dict[str, int] = field(default_factory=dict)
    """People of the part for each demand that several parts serve."""
    chosen: dict[str, str] = field(default_factory=dict)
    """The timetables of shared offerings that the part prefers."""


@dataclass
class Workshop:
    """A part's model, kept from task to task."""

    built: Built
    used: dict[Resource, tuple[cp_model.IntVar, int]]
    """What is taken of each thing shared, and the most that can be."""
    solution: list[int] = field(default_factory=list)
    best: list[int] = field(default_factory=list)
    """The last solution that was kept."""
    taken: dict[Resource, Room] = field(default_factory=dict)
    """What it takes: settling must not take more."""


class Worker:
    """Keeps the whole instance and the models of its parts."""

    def __init__(self, partition: Partition, seed: int = 1) -> None:
        self._partition = partition
        self._seed = seed
        self._roads = Roads(partition.instance)
        self._shops: dict[int, Workshop] = {}

    def solve(self, task: Task) -> Answer:
        """Find the part's best plan for the task."""
        shop = self.shop(task.part)
        program = shop.built.program
        _keep_to(shop, task.room)
        self._fix_timetables(shop, task.timetables)
        priced = [
            (-task.prices[resource], taken)
            for resource, (taken, _) in shop.used.items()
            if task.prices.get(resource)
        ]
        program.cp.maximize(shop.built.objective + weigh(priced) + self._bonus(shop, task.bonus))
        hint(program.cp, [] if task.from_kept else shop.solution)
        if task.from_kept:
            for (student, offering), takes in program.variables.takes.items():
                program.cp.add_hint(takes, offering in program.instance.student[student].keeps)
        solver = one_thread(self._seed, task.work)
        if task.deadline is not None:
            solver.parameters.max_time_in_seconds = max(0.1, task.deadline - time())
        students = len(program.instance.students)
        solver.parameters.absolute_gap_limit = task.gap * POINTS_A_STUDENT * students
        status = solver.solve(program.cp)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            impossible = status == cp_model.INFEASIBLE
            return Answer(task.part, False, impossible, work=work(solver))
        shop.solution = list(solver.response_proto.solution)
        taken = [pair for pair, takes in program.variables.takes.items() if solver.value(takes)]
        return Answer(
            part=task.part,
            feasible=True,
            work=work(solver),
            bound=round(solver.best_objective_bound),
            points=int(solver.value(shop.built.objective)),
            used={resource: int(solver.value(taken)) for resource, (taken, _) in shop.used.items()},
            sizes=Counter(offering for (_, offering) in taken),
            served=served(self._partition, taken),
            chosen={
                offering: timetable
                for (offering, timetable), chosen in program.variables.chosen.items()
                if offering in self._partition.shared and solver.value(chosen)
            },
        )

    def keep(self, part: int) -> None:
        """Let the last solution be the best one."""
        shop = self.shop(part)
        shop.best = shop.solution
        shop.taken = {
            resource: Room(0, shop.best[count.index]) for resource, (count, _) in shop.used.items()
        }

    def finish(self, part: int, parameters: Parameters) -> Plan:
        """The part's best plan, settled and read out."""
        shop = self.shop(part)
        _keep_to(shop, shop.taken)
        self._fix_timetables(shop, {})
        solved = Solved(shop.built, settle(shop.built, shop.best), bound=0)
        return extract(solved, parameters, "", 0.0)

    def shop(self, part: int) -> Workshop:
        """The part's model, built when first asked for."""
        if part not in self._shops:
            instance = restrict(self._partition, part)
            built = build(presolve(instance, self._roads))
            cp, taken = built.program.cp, {}
            for resource, (units, most) in used(built.program, self._partition).items():
                count = cp.new_int_var(0, most, f"used {' '.join(resource)}")
                cp.add(count == units)
                taken[resource] = (count, most)
            self._shops[part] = Workshop(built, taken)
        return self._shops[part]

    def _bonus(self, shop: Workshop, bonus: dict[str, int]) -> Expression:
        program = shop.built.program
        return weigh(
            [
                (bonus[offering], takes)
                for (_, offering), takes in program.variables.takes.items()
                if offering in bonus
            ]
        )

    def _fix_timetables(self, shop: Workshop, timetables: dict[str, str]) -> None:
        """Allow only the settled timetables of shared offerings (all, where none is)."""
        program = shop.built.program
        for (offering, timetable), chosen in program.variables.chosen.items():
            if offering in self._partition.shared:
                possible = timetables.get(offering) in (None, timetable)
                _bound(program.cp, chosen, 0, int(possible))


def work(solver: cp_model.CpSolver) -> float:
    """The solver's units of work, the same on every machine."""
    return float(solver.response_proto.deterministic_time)


def _keep_to(shop: Workshop, room: dict[Resource, Room] | None) -> None:
    for resource, (taken, largest) in shop.used.items():
        fewest, most = Room(0, largest) if room is None else room.get(resource, Room(0, 0))
        _bound(shop.built.program.cp, taken, min(fewest, largest), min(most, largest))


def _bound(cp: cp_model.CpModel, variable: cp_model.IntVar, least: int, most: int) -> None:
    domain = cp.proto.variables[variable.index].domain
    domain.clear()
    domain.extend([least, most])


def _end_with(parent: int) -> None:
    """End this process when the parent was killed."""
    while os.getppid() == parent:
        sleep(1)
    os._exit(1)


_worker: Worker | None = None


def start(partition: Partition, seed: int) -> None:
    """Make this process a worker; what stops a run is the parent's affair."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    global _worker
    _worker = Worker(partition, seed)


def solve(task: Task) -> Answer:
    """Solve a task in this process."""
    assert _worker is not None
    return _worker.solve(task)


def keep(part: int) -> None:
    """Keep the part's last plan."""
    assert _worker is not None
    _worker.keep(part)


def finish(part: int, parameters: Parameters) -> Plan:
    """Finish a part in this process."""
    assert _worker is not None
    return _worker.finish(part, parameters)

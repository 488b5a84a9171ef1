"""One measurement in a process of its own: `python -m benchmarks.measure WHAT INSTANCE` -> JSON.

WHAT is `stages`, or the name of one of the search settings compared.
"""

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import monotonic, process_time

from ortools.sat.python import cp_model

from models.plan import Parameters, gap
from planner.build import build
from planner.documents import write_documents
from planner.extract import extract
from planner.presolve import presolve
from planner.read import instance_hash, read_instance
from planner.solve import exact
from planner.solve.search import PORTFOLIO, Way, configured
from planner.verify import verify

INSTANCES = Path(__file__).parent.parent / "instances"
LIMIT = 60.0
STAGES = "stages"


def main(what: str, name: str) -> None:
    """Print what was measured."""
    path = INSTANCES / f"{name}.json"
    found = stages(path) if what == STAGES else SETTINGS[what](path)
    sys.stdout.write(json.dumps(found))


def stages(path: Path) -> dict[str, float]:
    """Seconds of each stage of `plan solve`, to proven optimality."""
    watch = _Watch()
    instance = read_instance(path)
    watch.lap("read")
    presolved = presolve(instance)
    watch.lap("presolve")
    build(presolved).program.model.written()
    watch.lap("build")
    solved = exact.solve(presolved, Parameters(), lambda *_: None)
    watch.lap("search")
    # The solver builds the model itself.
    watch.laps["search"] -= watch.laps["build"]
    plan = extract(solved, Parameters(), instance_hash(instance), 0)
    watch.lap("extract")
    assert not verify(instance, plan)
    watch.lap("verify")
    with tempfile.TemporaryDirectory() as folder:
        write_documents(instance, plan, Path(folder), "ru")
    watch.lap("documents")
    assert plan.status == "optimal"
    return watch.laps


class _Watch:
    """Seconds between one lap and the next."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = monotonic()

    def lap(self, name: str) -> None:
        """End the lap."""
        now = monotonic()
        self.laps[name], self._last = now - self._last, now


def ours(path: Path) -> dict[str, float]:
    """What `plan solve` does on one thread, with building the model."""
    instance, parameters = read_instance(path), Parameters(workers=1, time=LIMIT)
    presolved = presolve(instance)
    started, busy = monotonic(), process_time()
    solved = exact.solve(presolved, parameters, lambda *_: None)
    found = {"seconds": monotonic() - started, "processor": process_time() - busy}
    plan = extract(solved, parameters, instance_hash(instance), 0)
    return {**found, "objective": plan.objective, "gap": plan.gap}


def search(path: Path, solver: cp_model.CpSolver) -> dict[str, float]:
    """Seconds, processor seconds, objective and gap of one search; no gap without a plan."""
    instance = read_instance(path)
    cp = build(presolve(instance)).program.model.written()
    solver.parameters.max_time_in_seconds = LIMIT
    started, busy = monotonic(), process_time()
    status = solver.solve(cp)
    found = {"seconds": monotonic() - started, "processor": process_time() - busy}
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        objective, bound = round(solver.objective_value), round(solver.best_objective_bound)
        found["objective"] = objective
        found["gap"] = gap(bound, objective, len(instance.students))
    return found


def _default() -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    return solver


def _interleaved() -> cp_model.CpSolver:
    solver = _default()
    solver.parameters.linearization_level = 2
    solver.parameters.interleave_search = True
    return solver


def _set(portfolio: bool = False) -> cp_model.CpSolver:
    return configured(Parameters(), 0, 0, Way(portfolio=portfolio))


SETTINGS: dict[str, Callable[[Path], dict[str, float]]] = {
    "2 workers, CP-SAT's default": lambda path: search(path, _default()),
    f"2 workers, `{PORTFOLIO[0]}` and `{PORTFOLIO[1]}`": lambda path: search(
        path, _set(portfolio=True)
    ),
    "1 worker, linearization level 2": lambda path: search(path, _set()),
    "2 workers interleaved, level 2": lambda path: search(path, _interleaved()),
    "a dive, then 1 worker along the bound (ours, with building)": ours,
}


if __name__ == "__main__":
    main(*sys.argv[1:])

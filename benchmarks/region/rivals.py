"""One method on one instance -> a line of JSON for each improvement, on standard output.

Seconds count from the start of the process: reading, presolving and building are in them.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

from ortools.sat.python import cp_model

from models.plan import Parameters
from planner.build import build
from planner.presolve import presolve
from planner.read import read_instance
from planner.solve.search import Way, configured

WORKERS = 2
_STARTED = monotonic()
_LINE = re.compile(r"^\s*([\d.,]+) s\s+best plan ([−\d,]+), bound ([−\d,]+),")


def tell(best: float | None, bound: float | None, **more: Any) -> None:
    """An improvement, or (with `status`) the end."""
    event = {"seconds": round(monotonic() - _STARTED, 2), "best": best, "bound": bound, **more}
    sys.stdout.write(json.dumps(event) + "\n")
    sys.stdout.flush()


def _left(limit: float) -> float:
    return max(1.0, limit - (monotonic() - _STARTED))


def _model(instance: Path) -> cp_model.CpModel:
    return build(presolve(read_instance(instance))).program.model.written()


class _Watcher(cp_model.CpSolverSolutionCallback):
    def __init__(self) -> None:
        super().__init__()
        self._best: float | None = None

    def on_solution_callback(self) -> None:
        self._best = self.objective_value
        tell(self._best, self.best_objective_bound)

    def on_bound(self, bound: float) -> None:
        tell(self._best, bound)


def _cp_sat(instance: Path, limit: float, solver: cp_model.CpSolver) -> None:
    cp = _model(instance)
    solver.parameters.max_time_in_seconds = _left(limit)
    watcher = _Watcher()
    solver.best_bound_callback = watcher.on_bound
    status = solver.solve(cp, watcher)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    tell(solver.objective_value if found else None, solver.best_objective_bound,
         status=solver.status_name(status))  # fmt: skip


def plain(instance: Path, limit: float) -> None:
    """One CP-SAT model, default settings."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = WORKERS
    _cp_sat(instance, limit, solver)


def relaxing(instance: Path, limit: float) -> None:
    """One CP-SAT model, the best settings found for it: two workers that use the relaxation."""
    _cp_sat(instance, limit, configured(Parameters(), 0, 0, Way(portfolio=True)))


def highs(instance: Path, limit: float) -> None:
    """The same model through HiGHS."""
    from benchmarks.region.highs import translated

    solver = translated(_model(instance).proto)
    solver.setOptionValue("threads", WORKERS)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("time_limit", _left(limit))
    last: list[float | None] = [None, None]

    def improved(event: Any) -> None:
        now = [
            value if abs(value) < 1e15 else None
            for value in (event.data_out.mip_primal_bound, event.data_out.mip_dual_bound)
        ]
        if now != last:
            last[:] = now
            tell(*now)

    solver.cbMipImprovingSolution += improved
    solver.cbMipInterrupt += improved
    solver.run()
    status = str(solver.modelStatusToString(solver.getModelStatus()))
    best, bound = (solver.getInfo().objective_function_value, solver.getInfo().mip_dual_bound)
    tell(*(value if abs(value) < 1e15 else None for value in (best, bound)), status=status)


def ours(instance: Path, limit: float) -> None:
    """`plan solve` with the method that it chooses."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable, "-c", "from planner.cli import main; main()", "solve", str(instance),
            "--out", f"{folder}/plan", "--language", "en", "--no-documents",
            "--time", str(limit), "--workers", str(WORKERS),
        ]  # fmt: skip
        process = subprocess.Popen(
            command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
        )
        assert process.stderr is not None
        for line in process.stderr:
            if match := _LINE.match(line):
                tell(_figure(match[2]), _figure(match[3]))
        code, written = process.wait(), Path(folder, "plan", "plan.json")
        if not written.is_file():
            tell(None, None, status=f"no plan, exit code {code}")
            return
        plan = json.loads(written.read_text("utf-8"))
        tell(plan["objective"], plan["bound"], status=plan["status"])


def _figure(written: str) -> int:
    return int(written.replace(",", "").replace("−", "-"))


METHODS: dict[str, Callable[[Path, float], None]] = {
    "cp-sat": plain, "cp-sat-bound": relaxing, "highs": highs, "ours": ours,
}  # fmt: skip

if __name__ == "__main__":
    method, path, seconds = sys.argv[1:]
    METHODS[method](Path(path), float(seconds))

"""The translation for HiGHS has the same optimum as the model it is made of."""

from pathlib import Path

from ortools.sat.python import cp_model

from benchmarks.region.highs import solved, translated
from planner.build import build
from planner.presolve import presolve
from planner.read import read_instance

TINY = Path(__file__).parents[2] / "instances" / "tiny.json"


def check() -> None:
    """Raise if the two disagree on the tiny instance."""
    cp = build(presolve(read_instance(TINY))).program.model.written()
    solver = cp_model.CpSolver()
    status = solver.solve(cp)
    best, bound = solved(translated(cp.proto))
    optimum = solver.objective_value
    if status != cp_model.OPTIMAL or round(best) != optimum or round(bound) != optimum:
        raise RuntimeError(f"CP-SAT {optimum}, HiGHS {best} with bound {bound}")

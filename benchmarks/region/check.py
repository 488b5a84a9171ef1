"""The translation for HiGHS has the same optimum as the model it is made of."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.region.highs import solved, translated
from models.instance import Instance
from models.plan import Parameters
from planner.build import build
from planner.generate.instance import instance
from planner.generate.request import Request
from planner.generate.writing import one_record_a_line
from planner.presolve import presolve
from planner.read import read_instance
from planner.solve import exact
from planner.solve.matrix import matrix

TINY = Path(__file__).parents[2] / "instances" / "tiny.json"
TIGHT = Request(students=30, seed=1, tightness=80)
"""With rows of every kind that the instances measured have."""


def check() -> None:
    """Raise if the two disagree on a small instance."""
    for given in (read_instance(TINY), _generated()):
        model = build(presolve(given)).program.model
        found = exact.solve(presolve(given), Parameters(), lambda *_: None)
        optimum = matrix(model).points(np.array(found.solution))
        best, bound = solved(translated(model.written().proto))
        if not optimum == found.bound == round(best) == round(bound):
            raise RuntimeError(f"CP-SAT {optimum}, HiGHS {best} with bound {bound}")


def _generated() -> Instance:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "tight.json"
        path.write_text(one_record_a_line(instance(TIGHT)), "utf-8")
        return read_instance(path)

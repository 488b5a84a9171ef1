"""Instance -> the solver's plan, which the verifier must accept."""

from models.instance import Instance
from models.plan import Parameters, Plan
from planner.extract import extract
from planner.presolve import presolve
from planner.solve import exact
from planner.solve.matrix import Matrix, Reals
from planner.solve.region.highs import Relaxation, Relaxed, problem
from planner.verify import verify


def solved(instance: Instance, strictly: bool = False) -> Plan | None:
    """The solver's plan, proven best; None if it says that there is none."""
    parameters = Parameters(strictly=strictly)
    try:
        found = exact.solve(presolve(instance), parameters, lambda *_: None)
    except exact.Impossible:
        return None
    return extract(found, parameters, "", 0.0)


def best(instance: Instance, strictly: bool = False) -> Plan:
    """The best plan of an instance that has one, without a fault."""
    plan = solved(instance, strictly)
    assert plan is not None
    assert not verify(instance, plan)
    assert strictly or plan.bound == plan.objective
    return plan


def relaxed(whole: Matrix) -> Relaxed:
    """The linear relaxation."""
    found = Relaxation(problem(whole.everything, whole.gain)).solve()
    assert found
    return found


def row_prices(whole: Matrix) -> Reals:
    """What the limit of each row is worth in the relaxation."""
    return whole.everything.of_rows(relaxed(whole).duals)


def takes(plan: Plan) -> dict[str, list[str]]:
    """What each student takes."""
    return {row.id: sorted(row.takes) for row in plan.students}


def points(plan: Plan, goal: str) -> int:
    """What a goal contributes."""
    return {score.id: score.points for score in plan.goals}[goal]

"""Instance -> the solver's plan, which the verifier must accept."""

from collections.abc import Iterable

from ortools.sat.python import cp_model

from models.instance import Instance
from models.plan import Parameters, Plan
from planner.arrays import Reals
from planner.cp_sat import add_rows, maximize
from planner.extract import extract
from planner.linear import Expression, Model, Row
from planner.presolve import presolve
from planner.program import Program
from planner.solve import exact
from planner.solve.highs import Relaxation, Relaxed, problem
from planner.solve.matrix import Matrix
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
    found = _relaxation(whole).solve()
    assert found
    return found


def row_prices(whole: Matrix) -> Reals:
    """What the limit of each row is worth in the relaxation."""
    relaxation = _relaxation(whole)
    assert relaxation.solve()
    return whole.everything.of_rows(relaxation.duals)


def _relaxation(whole: Matrix) -> Relaxation:
    return Relaxation(problem(whole.everything, whole.gain))


def forced(
    program: Program, rows: Iterable[Row], objective: Expression | None = None
) -> list[int] | None:
    """Values of all columns, at their best, by which these rows hold as well; None: there are none.

    `objective`: another one to maximize.
    """
    more = Model(program.model.lower, program.model.upper, objective=objective)
    for row in rows:
        more.add(row)
    cp, added = program.model.written().clone(), more.rows()
    add_rows(cp, added.row, added.column, added.weight, added.least, added.most)
    if objective is not None:
        cp.proto.clear_objective()
        maximize(cp, more.gain)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(cp)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    return None if status == cp_model.INFEASIBLE else list(solver.response_proto.solution)


def takes(plan: Plan) -> dict[str, list[str]]:
    """What each student takes."""
    return {row.id: sorted(row.takes) for row in plan.students}


def points(plan: Plan, goal: str) -> int:
    """What a goal contributes."""
    return {score.id: score.points for score in plan.goals}[goal]

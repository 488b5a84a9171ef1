"""Presolved instance -> plan: one model for a school, moves for a town, in parts for a region."""

from time import monotonic

from models.plan import Parameters, Plan
from planner.extract import extract
from planner.presolve import Presolved
from planner.processes import prepare
from planner.read import instance_hash
from planner.solve import exact, parts, region
from planner.solve.search import PartsProgress


def best_plan(presolved: Presolved, parameters: Parameters, progress: PartsProgress) -> Plan:
    """The best plan to be found within the limits, with a bound on every plan.

    Raises:
        Impossible: no plan keeps every rule.
        NoPlanInTime: none was found within the limits.
    """
    started = monotonic()
    students = len(presolved.instance.students)
    large = students > region.STUDENTS_IN_ONE_MODEL and not parameters.strictly
    if large:
        prepare()
    known = instance_hash(presolved.instance)  # while another process loads the program
    if large and (plan := parts.solve(presolved.instance, parameters, progress, known)):
        return plan
    method, solve = ("moves", region.solve) if large else ("exact", exact.solve)
    parameters = parameters.model_copy(update={"method": method})
    solved = solve(presolved, _what_is_left(parameters, started), progress)
    return extract(solved, parameters, known, monotonic() - started)


def _what_is_left(parameters: Parameters, started: float) -> Parameters:
    """The same with the time that is left since then."""
    if parameters.time is None:
        return parameters
    left = max(0.1, parameters.time - (monotonic() - started))
    return parameters.model_copy(update={"time": left})

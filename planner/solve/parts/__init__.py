"""Very large instance -> parts that share little, each planned in a process of its own -> plan.

docs/scale.md says how limits are shared, and why the bounds of the parts add up to one of all.
"""

import os
from time import monotonic

from models.instance import Instance
from models.plan import Parameters, Plan
from planner.collector import collector_off
from planner.solve.exact import Impossible
from planner.solve.parts.common import Common
from planner.solve.parts.divide import balanced, in_turn, number
from planner.solve.parts.limits import limits
from planner.solve.parts.together import A_THREAD, Together
from planner.solve.search import PartsProgress

SAME_EVERYWHERE = 2
"""Threads that are counted with where the plan must be the same on every machine."""


@collector_off()
def solve(
    instance: Instance, parameters: Parameters, progress: PartsProgress, instance_hash: str
) -> Plan | None:
    """The best plan to be found in time; None: to divide the instance would not help.

    Raises:
        NoPlanInTime: no part has a plan in which anybody has more than is kept.
        KeyboardInterrupt: Ctrl-C came before that.
    """
    started, at_once = monotonic(), _at_once(parameters)
    count = number(len(instance.students), at_once)
    if count == 1:
        return None
    common = Common(instance, in_turn(balanced(instance, count), at_once))
    shared = limits(common)
    too_little = any(sum(limit.kept) > limit.total for limit in shared.values())
    if len(common.parts) < 2 or too_little or not common.can_be_divided():
        return None
    parameters = parameters.model_copy(update={"method": "parts"})
    try:
        return Together(common, shared, parameters, progress, at_once, started).plan(instance_hash)
    except Impossible:  # within its share; all together there may be a plan
        return None


def in_memory(students: int, parameters: Parameters) -> tuple[int, bool]:
    """The students who are planned at the same time, at most, and whether in parts (unless it
    turns out that to divide them would not help)."""
    at_once = _at_once(parameters)
    count = 1 if parameters.strictly else number(students, at_once)
    return -(-students // count) * min(count, at_once), count > 1


def _at_once(parameters: Parameters) -> int:
    threads = parameters.workers or os.cpu_count() or 1
    if parameters.deterministic_time is not None:
        threads = SAME_EVERYWHERE
    return A_THREAD * threads if threads > 1 else 1

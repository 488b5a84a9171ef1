"""Very large instance -> parts that share little, each planned in a process of its own -> plan.

docs/scale.md says how limits are shared, and why the bounds of the parts add up to one of all.
"""

import os
from time import monotonic

from models.instance import Instance
from models.plan import Parameters, Plan
from planner.solve.exact import Impossible
from planner.solve.parts.common import Common
from planner.solve.parts.divide import parts
from planner.solve.parts.together import Together
from planner.solve.search import Progress

A_THREAD = 2
"""Parts planned at the same time for each thread: relaxations of small parts take less time, and
where one part waits for the others, another goes on."""

SAME_EVERYWHERE = 2
"""Threads that are counted with where the plan must be the same on every machine."""


def solve(
    instance: Instance, parameters: Parameters, progress: Progress, instance_hash: str
) -> Plan | None:
    """The best plan to be found in time; None: to divide the instance would not help.

    Raises:
        NoPlanInTime: none was found in time.
    """
    started = monotonic()
    threads = parameters.workers or os.cpu_count() or 1
    if parameters.deterministic_time is not None:
        threads = SAME_EVERYWHERE
    at_once = A_THREAD * threads
    common = Common(instance, parts(instance, at_once))
    if len(common.parts) < 2 or not common.can_be_divided():
        return None
    parameters = parameters.model_copy(update={"method": "parts"})
    try:
        return Together(common, parameters, progress, at_once, started).plan(instance_hash)
    except Impossible:  # within its share; all together there may be a plan
        return None

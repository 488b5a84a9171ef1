"""Large instance -> plan and bound: parts solved at prices for what they share.

docs/scale.md says why this way was chosen and what else was tried.
"""

import os
from time import monotonic

from models.instance import Instance
from models.plan import Parameters, Plan
from planner.solve.region.crew import Crew
from planner.solve.region.partition import partition
from planner.solve.region.trade import Trade
from planner.solve.search import Progress

STUDENTS_IN_ONE_MODEL = 250
"""Up to so many students one model is faster than parts."""


def solve(
    instance: Instance, parameters: Parameters, progress: Progress, instance_hash: str
) -> Plan:
    """The best plan to be found in time, with a bound on every plan of the whole instance.

    Raises:
        Impossible: a part has no plan even with everything shared to itself.
        NoPlanInTime: none was found within the limits.
    """
    started = monotonic()
    parts = partition(instance)
    with Crew(parts, parameters.workers or os.cpu_count() or 1, parameters.seed) as crew:
        trade = Trade(parts, crew, parameters, progress, started)
        trade.run()
        return trade.finish(instance_hash)

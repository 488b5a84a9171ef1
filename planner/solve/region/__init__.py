"""Large instance -> plan and bound: a dive, those who lose most moved, blocks bounded at prices.

docs/scale.md says how it goes, docs/tried.md what else was tried.
"""

from time import monotonic

from models.plan import Parameters
from planner.build import build
from planner.presolve import Presolved
from planner.solve.exact import Solved
from planner.solve.region.course import Course
from planner.solve.search import Progress

STUDENTS_IN_ONE_MODEL = 400
"""Up to so many students one search of the whole model is faster."""


def solve(presolved: Presolved, parameters: Parameters, progress: Progress) -> Solved:
    """The best plan to be found in time, with a bound on every plan of the whole instance.

    Raises:
        Impossible: no plan keeps every rule.
        NoPlanInTime: none was found in which anybody has more than is kept.
        KeyboardInterrupt: Ctrl-C came before that.
    """
    started = monotonic()
    course = Course(build(presolved), parameters, progress, started)
    course.run()
    return course.solved()

"""What several parts want -> what of it may open, when, and who teaches it: decided for all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from ortools.sat.python import cp_model

from models.goals import Budget
from models.instance import Instance
from models.plan import Teaches
from planner.change import changed
from planner.linear import weigh
from planner.presolve import presolve
from planner.program import Key, Program
from planner.rules import RULES
from planner.solve.search import one_thread

WORK = 2.0
"""Units of work to look for the best."""


@dataclass(frozen=True)
class Staffing:
    """What parts may open of what they share; all of it can be open at the same time."""

    timetables: Mapping[str, str]
    """Of each offering that may open."""
    teaches: tuple[Teaches, ...]
    roubles: int
    extra_hours: int
    """In the term that needs most."""
    points: int
    """What it costs."""

    def __add__(self, other: "Staffing") -> "Staffing":
        """Both, if no teacher teaches in both."""
        return Staffing(
            {**self.timetables, **other.timetables},
            (*self.teaches, *other.teaches),
            self.roubles + other.roubles,
            self.extra_hours + other.extra_hours,
            self.points + other.points,
        )

    def spent(self, key: Key) -> int:
        """What it takes of a limit that parts share."""
        return {"roubles": self.roubles, "extra_hours": self.extra_hours}.get(key[0], 0)


NOTHING = Staffing({}, (), 0, 0, 0)


def staffed(
    instance: Instance, worth: Sequence[float], budget: Budget
) -> tuple[Staffing, int]:  # fmt: skip
    """Open what is worth most of an instance's offerings, as its teachers and a budget allow.

    And how much: nothing that they allow is worth more, less what it costs.
    """
    offerings = instance.offerings
    if not offerings:
        return NOTHING, 0
    without_students = tuple(changed(offering, min_size=0) for offering in offerings)
    alone = changed(instance, offerings=without_students, students=(), budget=budget)
    program = Program(presolve(alone))
    for rule in RULES:
        rule.post(program)
    variables, goals = program.variables, instance.goals
    paid = [
        *((goals.cost * o.cost // 1000, variables.opens[o.id]) for o in offerings),
        *((goals.extra_hours, hours) for hours in program.extra.values()),
    ]
    gained = [
        (ceil(points), variables.opens[offering.id])
        for offering, points in zip(offerings, worth, strict=True)
    ]
    program.model.objective = weigh(gained) - weigh(paid)
    solver = one_thread(1, WORK)
    if solver.solve(program.model.written()) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return NOTHING, sum(map(ceil, worth))
    values = list(solver.response_proto.solution)
    hours = [
        sum(extra.value(values) for (_, when), extra in program.extra.items() if when == term.id)
        for term in instance.calendar.terms
    ]
    found = Staffing(
        {offering: timetable for (offering, timetable), chosen in variables.chosen.items()
         if chosen.value(values)},
        tuple(
            Teaches(teacher=teacher, offering=offering, duty=duty)
            for (teacher, offering, duty), teaches in variables.teaches.items()
            if teaches.value(values)
        ),
        program.roubles.value(values),
        max(hours, default=0),
        weigh(paid).value(values),
    )  # fmt: skip
    return found, round(solver.best_objective_bound)

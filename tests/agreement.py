"""A plan -> the verdict of each rule of the model and of each check of the verifier.

The model is asked whether it could be so: all decisions of the plan are assumed, and of the rules
only the one in question (and those without which it means nothing) is in force.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from ortools.sat.python import cp_model

from models.instance import Instance
from models.plan import Plan, Ride, Teaches
from planner.cp_sat import assume
from planner.linear import Literal
from planner.presolve import Presolved, presolve
from planner.program import Program
from planner.rules import RULES
from planner.verify.case import Case, Check
from planner.verify.checks import (
    agreement_seats,
    budget,
    bus_seats,
    eligibility,
    group_sizes,
    keeps,
    locks,
    one_section,
    one_timetable,
    prerequisites,
    staffing,
    student_times,
    teacher_hours,
    teacher_times,
    travel_minutes,
)
from tests.brute_force import Choice, written

CHECKS: Mapping[str, Check] = {
    "one_section": one_section.check,
    "one_timetable": one_timetable.check,
    "group_sizes": group_sizes.check,
    "staffing": staffing.check,
    "teacher_hours": teacher_hours.check,
    "teacher_times": teacher_times.check,
    "student_times": student_times.check,
    "travel_minutes": travel_minutes.check,
    "bus_seats": bus_seats.check,
    "agreement_seats": agreement_seats.check,
    "prerequisites": prerequisites.check,
    "keeps": keeps.check,
    "locks": locks.check,
    "budget": budget.check,
}
STRUCTURAL = ("one_section", "one_timetable")
NEEDS = {"student_times": ("bus_seats",), "travel_minutes": ("student_times", "bus_seats")}
"""Rules that mean something only together with others."""


@dataclass(frozen=True)
class Verdict:
    """What both say about one rule; True: kept."""

    rule: str
    model: bool
    verifier: bool


class Judges:
    """The model and the verifier of one instance."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.presolved: Presolved = presolve(instance)
        self.program = Program(self.presolved, explaining=True)
        for rule in RULES:
            rule.post(self.program)

    def verdicts(self, plan: Plan) -> Iterator[Verdict]:
        """Of eligibility, and if nothing is against it of every other rule."""
        case = Case(self.instance, plan)
        possible = self._possible(plan)
        yield Verdict("eligibility", possible, not any(eligibility.check(case)))
        if not possible:
            return
        decisions = self._decided(plan)
        if decisions is None:
            yield Verdict("staffing", False, not any(staffing.check(case)))
            return
        kept = {rule: not any(check(case)) for rule, check in CHECKS.items()}
        structural = all(kept[rule] for rule in STRUCTURAL)
        broken = [rule for rule in STRUCTURAL if not kept[rule]]
        yield Verdict(
            broken[0] if broken else "one_section", self._holds(decisions, ()), structural
        )
        if not broken:
            yield Verdict("one_timetable", self._holds(decisions, ()), True)
        for rule in CHECKS if structural else ():
            needed = NEEDS.get(rule, ())
            if rule not in STRUCTURAL and all(kept[one] for one in needed):
                yield Verdict(rule, self._holds(decisions, (rule, *needed)), kept[rule])

    def _possible(self, plan: Plan) -> bool:
        """Whether presolve has left every placement with its timetable."""
        opens = {opened.offering: opened.timetable for opened in reversed(plan.opens)}
        return all(
            (row.id, (offering, opens[offering])) in self.program.variables.attends
            for row in plan.students
            for offering in row.takes
        )

    def _holds(self, decisions: list[int], rules: tuple[str, ...]) -> bool:
        cp = self.program.model.written()
        enforced = [one for key, one in self.program.assumptions.items() if key[0] in rules]
        assume(cp, [*decisions, *(one.index for one in enforced)])
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        return bool(solver.solve(cp) != cp_model.INFEASIBLE)

    def _decided(self, plan: Plan) -> list[int] | None:
        """Every decision as the plan has it; None if it has one that the model does not know."""
        variables = self.program.variables
        families: list[tuple[Mapping[Any, Literal], set[Any]]] = [
            (variables.takes, {(row.id, o) for row in plan.students for o in row.takes}),
            (variables.opens, {opened.offering for opened in plan.opens}),
            (variables.chosen, {(o.offering, o.timetable) for o in plan.opens}),
            (variables.teaches, {(t.teacher, t.offering, t.duty) for t in plan.teaches}),
            (variables.runs, set(plan.runs)),
            (variables.rides, {
                (row.id, r.trip, r.term, r.origin, r.destination)
                for row in plan.students for r in row.rides}),
        ]  # fmt: skip
        found: list[int] = []
        for known, chosen in families:
            if not chosen <= known.keys():
                return None
            # CP-SAT counts the opposites of columns from -1 down.
            found += [one.index if key in chosen else ~one.index for key, one in known.items()]
        return found


def random_plan(judges: Judges, seed: int) -> Plan:
    """Decisions drawn without much thought; half of the plans keep to what presolve left."""
    random, instance = Random(seed), judges.instance
    variables = judges.program.variables
    careful = random.random() < 0.7
    often, riding = random.choice((0.3, 0.6, 0.9)), random.choice((0, 0.3, 1))
    opens = {o.id: random.choice(o.timetables).id for o in instance.offerings
             if random.random() < 0.8}  # fmt: skip
    rows = {}
    for student in instance.students:
        takes = tuple(
            offering for offering, timetable in opens.items()
            if random.random() < often
            and (not careful or (student.id, (offering, timetable)) in variables.attends)
        )  # fmt: skip
        rides = tuple(
            Ride(trip=trip, term=term, origin=origin, destination=destination)
            for (rider, trip, term, origin, destination) in variables.rides
            if rider == student.id and random.random() < riding
        )  # fmt: skip
        rows[student.id] = Choice(takes, rides, 0)
    teaches = [
        Teaches(teacher=teacher, offering=offering, duty=duty.id)
        for offering in opens for duty in instance.offering[offering].duties
        for teacher in random.choices((
            (random.choice(duty.candidates),), (), duty.candidates, (instance.teachers[0].id,),
        ), (85, 5, 5, 5))[0]
    ]  # fmt: skip
    runs = [trip.id for trip in instance.trips if trip.optional and random.random() < 0.6]
    plan = written(instance, rows, opens, teaches, runs)
    several = [o for o in plan.opens if len(instance.offering[o.offering].timetables) > 1]
    if several and random.random() < 0.1:
        other = next(t.id for t in instance.offering[several[0].offering].timetables
                     if t.id != several[0].timetable)  # fmt: skip
        again = several[0].model_copy(update={"timetable": other})
        plan = plan.model_copy(update={"opens": (*plan.opens, again)})
    return plan

"""A wish that was not granted -> what the plan as a whole would lose if it were.

Found by solving again with the wish forced. First only those near by may move, which shows a plan
and so says 'at most'; the model of the whole says 'at least', and both together the exact price.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ortools.sat.python import cp_model

from models.plan import Parameters, Plan
from planner.build import build
from planner.explain.deadline import Deadline
from planner.explain.openings import Openings
from planner.explain.standing import Standing
from planner.extract import extract
from planner.presolve import Presolved
from planner.solve.exact import Solved
from planner.solve.stopping import searched

NEAR = (15, 60)
"""Students who may move besides the one who is asked about; more, if no plan is found so."""
QUICK_SECONDS = 3.0


@dataclass(frozen=True)
class Price:
    """Points that the plan would lose."""

    most: int | None
    """None: no plan with the wish is known."""
    least: int | None
    """None: not known."""
    other: Plan | None
    """The plan with the wish, by which the price was found."""
    impossible: bool = False
    """Nothing that was free to move allows the wish: proven."""

    @property
    def proven(self) -> bool:
        """Whether the price is exact."""
        return self.most is not None and self.most == self.least


class Prices:
    """Solves the plan again and again with something forced."""

    def __init__(self, standing: Standing, presolved: Presolved | None = None) -> None:
        """`presolved`: the same data with more of something; none: as they are."""
        self.standing = standing
        self._plan = standing.plan
        self._openings = Openings(standing)
        self._built = build(presolved or standing.presolved)
        self._cp = self._built.program.cp

    @property
    def _floor(self) -> int | None:
        """No plan is better than the bound."""
        bound = self.standing.bound
        return None if bound is None else self._plan.objective - bound

    def near(self, student: str, offerings: Sequence[str], deadline: Deadline) -> Price:
        """At most this: only students and offerings near by may move."""
        for size in NEAR:
            students = self._neighbours(student, offerings, size)
            concerned = {*offerings, *self.standing.part[student].takes}
            if size == NEAR[-1]:
                concerned |= {one for near in students for one in self.standing.part[near].takes}
            model = self._forced(student, offerings)
            self._fix(model, students, concerned)
            solver, status = self._solve(model, deadline.within(QUICK_SECONDS))
            if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                return self._price(solver, self._floor)
        return Price(None, self._floor, None)

    def whole(
        self, student: str, offerings: Sequence[str], known: Price, deadline: Deadline
    ) -> Price:
        """The same with everybody free to move; as exact as the time allows."""
        model = self._forced(student, offerings)
        start = self._decisions(known.other or self._plan)
        _hint(model, {index: value for index, value, _, _ in start})
        solver, status = self._solve(model, deadline)
        if status == cp_model.INFEASIBLE:
            return Price(None, self._floor, None, impossible=True)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return known
        least = self._plan.objective - round(solver.best_objective_bound)
        found = self._price(solver, least if self._floor is None else max(self._floor, least))
        if known.most is not None and (found.most is None or known.most < found.most):
            return Price(known.most, found.least, known.other)
        return found

    def better(self, students: set[str], offerings: set[str], deadline: Deadline) -> Plan | None:
        """The best plan in which only these students and offerings move; its bound is of these."""
        model = self._cp.clone()
        self._fix(model, students, offerings)
        solver, status = self._solve(model, deadline)
        return self._found(solver) if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None

    def _forced(self, student: str, offerings: Sequence[str]) -> cp_model.CpModel:
        model = self._cp.clone()
        takes = self._built.program.variables.takes
        model.add_bool_or(
            [model.get_bool_var_from_proto_index(takes[student, one].index) for one in offerings]
        )
        return model

    def _price(self, solver: cp_model.CpSolver, least: int | None) -> Price:
        other = self._found(solver)
        return Price(self._plan.objective - other.objective, least, other)

    def _found(self, solver: cp_model.CpSolver) -> Plan:
        bound = round(solver.best_objective_bound)
        solved = Solved(self._built, list(solver.response_proto.solution), bound)
        return extract(solved, Parameters(), self._plan.instance_hash, 0.0)

    def _solve(
        self, model: cp_model.CpModel, deadline: Deadline
    ) -> tuple[cp_model.CpSolver, cp_model.CpSolverStatus]:
        solver = deadline.solver()
        solver.parameters.linearization_level = 2
        return solver, searched(solver, model)

    def _neighbours(self, student: str, offerings: Sequence[str], size: int) -> set[str]:
        """The students who have most to do with what is asked."""
        close: Counter[str] = Counter()
        for offering in offerings:
            wanting = self._openings.asking(self.standing.instance.offering[offering])
            close.update(dict.fromkeys(wanting, 2))
            close.update(dict.fromkeys(sorted(self.standing.placed[offering]), 3))
        for offering in self.standing.part[student].takes:
            close.update(sorted(self.standing.placed[offering]))
        return {student, *(name for name, _ in close.most_common(size))}

    @cached_property
    def _decided(self) -> dict[int, tuple[int, str | None, str | None]]:
        """Of each decision its value in the plan, and the student and offering concerned."""
        return {
            index: (value, student, offering)
            for index, value, student, offering in self._decisions(self._plan)
        }

    def _decisions(self, plan: Plan) -> Iterator[tuple[int, int, str | None, str | None]]:
        variables = self._built.program.variables
        timetable = {opened.offering: opened.timetable for opened in plan.opens}
        taken = {(part.id, offering) for part in plan.students for offering in part.takes}
        ridden = {
            (part.id, ride.trip, ride.term, ride.origin, ride.destination)
            for part in plan.students
            for ride in part.rides
        }
        taught = {(row.teacher, row.offering, row.duty) for row in plan.teaches}
        for offering, opens in variables.opens.items():
            yield opens.index, offering in timetable, None, offering
        for (offering, chosen_id), chosen in variables.chosen.items():
            yield chosen.index, timetable.get(offering) == chosen_id, None, offering
        for (student, offering), takes in variables.takes.items():
            yield takes.index, (student, offering) in taken, student, offering
        for (student, (offering, chosen_id)), attends in variables.attends.items():
            attended = (student, offering) in taken and timetable.get(offering) == chosen_id
            yield attends.index, attended, student, offering
        for key, rides in variables.rides.items():
            yield rides.index, key in ridden, key[0], None
        for duty, teaches in variables.teaches.items():
            yield teaches.index, duty in taught, None, duty[1]
        for trip, runs in variables.runs.items():
            yield runs.index, trip in plan.runs, None, None

    def _fix(self, model: cp_model.CpModel, students: set[str], offerings: set[str]) -> None:
        """Leave free only what these students and offerings do; start from the plan."""
        for index, (value, student, offering) in self._decided.items():
            if not (student in students if student else offering in offerings):
                domain = model.proto.variables[index].domain
                domain.clear()
                domain.extend([int(value), int(value)])
        _hint(model, {index: value for index, (value, _, _) in self._decided.items()})


def _hint(model: cp_model.CpModel, values: dict[int, int]) -> None:
    """Where the search begins."""
    model.proto.solution_hint.vars.extend(list(values))
    model.proto.solution_hint.values.extend([int(value) for value in values.values()])

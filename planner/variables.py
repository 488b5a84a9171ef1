"""The four families of decisions - takes, opens, teaches, rides - and questions about them."""

from collections import defaultdict
from collections.abc import Iterable

from models.instance import Instance
from models.offers import Offering
from models.people import Student, Target
from planner.linear import Expression, Literal, Model
from planner.presolve import Option, Presolved
from planner.presolve.occasions import Attendance


class Variables:
    """All decisions; absent keys are decisions that nothing allows."""

    def __init__(self, model: Model, presolved: Presolved) -> None:
        self._model = model
        self._instance = presolved.instance
        self.takes: dict[tuple[str, str], Literal] = {}
        """Student, offering."""
        self.attends: dict[tuple[str, Attendance], Literal] = {}
        """Student, offering with timetable."""
        self.opens: dict[str, Literal] = {}
        self.chosen: dict[Attendance, Literal] = {}
        self.teaches: dict[tuple[str, str, str], Literal] = {}
        """Teacher, offering, duty."""
        self.leads: dict[tuple[str, str, str, str], Literal] = {}
        """Teacher, offering, duty, timetable."""
        self.rides: dict[tuple[str, str, str, str, str], Literal] = {}
        """Student, trip, term, origin, destination."""
        self.runs: dict[str, Literal] = {}
        """Optional trips."""
        for offering in self._instance.offerings:
            self._add_offering(offering)
        for student, options in presolved.options.items():
            for option in options:
                self._add_option(student, option)
        for trip in self._instance.trips:
            if trip.optional:
                self.runs[trip.id] = model.boolean()

    @property
    def decided(self) -> list[Literal]:
        """Who takes what, what opens, who teaches, what runs: all else follows from these."""
        families = (self.takes, self.attends, self.opens, self.chosen, self.teaches, self.runs)
        return [literal for family in families for literal in family.values()]

    def _add_offering(self, offering: Offering) -> None:
        opens = self._model.boolean()
        self.opens[offering.id] = opens
        for timetable in offering.timetables:
            self.chosen[offering.id, timetable.id] = (
                opens if len(offering.timetables) == 1 else self._model.boolean()
            )
        for duty in offering.duties:
            for teacher in dict.fromkeys(duty.candidates):
                key = (teacher, offering.id, duty.id)
                self.teaches[key] = self._model.boolean()
                for timetable in offering.timetables:
                    self.leads[*key, timetable.id] = (
                        self.teaches[key]
                        if len(offering.timetables) == 1
                        else self._model.boolean()
                    )

    def _add_option(self, student: str, option: Option) -> None:
        takes = self._model.boolean()
        self.takes[student, option.offering] = takes
        for timetable in option.timetables:
            attendance = (option.offering, timetable)
            self.attends[student, attendance] = (
                takes if len(option.timetables) == 1 else self._model.boolean()
            )

    def ride(self, student: str, trip: str, term: str, origin: str, destination: str) -> Literal:
        """The decision for a seat, made when first asked for."""
        key = (student, trip, term, origin, destination)
        if key not in self.rides:
            self.rides[key] = self._model.boolean()
        return self.rides[key]


class Takes:
    """The takes of one student, asked by what is studied."""

    def __init__(self, instance: Instance, student: Student, variables: Variables,
                 options: Iterable[Option]) -> None:  # fmt: skip
        self.student = student
        self.by_offering: dict[str, Literal] = {}
        self._of_programme: dict[str, list[str]] = defaultdict(list)
        self._advanced: dict[str, list[str]] = defaultdict(list)
        for option in options:
            programme = instance.programme[instance.offering[option.offering].programme]
            self.by_offering[option.offering] = variables.takes[student.id, option.offering]
            self._of_programme[programme.id].append(option.offering)
            for subject in programme.advanced:
                self._advanced[subject].append(option.offering)

    def total(self, offerings: Iterable[str], weights: Iterable[int]) -> Expression:
        """The weights of those offerings that are taken, added up."""
        return Expression([self.by_offering[one].index for one in offerings], [*weights])

    def of_programme(self, programme: str) -> list[str]:
        """The options that are offerings of a programme."""
        return self._of_programme.get(programme, [])

    def of_target(self, target: Target) -> list[str]:
        """The options that grant what is wished for."""
        if target.programme:
            return self.of_programme(target.programme)
        if target.subject:
            return self._advanced.get(target.subject, [])
        return [one for one in (target.offering,) if one in self.by_offering]

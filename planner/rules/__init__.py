"""What is never broken: one file a rule, listed here in the order in which they are posted."""

from typing import Protocol

from planner.program import Program
from planner.rules import (
    agreement_seats,
    budget,
    bus_seats,
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


class Rule(Protocol):
    """A module that posts one rule."""

    def post(self, program: Program) -> None:
        """Add the rule's constraints to the model."""


RULES: tuple[Rule, ...] = (
    one_section,
    one_timetable,
    group_sizes,
    staffing,
    teacher_hours,
    teacher_times,
    student_times,
    travel_minutes,
    locks,  # makes rides, so before their seats
    bus_seats,
    agreement_seats,
    prerequisites,
    keeps,
    budget,
)

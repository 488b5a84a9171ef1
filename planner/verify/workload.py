"""A teacher's duties -> hours a week in a term, and how many of them must be paid for besides."""

from models.calendar import Term
from models.people import Teacher
from planner.verify.decisions import Decisions


def hours(decisions: Decisions, teacher: Teacher, term: Term) -> int:
    """Committed hours and the hours of the duties."""
    return teacher.committed_hours + sum(
        lesson.duty.hours_a_week
        for lesson in decisions.lessons[teacher.id]
        if term.id in lesson.offering.terms
    )


def extra_hours(decisions: Decisions, term: Term) -> int:
    """Hours of all teachers above those paid for, or committed if these are more."""
    return sum(
        max(0, hours(decisions, teacher, term) - max(teacher.paid_hours, teacher.committed_hours))
        for teacher in decisions.instance.teachers
    )


def roubles(decisions: Decisions) -> int:
    """What the opened offerings and the optional trips that run cost."""
    instance = decisions.instance
    offerings = sum(instance.offering[offering].cost for offering in decisions.opens)
    trips = (trip for trip in instance.trips if trip.optional and trip.id in decisions.runs)
    return offerings + sum(trip.cost for trip in trips)

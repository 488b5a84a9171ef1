"""What a student wants and may not take -> the reason nearest to what the student can do."""

from collections.abc import Iterable

from models.faults import Fault
from models.offers import Offering
from planner.presolve import Presolved

_FAR = [
    f"rules.eligibility.{reason}"
    for reason in (
        "grade", "school", "closed", "recognised", "agreement", "agreement_dates", "home_only",
        "age", "hazard", "clearance", "access", "home_hours", "way",
    )
]  # fmt: skip
"""Reasons against a placement, from the farthest from what a student can do to the nearest."""


def nearest(
    presolved: Presolved, student: str, offerings: Iterable[Offering]
) -> tuple[Fault, str] | None:
    """The reason against one of the offerings, and which; None: there is none to take."""
    found = ((presolved.reason(student, one.id), one.id) for one in offerings)
    against = [(fault, offering) for fault, offering in found if fault]
    return max(against, key=lambda pair: _FAR.index(pair[0].code), default=None)

"""Placements under an agreement are at most its seats."""

from collections import Counter
from collections.abc import Iterator

from models.faults import Fault
from planner.verify.case import Case


def check(case: Case) -> Iterator[Fault]:
    """Agreements with too many placements, each under the first that makes it eligible."""
    placements: Counter[str] = Counter()
    for student in case.instance.students:
        for offering in case.decisions.takes[student.id]:
            if offering.provider != student.school:
                agreement = case.agreements.valid(student.school, offering)
                placements.update([agreement.id] if agreement else [])
    for agreement in case.instance.agreements:
        if agreement.seats is not None and placements[agreement.id] > agreement.seats:
            yield Fault(
                "rules.agreement_seats.above",
                {
                    "number": agreement.number,
                    "provider": case.instance.organisation[agreement.provider].name,
                    "placements": placements[agreement.id],
                    "seats": agreement.seats,
                },
            )

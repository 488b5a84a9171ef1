"""What a student keeps is taken."""

from collections.abc import Iterator

from models.faults import Fault
from planner.verify.case import Case
from planner.verify.facts import offering_name


def check(case: Case) -> Iterator[Fault]:
    """Students taken out of an offering in which they already study."""
    for student in case.instance.students:
        taken = {offering.id for offering in case.decisions.takes[student.id]}
        for offering in student.keeps:
            if offering not in taken:
                named = offering_name(case.instance, offering)
                yield Fault("rules.keeps.left", {"student": student.name, "offering": named})

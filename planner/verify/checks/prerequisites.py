"""Each prerequisite is recognised, or taken in an offering that ends before this one begins."""

from collections.abc import Iterator

from models.faults import Fault
from models.offers import Offering
from models.people import Student
from planner.verify.case import Case
from planner.verify.facts import first_term, last_term, offering_name


def check(case: Case) -> Iterator[Fault]:
    """Takes without what has to come before them."""
    for student in case.instance.students:
        for offering in case.decisions.takes[student.id]:
            for prerequisite in case.instance.programme[offering.programme].prerequisites:
                if not _fulfilled(case, student, offering, prerequisite):
                    yield Fault(
                        "rules.prerequisites.missing",
                        {
                            "student": student.name,
                            "offering": offering_name(case.instance, offering.id),
                            "prerequisite": case.instance.programme[prerequisite].name,
                        },
                    )


def _fulfilled(case: Case, student: Student, offering: Offering, prerequisite: str) -> bool:
    position = case.instance.calendar.position
    starts = position[first_term(case.instance, offering).id]
    return any(record.programme == prerequisite for record in student.records) or any(
        taken.programme == prerequisite and position[last_term(case.instance, taken).id] < starts
        for taken in case.decisions.takes[student.id]
    )

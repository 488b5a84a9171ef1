"""An opened offering has exactly one of its timetables."""

from collections.abc import Iterator

from models.faults import Fault
from planner.verify.case import Case
from planner.verify.facts import offering_name


def check(case: Case) -> Iterator[Fault]:
    """Offerings opened with several timetables; one without any is an unknown id."""
    chosen: dict[str, set[str]] = {}
    for opened in case.plan.opens:
        chosen.setdefault(opened.offering, set()).add(opened.timetable)
    for offering, timetables in chosen.items():
        if offering in case.instance.offering and len(timetables) > 1:
            yield Fault(
                "rules.one_timetable.several",
                {
                    "offering": offering_name(case.instance, offering),
                    "timetables": len(timetables),
                },
            )

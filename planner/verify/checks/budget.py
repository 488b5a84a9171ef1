"""Roubles for openings and optional trips, and extra hours in each term, stay within the budget."""

from collections.abc import Iterator

from models.faults import Fault
from planner.verify.case import Case
from planner.verify.workload import extra_hours, roubles


def check(case: Case) -> Iterator[Fault]:
    """What costs more than there is."""
    budget = case.instance.budget
    spent = roubles(case.decisions)
    if budget.roubles is not None and spent > budget.roubles:
        yield Fault("rules.budget.roubles", {"roubles": spent, "limit": budget.roubles})
    for term in case.instance.calendar.terms:
        extra = extra_hours(case.decisions, term)
        if budget.extra_hours is not None and extra > budget.extra_hours:
            yield Fault(
                "rules.budget.extra_hours",
                {"term": term.name, "hours": extra, "limit": budget.extra_hours},
            )

"""Terms follow one another, have school weeks, and every period ends after it starts."""

from collections.abc import Iterator
from itertools import pairwise

from models.calendar import Term
from models.faults import Fact, Fault
from models.instance import Instance
from planner.soundness.report import fault

LONGEST_TERM = 366
"""Days."""


def terms(instance: Instance) -> Iterator[Fault]:
    """The terms by themselves. With a fault here, nothing can be said about days."""
    for index, term in enumerate(instance.calendar.terms):
        yield from _term(term, f"calendar.terms[{index}]")
    for index, (before, after) in enumerate(pairwise(instance.calendar.terms), start=1):
        place = f"calendar.terms[{index}]"
        facts: dict[str, Fact] = {"term": after.name, "before": before.name, "ends": before.ends}
        if after.starts <= before.ends:
            yield fault("term_order", f"{place}.starts", after.starts, starts=after.starts, **facts)
        if after.year - before.year not in (0, 1):
            yield fault("term_years", f"{place}.year", after.year, year=before.year, **facts)


def _term(term: Term, place: str) -> Iterator[Fault]:
    if term.starts.year not in (term.year, term.year + 1):
        yield fault(
            "term_year", f"{place}.year", term.year, term=term.name, starts=term.starts,
            next=term.year + 1,
        )  # fmt: skip
    if term.ends < term.starts:
        yield fault("term_ends", f"{place}.ends", term.ends, starts=term.starts, ends=term.ends)
    elif (term.ends - term.starts).days > LONGEST_TERM:
        yield fault("term_long", f"{place}.ends", term.ends, starts=term.starts, ends=term.ends)
    elif not term.weeks:
        yield fault("term_empty", place, term.id, term=term.name)


def periods(instance: Instance) -> Iterator[Fault]:
    """Holidays and seasons."""
    for index, term in enumerate(instance.calendar.terms):
        for number, period in enumerate(term.holidays):
            if period.ends < period.starts:
                place = f"calendar.terms[{index}].holidays[{number}].ends"
                yield fault("period_ends", place, period.ends, **vars(period))
    for index, season in enumerate(instance.seasons):
        for number, period in enumerate(season.periods):
            if period.ends < period.starts:
                place = f"seasons[{index}].periods[{number}].ends"
                yield fault("period_ends", place, period.ends, **vars(period))

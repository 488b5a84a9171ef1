"""An offering that opens has from `min_size` to `max_size` students, one that does not has none."""

from collections.abc import Iterator

from models.faults import Fault
from planner.verify.case import Case, Facts
from planner.verify.facts import offering_name


def check(case: Case) -> Iterator[Fault]:
    """Offerings with too few students, too many, or any without being open."""
    for offering in case.instance.offerings:
        size = len(case.decisions.placed[offering.id])
        named: Facts = {"offering": offering_name(case.instance, offering.id), "size": size}
        if offering.id not in case.decisions.opens:
            if size:
                yield Fault("rules.group_sizes.not_open", named)
        elif size < offering.min_size:
            yield Fault("rules.group_sizes.below", {**named, "minimum": offering.min_size})
        elif size > offering.max_size:
            yield Fault("rules.group_sizes.above", {**named, "maximum": offering.max_size})

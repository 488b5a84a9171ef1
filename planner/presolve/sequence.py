"""Options -> for each with prerequisites, the options of which one has to come before it."""

from collections.abc import Collection, Mapping

from models.instance import Instance

Before = Mapping[str, tuple[tuple[str, ...], ...]]
"""For each option, for each of its prerequisites; none, where nothing can come before."""


def before(instance: Instance, options: Collection[str], recognised: Collection[str]) -> Before:
    """What ends before each option begins, and is offered to the same students."""
    position = instance.calendar.position
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for option in options:
        offering = instance.offering[option]
        begins = position[offering.terms[0]]
        asked = instance.programme[offering.programme].prerequisites
        if lacking := [programme for programme in asked if programme not in recognised]:
            found[option] = tuple(
                tuple(
                    other
                    for other in options
                    if instance.offering[other].programme == programme
                    and position[instance.offering[other].terms[-1]] < begins
                )
                for programme in lacking
            )
    return found

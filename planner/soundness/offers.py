"""Programmes and offerings are possible by themselves."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from models.base import Text
from models.faults import Fault
from models.instance import Instance
from models.offers import Offering, Programme
from models.places import OrganisationKind
from models.regulations import Kind, Level, Mode
from planner.soundness.report import fault


def title(instance: Instance, offering: Offering) -> Text | str:
    """What an offering is called."""
    programme = instance.programme.get(offering.programme)
    return offering.name or (programme.name if programme else offering.id)


def programmes(instance: Instance) -> Iterator[Fault]:
    """A programme is no part of the base curriculum, and has each subject once."""
    for index, programme in enumerate(instance.programmes):
        place = f"programmes[{index}]"
        if programme.kind is Kind.BASE:
            yield fault("programme_base", f"{place}.kind", "base", programme=programme.name)
        yield from _contents(programme, f"{place}.contents")


def _contents(programme: Programme, place: str) -> Iterator[Fault]:
    said = set()
    for index, content in enumerate(programme.contents):
        if content.level is Level.ELECTIVE:
            continue
        level = content.level.value
        if content.subject is None:
            where = f"{place}[{index}]"
            yield fault("content_subject", where, level, programme=programme.name)
        elif content.subject in said:
            where = f"{place}[{index}].subject"
            yield fault("content_twice", where, content.subject, programme=programme.name)
        said.add(content.subject)


def prerequisites(instance: Instance) -> Iterator[Fault]:
    """No programme needs itself, be it by way of others."""
    position = {programme.id: index for index, programme in enumerate(instance.programmes)}
    needs = {programme.id: programme.prerequisites for programme in instance.programmes}
    for circle in _circles(needs):
        place = f"programmes[{position[circle[0]]}].prerequisites"
        yield fault("circle", place, circle[0], circle=" → ".join([*circle, circle[0]]))


def _circles(needs: Mapping[str, tuple[str, ...]]) -> Iterator[list[str]]:
    done: set[str] = set()
    for start in needs:
        path, waiting = ([start], [iter(needs[start])]) if start not in done else ([], [])
        while waiting:
            needed = next(waiting[-1], None)
            if needed is None:
                done.add(path.pop())
                waiting.pop()
            elif needed in path:
                yield path[path.index(needed) :]
            elif needed in needs and needed not in done:
                path.append(needed)
                waiting.append(iter(needs[needed]))


def sizes(instance: Instance) -> Iterator[Fault]:
    """The smallest size is at most the largest."""
    for index, offering in enumerate(instance.offerings):
        if offering.min_size > offering.max_size:
            yield fault(
                "size", f"offerings[{index}].min_size", offering.min_size,
                offering=title(instance, offering), minimum=offering.min_size,
                maximum=offering.max_size,
            )  # fmt: skip


def offering_terms(instance: Instance) -> Iterator[Fault]:
    """The terms of an offering follow one another without a gap."""
    position = instance.calendar.position
    for index, offering in enumerate(instance.offerings):
        places = [position[term] for term in offering.terms if term in position]
        if any(after != before + 1 for before, after in pairwise(places)):
            terms = ", ".join(offering.terms)
            place = f"offerings[{index}].terms"
            yield fault("offering_terms", place, terms, offering=title(instance, offering))


def offering_grades(instance: Instance) -> Iterator[Fault]:
    """An offering is for grades that there are."""
    last = instance.calendar.last_grade
    for index, offering in enumerate(instance.offerings):
        for number, grade in enumerate(offering.grades):
            if not 1 <= grade <= last:
                yield fault("grade", f"offerings[{index}].grades[{number}]", grade, last=last)


def venues(instance: Instance) -> Iterator[Fault]:
    """An offering that is not online meets somewhere, and at times if outsiders come."""
    for index, offering in enumerate(instance.offerings):
        place, name = f"offerings[{index}]", title(instance, offering)
        if offering.mode is not Mode.ONLINE and offering.site is None:
            yield fault("offering_site", f"{place}.site", offering.id, offering=name)
        if offering.mode is not Mode.ONLINE and not offering.meets:
            yield from _without_meetings(instance, offering, place)


def _without_meetings(instance: Instance, offering: Offering, place: str) -> Iterator[Fault]:
    provider = instance.organisation.get(offering.provider)
    name = title(instance, offering)
    if provider is not None and provider.kind is not OrganisationKind.SCHOOL:
        facts = {"offering": name, "provider": provider.name}
        yield fault("no_meetings", f"{place}.timetables", offering.id, **facts)
    for number, school in enumerate(offering.schools):
        if school != offering.provider and school in instance.organisation:
            stranger = instance.organisation[school].name
            where = f"{place}.schools[{number}]"
            yield fault("no_meetings_school", where, school, offering=name, school=stranger)

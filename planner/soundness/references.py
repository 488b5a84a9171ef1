"""Instance -> every reference to something by its id."""

from collections.abc import Iterable, Iterator

from models.instance import Instance
from models.people import StudyRecord, Target
from models.regulations import RuleSet
from planner.soundness.known import Reference


def references(instance: Instance) -> Iterator[Reference]:
    """Every reference in the instance, in the order of the file."""
    yield from _of_organisations(instance)
    yield from _of_ways(instance)
    yield from _of_teachers(instance)
    yield from _of_programmes(instance)
    yield from _of_offerings(instance)
    yield from _of_agreements(instance)
    yield from _of_students(instance)
    yield from _of_the_rest(instance)
    yield from _of_rule_sets(instance)


def _one(place: str, kind: str, id: str | None) -> Iterator[Reference]:  # noqa: A002
    if id is not None:
        yield Reference(place, kind, id)


def _each(place: str, kind: str, ids: Iterable[str]) -> Iterator[Reference]:
    for index, id in enumerate(ids):  # noqa: A001
        yield Reference(f"{place}[{index}]", kind, id)


def _of_organisations(instance: Instance) -> Iterator[Reference]:
    for index, organisation in enumerate(instance.organisations):
        place = f"organisations[{index}]"
        yield Reference(f"{place}.municipality", "municipality", organisation.municipality)
        yield from _one(f"{place}.cluster", "cluster", organisation.cluster)
        base = organisation.school.base if organisation.school else ()
        for number, hours in enumerate(base):
            yield Reference(f"{place}.school.base[{number}].subject", "subject", hours.subject)
    for index, site in enumerate(instance.sites):
        yield from _one(f"sites[{index}].organisation", "organisation", site.organisation)


def _of_ways(instance: Instance) -> Iterator[Reference]:
    for index, link in enumerate(instance.links):
        yield Reference(f"links[{index}].origin", "site", link.origin)
        yield Reference(f"links[{index}].destination", "site", link.destination)
        yield from _one(f"links[{index}].season", "season", link.season)
    for index, trip in enumerate(instance.trips):
        for number, stop in enumerate(trip.stops):
            yield Reference(f"trips[{index}].stops[{number}].site", "site", stop.site)
        yield from _one(f"trips[{index}].season", "season", trip.season)


def _of_teachers(instance: Instance) -> Iterator[Reference]:
    for index, teacher in enumerate(instance.teachers):
        place = f"teachers[{index}]"
        yield Reference(f"{place}.organisation", "organisation", teacher.organisation)
        yield from _each(f"{place}.subjects", "subject", teacher.subjects)
        yield from _each(f"{place}.sites", "site", teacher.sites)
        yield from _one(f"{place}.base", "site", teacher.base)


def _of_programmes(instance: Instance) -> Iterator[Reference]:
    for index, programme in enumerate(instance.programmes):
        place = f"programmes[{index}]"
        yield from _each(f"{place}.areas", "area", programme.areas)
        for number, content in enumerate(programme.contents):
            yield from _one(f"{place}.contents[{number}].subject", "subject", content.subject)
        yield from _each(f"{place}.prerequisites", "programme", programme.prerequisites)
        yield from _each(f"{place}.clusters", "cluster", programme.clusters)


def _of_offerings(instance: Instance) -> Iterator[Reference]:
    for index, offering in enumerate(instance.offerings):
        place = f"offerings[{index}]"
        yield Reference(f"{place}.programme", "programme", offering.programme)
        yield Reference(f"{place}.provider", "organisation", offering.provider)
        yield from _one(f"{place}.site", "site", offering.site)
        yield from _each(f"{place}.terms", "term", offering.terms)
        yield from _each(f"{place}.schools", "school", offering.schools)
        for number, timetable in enumerate(offering.timetables):
            for count, meeting in enumerate(timetable.meetings):
                there = f"{place}.timetables[{number}].meetings[{count}]"
                yield from _each(f"{there}.terms", "term", meeting.terms)
                yield from _one(f"{there}.site", "site", meeting.site)
        for number, duty in enumerate(offering.duties):
            yield from _one(f"{place}.duties[{number}].subject", "subject", duty.subject)
            yield from _each(f"{place}.duties[{number}].candidates", "teacher", duty.candidates)


def _of_agreements(instance: Instance) -> Iterator[Reference]:
    for index, agreement in enumerate(instance.agreements):
        place = f"agreements[{index}]"
        yield from _each(f"{place}.base", "school", agreement.base)
        yield Reference(f"{place}.provider", "organisation", agreement.provider)
        yield from _each(f"{place}.programmes", "programme", agreement.programmes)


def _of_students(instance: Instance) -> Iterator[Reference]:
    for index, student in enumerate(instance.students):
        place = f"students[{index}]"
        yield Reference(f"{place}.school", "school", student.school)
        yield from _one(f"{place}.home", "site", student.home)
        for number, wish in enumerate(student.wishes):
            for rank, target in enumerate(wish.ranked):
                yield from _of_study(f"{place}.wishes[{number}].ranked[{rank}]", target)
                yield from _one(
                    f"{place}.wishes[{number}].ranked[{rank}].offering", "offering", target.offering
                )
        for number, record in enumerate(student.records):
            yield from _of_study(f"{place}.records[{number}]", record)
        yield from _each(f"{place}.keeps", "offering", student.keeps)


def _of_study(place: str, study: Target | StudyRecord) -> Iterator[Reference]:
    yield from _one(f"{place}.programme", "programme", study.programme)
    yield from _one(f"{place}.subject", "subject", study.subject)


def _of_the_rest(instance: Instance) -> Iterator[Reference]:
    for index, demand in enumerate(instance.demand):
        yield from _one(f"demand[{index}].cluster", "cluster", demand.cluster)
        yield from _one(f"demand[{index}].programme", "programme", demand.programme)
        yield from _one(f"demand[{index}].municipality", "municipality", demand.municipality)
    for index, regulation in enumerate(instance.regulations):
        yield Reference(f"regulations[{index}].rule_set", "rule_set", regulation.rule_set)
    for index, lock in enumerate(instance.locks):
        for kind in ("student", "offering", "teacher", "trip"):
            yield from _one(f"locks[{index}].{kind}", kind, getattr(lock, kind))
    for index, placement in enumerate(instance.previous):
        yield Reference(f"previous[{index}].student", "student", placement.student)
        yield Reference(f"previous[{index}].offering", "offering", placement.offering)


def _of_rule_sets(instance: Instance) -> Iterator[Reference]:
    for index, rules in enumerate(instance.rule_sets):
        for number, requirement in enumerate(
            rules.requirements if isinstance(rules, RuleSet) else ()
        ):
            place = f"rule_sets[{index}].requirements[{number}].applies"
            applies = requirement.applies
            yield from _each(f"{place}.specializations", "programme", applies.specializations)
            yield from _each(f"{place}.municipalities", "municipality", applies.municipalities)

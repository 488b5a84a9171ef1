"""Meetings led and busy times do not overlap, and the way between them fits, by link."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations, pairwise

from models.base import Text, clock
from models.faults import Fault
from models.people import Teacher
from planner.verify.case import Case, Facts, Repeated
from planner.verify.facts import offering_name
from planner.verify.teaching import Hours, base_site, teaching_days


def check(case: Case) -> Iterator[Fault]:
    """Teachers who would be in two places at once, or on the way too long."""
    for teacher in case.instance.teachers:
        found = Repeated()
        for day, hours in teaching_days(case.decisions, case.reach, teacher).items():
            _judge(case, teacher, day, hours, found)
        yield from found.faults()


def _judge(case: Case, teacher: Teacher, day: date, hours: list[Hours], found: Repeated) -> None:
    for one, other in combinations(hours, 2):
        if one.overlaps(other):
            _overlap(case, teacher, day, one, other, found)
    for led in hours:
        _reach(case, teacher, day, led, found)
    for one, other in pairwise(hours):
        if (one.offering or other.offering) and not one.overlaps(other):
            _way(case, teacher, day, one, other, found)


def _overlap(
    case: Case, teacher: Teacher, day: date, one: Hours, other: Hours, found: Repeated
) -> None:
    led = [_name(case, hours) for hours in (one, other) if hours.offering]
    if len(led) == 2:
        facts: Facts = {"teacher": teacher.name, "first": led[0], "second": led[1]}
        found.add("rules.teacher_times.overlap", [day], **facts)
    elif led:
        busy = other if one.offering else one
        found.add(
            "rules.teacher_times.busy",
            [day],
            teacher=teacher.name,
            offering=led[0],
            busy_from=clock(busy.starts),
            busy_to=clock(busy.ends),
        )


def _reach(case: Case, teacher: Teacher, day: date, led: Hours, found: Repeated) -> None:
    base = base_site(case.instance, teacher)
    if led.remote or led.residential or not (base and led.site and led.offering):
        return
    if case.reach.network.minutes(base, led.site, case.reach.network.open_on(day)) is None:
        found.add(
            "rules.teacher_times.reach",
            [day],
            teacher=teacher.name,
            offering=_name(case, led),
            site=case.instance.site[led.site].name,
            base=case.instance.site[base].name,
        )


def _way(
    case: Case, teacher: Teacher, day: date, one: Hours, other: Hours, found: Repeated
) -> None:
    if one.residential or other.residential or not (one.site and other.site):
        return
    minutes = case.reach.network.minutes(one.site, other.site, case.reach.network.open_on(day))
    if minutes is None or one.ends + minutes > other.starts:
        found.add(
            "rules.teacher_times.way",
            [day],
            teacher=teacher.name,
            origin=case.instance.site[one.site].name,
            leaves=clock(one.ends),
            destination=case.instance.site[other.site].name,
            arrives=clock(other.starts),
        )


def _name(case: Case, hours: Hours) -> Text:
    assert hours.offering is not None
    return offering_name(case.instance, hours.offering)

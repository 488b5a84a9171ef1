"""What a plan refers to exists, and stands in it once."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence

from models.faults import Fault
from models.instance import Instance
from models.plan import Ride, StudentPlan
from planner.verify.case import Case, Facts
from planner.verify.decisions import stop_index


def check(case: Case) -> Iterator[Fault]:
    """Unknown, repeated and missing ids, with their places in the plan."""
    plan, instance = case.plan, case.instance
    yield from _repeated("student", "students", [row.id for row in plan.students])
    listed = {row.id for row in plan.students}
    for student in instance.students:
        if student.id not in listed:
            yield Fault("rules.plan.missing.student", {"student": student.name}, "students")
    requirements = {
        requirement.id
        for rule_set in instance.rule_set.values()
        for requirement in rule_set.requirements
    }
    for number, row in enumerate(plan.students):
        yield from _student(instance, row, f"students[{number}]", requirements)
    yield from _opens(case)
    yield from _teaches(case)
    yield from _repeated("trip", "runs", plan.runs)
    for number, trip in enumerate(plan.runs):
        place = f"runs[{number}]"
        if trip not in instance.trip:
            yield _unknown("trip", trip, place)
        elif not instance.trip[trip].optional:
            named: Facts = {"trip": instance.trip[trip].name}
            yield Fault("rules.plan.not_optional", named, place, trip)


def _student(
    instance: Instance, row: StudentPlan, place: str, requirements: set[str]
) -> Iterator[Fault]:
    if row.id not in instance.student:
        yield _unknown("student", row.id, f"{place}.id")
    yield from _known("offering", f"{place}.takes", row.takes, instance.offering)
    yield from _repeated("take", f"{place}.takes", row.takes)
    yield from _repeated("ride", f"{place}.rides", row.rides, [ride.trip for ride in row.rides])
    for number, ride in enumerate(row.rides):
        yield from _ride(instance, ride, f"{place}.rides[{number}]")
    named = [shortfall.requirement for shortfall in row.unmet]
    yield from _known("requirement", f"{place}.unmet", named, requirements)
    keys = [(shortfall.requirement, shortfall.over) for shortfall in row.unmet]
    yield from _repeated("unmet", f"{place}.unmet", keys, named)


def _ride(instance: Instance, ride: Ride, place: str) -> Iterator[Fault]:
    if ride.term not in instance.term:
        yield _unknown("term", ride.term, f"{place}.term")
    if ride.trip not in instance.trip:
        yield _unknown("trip", ride.trip, f"{place}.trip")
        return
    trip = instance.trip[ride.trip]
    boards, alights = stop_index(trip, ride.origin), stop_index(trip, ride.destination)
    for end, site, index in (
        ("origin", ride.origin, boards),
        ("destination", ride.destination, alights),
    ):
        if index is None:
            facts: Facts = {"stop": site, "trip": trip.name}
            yield Fault("rules.plan.unknown.stop", facts, f"{place}.{end}", site)
    if boards is not None and alights is not None and boards >= alights:
        named: Facts = {
            "trip": trip.name,
            "origin": instance.site[ride.origin].name,
            "destination": instance.site[ride.destination].name,
        }
        yield Fault("rules.plan.stop_order", named, place)


def _opens(case: Case) -> Iterator[Fault]:
    instance, opens = case.instance, case.plan.opens
    yield from _repeated(
        "opened",
        "opens",
        [(opened.offering, opened.timetable) for opened in opens],
        [opened.offering for opened in opens],
    )
    for number, opened in enumerate(opens):
        if opened.offering not in instance.offering:
            yield _unknown("offering", opened.offering, f"opens[{number}].offering")
        elif opened.timetable not in {
            timetable.id for timetable in instance.offering[opened.offering].timetables
        }:
            yield _unknown("timetable", opened.timetable, f"opens[{number}].timetable")


def _teaches(case: Case) -> Iterator[Fault]:
    instance, teaches = case.instance, case.plan.teaches
    yield from _repeated("teaches", "teaches", teaches, [row.teacher for row in teaches])
    for number, row in enumerate(teaches):
        place = f"teaches[{number}]"
        if row.teacher not in instance.teacher:
            yield _unknown("teacher", row.teacher, f"{place}.teacher")
        if row.offering not in instance.offering:
            yield _unknown("offering", row.offering, f"{place}.offering")
        elif row.duty not in {duty.id for duty in instance.offering[row.offering].duties}:
            yield _unknown("duty", row.duty, f"{place}.duty")


def _known(what: str, place: str, ids: Iterable[str], known: Iterable[str]) -> Iterator[Fault]:
    for number, unknown in enumerate(ids):
        if unknown not in known:
            yield _unknown(what, unknown, f"{place}[{number}]")


def _unknown(what: str, unknown: str, place: str) -> Fault:
    return Fault(f"rules.plan.unknown.{what}", {"id": unknown}, place, unknown)


def _repeated(
    what: str, place: str, keys: Sequence[Hashable], shown: Sequence[str] | None = None
) -> Iterator[Fault]:
    """One fault for each key that occurs more than once; `shown` are the ids to speak of."""
    for key, count in Counter(keys).items():
        if count > 1:
            named = str(key) if shown is None else shown[list(keys).index(key)]
            yield Fault(f"rules.plan.repeated.{what}", {"id": named, "count": count}, place, named)

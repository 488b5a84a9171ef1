"""What was decided beforehand is so."""

from collections.abc import Iterator

from models.faults import Fault
from models.goals import Lock
from planner.verify.case import Case, Facts
from planner.verify.facts import offering_name


def check(case: Case) -> Iterator[Fault]:
    """Locks that the plan does not keep."""
    for lock in case.instance.locks:
        kind, is_so = _state(case, lock)
        if is_so != lock.holds:
            yield Fault(f"rules.locks.{kind}" + ("" if lock.holds else "_not"), _named(case, lock))


def _state(case: Case, lock: Lock) -> tuple[str, bool]:
    """The kind of lock, and whether what it speaks of is so in the plan."""
    decisions = case.decisions
    if lock.student and lock.offering:
        return "takes", case.instance.offering[lock.offering] in decisions.takes[lock.student]
    if lock.student:
        return "rides", any(ride.trip == lock.trip for ride in decisions.rides[lock.student])
    if lock.teacher:
        return "teaches", any(
            lesson.offering.id == lock.offering and lock.duty in (None, lesson.duty.id)
            for lesson in decisions.lessons[lock.teacher]
        )
    if lock.offering and lock.timetable:
        opened = decisions.opens.get(lock.offering)
        return "timetable", opened is not None and opened.id == lock.timetable
    if lock.offering:
        return "opens", lock.offering in decisions.opens
    return "runs", lock.trip in decisions.runs


def _named(case: Case, lock: Lock) -> Facts:
    instance = case.instance
    found: Facts = {}
    if lock.student:
        found["student"] = instance.student[lock.student].name
    if lock.teacher:
        found["teacher"] = instance.teacher[lock.teacher].name
    if lock.offering:
        found["offering"] = offering_name(instance, lock.offering)
    if lock.timetable:
        found["timetable"] = lock.timetable
    if lock.trip:
        found["trip"] = instance.trip[lock.trip].name
    return found

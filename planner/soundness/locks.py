"""Each lock is of some kind and names parts that its offering has."""

from collections.abc import Iterator

from models.faults import Fault
from models.goals import Lock
from models.instance import Instance
from planner.soundness.offers import title
from planner.soundness.report import fault

KINDS = {
    frozenset({"student", "offering"}),
    frozenset({"student", "trip"}),
    frozenset({"offering"}),
    frozenset({"offering", "timetable"}),
    frozenset({"teacher", "offering"}),
    frozenset({"teacher", "offering", "duty"}),
    frozenset({"trip"}),
}

FIELDS = ("student", "offering", "timetable", "teacher", "duty", "trip")


def given(lock: Lock) -> frozenset[str]:
    """The fields that say of which kind the lock is."""
    return frozenset(field for field in FIELDS if getattr(lock, field) is not None)


def lock_kinds(instance: Instance) -> Iterator[Fault]:
    """The fields given make one of the kinds of lock."""
    for index, lock in enumerate(instance.locks):
        if given(lock) not in KINDS:
            fields = ", ".join(field for field in FIELDS if field in given(lock)) or "-"
            yield fault("lock_kind", f"locks[{index}]", fields)


def lock_parts(instance: Instance) -> Iterator[Fault]:
    """A timetable, duty or teacher that a lock names belongs to its offering."""
    for index, lock in enumerate(instance.locks):
        offering = instance.offering.get(lock.offering or "")
        if offering is None:
            continue
        place, name = f"locks[{index}]", title(instance, offering)
        timetables = [timetable.id for timetable in offering.timetables]
        if lock.timetable is not None and lock.timetable not in timetables:
            facts = {"offering": name, "known": ", ".join(timetables)}
            yield fault("lock_timetable", f"{place}.timetable", lock.timetable, **facts)
        duties = [duty for duty in offering.duties if lock.duty in (None, duty.id)]
        if lock.duty is not None and not duties:
            known = ", ".join(duty.id for duty in offering.duties) or "-"
            yield fault("unknown_duty", f"{place}.duty", lock.duty, offering=name, known=known)
        elif lock.holds and lock.teacher in instance.teacher:
            teacher = instance.teacher[lock.teacher]
            if not any(teacher.id in duty.candidates for duty in duties):
                facts = {"teacher": teacher.name, "offering": name}
                yield fault("lock_teacher", f"{place}.teacher", teacher.id, **facts)

"""No two locks contradict each other, what students keep, or the size of an offering."""

from collections import defaultdict
from collections.abc import Iterator

from models.faults import Fault
from models.goals import Lock
from models.instance import Instance
from planner.soundness.locks import FIELDS, given
from planner.soundness.offers import title
from planner.soundness.report import fault

NAMED = 10
"""So many students are named."""


def opposites(instance: Instance) -> Iterator[Fault]:
    """The same lock once holds and once does not."""
    first: dict[tuple[str, bool], int] = {}
    for index, lock in enumerate(instance.locks):
        opposite = first.get((_words(lock), not lock.holds))
        if opposite is not None:
            facts = {"first": f"locks[{opposite}]"}
            yield fault("lock_opposite", f"locks[{index}]", _words(lock), **facts)
        first.setdefault((_words(lock), lock.holds), index)


def _words(lock: Lock) -> str:
    fields = [field for field in FIELDS if field in given(lock)]
    return ", ".join(f"{field}: {getattr(lock, field)}" for field in fields)


def two_timetables(instance: Instance) -> Iterator[Fault]:
    """An offering locked to two timetables."""
    yield from _one_of(instance, "timetable", ("offering",), "lock_timetables")


def two_teachers(instance: Instance) -> Iterator[Fault]:
    """A duty locked to two teachers."""
    yield from _one_of(instance, "teacher", ("offering", "duty"), "lock_teachers")


def _one_of(instance: Instance, field: str, per: tuple[str, ...], name: str) -> Iterator[Fault]:
    """Locks that hold, equal in the fields `per` but not in `field`."""
    chosen: dict[tuple[str, ...], tuple[int, str]] = {}
    for index, lock in enumerate(instance.locks):
        key, value = tuple(getattr(lock, other) for other in per), getattr(lock, field)
        if not lock.holds or value is None or None in key:
            continue
        before, other = chosen.setdefault(key, (index, value))
        if other != value:
            facts = {"other": other, "first": f"locks[{before}]"}
            yield fault(name, f"locks[{index}].{field}", value, **facts)


def _shut(instance: Instance, kind: str) -> dict[str, str]:
    """Offerings or trips that must not run, with the place of the lock."""
    return {
        getattr(lock, kind): f"locks[{index}]"
        for index, lock in enumerate(instance.locks)
        if not lock.holds and given(lock) == {kind}
    }


def shut_but_needed(instance: Instance) -> Iterator[Fault]:
    """An offering or trip that must not run, but is locked to somebody or kept."""
    for kind in ("offering", "trip"):
        shut = _shut(instance, kind)
        for index, lock in enumerate(instance.locks):
            if lock.holds and len(given(lock)) > 1 and getattr(lock, kind) in shut:
                name = getattr(lock, kind)
                yield fault(f"lock_shut_{kind}", f"locks[{index}]", name, first=shut[name])
    shut = _shut(instance, "offering")
    for index, student in enumerate(instance.students):
        for number, kept in enumerate(student.keeps):
            if kept in shut:
                facts = {"student": student.name, "first": shut[kept]}
                yield fault("keeps_shut", f"students[{index}].keeps[{number}]", kept, **facts)


def keeps_forbidden(instance: Instance) -> Iterator[Fault]:
    """What a student keeps is forbidden to that student."""
    forbidden = {
        (lock.student, lock.offering): f"locks[{index}]"
        for index, lock in enumerate(instance.locks)
        if not lock.holds and given(lock) == {"student", "offering"}
    }
    for index, student in enumerate(instance.students):
        for number, kept in enumerate(student.keeps):
            if (student.id, kept) in forbidden:
                facts = {"student": student.name, "first": forbidden[student.id, kept]}
                yield fault("keeps_locked", f"students[{index}].keeps[{number}]", kept, **facts)


def _decided(instance: Instance) -> dict[tuple[str, str], str]:
    """Placements that must be, with the place that says so: what is kept first, then locks."""
    decided = {
        (student.id, kept): f"students[{index}].keeps[{number}]"
        for index, student in enumerate(instance.students)
        for number, kept in enumerate(student.keeps)
    }
    for index, lock in enumerate(instance.locks):
        if lock.holds and lock.student is not None and lock.offering is not None:
            decided.setdefault((lock.student, lock.offering), f"locks[{index}]")
    return {
        (student, offering): place
        for (student, offering), place in decided.items()
        if student in instance.student and offering in instance.offering
    }


def two_sections(instance: Instance) -> Iterator[Fault]:
    """A student locked into two sections of one programme (`keeps` by itself is in people)."""
    taken: dict[tuple[str, str], tuple[str, str]] = {}
    for (student, offering), place in _decided(instance).items():
        key = (student, instance.offering[offering].programme)
        other, first = taken.setdefault(key, (offering, place))
        if other != offering and place.startswith("locks"):
            facts = {"student": instance.student[student].name, "other": other, "first": first}
            yield fault("two_sections", place, offering, **facts)


def capacity(instance: Instance) -> Iterator[Fault]:
    """An offering too small for those who keep it or are locked into it."""
    sure: dict[str, list[str]] = defaultdict(list)
    for student, held in _decided(instance):
        sure[held].append(instance.student[student].name)
    for index, offering in enumerate(instance.offerings):
        names = sure[offering.id]
        if len(names) > offering.max_size:
            more = " …" if len(names) > NAMED else ""
            yield fault(
                "capacity", f"offerings[{index}].max_size", offering.max_size,
                offering=title(instance, offering), students=len(names),
                names=", ".join(names[:NAMED]) + more, maximum=offering.max_size,
            )  # fmt: skip

"""The keys of a clash -> its sentences, each fact in view of the others."""

from collections.abc import Iterator, Sequence

from models.faults import Fault
from models.instance import Instance
from planner.explain.earlier import counted
from planner.explain.facts import sentences
from planner.explain.together import attended, only_timetables, taught
from planner.presolve import Presolved
from planner.program import Key
from planner.verify.reach import Reach


def clash_sentences(presolved: Presolved, keys: Sequence[Key]) -> list[Fault]:
    """Every fact once; where two meetings exclude each other, which and when."""
    found: list[Fault] = []
    for key in keys:
        found += [fault for fault in _said(presolved, keys, key) if fault not in found]
    return found


def _said(presolved: Presolved, keys: Sequence[Key], key: Key) -> Iterator[Fault]:
    instance = presolved.instance
    rule, *ids = key
    if rule == "student_times":
        yield from _times(presolved, keys, ids[0])
    elif rule == "teacher_times":
        wanted = only_timetables(instance, _opened(instance, keys))
        yield from taught(instance, ids[0], wanted) or sentences(presolved, key)
    elif rule == "group_sizes":
        yield from _size(presolved, key)
    else:
        yield from sentences(presolved, key)
    if rule == "requirement":
        student = instance.student[ids[0]]
        rules = instance.rule_set[student.grade]
        [one] = [each for each in rules.requirements if each.id == ids[1]]
        yield from counted(instance, student, one)


def _times(presolved: Presolved, keys: Sequence[Key], student: str) -> Iterator[Fault]:
    """With what and when; for those who depend on a full bus, that they do."""
    instance = presolved.instance
    takes = only_timetables(instance, _fixed(instance, keys, student))
    if pairs := attended(Reach(instance), student, takes):
        yield from pairs
        return
    if any(key[0] == "bus_seats" for key in keys):
        riders = [key[1] for key in keys if key[0] == "student_times"]
        names = ", ".join(instance.student[rider].name for rider in riders)
        yield Fault("explain.clash.riders", {"students": names})
        return
    yield from sentences(presolved, ("student_times", student))


def _fixed(instance: Instance, keys: Sequence[Key], student: str) -> list[str]:
    """What was decided for the student beforehand, of the facts that clash."""
    kept = [key[2] for key in keys if key[0] == "keeps" and key[1] == student]
    locks = [instance.locks[int(key[1])] for key in keys if key[0] == "locks"]
    locked = [lock.offering for lock in locks if lock.student == student and lock.offering]
    return [*kept, *locked]


def _opened(instance: Instance, keys: Sequence[Key]) -> list[str]:
    """The offerings that the clash is about."""
    locks = [instance.locks[int(key[1])] for key in keys if key[0] == "locks"]
    named = [lock.offering for lock in locks if lock.offering]
    kept = [key[2] for key in keys if key[0] == "keeps"]
    staffed = [key[1] for key in keys if key[0] == "staffing"]
    return list(dict.fromkeys([*named, *kept, *staffed]))


def _size(presolved: Presolved, key: Key) -> Iterator[Fault]:
    offering = presolved.instance.offering[key[1]]
    able = len(presolved.takers[offering.id])
    for fault in sentences(presolved, key):
        if able < offering.min_size:
            yield Fault("explain.clash.too_few", {**fault.facts, "able": able})
        else:
            yield fault

"""The keys of a clash -> its sentences, each fact in view of the others."""

from collections.abc import Iterator, Sequence

from models.faults import Fault
from models.instance import Instance
from planner.explain.facts import sentences
from planner.explain.figures import cost, decided, in_all, many, required
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
    if together := many(presolved, keys, key):
        yield together
    elif rule == "student_times":
        yield from _times(presolved, keys, ids[0])
    elif rule == "teacher_times":
        wanted = only_timetables(instance, _opened(instance, keys))
        yield from taught(instance, ids[0], wanted) or sentences(presolved, key)
    elif rule == "group_sizes":
        yield from _size(presolved, key)
    else:
        yield from sentences(presolved, key)
    if rule == "requirement":
        yield from required(presolved, keys, *ids)
    elif key == ("budget", "roubles"):
        yield from cost(instance, keys)
    elif rule == "agreement_seats":
        yield from in_all(presolved, keys, *ids)


def _times(presolved: Presolved, keys: Sequence[Key], student: str) -> Iterator[Fault]:
    """With what and when; for those who depend on a full bus, that they do."""
    instance = presolved.instance
    takes = only_timetables(instance, decided(instance, keys, student))
    if pairs := attended(Reach(instance), student, takes):
        yield from pairs
        return
    if any(key[0] == "bus_seats" for key in keys):
        riders = [key[1] for key in keys if key[0] == "student_times"]
        names = ", ".join(instance.student[rider].name for rider in riders)
        yield Fault("explain.clash.riders", {"students": names})
        return
    yield from sentences(presolved, ("student_times", student))


def _opened(instance: Instance, keys: Sequence[Key]) -> list[str]:
    """The offerings that the clash is about."""
    staffed = [key[1] for key in keys if key[0] == "staffing"]
    return list(dict.fromkeys([*decided(instance, keys), *staffed]))


def _size(presolved: Presolved, key: Key) -> Iterator[Fault]:
    offering = presolved.instance.offering[key[1]]
    able = len(presolved.takers[offering.id])
    for fault in sentences(presolved, key):
        if able < offering.min_size:
            yield Fault("explain.clash.too_few", {**fault.facts, "able": able})
        else:
            yield fault

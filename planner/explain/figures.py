"""Facts of a clash -> what they add up to: what is decided costs, and takes of the week."""

from collections.abc import Iterator, Sequence

from models.base import Text
from models.faults import Fault
from models.instance import Instance
from models.regulations import Unit
from planner.explain.earlier import counted
from planner.explain.facts import fact, name_of
from planner.presolve import Presolved
from planner.program import Key
from planner.studies.asked import asked
from planner.studies.items import Studies
from planner.wording import LANGUAGES, grouped

NAMED = 5
"""So many parts of a sum are named, the largest first."""


def decided(instance: Instance, keys: Sequence[Key], student: str | None = None) -> list[str]:
    """The offerings that have to open by these facts, or that one student has to take."""
    locks = [instance.locks[int(key[1])] for key in keys if key[0] == "locks"]
    locked = [
        lock.offering
        for lock in locks
        if lock.offering and lock.holds and student in (None, lock.student)
    ]
    kept = [key[2] for key in keys if key[0] == "keeps" and student in (None, key[1])]
    return list(dict.fromkeys([*kept, *locked]))


def cost(instance: Instance, keys: Sequence[Key]) -> Iterator[Fault]:
    """What the groups and trips cost that are decided."""
    groups = (instance.offering[one] for one in decided(instance, keys))
    locks = [instance.locks[int(key[1])] for key in keys if key[0] == "locks"]
    runs = {lock.trip for lock in locks if lock.trip and lock.holds and not lock.student}
    trips = (instance.trip[one] for one in sorted(runs))
    costs = [(name_of(instance, group.id), group.cost) for group in groups]
    costs += [(trip.name, trip.cost) for trip in trips if trip.optional]
    if roubles := sum(cost for _, cost in costs):
        yield fact("clash.cost", roubles=roubles, parts=_parts(costs))


def required(
    presolved: Presolved, keys: Sequence[Key], student_id: str, requirement_id: str, over: str
) -> Iterator[Fault]:
    """Hours of the week that are taken already; earlier study that is counted."""
    instance = presolved.instance
    student = instance.student[student_id]
    studies = Studies(instance, student, presolved.profiles[student_id].options)
    [one] = [
        each
        for each in asked(instance, student, studies)
        if each.requirement.id == requirement_id and (over or None) in each.over
    ]
    if one.requirement.unit is Unit.HOURS_A_WEEK and one.requirement.maximum is not None:
        [total, *_] = [each.total for each in one.demanded]
        taken = [
            (name_of(instance, offering), hours)
            for offering in decided(instance, keys, student_id)
            if (hours := total.weights.get(offering, 0))
        ]
        if taken:
            hours = total.constant + sum(hours for _, hours in taken)
            yield fact("clash.week", hours=hours, base=total.constant, parts=_parts(taken))
    yield from counted(instance, student, one.requirement)


def _parts(figures: Sequence[tuple[Text, int]]) -> Text:
    """Names with their figures."""
    largest = sorted(figures, key=lambda one: -one[1])[:NAMED]
    more = " …" if len(figures) > NAMED else ""
    said = {
        language: ", ".join(f"{name.of(language)} – {grouped(n, language)}" for name, n in largest)
        for language in LANGUAGES
    }
    return Text(ru=said["ru"] + more, en=said["en"] + more)

"""Facts of a clash -> what they add up to: what is decided costs, and takes of the week."""

from collections.abc import Iterator, Sequence

from models.base import Text
from models.faults import Fault
from models.instance import Instance
from models.regulations import Unit
from planner.explain.earlier import counted
from planner.explain.facts import fact, insisted, listed, lock_facts, name_of, quoted
from planner.presolve import Presolved
from planner.program import Key
from planner.studies.asked import asked
from planner.studies.items import Curriculum, Studies
from planner.wording import grouped

NAMED = 5
"""So many parts of a sum, or decisions of one kind, are named."""


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
    options = (instance.offering[one.offering] for one in presolved.options[student_id])
    studies = Studies(Curriculum(instance, student), student, options)
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


def in_all(presolved: Presolved, keys: Sequence[Key], agreement: str) -> Iterator[Fault]:
    """How many placements under an agreement are decided, if not all are among the facts."""
    instance = presolved.instance
    placed = {(one.id, kept) for one in instance.students for kept in one.keeps}
    placed |= {(str(one.student), str(one.offering)) for one in instance.locks if one.holds}
    under = sum(
        (student, option.offering) in placed
        for student, options in presolved.options.items()
        for option in options
        if option.agreement == agreement
    )
    if under > sum(key[0] in ("locks", "keeps") for key in keys):
        yield fact("clash.in_all", n=under)


def many(presolved: Presolved, keys: Sequence[Key], key: Key) -> Fault | None:
    """One sentence for many decisions that are alike; None: there are not so many."""
    instance = presolved.instance
    kind = _kind(instance, key)
    alike = [one for one in keys if _kind(instance, one) == kind]
    if kind is None or len(alike) <= NAMED:
        return None
    what, offering = kind
    if not offering:
        opened = [instance.locks[int(one[1])].offering for one in alike[:NAMED]]
        names = [quoted(name_of(instance, str(one))) for one in opened]
    else:
        placed = [insisted(instance, one) for one in alike[:NAMED]]
        names = [_same(instance.student[one[0]].name) for one in placed if one]
    shown = listed([*names, _same("…")])
    named = {"offering": name_of(instance, offering)} if offering else {}
    return fact(f"clash.many_{what}", n=len(alike), names=shown, **named)


def _kind(instance: Instance, key: Key) -> tuple[str, str] | None:
    """Decisions of one kind differ only in the group that opens, or in the student of a group."""
    if placement := insisted(instance, key):
        return ("kept" if key[0] == "keeps" else "taken", placement[1])
    if key[0] != "locks" or lock_facts(instance, instance.locks[int(key[1])])[0] != "opens":
        return None
    return "opened", ""


def _parts(figures: Sequence[tuple[Text, int]]) -> Text:
    """Names with their figures, the largest first."""
    largest = sorted(figures, key=lambda one: -one[1])[:NAMED]
    named = [
        Text.model_construct(
            ru=f"{quoted(name).ru} — {grouped(n, 'ru')}",
            en=f"{quoted(name).en} – {grouped(n, 'en')}",
        )
        for name, n in largest
    ]
    return listed(named + [_same("…")] * (len(figures) > NAMED))


def _same(word: str) -> Text:
    """What is the same in both languages."""
    return Text(ru=word, en=word)

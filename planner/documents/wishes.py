"""Wishes and takes -> what was granted, and what was not."""

from collections.abc import Iterator, Mapping, Sequence

from models.instance import Instance
from models.offers import Offering
from models.people import Student, Target
from planner.documents.facts import Phrase, Ungranted, Words
from planner.documents.schedule import name_of
from planner.explain.wanted import granted, grants


def ungranted(
    instance: Instance,
    student: Student,
    takes: Sequence[Offering],
    reasons: Mapping[tuple[str, int, int], str],
) -> Iterator[Ungranted]:
    """Every target that was wanted more than what was granted, with the reason if it is known."""
    for index, wish in enumerate(student.wishes):
        rank = granted(instance, wish, takes)
        instead = "" if rank is None else _named(instance, student, wish.ranked[rank])
        for number, target in enumerate(wish.ranked[:rank]):
            reason = reasons.get((student.id, index, number), "")
            yield Ungranted(_named(instance, student, target), instead, reason)


def reserve(instance: Instance, student: Student, takes: Sequence[Offering]) -> Iterator[Words]:
    """Of each wish, what comes next if what was granted (or everything before) falls through."""
    for wish in student.wishes:
        rank = granted(instance, wish, takes)
        if rank is not None:
            rest = wish.ranked[rank + 1 :]
            spare = next(
                (t for t in rest if not any(grants(instance, t, one) for one in takes)), None
            )
            if spare:
                yield _named(instance, student, spare)


def _named(instance: Instance, student: Student, target: Target) -> Words:
    if target.offering:
        return name_of(instance, instance.offering[target.offering])
    if target.programme:
        return instance.programme[target.programme].name
    rules = instance.rule_set[student.grade]
    subject = next(s for s in rules.subjects if s.id == target.subject)
    return Phrase("wish.subject", {"subject": subject.name})

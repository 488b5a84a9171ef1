"""Ids of every kind, and the fault of naming one that nothing has."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from models.faults import Fault
from models.instance import Instance
from models.places import OrganisationKind
from models.regulations import RuleSet
from planner.soundness.nearest import Nearest
from planner.soundness.report import fault

LISTS = {
    "season": "seasons",
    "municipality": "municipalities",
    "cluster": "clusters",
    "organisation": "organisations",
    "site": "sites",
    "trip": "trips",
    "teacher": "teachers",
    "programme": "programmes",
    "offering": "offerings",
    "agreement": "agreements",
    "student": "students",
    "demand": "demand",
}
"""The field of the instance in which the records of a kind are."""


class Reference(NamedTuple):
    """At this place something of this kind is named."""

    place: str
    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Unread:
    """What is in the file but could not be read: nobody may be told that it is unknown."""

    ids: frozenset[tuple[str, str]] = frozenset()
    """By kind and id."""
    kinds: frozenset[str] = frozenset()
    """Nothing is known about these kinds."""
    complete: bool = True
    """Nothing is missing."""

    def has(self, reference: Reference) -> bool:
        """Whether what is named may be in the file all the same."""
        return (reference.kind, reference.id) in self.ids or reference.kind in self.kinds

    def also(self, kinds: frozenset[str]) -> "Unread":
        """With further kinds."""
        return Unread(self.ids, self.kinds | kinds, complete=False)


def unknown(reference: Reference, ids: Collection[str], nearest: Nearest) -> Fault:
    """The fault of a reference that is not among these ids."""
    place, kind, id = reference  # noqa: A001
    like = nearest.to(id, ids)
    if like is None:
        return fault(f"unknown.{kind}", place, id)
    return fault(f"misspelt.{kind}", place, id, nearest=like)


class Known:
    """The ids of an instance by kind."""

    def __init__(self, instance: Instance, unread: Unread) -> None:
        self._ids = _ids(instance)
        self._unread = unread
        self._nearest = Nearest()

    def faults(self, references: Iterable[Reference]) -> Iterator[Fault]:
        """A fault for each reference to something unknown."""
        for reference in references:
            ids = self._ids[reference.kind]
            excused = self._unread.has(reference)
            if reference.id not in ids and not excused:
                yield self._fault(reference, ids)

    def _fault(self, reference: Reference, ids: Collection[str]) -> Fault:
        if reference.kind == "school" and reference.id in self._ids["organisation"]:
            return fault("not_a_school", reference.place, reference.id)
        return unknown(reference, ids, self._nearest)


def _ids(instance: Instance) -> dict[str, frozenset[str]]:
    ids = {
        kind: frozenset(record.id for record in getattr(instance, field))
        for kind, field in LISTS.items()
    }
    written = [rules for rules in instance.rule_sets if isinstance(rules, RuleSet)]
    return ids | {
        "term": frozenset(term.id for term in instance.calendar.terms),
        "school": frozenset(
            organisation.id
            for organisation in instance.organisations
            if organisation.kind is OrganisationKind.SCHOOL
        ),
        "rule_set": frozenset(rules.id for rules in written),
        "subject": frozenset(subject.id for rules in written for subject in rules.subjects),
        "area": frozenset(area.id for rules in written for area in rules.areas),
    }

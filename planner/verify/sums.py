"""The items of study of a stretch of time -> the figure that a requirement limits."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from models.calendar import Term
from models.regulations import Unit
from planner.verify.study import Item


class Stretch(NamedTuple):
    """A term, a school year or the trajectory."""

    over: str | None
    terms: tuple[Term, ...]
    grade: int


@dataclass(frozen=True)
class Sum:
    """The matching items of one stretch."""

    terms: tuple[tuple[Term, list[Item]], ...]
    records: list[Item]

    def of(self, unit: Unit) -> int:
        """The figure that a minimum or maximum is compared with."""
        sums = {
            Unit.HOURS_A_WEEK: self._hours_a_week,
            Unit.HOURS: self._hours,
            Unit.CREDITS: self._credits,
            Unit.PROGRAMMES: self._programmes,
            Unit.SUBJECTS: self._subjects,
        }
        return sums[unit]()

    @cached_property
    def _items(self) -> list[Item]:
        return [item for _, items in self.terms for item in items]

    def _hours_a_week(self) -> int:
        return sum(item.hours_a_week for item in self._items)

    def _hours(self) -> int:
        weekly = sum(
            item.hours_a_week * len(term.weeks) for term, items in self.terms for item in items
        )
        outside = sum(
            item.hours for term, items in self.terms for item in items if item.last == term.id
        )
        return weekly + outside + sum(record.hours for record in self.records)

    def _credits(self) -> int:
        finished = {
            item.offering: item.credits
            for term, items in self.terms
            for item in items
            if item.last == term.id
        }
        return sum(finished.values()) + sum(record.credits for record in self.records)

    def _programmes(self) -> int:
        taken = {item.offering for item in self._items if item.offering}
        return len(taken) + sum(record.names_programme for record in self.records)

    def _subjects(self) -> int:
        return len({item.subject for item in (*self._items, *self.records) if item.subject})

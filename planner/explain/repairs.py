"""A clash -> the cheapest changes after which there is a plan, each proven by solving again."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from time import monotonic

from models.faults import Fault
from models.instance import Instance
from planner.explain.changes import Change, changes
from planner.explain.conflict import Clash, is_possible
from planner.presolve import Presolved, presolve


@dataclass(frozen=True)
class Repair:
    """A change that was proven to make a plan possible."""

    change: Change
    amount: int
    instance: Instance
    """With the change."""

    @property
    def effort(self) -> int:
        """The cheapest is named first."""
        return self.change.effort * self.amount

    @property
    def said(self) -> Fault:
        """In words."""
        return self.change.said(self.amount)


def repairs(presolved: Presolved, clash: Clash, seconds: float) -> list[Repair]:
    """Changes of one fact each, by the smallest amount, cheapest first."""
    deadline = monotonic() + seconds
    found = []
    for change in _candidates(presolved, clash):
        if monotonic() > deadline:
            break
        smallest = _smallest(presolved, change, deadline)
        if smallest:
            found.append(Repair(change, smallest, change.apply(presolved.instance, smallest)))
    return sorted(found, key=lambda repair: repair.effort)


def _candidates(presolved: Presolved, clash: Clash) -> Iterator[Change]:
    """Each change once, cheap ones first."""
    said: list[Fault] = []
    every = [change for key in clash.keys for change in changes(presolved, key)]
    for change in sorted(every, key=lambda change: change.effort):
        if change.said(1) not in said:
            said.append(change.said(1))
            yield change


def _smallest(presolved: Presolved, change: Change, deadline: float) -> int | None:
    """The smallest amount that makes a plan possible: doubling, then halving."""
    failed, amount = 0, 1
    while not _works(presolved, change, amount, deadline):
        failed = amount
        if amount >= change.most or monotonic() > deadline:
            return None
        amount = min(2 * amount, change.most)
    while amount - failed > 1:
        middle = (failed + amount) // 2
        if _works(presolved, change, middle, deadline):
            amount = middle
        else:
            failed = middle
    return amount


def _works(presolved: Presolved, change: Change, amount: int, deadline: float) -> bool:
    instance = change.apply(presolved.instance, amount)
    stays = change.options_stay
    again = replace(presolved, instance=instance) if stays else presolve(instance)
    return is_possible(again, deadline - monotonic()) is True

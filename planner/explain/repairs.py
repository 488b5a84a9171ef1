"""A clash -> the cheapest changes after which there is a plan, each proven by solving again."""

from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic

from models.faults import Fault
from models.instance import Instance
from planner.explain.changes import Change, changes
from planner.explain.conflict import Clash, is_possible
from planner.presolve import Presolved, presolve

TRIES = 10
"""At least so many changes can be tried in the time given, unless the instance is large."""

LEAST_SECONDS = 0.005
"""For a try, for each student."""


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


def repairs(
    presolved: Presolved, clash: Clash, seconds: float, strict: bool = False
) -> list[Repair]:
    """Changes of one fact each, by the smallest amount, cheapest first."""
    each = max(seconds / TRIES, LEAST_SECONDS * len(presolved.instance.students))
    trial = _Trial(presolved, strict, monotonic() + seconds, each)
    enough = [
        (change, amount)
        for change in _candidates(presolved, clash)
        if (amount := trial.enough(change))
    ]
    found = []
    for change, amount in enough:
        smallest = trial.smallest(change, amount)
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


@dataclass(frozen=True)
class _Trial:
    """Tries changes by solving again."""

    presolved: Presolved
    strict: bool
    deadline: float
    seconds: float
    """For one try; what is not shown in this time counts as not working."""

    def enough(self, change: Change) -> int | None:
        """One unit, or else the most, if a plan is possible then."""
        if self._works(change, 1):
            return 1
        return change.most if change.most > 1 and self._works(change, change.most) else None

    def smallest(self, change: Change, enough: int) -> int:
        """The smallest amount that is shown to be enough: doubling, then halving."""
        failed, amount = 1, 2
        while amount < enough and not self._works(change, amount):
            failed, amount = amount, 2 * amount
        amount = min(amount, enough)
        while amount - failed > 1 and monotonic() < self.deadline:
            middle = (failed + amount) // 2
            if self._works(change, middle):
                amount = middle
            else:
                failed = middle
        return min(amount, enough)

    def _works(self, change: Change, amount: int) -> bool:
        if monotonic() > self.deadline:
            return False
        instance = change.apply(self.presolved.instance, amount)
        again = (
            self.presolved.with_same_options(instance)
            if change.options_stay
            else presolve(instance)
        )
        left = min(self.seconds, self.deadline - monotonic())
        return is_possible(again, left, self.strict) is True

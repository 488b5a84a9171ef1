"""A clash -> the cheapest changes after which there is a plan, each proven by solving again."""

from collections.abc import Iterator
from dataclasses import dataclass

from models.faults import Fault
from planner.explain.changes import Change, changes
from planner.explain.conflict import Clash, conflict, is_possible
from planner.explain.deadline import Deadline
from planner.presolve import Presolved, presolve

CLASH_SHARE = 0.6
"""Of the time: for the clash; the rest is for its repairs."""

TRIES = 10
"""At least so many changes can be tried in the time given, unless the instance is large."""

LEAST_SECONDS = 0.005
"""For a try, for each student."""


@dataclass(frozen=True)
class Repair:
    """A change that was proven to make a plan possible."""

    change: Change
    amount: int

    @property
    def effort(self) -> int:
        """The cheapest is named first."""
        return self.change.effort * self.amount

    @property
    def said(self) -> Fault:
        """In words."""
        return self.change.said(self.amount)


@dataclass(frozen=True)
class Repairs:
    """What was proven to help, the cheapest first."""

    found: tuple[Repair, ...] = ()
    complete: bool = True
    """There was time to try every change, and smaller amounts of it."""


def explained(
    presolved: Presolved, deadline: Deadline, strict: bool = False
) -> tuple[Clash, Repairs]:
    """Why an instance is impossible, and what would help."""
    clash = conflict(presolved, deadline.part(CLASH_SHARE), strict)
    return clash, repairs(presolved, clash, deadline, strict)


def repairs(
    presolved: Presolved, clash: Clash, deadline: Deadline, strict: bool = False
) -> Repairs:
    """Changes of one fact each, by the smallest amount, cheapest first."""
    each = max(deadline.left / TRIES, LEAST_SECONDS * len(presolved.instance.students))
    trial = _Trial(presolved, strict, deadline, each)
    enough = [
        (change, amount)
        for change in _candidates(presolved, clash)
        if (amount := trial.enough(change))
    ]
    found = [Repair(change, trial.smallest(change, amount)) for change, amount in enough]
    if trial.late:  # a thousand more is no advice, only what there was no time to make smaller
        found = [one for one in found if one.amount == 1 or one.amount < one.change.most]
    found.sort(key=lambda repair: repair.effort)
    return Repairs(tuple(found), complete=not trial.late)


def _candidates(presolved: Presolved, clash: Clash) -> Iterator[Change]:
    """Each change once, cheap ones first."""
    said: list[Fault] = []
    every = [change for key in clash.keys for change in changes(presolved, key)]
    for change in sorted(every, key=lambda change: change.effort):
        if change.said(1) not in said:
            said.append(change.said(1))
            yield change


@dataclass
class _Trial:
    """Tries changes by solving again."""

    presolved: Presolved
    strict: bool
    deadline: Deadline
    seconds: float
    """For one try; what is not shown in this time counts as not working."""
    late: bool = False
    """Something was not shown in time."""

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
        while amount - failed > 1 and not self.late:
            middle = (failed + amount) // 2
            if self._works(change, middle):
                amount = middle
            else:
                failed = middle
        return min(amount, enough)

    def _works(self, change: Change, amount: int) -> bool:
        if self.deadline.passed:
            self.late = True
            return False
        instance = change.apply(self.presolved.instance, amount)
        again = (
            self.presolved.with_same_options(instance)
            if change.options_stay
            else presolve(instance)
        )
        works = is_possible(again, self.deadline.within(self.seconds), self.strict)
        self.late = self.late or works is None
        return works is True

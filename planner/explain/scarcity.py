"""Plan and reasons -> what one more seat, hour or rouble would improve, most first.

Candidates are what stands in the way of wishes; each is confirmed by solving again, with one unit
more and with nothing more: what is better only because it was solved again is no merit of the unit.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from models.faults import Fault
from models.instance import Instance
from models.plan import Plan
from planner.explain.answers import Answer, first_choices
from planner.explain.changes import Change, changes
from planner.explain.deadline import Deadline
from planner.explain.openings import Openings
from planner.explain.price import Prices
from planner.explain.standing import Standing
from planner.program import Key

SECONDS_EACH = 4.0
NEAR = 40
"""Students who may move when something is confirmed."""
_LIMITS = {"seats": "group_sizes", "agreement": "agreement_seats", "bus": "bus_seats"}
_MORE = ("seats", "agreement_seats", "bus", "buses", "hours", "budget_roubles")
"""Changes that add to what there is; to lower a minimum or drop a decision is none."""


@dataclass(frozen=True)
class Scarce:
    """Something of which more would help."""

    change: Change
    amount: int
    points: int
    """By which the plan is better, at least: confirmed."""
    first_choices: int
    """More of them granted (fewer, if negative) in the plan found."""


@dataclass(frozen=True)
class Scarcity:
    """What was confirmed to help, most first."""

    found: tuple[Scarce, ...] = ()
    complete: bool = True
    """There was time to try all that stands in the way of wishes."""


@dataclass(frozen=True)
class Wanting:
    """Something that stands in the way of wishes; whether more of it helps was not solved."""

    change: Change
    amount: int
    wishes: int
    """In the way of so many."""


@dataclass(frozen=True)
class _Candidate:
    key: Key
    amount: int
    students: tuple[str, ...]
    """Who would have it, once for each wish."""


def scarce(prices: Prices, found: Sequence[Answer], deadline: Deadline) -> Scarcity:
    """What would help, as far as the time allows; the most wanted is tried first."""
    confirmed: list[Scarce] = []
    complete = True
    for candidate, change in _increases(prices.standing, found):
        if deadline.passed:
            complete = False
            break
        one = _confirmed(prices, candidate, change, deadline)
        if one is None:
            complete = False
        elif one.points > 0:
            confirmed.append(one)
    return Scarcity(tuple(sorted(confirmed, key=lambda one: -one.points)), complete)


def wanting(standing: Standing, found: Sequence[Answer], most: int) -> list[Wanting]:
    """What stands in the way of most wishes, without solving again."""
    return [
        Wanting(change, candidate.amount, len(candidate.students))
        for candidate, change in islice(_increases(standing, found), most)
    ]


def _increases(standing: Standing, found: Sequence[Answer]) -> Iterator[tuple[_Candidate, Change]]:
    """What stands in the way of most wishes first, and how there could be more of it."""
    said: list[Fault] = []
    for candidate in _candidates(standing, found):
        for change in changes(standing.presolved, candidate.key):
            if change.code in _MORE and change.said(candidate.amount) not in said:
                said.append(change.said(candidate.amount))
                yield candidate, change


def _candidates(standing: Standing, found: Sequence[Answer]) -> list[_Candidate]:
    """What stands in the way of most wishes first."""
    openings = Openings(standing)
    wanted: dict[tuple[Key, int], dict[tuple[str, int], None]] = defaultdict(dict)
    for answer in found:
        missed = answer.reason.missed
        for key in answer.reason.about:
            for more, amount in _more(standing, openings, key):
                wanted[more, amount][missed.student.id, missed.wish] = None
    ranked = sorted(wanted.items(), key=lambda item: -len(item[1]))
    return [
        _Candidate(key, amount, tuple(student for student, _ in wishes))
        for (key, amount), wishes in ranked
    ]


def _more(standing: Standing, openings: Openings, key: Key) -> Iterator[tuple[Key, int]]:
    """Of what, and how much, there would have to be more."""
    what, id_, *_ = key
    if what == "opens" and id_ not in standing.opened:
        offering = standing.instance.offering[id_]
        if openings.wanting(offering) >= offering.min_size:
            lacking = openings.lacking(offering)
            yield from ((lack.limit, lack.amount) for lack in lacking if lack.limit)
    elif what in _LIMITS and id_ not in standing.idle:
        yield (_LIMITS[what], id_), 1


def _confirmed(
    prices: Prices, candidate: _Candidate, change: Change, deadline: Deadline
) -> Scarce | None:
    """Solved again with and without so much more; those who want it and those near may move.

    None: not known in time.
    """
    standing = prices.standing
    near = _near(standing, candidate)
    before: Plan | None = standing.plan
    if standing.bound is None or standing.plan.objective < standing.bound:
        before = prices.better(near, deadline.within(SECONDS_EACH))
    instance = change.apply(standing.instance, candidate.amount)
    more = Prices(standing, standing.presolved.with_same_options(instance))
    after = more.better(near, deadline.within(SECONDS_EACH))
    if before is None or after is None:
        return None
    gained = _firsts(standing.instance, after) - _firsts(standing.instance, before)
    return Scarce(change, candidate.amount, after.objective - before.bound, gained)


def _near(standing: Standing, candidate: _Candidate) -> set[str]:
    """The students who may move when something is confirmed."""
    close = Counter(candidate.students)
    offerings = {key for key in candidate.key if key in standing.instance.offering}
    if candidate.key[0] == "teacher_hours":
        offerings |= {
            one.id
            for one in standing.instance.offerings
            if any(candidate.key[1] in duty.candidates for duty in one.duties)
        }
    for student in candidate.students:
        offerings |= set(standing.part[student].takes)
    for offering in sorted(offerings):
        close.update(sorted(standing.placed[offering]))
    return {student for student, _ in close.most_common(NEAR)}


def _firsts(instance: Instance, plan: Plan) -> int:
    return sum(len(first_choices(instance, part)) for part in plan.students)

"""A student's whole days -> the smallest days that the model must think of, and clashes.

Two attendances of one date belong to one day of the model only if going from one to the other
differs from going by one's own places, or if seats or the limit of minutes tie them. All others
only clash or do not, and each is a day by itself, alike on many dates.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from planner.presolve.cliques import cliques
from planner.presolve.days import OWN, Days, Stage, StudentDay, Traveller
from planner.presolve.occasions import Attendance, Occasion
from planner.presolve.roads import Leg, Surroundings

Ways = tuple[frozenset[Leg], frozenset[Leg]]
"""The legs there and the legs back."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a kind of date falls into."""

    days: tuple[StudentDay, ...]
    clashes: frozenset[frozenset[Attendance]]


class Splitter:
    """Splits days, remembering what is the same for all who travel alike."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], _Parts] = {}
        self._alone: dict[tuple[object, ...], Ways] = {}

    def split(self, traveller: Traveller, attended: Sequence[tuple[Occasion, list[Stage]]]) -> Days:
        """The days and clashes of one student, given the stages possible on each occasion."""
        counted: Counter[StudentDay] = Counter()
        clashes: set[frozenset[Attendance]] = set()
        for occasion, stages in attended:
            parts = self._parts(traveller, stages, occasion.on)
            clashes |= parts.clashes
            for day in parts.days:
                counted[day] += len(occasion.dates)
        return Days(traveller.limit, tuple(counted.items()), tuple(sorted(clashes, key=sorted)))

    def _parts(self, traveller: Traveller, stages: list[Stage], on: Surroundings) -> _Parts:
        key = (*traveller.alike(on), tuple(stages))
        if key not in self._known:
            alone = {stage: self._minutes(traveller, stage, on) for stage in stages}
            whole = _Whole(traveller, stages, on, alone)
            days = (traveller.day(group, on) for group in whole.groups())
            kept = tuple(day for day in days if any(arc.leg.minutes for arc in day.arcs))
            self._known[key] = _Parts(kept, frozenset(whole.clashes()))
        return self._known[key]

    def _minutes(self, traveller: Traveller, stage: Stage, on: Surroundings) -> Ways:
        """The ways there and back if nothing but home hours is attended besides."""
        key = (*traveller.alike(on), stage.engagement)
        if key not in self._alone:
            day = traveller.day([stage], on)
            number = day.stages.index(stage)
            self._alone[key] = (
                frozenset(arc.leg for arc in day.arcs if arc.target == number),
                frozenset(arc.leg for arc in day.arcs if arc.origin == number),
            )
        return self._alone[key]


def _shortest(legs: Iterable[Leg]) -> int:
    return min(leg.minutes for leg in legs)


class _Whole:
    """One date with everything that could be attended on it."""

    def __init__(
        self,
        traveller: Traveller,
        stages: list[Stage],
        on: Surroundings,
        alone: Mapping[Stage, Ways],
    ) -> None:
        self._day = traveller.day(stages, on)
        self._attended = [n for n, stage in enumerate(self._day.stages) if stage.attendance]
        self._legs: dict[tuple[int, int], set[Leg]] = defaultdict(set)
        for arc in self._day.arcs:
            self._legs[arc.origin, arc.target].add(arc.leg)
        self._after = self._reachable()
        self._alone = {n: alone[self._day.stages[n]] for n in self._attended}
        self._limit = traveller.limit

    def _reachable(self) -> dict[int, set[int]]:
        """The stages that can follow each stage, perhaps through third ones."""
        after: dict[int, set[int]] = defaultdict(set)
        for number in reversed(range(len(self._day.stages))):
            for arc in self._day.arcs:
                if arc.origin == number and arc.target != OWN:
                    after[number] |= {arc.target} | after[arc.target]
        return after

    def groups(self) -> list[list[Stage]]:
        """The attended stages, together where they are tied; none by itself for which nobody goes
        anywhere."""
        tight = self._most() > self._limit
        joined = {n: {n} for n in self._attended}
        for one, other in combinations(self._attended, 2):
            if other in self._after[one] and (tight or not self._separable(one, other)):
                merged = joined[one] | joined[other]
                joined.update(dict.fromkeys(merged, merged))
        distinct = {id(group): sorted(group) for group in joined.values()}
        going = (group for group in distinct.values() if len(group) > 1 or self._goes(*group))
        return [[self._day.stages[n] for n in group] for group in going]

    def _goes(self, stage: int) -> bool:
        """Whether there is any way to go for it."""
        return any(leg.minutes for legs in self._alone[stage] for leg in legs)

    def _most(self) -> int:
        """No choice of attendances takes more minutes.

        Where one's own places lie apart, going from one stage to another directly may be longer
        than by way of them, since the way between them is not counted.
        """
        there, back = (
            {
                n: max((leg.minutes for leg in ways[end]), default=0)
                for n, ways in self._alone.items()
            }
            for end in (0, 1)
        )
        longer = dict.fromkeys(self._attended, 0)
        for (one, other), legs in self._legs.items():
            if one in longer and other in longer:
                beyond = max(leg.minutes for leg in legs) - back[one] - there[other]
                longer[other] = max(longer[other], beyond)
        return sum([*there.values(), *back.values(), *longer.values()])

    def _separable(self, one: int, other: int) -> bool:
        """Whether going from one to the other is no different from going by one's own places."""
        legs = self._legs[one, other]
        if not legs:
            between = self._day.stages[one + 1 : other]
            return any(stage.attendance is None for stage in between)
        if self._day.stages[other].engagement.site is None:
            return legs == self._alone[one][1]
        if self._day.stages[one].engagement.site is None:
            return legs == self._alone[other][0]
        there, back = self._alone[other][0], self._alone[one][1]
        if any(leg.ride for leg in legs | there | back):
            return False
        return _shortest(legs) == _shortest(there) + _shortest(back)

    def clashes(self) -> Iterator[frozenset[Attendance]]:
        """Sets of attendances of which at most one is possible, covering every such pair.

        An attendance two meetings of which cannot follow one another is a set by itself.
        """
        apart = frozenset(
            pair for pair in combinations(self._attended, 2) if pair[1] not in self._after[pair[0]]
        )
        within = {pair for pair in apart if len(self._members(pair)) == 1}
        yield from map(self._members, within)
        yield from map(self._members, cliques(self._attended, apart - within))

    def _members(self, stages: Iterable[int]) -> frozenset[Attendance]:
        return frozenset(a for n in stages if (a := self._day.stages[n].attendance))

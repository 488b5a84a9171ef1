"""A student's whole days -> the smallest days that the model must think of, and clashes.

Two attendances of one date belong to one day of the model only if going from one to the other
differs from going by one's own places, or if seats or the limit of minutes tie them. All others
only clash or do not, and each is a day by itself, alike on many dates.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from planner.presolve.days import OWN, Days, Stage, StudentDay, Traveller
from planner.presolve.occasions import Attendance, Occasion
from planner.presolve.roads import Surroundings


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a kind of date falls into."""

    days: tuple[StudentDay, ...]
    clashes: frozenset[frozenset[Attendance]]


class Splitter:
    """Splits days, remembering what is the same for all who travel alike."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], _Parts] = {}
        self._alone: dict[tuple[object, ...], tuple[int, int]] = {}

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

    def _minutes(self, traveller: Traveller, stage: Stage, on: Surroundings) -> tuple[int, int]:
        """The fewest minutes there and back if nothing but home hours is attended besides."""
        key = (*traveller.alike(on), stage.engagement)
        if key not in self._alone:
            day = traveller.day([stage], on)
            number = day.stages.index(stage)
            self._alone[key] = (
                min((a.leg.minutes for a in day.arcs if a.target == number), default=0),
                min((a.leg.minutes for a in day.arcs if a.origin == number), default=0),
            )
        return self._alone[key]


class _Whole:
    """One date with everything that could be attended on it."""

    def __init__(
        self,
        traveller: Traveller,
        stages: list[Stage],
        on: Surroundings,
        alone: Mapping[Stage, tuple[int, int]],
    ) -> None:
        self._day = traveller.day(stages, on)
        self._attended = [n for n, stage in enumerate(self._day.stages) if stage.attendance]
        self._direct = {(a.origin, a.target): a.leg.minutes for a in self._day.arcs}
        self._after = self._reachable()
        self._ways = {n: alone[self._day.stages[n]] for n in self._attended}
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
        """The attended stages, together where they are tied."""
        minutes = sum(there + back for there, back in self._ways.values())
        tight = self._day.term is not None or minutes > self._limit
        joined = {n: {n} for n in self._attended}
        for one, other in combinations(self._attended, 2):
            if other in self._after[one] and (tight or not self._separable(one, other)):
                merged = joined[one] | joined[other]
                joined.update(dict.fromkeys(merged, merged))
        distinct = {id(group): sorted(group) for group in joined.values()}
        return [[self._day.stages[n] for n in group] for group in distinct.values()]

    def _separable(self, one: int, other: int) -> bool:
        """Whether going from one to the other is as long as going by one's own places."""
        if (one, other) in self._direct:
            return self._direct[one, other] == self._ways[one][1] + self._ways[other][0]
        between = self._day.stages[one + 1 : other]
        return any(stage.attendance is None for stage in between)

    def clashes(self) -> Iterator[frozenset[Attendance]]:
        """Sets of attendances of which at most one is possible, covering every such pair.

        An attendance two meetings of which cannot follow one another is a set by itself.
        """
        apart = frozenset(
            pair for pair in combinations(self._attended, 2) if pair[1] not in self._after[pair[0]]
        )
        within = {pair for pair in apart if len(self._members(pair)) == 1}
        yield from map(self._members, within)
        open_pairs = set(apart - within)
        while open_pairs:
            clique = list(min(open_pairs))
            for number in self._attended:
                if all((min(number, m), max(number, m)) in apart for m in clique):
                    clique.append(number)
            open_pairs -= set(combinations(sorted(clique), 2))
            yield self._members(clique)

    def _members(self, stages: Iterable[int]) -> frozenset[Attendance]:
        return frozenset(a for n in stages if (a := self._day.stages[n].attendance))

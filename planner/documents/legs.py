"""A student's days -> how each leg of the way goes: on one's own or by bus, with walks to stops.

The days are those of the verifier, so that the paper says what was verified.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from models.base import Text
from models.instance import Instance
from models.people import Student
from models.places import Link
from models.plan import Ride
from planner.verify.attendance import Days
from planner.verify.days import AT_ANY_TIME_AFTER, AT_ANY_TIME_BEFORE, Event
from planner.verify.decisions import Decisions, stop_times
from planner.verify.network import Open
from planner.verify.reach import Reach

Places = tuple[str, ...]


class Step(NamedTuple):
    """A way that takes some minutes; by link, or by a bus with the walks to and from its stops."""

    origins: Places
    destinations: Places
    departs: int
    arrives: int
    means: tuple[Text, ...] = ()
    """On foot, by city bus: of the links, where known."""
    ride: Ride | None = None
    before: int = 0
    after: int = 0

    @property
    def alone(self) -> int:
        """Minutes on one's own."""
        return self.before + self.after if self.ride else self.arrives - self.departs


@dataclass(frozen=True)
class Walk:
    """One leg to be found: from one event (None: own places) to the next."""

    origins: Places
    destinations: Places
    leaves: int
    arrives: int


class Legs:
    """The legs of everybody's days."""

    def __init__(self, instance: Instance, decisions: Decisions, reach: Reach) -> None:
        self._instance = instance
        self._decisions = decisions
        self._reach = reach
        self._links: dict[str, list[tuple[Link, str]]] = defaultdict(list)
        for link in instance.links:
            self._links[link.origin].append((link, link.destination))
            if link.both_ways:
                self._links[link.destination].append((link, link.origin))

    def of(self, student: Student, days: Days) -> tuple[tuple[Event | None, Step], ...]:
        """Every leg that takes time, with the event it leads to (None: own places)."""
        if any(event.residential for event in days.events):
            return ()
        own = self._reach.own_places(student)
        ordered = sorted(days.events, key=lambda event: (event.starts, event.ends))
        found = []
        for origin, target in pairwise((None, *ordered, None)):
            walk = Walk(
                origin.places if origin else own,
                target.places if target else own,
                origin.ends if origin else AT_ANY_TIME_BEFORE,
                target.starts if target else AT_ANY_TIME_AFTER,
            )
            step = self._easiest(student, walk, days.dates[0])
            if step and step.arrives > step.departs:
                found.append((target, step))
        return tuple(found)

    def _easiest(self, student: Student, walk: Walk, day: date) -> Step | None:
        """The one with the least way on one's own: a seat that is kept is a seat that is used."""
        steps = [*self._by_link(walk, day), *self._by_bus(student, walk, day)]
        return min(steps, key=lambda step: (step.alone, step.arrives - step.departs), default=None)

    def _by_link(self, walk: Walk, day: date) -> Iterator[Step]:
        open_ = self._reach.network.open_on(day)
        at_most = walk.arrives - walk.leaves
        minutes = self._reach.network.least(walk.origins, walk.destinations, open_, at_most)
        if minutes is None:
            return
        latest = walk.arrives - minutes
        departs = latest if walk.arrives < AT_ANY_TIME_AFTER else walk.leaves
        means = self._means(walk, minutes, open_)
        yield Step(walk.origins, walk.destinations, departs, departs + minutes, means)

    def _by_bus(self, student: Student, walk: Walk, day: date) -> Iterator[Step]:
        network = self._reach.network
        open_ = network.open_on(day)
        for ride in self._decisions.rides[student.id]:
            if ride.trip not in self._decisions.runs:
                continue
            if day not in network.served(ride.trip, ride.term):
                continue
            departs, arrives = stop_times(self._instance.trip[ride.trip], ride)
            before = network.least(walk.origins, (ride.origin,), open_, departs - walk.leaves)
            at_most = walk.arrives - arrives
            after = network.least((ride.destination,), walk.destinations, open_, at_most)
            if before is not None and after is not None:
                yield Step(
                    walk.origins, walk.destinations, departs - before, arrives + after, (),
                    ride, before, after,
                )  # fmt: skip

    def _means(self, walk: Walk, minutes: int, open_: Open) -> tuple[Text, ...]:
        """The means of the links of the shortest path, one after the other."""
        network = self._reach.network
        ends = walk.destinations
        site = next(o for o in walk.origins if network.least((o,), ends, open_) == minutes)
        found: list[Text] = []
        while minutes:
            for link, after in self._links[site]:
                rest = network.least((after,), ends, open_)
                usable = link.season is None or link.season in open_
                if usable and link.minutes and rest is not None and link.minutes + rest == minutes:
                    found += [link.means] if link.means else []
                    site, minutes = after, rest
                    break
            else:  # only over a link of no minutes: not worth a word
                return tuple(dict.fromkeys(found))
        return tuple(dict.fromkeys(found))

"""Home hours and meetings of a date -> what overlaps, where nobody arrives in time, minutes."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import inf

from planner.verify.network import Hop, Network, Open

AT_ANY_TIME_BEFORE = -1_000_000
AT_ANY_TIME_AFTER = 1_000_000


@dataclass(frozen=True)
class Event:
    """Home hours (no offering) or an attended meeting."""

    starts: int
    ends: int
    places: tuple[str, ...]
    """Sites of which any will do: one, or the own places if it is remote."""
    offering: str | None = None
    residential: bool = False
    cut_off: bool = False
    """The student is cut off from it on too many dates: said once by `eligibility`."""

    def overlaps(self, other: "Event") -> bool:
        """Whether nobody can be at both; the meetings of one residential stay are one stay."""
        stay = self.residential and other.residential and self.offering == other.offering
        if (self.residential or other.residential) and not stay:
            return True
        return self.starts < other.ends and other.starts < self.ends


@dataclass(frozen=True)
class Leg:
    """The way from one event to the next; None stands for the own places."""

    origin: Event | None
    destination: Event | None


@dataclass(frozen=True)
class Course:
    """How a day goes."""

    overlaps: tuple[tuple[Event, Event], ...]
    stuck: tuple[Leg, ...]
    """Legs for which there is no way in time."""
    minutes: int
    """On the way, over all other legs."""

    def possible(self, limit: int) -> bool:
        """Whether the day can be lived within the travel limit."""
        return not self.overlaps and not self.stuck and self.minutes <= limit


@dataclass(frozen=True)
class Ways:
    """By which links and buses a student can go on a date, and from where."""

    network: Network
    own_places: tuple[str, ...]
    open_: Open
    hops: tuple[Hop, ...]

    def minutes(self, leg: Leg) -> int | None:
        """The fewest minutes by link or by one of the buses; None if nothing arrives in time."""
        origins = leg.origin.places if leg.origin else self.own_places
        destinations = leg.destination.places if leg.destination else self.own_places
        leaves = leg.origin.ends if leg.origin else AT_ANY_TIME_BEFORE
        arrives = leg.destination.starts if leg.destination else AT_ANY_TIME_AFTER
        fewest = self.network.least(origins, destinations, self.open_, arrives - leaves)
        for hop in self.hops:
            if hop.departs < leaves or arrives < hop.arrives:
                continue
            aboard = hop.arrives - hop.departs
            spare = inf if fewest is None else fewest - aboard  # no way that takes longer is wanted
            longest = min(spare, hop.departs - leaves)
            before = self.network.least(origins, (hop.origin,), self.open_, longest)
            if before is None:
                continue
            longest = min(spare - before, arrives - hop.arrives)
            after = self.network.least((hop.destination,), destinations, self.open_, longest)
            if after is not None:
                fewest = before + aboard + after
        return fewest


def course(events: Iterable[Event], ways: Ways) -> Course:
    """How a day with these events goes."""
    ordered = sorted(events, key=lambda event: (event.starts, event.ends))
    overlaps = tuple((one, other) for one, other in combinations(ordered, 2) if one.overlaps(other))
    legs = [] if any(event.residential for event in ordered) else _legs(ordered)
    needed = [(leg, ways.minutes(leg)) for leg in legs]
    return Course(
        overlaps=overlaps,
        stuck=tuple(leg for leg, minutes in needed if minutes is None),
        minutes=sum(minutes or 0 for _, minutes in needed),
    )


def _legs(ordered: list[Event]) -> list[Leg]:
    between = [Leg(one, other) for one, other in pairwise(ordered) if not one.overlaps(other)]
    return [Leg(None, ordered[0]), *between, Leg(ordered[-1], None)]

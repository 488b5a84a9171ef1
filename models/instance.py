"""Everything that is known before planning."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Protocol, TypeVar

from pydantic import Field

from models.base import Name, Record, Text
from models.calendar import Calendar, Season, Term
from models.goals import Budget, Goals, Lock
from models.offers import Offering, Programme
from models.people import Demand, Placement, Student, Teacher
from models.places import Agreement, Cluster, Link, Municipality, Organisation, Site, Trip
from models.regulations import Regulation, RuleSet


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_T = TypeVar("_T", bound=_Named)


def _by_id(records: Iterable[_T]) -> dict[str, _T]:
    return {record.id: record for record in records}


class Instance(Record):
    """A school, town or region with everything a plan depends on."""

    title: Text
    about: Text | None = None
    """Where the figures come from; what is invented says so here."""
    calendar: Calendar
    seasons: tuple[Season, ...] = ()
    municipalities: tuple[Municipality, ...] = Field(min_length=1)
    clusters: tuple[Cluster, ...] = ()
    organisations: tuple[Organisation, ...] = Field(min_length=1)
    sites: tuple[Site, ...] = ()
    links: tuple[Link, ...] = ()
    trips: tuple[Trip, ...] = ()
    teachers: tuple[Teacher, ...] = ()
    programmes: tuple[Programme, ...] = ()
    offerings: tuple[Offering, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    students: tuple[Student, ...] = ()
    demand: tuple[Demand, ...] = ()
    rule_sets: tuple[RuleSet | Name, ...] = ()
    """Rule sets: written out, the id of one that comes with the program, or a file's path
    relative to the instance. Reading replaces names by the rule sets, `extends` followed."""
    regulations: tuple[Regulation, ...] = ()
    locks: tuple[Lock, ...] = ()
    previous: tuple[Placement, ...] = ()
    """The placements of an earlier plan, to be changed as little as possible."""
    budget: Budget = Budget()
    goals: Goals = Goals()
    travel_limit: int = Field(default=120, ge=0, le=1440)
    """Minutes a student may be on the way on one day, unless the student has a limit."""

    @cached_property
    def student(self) -> dict[str, Student]:
        """Students by id."""
        return _by_id(self.students)

    @cached_property
    def offering(self) -> dict[str, Offering]:
        """Offerings by id."""
        return _by_id(self.offerings)

    @cached_property
    def offerings_of(self) -> dict[str, list[Offering]]:
        """The offerings of each programme."""
        found: dict[str, list[Offering]] = defaultdict(list)
        for offering in self.offerings:
            found[offering.programme].append(offering)
        return dict(found)

    def name(self, offering: Offering) -> Text:
        """An offering's own name, or its programme's."""
        return offering.name or self.programme[offering.programme].name

    @cached_property
    def alike(self) -> dict[tuple[str, str], list[Offering]]:
        """The offerings of each name."""
        found: dict[tuple[str, str], list[Offering]] = defaultdict(list)
        for offering in self.offerings:
            name = self.name(offering)
            found[name.ru, name.en].append(offering)
        return dict(found)

    @cached_property
    def programme(self) -> dict[str, Programme]:
        """Programmes by id."""
        return _by_id(self.programmes)

    @cached_property
    def teacher(self) -> dict[str, Teacher]:
        """Teachers by id."""
        return _by_id(self.teachers)

    @cached_property
    def organisation(self) -> dict[str, Organisation]:
        """Organisations by id."""
        return _by_id(self.organisations)

    @cached_property
    def site(self) -> dict[str, Site]:
        """Sites by id."""
        return _by_id(self.sites)

    @cached_property
    def trip(self) -> dict[str, Trip]:
        """Trips by id."""
        return _by_id(self.trips)

    @cached_property
    def term(self) -> dict[str, Term]:
        """Terms by id."""
        return _by_id(self.calendar.terms)

    @cached_property
    def season(self) -> dict[str, Season]:
        """Seasons by id."""
        return _by_id(self.seasons)

    @cached_property
    def agreement(self) -> dict[str, Agreement]:
        """Agreements by id."""
        return _by_id(self.agreements)

    @cached_property
    def first_site(self) -> dict[str, Site]:
        """The first site of each organisation that has one."""
        return {site.organisation: site for site in reversed(self.sites) if site.organisation}

    @cached_property
    def rule_set(self) -> dict[int, RuleSet]:
        """The rule set of each grade (in the first school year), once reading has resolved it."""
        written = _by_id(r for r in self.rule_sets if isinstance(r, RuleSet))
        return {r.grade: written[r.rule_set] for r in self.regulations}

"""Municipalities, organisations and their sites, agreements, and the ways between sites."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from models.base import Clock, Day, Id, Line, Name, Record, Text
from models.calendar import HomeHours, SchoolWeek


class Municipality(Record):
    """A town district or municipal district."""

    id: Id
    name: Text


class Cluster(Record):
    """An industrial cluster of the region, whose demand for people is known."""

    id: Id
    name: Text


class OrganisationKind(StrEnum):
    """What an organisation is."""

    SCHOOL = "school"
    COLLEGE = "college"
    UNIVERSITY = "university"
    SUPPLEMENTARY = "supplementary"
    COMPANY = "company"
    CENTRE = "centre"
    """A resource or career centre."""


class BaseHours(Record):
    """A school's own hours of a compulsory subject, in place of the rule set's."""

    subject: Id
    grade: int = Field(ge=1, le=13)
    hours_a_week: int = Field(ge=0, le=20)


class School(Record):
    """What only a school has."""

    days_a_week: SchoolWeek = 5
    home_hours: tuple[HomeHours, ...] = ()
    base: tuple[BaseHours, ...] = ()
    """Differences from the rule set's base curriculum; 0 hours: the subject is not taught."""
    head: Name | None = None
    """Head of school, for the signature line."""
    deputy: Name | None = None
    """Deputy head for studies, for the signature line."""


class Organisation(Record):
    """A school or a partner."""

    id: Id
    name: Text
    kind: OrganisationKind
    municipality: Id
    cluster: Id | None = None
    school: School | None = None
    """Given exactly when `kind` is school."""
    address: Line | None = None
    phone: Line | None = None


class Site(Record):
    """A place where people meet, live or board a bus."""

    id: Id
    name: Text
    organisation: Id | None = None
    address: Line | None = None
    step_free: bool = True
    """Reachable and usable in a wheelchair."""
    rural: bool = False


class Agreement(Record):
    """A network contract: students of the base schools may study at the provider."""

    id: Id
    number: Name
    base: tuple[Id, ...] = Field(min_length=1)
    """The schools that enrol."""
    provider: Id
    """The participating organisation."""
    programmes: tuple[Id, ...] = ()
    """What it covers; empty: everything the provider offers."""
    seats: int | None = Field(default=None, ge=0, le=1_000_000)
    """Placements at most in all, over the whole plan; empty: no limit."""
    starts: date
    ends: date


class Link(Record):
    """Minutes on foot or by public transport between two sites."""

    origin: Id
    destination: Id
    minutes: int = Field(ge=0, le=1440)
    season: Id | None = None
    """When it can be used; empty: always."""
    both_ways: bool = True
    means: Text | None = None
    """'on foot', 'city bus 1', 'ferry': shown to the family."""


class Stop(Record):
    """A bus stands at a site at a time."""

    site: Id
    time: Clock


class Trip(Record):
    """One run of a school bus: on a weekday of the school weeks, or on given dates."""

    id: Id
    name: Text
    day: Day | None = None
    dates: tuple[date, ...] = ()
    """Exactly one of `day` and `dates` is given."""
    stops: tuple[Stop, ...] = Field(min_length=2)
    """In the order of time."""
    seats: int = Field(ge=0, le=1000)
    season: Id | None = None
    optional: bool = False
    """It runs only if the plan says so."""
    cost: int = Field(default=0, ge=0, le=1_000_000_000)
    """Roubles for the whole plan, if it runs."""

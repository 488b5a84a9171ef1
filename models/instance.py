"""Everything that is known before planning."""

from pydantic import Field

from models.base import Name, Record, Text
from models.calendar import Calendar, Season
from models.goals import Budget, Goals, Lock
from models.offers import Offering, Programme
from models.people import Demand, Placement, Student, Teacher
from models.places import Agreement, Cluster, Link, Municipality, Organisation, Site, Trip
from models.regulations import Regulation, RuleSet


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

"""A plan: what was decided, how good it is and how good it could be at best."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from models.base import Id, Record, Text
from models.calendar import Meeting
from models.places import Trip

POINTS_A_STUDENT = 1000
"""Satisfaction of a student all of whose wishes are granted, or who has none."""


def gap(bound: int, objective: int, students: int) -> float:
    """What a student could be worth more at best, as a share of all wishes granted."""
    return (bound - objective) / (POINTS_A_STUDENT * max(1, students))


class Status(StrEnum):
    """What is known about a plan."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"


class Parameters(Record):
    """How the plan was made: the same again gives the same plan."""

    seed: int = 1
    workers: int | None = Field(default=None, ge=1, le=256)
    """Threads for a large instance; 1: one for a small one as well, never two; empty: one for each
    core."""
    time: float | None = Field(default=None, gt=0)
    """Wall-clock limit, seconds."""
    deterministic_time: float | None = Field(default=None, gt=0)
    """Limit in the solver's own units of work: the same on every machine."""
    gap: float = Field(default=0.0, ge=0)
    """Stop as soon as the gap is this small."""
    strictly: bool = False
    """Goals one after the other instead of weighed against each other."""
    method: Literal["exact", "moves", "parts"] = "exact"
    """One model of everything, or groups of students moved one by one, or that in each part."""


class Shortfall(Record):
    """A requirement not met: by how much, in which term or year (empty: over the trajectory)."""

    requirement: Id
    over: str | None = None
    """The term's id or the school year's number."""
    short: int
    """Units missing (below the minimum) or, negative, units too many (above the maximum)."""


class Ride(Record):
    """A seat on a trip through one term, from one stop to another."""

    trip: Id
    term: Id
    origin: Id
    destination: Id


class StudentPlan(Record):
    """One student's part of the plan."""

    id: Id
    takes: tuple[Id, ...] = ()
    rides: tuple[Ride, ...] = ()
    unmet: tuple[Shortfall, ...] = ()
    satisfaction: int = Field(ge=0, le=POINTS_A_STUDENT)
    """Points for wishes granted."""


class Told(Record):
    """What families are told of an offering; the instance may say something else later."""

    name: Text
    site: Id | None = None
    terms: tuple[Id, ...]
    meetings: tuple[Meeting, ...] = ()


class Opened(Record):
    """An offering that opens."""

    offering: Id
    timetable: Id
    size: int = Field(ge=0)
    told: Told | None = None
    """A copy that decides nothing: with it a later plan can tell what has moved."""


class Teaches(Record):
    """Who does a duty."""

    teacher: Id
    offering: Id
    duty: Id


class GoalScore(Record):
    """What one goal contributes to the objective."""

    id: Id
    points: int
    measure: int
    """The plain figure behind it: unmet requirements, people, minutes, roubles."""


class Plan(Record):
    """Who takes what, what opens, who teaches, who rides; with its proof."""

    version: str
    instance_hash: str
    parameters: Parameters
    status: Status
    objective: int
    bound: int
    """No plan has more points (with `strictly`: none that keeps what earlier goals reached)."""
    gap: float
    """(bound - objective) / (1,000 x number of students)."""
    seconds: float = Field(ge=0)
    goals: tuple[GoalScore, ...]
    students: tuple[StudentPlan, ...]
    opens: tuple[Opened, ...]
    teaches: tuple[Teaches, ...]
    runs: tuple[Id, ...] = ()
    """Optional trips that run."""
    trips: tuple[Trip, ...] = ()
    """The trips that somebody rides, as families are told of them: a copy that decides nothing."""

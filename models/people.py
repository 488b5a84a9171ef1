"""Students with their wishes and records, teachers, and the demand for people."""

from datetime import date

from pydantic import Field

from models.base import Id, Line, Name, Record
from models.calendar import Busy
from models.regulations import Kind, Level


class Target(Record):
    """What is wanted: exactly one of a programme, a subject at advanced level, an offering."""

    programme: Id | None = None
    subject: Id | None = None
    """This subject at advanced level, in whatever programme."""
    offering: Id | None = None


class Wish(Record):
    """One thing wanted, with what would do instead, best first. Only the best granted counts."""

    ranked: tuple[Target, ...] = Field(min_length=1, max_length=20)
    weight: int = Field(default=1, ge=1, le=100)
    """Importance beside the student's other wishes."""


class StudyRecord(Record):
    """Study completed earlier or elsewhere and recognised; it counts over the trajectory."""

    programme: Id | None = None
    subject: Id | None = None
    level: Level = Level.BASIC
    kind: Kind = Kind.BASE
    hours: int = Field(ge=0, le=5000)
    """Hours in all."""
    credits: int = Field(default=0, ge=0, le=1000)
    where: Line | None = None
    """Organisation and document, for the curriculum."""
    elsewhere: bool = False
    """Done at another organisation than the student's school."""
    extracurricular: bool = False


class Student(Record):
    """A student of grade 10 or 11 (`grade` in the first school year of the calendar)."""

    id: Id
    name: Name
    grade: int = Field(ge=1, le=13)
    class_name: Name | None = None
    school: Id
    home: Id | None = None
    """Site where the student lives; empty: by the school."""
    birth: date | None = None
    wishes: tuple[Wish, ...] = Field(default=(), max_length=50)
    step_free: bool = False
    """Needs step-free access."""
    travel_limit: int | None = Field(default=None, ge=0, le=1440)
    """Minutes on the way on one day for courses away from school; empty: the instance's limit."""
    clearance: int = Field(default=0, ge=0, le=2)
    """The highest hazard class that the medical note and guardians' consent on file allow."""
    records: tuple[StudyRecord, ...] = ()
    keeps: tuple[Id, ...] = ()
    """Offerings in which the student already studies and stays (grade 11's group)."""


class Teacher(Record):
    """Somebody who teaches, at one organisation or at several places."""

    id: Id
    name: Name
    organisation: Id
    subjects: tuple[Id, ...] = ()
    """Subjects the teacher may teach; duties without a subject need none."""
    sites: tuple[Id, ...] = ()
    """Where else the teacher may work; the sites of the own organisation always."""
    base: Id | None = None
    """Site the teacher sets out from; empty: the first site of the own organisation."""
    hours_a_week: int = Field(ge=0, le=60)
    """Most hours a week in all."""
    committed_hours: int = Field(default=0, ge=0, le=60)
    """Hours a week already given to the base curriculum and other classes."""
    paid_hours: int = Field(default=18, ge=0, le=60)
    """Hours a week already paid for; more are extra hours (18 make one rate)."""
    busy: tuple[Busy, ...] = ()


class Demand(Record):
    """How many people a cluster, or one programme's field, needs from a municipality."""

    id: Id
    cluster: Id | None = None
    programme: Id | None = None
    """Exactly one of `cluster` and `programme` is given."""
    municipality: Id | None = None
    """Whose students count; empty: everybody's."""
    people: int = Field(ge=0, le=1_000_000)


class Placement(Record):
    """A student in an offering."""

    student: Id
    offering: Id

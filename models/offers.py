"""What can be studied (programmes) and how it runs (offerings)."""

from functools import cached_property

from pydantic import Field

from models.base import Id, Name, Record, Text
from models.calendar import Timetable
from models.regulations import Kind, Level, Mode


class Content(Record):
    """A part of a programme. Basic or advanced study of a subject replaces the base hours."""

    subject: Id | None = None
    level: Level = Level.ELECTIVE
    hours_a_week: int = Field(default=0, ge=0, le=40)
    """In every week of every term of the offering."""
    hours: int = Field(default=0, ge=0, le=2000)
    """Hours in all outside the weekly load (an intensive), counted in the offering's last term."""


class Programme(Record):
    """What is studied: a specialization, a course or a practical module."""

    id: Id
    name: Text
    kind: Kind
    areas: tuple[Id, ...] = ()
    """Subject areas; of a specialization: its own and the adjacent ones."""
    contents: tuple[Content, ...] = ()
    credits: int = Field(default=0, ge=0, le=1000)
    prerequisites: tuple[Id, ...] = ()
    """Programmes to be completed in an earlier term or recognised."""
    tags: tuple[Id, ...] = ()
    clusters: tuple[Id, ...] = ()
    """Industrial clusters it prepares for."""
    hazard_class: int = Field(default=0, ge=0, le=3)
    """0 classroom or laboratory, 1 workshop, 2 listed work, 3 underground."""
    extracurricular: bool = False
    """Outside the week's limit."""
    assessed: Text | None = None
    """Form of assessment."""

    @cached_property
    def advanced(self) -> frozenset[str]:
        """The subjects studied at the advanced level."""
        return frozenset(
            content.subject
            for content in self.contents
            if content.subject and content.level is Level.ADVANCED
        )


class Duty(Record):
    """A part of the teaching, done by exactly one of the candidates when the offering opens."""

    id: Id = "main"
    subject: Id | None = None
    hours_a_week: int = Field(ge=0, le=40)
    candidates: tuple[Id, ...] = Field(min_length=1)
    """Teachers who may do it."""


class Offering(Record):
    """A programme as it runs. An offering of a specialization is a group."""

    id: Id
    programme: Id
    name: Text | None = None
    """If not the programme's."""
    provider: Id
    site: Id | None = None
    """Where it meets; empty only for online offerings."""
    terms: tuple[Id, ...] = Field(min_length=1)
    grades: tuple[int, ...] = Field(default=(10, 11), min_length=1)
    """Grades it takes, at the time of its first term."""
    schools: tuple[Id, ...] = ()
    """Schools whose students may enter; empty: all that an agreement allows."""
    min_size: int = Field(default=1, ge=0, le=100_000)
    max_size: int = Field(ge=0, le=100_000)
    cost: int = Field(default=0, ge=0, le=1_000_000_000)
    """Roubles for the whole plan, if it opens."""
    timetables: tuple[Timetable, ...] = Field(default=(Timetable(),), min_length=1)
    """Alternatives of which exactly one is chosen when it opens."""
    duties: tuple[Duty, ...] = ()
    mode: Mode = Mode.ON_SITE
    remote_dates: int = Field(default=0, ge=0, le=400)
    """On how many dates a student who is cut off may take part from afar."""
    min_age: int | None = Field(default=None, ge=0, le=30)
    """Years of age on the first day of its first term."""
    hazard_confirmed: bool = False
    """The school has confirmed the legal basis for listed work (hazard class 2)."""
    closed: bool = False
    """Only for students who already study in it."""
    mentor: Name | None = None
    """Named on the curriculum of a practical module."""

    @cached_property
    def meets(self) -> bool:
        """Whether it has meetings of its own; otherwise it runs inside home hours, or online."""
        return any(timetable.meetings for timetable in self.timetables)

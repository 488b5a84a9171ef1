"""Rule sets: what a standard asks of each student, as dated data."""

from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Literal

from pydantic import Field

from models.base import Id, Line, Record, Text
from models.calendar import SchoolWeek
from models.places import OrganisationKind


class Level(StrEnum):
    """How deep a subject is studied."""

    BASIC = "basic"
    ADVANCED = "advanced"
    ELECTIVE = "elective"
    """Beside the subject of the base curriculum, in place of nothing."""


class Kind(StrEnum):
    """What a piece of study is."""

    BASE = "base"
    """A subject of the base curriculum, taught at home to everybody."""
    SPECIALIZATION = "specialization"
    COURSE = "course"
    MODULE = "module"


class Mode(StrEnum):
    """How an offering is attended."""

    ON_SITE = "on_site"
    ONLINE = "online"
    BLENDED = "blended"
    INTENSIVE = "intensive"


class Area(Record):
    """A subject area of the standard."""

    id: Id
    name: Text


class GradeHours(Record):
    """Hours a week in one grade."""

    grade: int = Field(ge=1, le=13)
    hours_a_week: int = Field(ge=0, le=20)


class SubjectPart(Record):
    """A course inside a subject (algebra inside mathematics), for printing only."""

    name: Text
    basic: tuple[GradeHours, ...] = ()
    advanced: tuple[GradeHours, ...] = ()


class Subject(Record):
    """A subject of the standard with its hours."""

    id: Id
    name: Text
    area: Id
    basic: tuple[GradeHours, ...] = ()
    """The base curriculum. No hours in a grade: not part of it there."""
    advanced: tuple[GradeHours, ...] = ()
    """Usual hours at advanced level, for reference; programmes state their own."""
    parts: tuple[SubjectPart, ...] = ()
    assessed: Text | None = None
    """Form of interim assessment."""


class Unit(StrEnum):
    """What a requirement adds up."""

    HOURS_A_WEEK = "hours_a_week"
    HOURS = "hours"
    CREDITS = "credits"
    PROGRAMMES = "programmes"
    SUBJECTS = "subjects"


class Over(StrEnum):
    """The stretch of time over which a requirement adds up."""

    WEEK = "week"
    """Each term's usual week on its own. Only with the unit hours a week."""
    TERM = "term"
    YEAR = "year"
    TRAJECTORY = "trajectory"
    """The whole time in grades 10-11, recognised records included."""


class Applies(Record):
    """Whom a requirement concerns; an empty field does not restrict."""

    grades: tuple[int, ...] = ()
    """Over week, term and year: the grade at that time. Over the trajectory: the present grade."""
    specializations: tuple[Id, ...] = ()
    """Only students placed in one of these programmes."""
    municipalities: tuple[Id, ...] = ()
    days_a_week: SchoolWeek | None = None
    """Only students of schools with this school week."""


class Counts(Record):
    """Which pieces of study are added up; an empty field does not restrict."""

    subjects: tuple[Id, ...] = ()
    areas: tuple[Id, ...] | Literal["of_specialization"] = ()
    """'of_specialization': the areas named by the student's own specialization; without one the
    requirement does not apply."""
    levels: tuple[Level, ...] = ()
    kinds: tuple[Kind, ...] = ()
    providers: tuple[OrganisationKind, ...] = ()
    elsewhere: bool | None = None
    """True: only at organisations other than one's own school; false: only at one's own."""
    tags: tuple[Id, ...] = ()
    """Programmes with at least one of these tags."""
    modes: tuple[Mode, ...] = ()
    extracurricular: bool = False
    """Extracurricular programmes stand outside the week's limit and are counted apart."""


class Requirement(Record):
    """One rule of a rule set: a minimum, a maximum or both of one sum."""

    id: Id
    text: Text
    source: Line
    clause: Line = ""
    verified: bool = False
    """Somebody has read it in the official text."""
    applies: Applies = Applies()
    counts: Counts = Counts()
    unit: Unit
    over: Over
    minimum: int | None = Field(default=None, ge=0, le=1_000_000)
    maximum: int | None = Field(default=None, ge=0, le=1_000_000)
    points: int = Field(default=3000, ge=0, le=1_000_000)
    """Lost for each student, and each stretch of time, for which it is not met."""
    points_per_unit: int = Field(default=10, ge=0, le=100_000)
    """Lost besides for each hour, programme or subject short or over."""


class RuleSet(Record):
    """A dated set of rules. `extends` takes all of another one; what is given here replaces it."""

    id: Id
    name: Text
    extends: Id | None = None
    valid_from: date
    valid_to: date | None = None
    draft: bool = False
    """Not adopted yet: printed wherever the rule set is named."""
    note: Text | None = None
    areas: tuple[Area, ...] = ()
    subjects: tuple[Subject, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    dropped: tuple[Id, ...] = ()
    """Requirements of the extended rule set that do not hold here."""

    @cached_property
    def requirement(self) -> dict[str, Requirement]:
        """Requirements by id."""
        return {one.id: one for one in self.requirements}


class Regulation(Record):
    """Which rule set the students of a grade (their grade in the first year) are under."""

    grade: int = Field(ge=1, le=13)
    rule_set: Id

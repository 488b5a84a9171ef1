"""What a curriculum says, as plain values in no particular language.

One set of facts feeds the page and the print. Words are a name in both languages (`Text`), a name
that has only one (`str`) or a sentence of the catalogue with what it needs (`Phrase`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, Union

from models.base import Day, Text

Words = Union[str, int, date, Day, Text, "Phrase"]


@dataclass(frozen=True)
class Phrase:
    """A sentence of the catalogue: its key under `documents.` and what fills its gaps."""

    key: str
    gaps: Mapping[str, Words] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Reasons:
    """Why wishes were not granted, in words of the documents' language."""

    of_target: Mapping[tuple[str, int, int], str] = field(default_factory=dict, hash=False)
    """By the student's id, the number of the wish and the rank of the target, from 0."""
    kinds: tuple[tuple[str, int], ...] | None = None
    """Kinds of reasons, and so many wishes; None: not of everybody."""
    of_shortfall: Mapping[tuple[str, str, str | None], str] = field(
        default_factory=dict, hash=False
    )
    """By the student's id, the requirement's and the stretch of time: why it is not met, what
    would help."""
    wanting: tuple[tuple[str, int], ...] = ()
    """What stands in the way most often, and of how many."""

    def of(self, _: str) -> "Reasons":
        """Those of one student are among them."""
        return self

    def of_all(self) -> "Reasons":
        """Nothing has to be waited for."""
        return self


class Reasoned(Protocol):
    """Knows the reasons, or waits until they are known."""

    def of(self, student: str, /) -> Reasons:
        """Reasons, those of this student among them."""

    def of_all(self) -> Reasons:
        """All of them."""


@dataclass(frozen=True)
class Hours:
    """Hours of a row: a week in each term of each school year, and in the whole of each year."""

    a_week: tuple[tuple[int, ...], ...]
    a_year: tuple[int, ...]

    @property
    def total(self) -> int:
        """Hours in all."""
        return sum(self.a_year)

    def __add__(self, other: "Hours") -> "Hours":
        return Hours(
            tuple(
                tuple(map(sum, zip(one, two, strict=True)))
                for one, two in zip(self.a_week, other.a_week, strict=True)
            ),
            tuple(map(sum, zip(self.a_year, other.a_year, strict=True))),
        )


@dataclass(frozen=True)
class Component:
    """A course inside a subject: algebra inside mathematics."""

    name: Text
    hours: Hours


@dataclass(frozen=True)
class Row:
    """One line of the main table."""

    name: Words
    hours: Hours
    level: Words = ""
    where: Words = ""
    teachers: tuple[str, ...] = ()
    group: Words = ""
    assessed: Words = ""
    components: tuple[Component, ...] = ()


@dataclass(frozen=True)
class Area:
    """The rows of one subject area."""

    name: Words
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Part:
    """The obligatory part, or the one formed by participants."""

    areas: tuple[Area, ...]
    hours: Hours


@dataclass(frozen=True)
class Limits:
    """What the rule set allows at most, and at least, of the sums printed under the table."""

    a_week: tuple[int | None, ...]
    hours: Words
    extracurricular: int | None
    unverified: bool


@dataclass(frozen=True)
class Course:
    """Something with a place, times or a contract of its own."""

    name: Words
    hours: Hours
    level: Words
    group: Words
    organisation: Words
    agreement: Words
    address: tuple[Words, ...]
    times: tuple[tuple[Words, ...], ...]
    terms: tuple[Words, ...]
    afar: Words
    """When the student takes part from afar because no way is open."""
    teachers: tuple[str, ...]
    assessed: Words
    mentor: str
    hazard: Words
    clearance: Words


@dataclass(frozen=True)
class Way:
    """How to get somewhere and back on one day of the week or on dates."""

    days: tuple[Words, ...]
    places: tuple[Words, ...]
    there: tuple[Words, ...]
    back: tuple[Words, ...]


@dataclass(frozen=True)
class Block:
    """A stretch of a weekday: lessons, a meeting at an own place or away, or travel."""

    kind: str
    starts: int
    ends: int
    name: Words
    lane: int = 0
    """Above 0: beside another one at the same time, in other weeks."""


@dataclass(frozen=True)
class WeekDay:
    """A row of the week."""

    name: Words
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Week:
    """The usual week of some terms; its axis from the first to the last hour."""

    terms: tuple[Words, ...]
    first: int
    last: int
    days: tuple[WeekDay, ...]


@dataclass(frozen=True)
class Ungranted:
    """A target of a wish that was wanted more than what was granted, and why if that is known."""

    target: Words
    instead: Words
    """What was granted of the same wish; empty: nothing."""
    reason: Words = ""


@dataclass(frozen=True)
class Unmet:
    """A requirement that this curriculum does not meet."""

    text: Text
    short: Words
    over: Words
    reason: Words = ""


@dataclass(frozen=True)
class Recognised:
    """Study that was completed earlier or elsewhere and counts."""

    name: Words
    level: Words
    hours: int
    where: Words
    extracurricular: bool


@dataclass(frozen=True)
class SchoolYear:
    """A column of the table."""

    name: str
    grade: int
    weeks: int
    heading: Words
    halves: tuple[str, ...]
    """Headings of its terms."""


@dataclass(frozen=True)
class Curriculum:
    """Everything that a curriculum prints."""

    student: str
    class_name: str
    school: Text
    head: str
    deputy: str
    years: tuple[SchoolYear, ...]
    period: Words
    form: Words
    profiles: tuple[Words, ...]
    groups: tuple[Words, ...]
    week: Words
    rule_set: Words
    obligatory: Part
    participants: Part
    total: Hours
    limits: Limits
    project: Row | None
    network: tuple[Course, ...]
    modules: tuple[Course, ...]
    own: tuple[Course, ...]
    """Courses of the student's school that meet at times of their own."""
    extracurricular: tuple[Course, ...]
    recognised: tuple[Recognised, ...]
    in_all: int
    """Hours in all, what is recognised included."""
    ways: tuple[Way, ...]
    weeks: tuple[Week, ...]
    changes: tuple[Words, ...]
    """What differs from the plan before, if there was one."""
    wishes: int
    ungranted: tuple[Ungranted, ...]
    reserve: tuple[Words, ...]
    """What the student named as next best to what was granted."""
    unmet: tuple[Unmet, ...]

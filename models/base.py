"""Building blocks of every record: frozen, closed to unknown fields, clean text, clock times."""

import re
import unicodedata
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

MINUTES_IN_DAY = 24 * 60


_WRITTEN: set[str] = set()
"""Shared by all records, and never changed: a copy has its own."""


class Record(BaseModel):
    """A frozen piece of data that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    def model_post_init(self, context: Any, /) -> None:
        """Forget which fields were written: nobody asks (`exclude_unset` leaves out all), and a
        set for each record takes as much memory as all that is written in them."""
        object.__setattr__(self, "__pydantic_fields_set__", _WRITTEN)


def clean(text: object) -> object:
    """Text without control and direction marks, its white space folded; other types untouched.

    A right-to-left override inside a name prints its letters in the wrong order, and an escape
    character reaches the terminal: neither belongs to a name.
    """
    if not isinstance(text, str):
        return text
    if text.isprintable():  # nearly always, and much faster to find out
        return " ".join(text.split())
    kept = (" " if c.isspace() else c for c in text)
    return " ".join(
        "".join(c for c in kept if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co"}).split()
    )


Line = Annotated[
    str, BeforeValidator(clean), StringConstraints(max_length=300), Field(examples=["Школа № 2"])
]
"""One line of text for people to read."""

Name = Annotated[
    str, BeforeValidator(clean), StringConstraints(min_length=1, max_length=200), Field()
]
"""A name that must not be empty."""

Id = Annotated[str, StringConstraints(pattern=r"^\w[\w.\-]*$", max_length=64)]
"""A short identifier: letters of any alphabet, digits, '_', '-' and '.', safe in a file name."""


class Text(Record):
    """The same words in Russian and English. In JSON one string may stand for both."""

    ru: Line
    en: Line

    @model_validator(mode="before")
    @classmethod
    def _from_one_string(cls, data: Any) -> Any:
        return {"ru": data, "en": data} if isinstance(data, str) else data

    def of(self, language: str) -> str:
        """The words in the language 'ru' or 'en'."""
        return self.en if language == "en" else self.ru


def _minutes(value: object) -> object:
    if isinstance(value, str):
        match = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", value.strip())
        if not match:
            raise PydanticCustomError("clock", "a clock time is HH:MM, from 00:00 to 23:59")
        return int(match[1]) * 60 + int(match[2])
    raise PydanticCustomError("clock", "a clock time is a string such as '14:30'")


def clock(minutes: int) -> str:
    """Minutes after midnight as HH:MM."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


Clock = Annotated[
    int,
    BeforeValidator(_minutes),
    PlainSerializer(clock, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^([01]?\d|2[0-3]):[0-5]\d$"}),
]
"""A time of day: 'HH:MM' in JSON, minutes after midnight in memory."""


class Day(StrEnum):
    """A day of the week."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"

    @cached_property
    def number(self) -> int:
        """0 for Monday, as in `datetime.date.weekday`."""
        return tuple(Day).index(self)

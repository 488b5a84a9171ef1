"""A fault found in an instance or a plan, as facts; the words for it are in the templates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from models.base import Day, Text

Fact = str | int | Text | date | Day


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. `code` names the sentence in the wording catalogue."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    """Placeholders of the sentence: names of people and things, figures, times."""
    place: str = ""
    """Where in the file: 'students[17].wishes[2]'; empty where the sentence says it all."""
    value: str = ""
    """What stands there now."""

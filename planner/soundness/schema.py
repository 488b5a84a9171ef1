"""A JSON object -> a record, or every fault of its form in words of the file."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from models.base import Record
from models.faults import Fact, Fault
from planner.soundness.nearest import Nearest
from planner.soundness.report import fault
from planner.soundness.written import below

_R = TypeVar("_R", bound=Record)

Location = tuple[int | str, ...]

SENTENCES = {
    "missing": "missing",
    "model_type": "object",
    "tuple_type": "list",
    "string_type": "text",
    "string_unicode": "text",
    "string_too_short": "text_empty",
    "string_too_long": "text_long",
    "string_pattern_mismatch": "id",
    "int_type": "whole_number",
    "int_parsing": "whole_number",
    "int_parsing_size": "whole_number",
    "int_from_float": "whole_number",
    "float_type": "number",
    "float_parsing": "number",
    "finite_number": "number",
    "bool_type": "yes_no",
    "bool_parsing": "yes_no",
    "date_type": "date",
    "date_parsing": "date",
    "date_from_datetime_parsing": "date",
    "date_from_datetime_inexact": "date",
    "clock": "clock",
    "enum": "choice",
    "literal_error": "choice",
    "too_short": "list_short",
    "too_long": "list_long",
    "greater_than": "more_than",
    "greater_than_equal": "at_least",
    "less_than_equal": "at_most",
}
"""The last word of the sentence's key by pydantic's word for the fault."""

OF_TEXT = {"list_short": "text_empty", "list_long": "text_long"}
"""Pydantic may call a text, too, too short or too long in the words for a list."""

LIMITS = {"ge", "gt", "le", "min_length", "max_length"}


@dataclass(frozen=True, slots=True)
class Checked(Generic[_R]):
    """A record, or why there is none: faults, and where in the data they lie."""

    record: _R | None
    faults: tuple[Fault, ...] = ()
    broken: tuple[Location, ...] = ()
    needless: tuple[Location, ...] = ()
    """Fields that are too many; the record around them can be judged without them."""


class _Error(NamedTuple):
    """One of pydantic's errors, placed. `choice` is where one of several forms was to be taken."""

    details: ErrorDetails
    location: Location
    choice: Location | None


def checked(kind: type[_R], data: dict[str, Any]) -> Checked[_R]:
    """The data as a record of this kind."""
    try:
        return Checked(kind.model_validate(data))
    except ValidationError as error:
        found = error.errors(include_url=False)
    errors = [_placed(details, data) for details in found if not _is_echo(details)]
    nearest = Nearest()
    kept = list(_one_form(errors))
    faults = tuple(_fault(error, kind, nearest) for error in kept)
    needless = tuple(
        error.location
        for error, fault in zip(kept, faults, strict=True)
        if error.details["type"] == "extra_forbidden" and not _replaces(fault, error, data)
    )
    spared = set(needless)
    broken = tuple(error.location for error in kept if error.location not in spared)
    return Checked(None, faults, broken, needless)


def _is_echo(details: ErrorDetails) -> bool:
    """A list is called too short when what is in it is wrong: that has been said."""
    given = details["input"]
    if details["type"] != "too_short" or isinstance(given, str):
        return False
    return len(given) >= int(details["ctx"]["min_length"])


def place_of(location: Iterable[int | str]) -> str:
    """`students[17].wishes[2]` for ("students", 17, "wishes", 2)."""
    place = ""
    for part in location:
        place = f"{place}[{part}]" if isinstance(part, int) else below(place, part)
    return place


def _placed(details: ErrorDetails, data: object) -> _Error:
    """Where in the file it is: pydantic's location without its names for the forms of a choice."""
    location: list[int | str] = []
    choice = None
    for part in details["loc"]:
        if _has(data, part):
            data = data[part]  # type: ignore[index]
        elif details["type"] != "missing" or part != details["loc"][-1]:
            choice = tuple(location) if choice is None else choice
            continue
        location.append(part)
    return _Error(details, tuple(location), choice)


def _has(data: object, part: int | str) -> bool:
    if isinstance(part, int):
        return isinstance(data, list) and part < len(data)
    return isinstance(data, dict) and part in data


def _one_form(errors: Sequence[_Error]) -> Iterator[_Error]:
    """The errors, without those of the forms that were not meant.

    A rule set may be a record or a name: whoever writes a record with a wrong date does not want
    to read that it is no name.
    """
    said: dict[Location, list[_Error]] = {}
    for error in errors:
        if error.choice is not None:
            said.setdefault(error.choice, []).append(error)
    for error in errors:
        if error.choice is None:
            yield error
        elif error.choice in said:
            yield from _meant(error.choice, said.pop(error.choice))


def _meant(choice: Location, errors: Sequence[_Error]) -> Sequence[_Error]:
    inside = [error for error in errors if error.location != choice]
    clearest = min(errors, key=lambda error: error.details["type"].endswith("_type"))
    return inside or [clearest]


def _fault(error: _Error, kind: type[Record], nearest: Nearest) -> Fault:
    details, place = error.details, place_of(error.location)
    if details["type"] == "missing":
        return fault("form.missing", place, field=str(error.location[-1]))
    if details["type"] == "extra_forbidden":
        return _unknown_field(error, kind, nearest)
    context = details.get("ctx", {})
    facts: dict[str, Fact] = {}
    for key in context.keys() & LIMITS:
        facts["limit"] = str(context[key])
    if "expected" in context:
        facts["expected"] = re.sub(r" or ", ", ", str(context["expected"]).replace("'", ""))
    name = SENTENCES.get(details["type"], "other")
    if context.get("class_name") == "Text":
        name = "text"
    elif isinstance(details["input"], str) and name in OF_TEXT:
        name = OF_TEXT[name]
    return fault(f"form.{name}", place, details["input"], **facts)


def _unknown_field(error: _Error, kind: type[Record], nearest: Nearest) -> Fault:
    *outer, field = error.location
    known = _record_at(kind, outer).model_fields
    place, like = place_of(error.location), nearest.to(str(field), known)
    if like is None:
        return fault("form.unknown_field", place, field, known=", ".join(known))
    return fault("form.misspelt_field", place, field, nearest=like)


def _replaces(fault: Fault, error: _Error, data: Any) -> bool:
    """Whether the unknown field is a known one misspelt, whose value is missing now."""
    around = data
    for part in error.location[:-1]:
        around = around[part]
    return "nearest" in fault.facts and fault.facts["nearest"] not in around


def _record_at(kind: type[Record], location: Iterable[int | str]) -> type[Record]:
    for part in location:
        if isinstance(part, str):
            kind = next(_records_in(kind.model_fields[part].annotation), kind)
    return kind


def _records_in(annotation: object) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for argument in get_args(annotation):
        yield from _records_in(argument)

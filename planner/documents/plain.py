"""Facts -> the same as plain JSON values in one language, for a template."""

from dataclasses import is_dataclass
from datetime import date
from typing import Any

from models.base import Day, Text
from planner.documents.facts import Hours, Phrase
from planner.wording import Wording

PREFIX = "documents."
NONE = "–"


def plain(value: object, wording: Wording) -> Any:
    """Records as dictionaries, names and sentences in the language of `wording`."""
    if isinstance(value, Phrase):
        gaps = {name: plain(gap, wording) for name, gap in value.gaps.items()}
        return wording.say(f"{PREFIX}{value.key}", gaps)
    if isinstance(value, Hours):
        return _figures(value)
    if isinstance(value, Text | Day | date):
        return wording.show(value)
    if is_dataclass(value):
        return {name: plain(each, wording) for name, each in vars(value).items()}
    if isinstance(value, tuple):
        return [plain(each, wording) for each in value]
    return value


def _figures(hours: Hours) -> dict[str, Any]:
    """Hours as printed, a dash for none; those a week of all terms in a row."""
    return {
        "a_week": [_figure(weekly) for of_year in hours.a_week for weekly in of_year],
        "a_year": [_figure(figure) for figure in hours.a_year],
        "total": _figure(hours.total),
    }


def _figure(hours: int) -> str:
    return str(hours) if hours else NONE


def labels(wording: Wording) -> dict[str, str]:
    """The catalogue's words for documents by their key without the common prefix."""
    return wording.starting(PREFIX)

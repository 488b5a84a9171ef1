"""Facts -> the same as plain JSON values in one language, for a template."""

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from models.base import Day, Text
from planner.documents.facts import Hours, Phrase
from planner.wording import Wording, catalogue

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
        return {f.name: plain(getattr(value, f.name), wording) for f in fields(value)}
    if isinstance(value, tuple):
        return [plain(each, wording) for each in value]
    return value


def _figures(hours: Hours) -> dict[str, Any]:
    """Hours as printed: '2', '2/0' where the terms of a year differ, a dash for none."""
    return {
        "a_week": [_a_week(weekly) for weekly in hours.a_week],
        "a_year": [str(figure) if figure else NONE for figure in hours.a_year],
        "total": str(hours.total) if hours.total else NONE,
    }


def _a_week(weekly: tuple[int, ...]) -> str:
    if not any(weekly):
        return NONE
    return str(weekly[0]) if len(set(weekly)) == 1 else "/".join(map(str, weekly))


def labels(wording: Wording) -> dict[str, str]:
    """The catalogue's words for documents by their key without the common prefix."""
    return {
        key.removeprefix(PREFIX): sentence
        for key, sentence in catalogue(wording.language).items()
        if key.startswith(PREFIX)
    }

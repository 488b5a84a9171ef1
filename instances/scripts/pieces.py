"""Short ways to write the records that every instance has many of."""

from typing import Any

from instances.scripts.writing import Json


def text(ru: str, en: str) -> Json:
    """The same words in both languages."""
    return {"ru": ru, "en": en}


def target(programme: str) -> Json:
    """A wish's target: a programme."""
    return {"programme": programme}


def advanced(subject: str) -> Json:
    """A wish's target: a subject at advanced level."""
    return {"subject": subject}


def wish(*ranked: Json, weight: int = 1) -> Json:
    """Something wanted, with what would do instead."""
    return {"ranked": list(ranked)} | ({} if weight == 1 else {"weight": weight})


def weekly(day: str, starts: str, ends: str, **fields: Any) -> Json:
    """A weekly meeting."""
    return {"day": day, "starts": starts, "ends": ends} | fields


def meets(*meetings: Json, id: str = "main") -> list[Json]:  # noqa: A002
    """The only timetable of an offering."""
    return [timetable(*meetings, id=id)]


def timetable(*meetings: Json, id: str = "main") -> Json:  # noqa: A002
    """One timetable of several."""
    return {"id": id, "meetings": list(meetings)}


def duty(hours: int, *candidates: str, subject: str | None = None, id: str = "main") -> Json:  # noqa: A002
    """A part of the teaching."""
    named = {"id": id} if id != "main" else {}
    taught = {"subject": subject} if subject else {}
    return named | taught | {"hours_a_week": hours, "candidates": list(candidates)}


def online(*slots: tuple[str, tuple[str, str]], id: str = "main") -> Json:  # noqa: A002
    """A timetable of remote meetings: days with beginning and end."""
    return timetable(*(weekly(day, *times, remote=True) for day, times in slots), id=id)


def runs(
    id: str,  # noqa: A002
    programme: str,
    provider: str,
    terms: list[str],
    sizes: tuple[int, int],
    **fields: Any,
) -> Json:
    """An offering, at its provider's site unless it is online; `sizes` are least and most."""
    place = {} if fields.get("mode") == "online" else {"site": provider}
    return {
        "id": id, "programme": programme, "provider": provider, **place, "terms": terms,
        "min_size": sizes[0], "max_size": sizes[1],
    } | fields  # fmt: skip


def single(
    id: str,  # noqa: A002
    provider: str,
    terms: list[str],
    sizes: tuple[int, int],
    **fields: Any,
) -> Json:
    """The only offering of a programme, with the programme's id."""
    return runs(id, id, provider, terms, sizes, **fields)

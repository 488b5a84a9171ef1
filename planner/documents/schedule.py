"""Offerings with their timetables -> days, times, weeks and terms in words."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from models.base import clock
from models.calendar import Meeting, Timetable, Weeks
from models.instance import Instance
from models.offers import Offering
from planner.documents.facts import Phrase, Words
from planner.wording import school_year


def times(
    instance: Instance, offering: Offering, timetable: Timetable
) -> tuple[tuple[Words, ...], ...]:
    """Each meeting as words in a row: day, time, weeks, terms, place."""
    return tuple(
        (
            *days(meeting),
            *_terms(instance, offering, meeting),
            hours(meeting),
            *_place(instance, offering, meeting),
        )
        for meeting in timetable.meetings
    )


def days(meeting: Meeting) -> tuple[Words, ...]:
    """The weekday and weeks of a meeting, or its dates."""
    if meeting.day is None:
        return tuple(stretch(one, last) for one, last in stretches(meeting.dates))
    return (meeting.day, *_weeks(meeting))


def hours(meeting: Meeting) -> Words:
    """The clock of a meeting."""
    return Phrase("meeting.clock", {"starts": clock(meeting.starts), "ends": clock(meeting.ends)})


def _terms(instance: Instance, offering: Offering, meeting: Meeting) -> tuple[Words, ...]:
    """The terms of a weekly meeting, if they are not those of its offering."""
    if meeting.day is None:
        return ()
    some = [term for term in offering.terms if term in meeting.terms]
    return terms(instance, some, offering.terms)


def _weeks(meeting: Meeting) -> tuple[Words, ...]:
    if isinstance(meeting.weeks, tuple):
        runs = stretches_of_numbers(meeting.weeks)
        shown = ", ".join(f"{one}–{last}" if last > one else str(one) for one, last in runs)
        return (Phrase("weeks.numbers", {"weeks": shown, "n": len(meeting.weeks)}),)
    if meeting.weeks is Weeks.ALL:
        return ()
    return (Phrase(f"weeks.{meeting.weeks.value}"),)


def _place(instance: Instance, offering: Offering, meeting: Meeting) -> tuple[Words, ...]:
    if meeting.remote:
        return (Phrase("meeting.remote"),)
    found: tuple[Words, ...] = ()
    if meeting.site and meeting.site != offering.site:
        found = (instance.site[meeting.site].name,)
    return (*found, Phrase("meeting.residential")) if meeting.residential else found


def stretch(first: date, last: date) -> Words:
    """One date, or the first and the last of several in a row."""
    if first == last:
        return first
    if (first.year, first.month) == (last.year, last.month):
        return Phrase("meeting.days", {"first": f"{first.day:02d}", "last": last})
    return Phrase("meeting.dates", {"first": first, "last": last})


def stretches(dates: Iterable[date]) -> list[tuple[date, date]]:
    """Dates in a row taken together as their first and last."""
    numbers = stretches_of_numbers(day.toordinal() for day in dates)
    return [(date.fromordinal(one), date.fromordinal(last)) for one, last in numbers]


def stretches_of_numbers(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers in a row taken together as their first and last."""
    found: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def terms(instance: Instance, ids: Collection[str], known: Collection[str]) -> tuple[Words, ...]:
    """Terms in words: nothing for all the `known` ones, a school year's name for all of its."""
    if set(known) <= set(ids):
        return ()
    found: dict[str, Words] = {}
    for term in (instance.term[term] for term in ids):
        whole = {t.id for t in instance.calendar.terms if t.year == term.year}
        if whole <= set(ids):
            found[str(term.year)] = Phrase("stretch.year", {"year": school_year(term.year)})
        else:
            found[term.id] = term.name
    return tuple(found.values())


def name_of(instance: Instance, offering: Offering) -> Words:
    """An offering's own name, or its programme's."""
    return offering.name or instance.programme[offering.programme].name


def join(words: Sequence[Words]) -> Words:
    """Words in a row with commas; nothing for none."""
    if not words:
        return ""
    joined = words[0]
    for each in words[1:]:
        joined = Phrase("joined", {"first": joined, "second": each})
    return joined

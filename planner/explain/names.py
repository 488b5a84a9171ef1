"""An offering -> its name, with as much besides as tells it from others of the same name."""

from models.base import Day, Text, clock
from models.instance import Instance
from models.offers import Offering
from models.people import Student
from planner.wording import Wording


class Names:
    """Names of offerings, as people would tell them apart."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._known: dict[tuple[str, bool], Text] = {}

    def offering(self, offering_id: str, student: Student | None = None) -> Text:
        """The name; for a student's own school without the school's name."""
        offering = self._instance.offering[offering_id]
        key = offering_id, student is not None and offering.provider == student.school
        if key not in self._known:
            self._known[key] = self._told_apart(offering, own=key[1])
        return self._known[key]

    def _told_apart(self, offering: Offering, own: bool) -> Text:
        name = self._instance.name(offering)
        alike = self._instance.alike[name.ru, name.en]
        here = [one for one in alike if one.provider == offering.provider]
        if len(here) < len(alike) and not own:
            provider = self._instance.organisation[offering.provider].name
            name = Text(ru=f"{name.ru}, {provider.ru}", en=f"{name.en}, {provider.en}")
        if len(here) > 1 and (when := _when(offering)):
            day, starts = when
            ru, en = (Wording(language).show(day) for language in ("ru", "en"))
            name = Text(ru=f"{name.ru}, {ru} {starts}", en=f"{name.en}, {en} {starts}")
        return name


def _when(offering: Offering) -> tuple[Day, str] | None:
    """The first weekly meeting of the only timetable."""
    weekly = [meeting for meeting in offering.timetables[0].meetings if meeting.day]
    if len(offering.timetables) > 1 or not weekly or weekly[0].day is None:
        return None
    return weekly[0].day, clock(weekly[0].starts)

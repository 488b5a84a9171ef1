"""A way that is cut off on some dates -> the season that closes it, if one does."""

from datetime import date

from models.faults import Fact, Fault
from models.instance import Instance
from models.offers import Offering
from models.people import Student
from planner.change import changed
from planner.verify.reach import Reach

WAY = "rules.eligibility.way"


class Seasons:
    """Asks what the way would be if a ferry or a winter road were open all year."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._reach: dict[str | None, Reach] = {}

    def closing(self, student_id: str, offering_id: str, fault: Fault) -> list[Fault]:
        """The seasons without whose end more dates could be reached; none for other faults."""
        if fault.code != WAY:
            return []
        student = self._instance.student[student_id]
        offering = self._instance.offering[offering_id]
        first = fault.facts["first"]
        assert isinstance(first, date)
        now = self._cut_off(None, student, offering)
        return [
            Fault("explain.why_not.season", self._facts(season.id))
            for season in self._instance.seasons
            if first not in season and self._cut_off(season.id, student, offering) < now
        ]

    def _facts(self, season_id: str) -> dict[str, Fact]:
        """The season's name; it stands for its ferry, road or buses."""
        return {"season": self._instance.season[season_id].name}

    def _cut_off(self, season: str | None, student: Student, offering: Offering) -> int:
        if season not in self._reach:
            self._reach[season] = Reach(self._open(season))
        reach = self._reach[season]
        return min(reach.cut_off_dates(student, offering, one) for one in offering.timetables)

    def _open(self, season: str | None) -> Instance:
        """The instance with this season's links and trips open all year."""
        if season is None:
            return self._instance
        links, trips = (
            tuple(changed(one, season=None) if one.season == season else one for one in family)
            for family in (self._instance.links, self._instance.trips)
        )
        return changed(self._instance, links=links, trips=trips)

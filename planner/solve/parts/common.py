"""Parts -> what more than one of them may want."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from models.instance import Instance
from models.offers import Offering
from models.places import Trip
from planner.goals.balance import sections
from planner.presolve.occasions import sites_of
from planner.solve.region.groups import Nearness

Counts = list[int]
"""A number for each part."""

NEEDED = 1000
"""What an offering counts in which somebody stays, beside others of the same teacher."""


@dataclass(frozen=True)
class Common:
    """How many students of each part may want what."""

    instance: Instance
    parts: list[list[str]]
    """Students by id."""

    @cached_property
    def part(self) -> dict[str, int]:
        """The part of each student."""
        return {student: number for number, part in enumerate(self.parts) for student in part}

    @cached_property
    def open_to(self) -> dict[str, Counts]:
        """The students to whom each offering is open, as far as school and grade are concerned."""
        near = Nearness(self.instance)
        found = {offering.id: self._nothing() for offering in self.instance.offerings}
        for student in self.instance.students:
            for offering in near.offerings(student):
                found[offering][self.part[student.id]] += 1
        return found

    @cached_property
    def offerings(self) -> list[Offering]:
        """Those open to students of several parts."""
        return [o for o in self.instance.offerings if several(self.open_to[o.id])]

    @cached_property
    def _common(self) -> set[str]:
        return {offering.id for offering in self.offerings}

    @cached_property
    def sections(self) -> set[str]:
        """Those with sections of one programme in several parts, or open to them: in no part is it
        known by how much these differ."""
        open_to = self.open_to
        return {
            offering.id
            for family in sections(self.instance)
            if several(any(open_to[o.id][part] for o in family) for part in range(len(self.parts)))
            for offering in family
        }

    def of(self, part: int) -> list[Offering]:
        """The offerings of a part: those open to it, in the order of the instance."""
        return [
            offering
            for offering in self.instance.offerings
            if self.open_to[offering.id][part] or (part == 0 and not any(self.open_to[offering.id]))
        ]

    @cached_property
    def at_home(self) -> dict[str, int]:
        """The part whose offerings each teacher may teach; the one that needs the teacher most."""
        duties: dict[str, Counts] = defaultdict(self._nothing)
        for offering in self.instance.offerings:
            if offering.id not in self._common:
                weight = NEEDED if offering.id in self._kept else 1
                for duty in offering.duties:
                    for teacher in duty.candidates:
                        duties[teacher][_most(self.open_to[offering.id])] += weight
        return {teacher: _most(counts) for teacher, counts in duties.items()}

    @cached_property
    def needed(self) -> set[str]:
        """Teachers whom students may need who stay with them."""
        return {
            teacher
            for offering in self.instance.offerings
            if offering.id in self._kept
            for duty in offering.duties
            for teacher in duty.candidates
        }

    @cached_property
    def _kept(self) -> set[str]:
        """Offerings in which somebody stays."""
        return {offering for student in self.instance.students for offering in student.keeps}

    def of_schools(self, schools: Iterable[str]) -> Counts:
        """Students of some schools."""
        found = self._nothing()
        for school in schools:
            for part, count in enumerate(self._of_school.get(school, ())):
                found[part] += count
        return found

    def of_municipality(self, municipality: str | None) -> Counts:
        """Students of its schools; None: of all schools."""
        of = self.instance.organisation
        schools = (s for s in self._of_school if municipality in (None, of[s].municipality))
        return self.of_schools(schools)

    @cached_property
    def _of_school(self) -> dict[str, Counts]:
        found: dict[str, Counts] = defaultdict(self._nothing)
        for student in self.instance.students:
            found[student.school][self.part[student.id]] += 1
        return dict(found)

    def rides(self, trip: Trip) -> int:
        """The part whose students have the trip: most set out from its stops, or are taught there.

        The others do without it.
        """
        counts = self._nothing()
        for stop in trip.stops:
            for part, count in enumerate(self._at_site.get(stop.site, ())):
                counts[part] += count
        return _most(counts)

    @cached_property
    def _at_site(self) -> dict[str, Counts]:
        found: dict[str, Counts] = defaultdict(self._nothing)
        for student in self.instance.students:
            for site in {self.instance.first_site[student.school].id, student.home} - {None}:
                found[str(site)][self.part[student.id]] += 1
        for offering in self.instance.offerings:
            for timetable in offering.timetables:
                for site in sites_of(offering, timetable):
                    for part, count in enumerate(self.open_to[offering.id]):
                        found[site][part] += bool(count)
        return dict(found)

    def can_be_divided(self) -> bool:
        """Whether nothing is decided beforehand about what several parts want."""
        return self._kept.isdisjoint(self._common) and not any(
            lock.trip or lock.teacher or lock.offering in self._common
            for lock in self.instance.locks
        )

    def _nothing(self) -> Counts:
        return [0] * len(self.parts)


def several(counts: Iterable[int]) -> bool:
    """Whether more than one part counts anything."""
    return sum(map(bool, counts)) > 1


def _most(counts: Counts) -> int:
    """The part that has most."""
    return max(range(len(counts)), key=counts.__getitem__)

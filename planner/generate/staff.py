"""Duties of a house by subject -> teachers whose hours do not suffice for all of them.

The hours asked for by everything a house might open, times what tightness leaves, are dealt out
to as few teachers as can bear them, each with room for at least the longest duty.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from planner.apportion import apportion
from planner.generate.chance import Chance
from planner.generate.names import person
from planner.generate.request import Request
from planner.generate.words import Json

_FREE = 12
"""Hours a week that one teacher can give to what is planned here."""
_RATE = 18
_OVERTIME = 4
"""Hours above the rate that some would take."""


@dataclass
class Staff:
    """The teachers of one organisation, hired after everything that it offers is known."""

    organisation: str
    name: str = ""
    """Of a second staff of the same organisation."""
    asked: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """By field: the hours of every duty that may come."""
    sure: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """By field: hours that there are, however scarce the others."""
    duties: list[tuple[str, Json]] = field(default_factory=list)

    def duty(
        self, field_: str, hours: int, subject: str = "", sure: bool = False, **more: str
    ) -> Json:
        """A duty for whoever teaches the field; the candidates follow when all is known."""
        made: Json = {
            **more, **({"subject": subject} if subject else {}), "hours_a_week": hours,
            "candidates": [],
        }  # fmt: skip
        self.asked[field_].append(hours)
        self.sure[field_] += hours if sure else 0
        self.duties.append((field_, made))
        return made

    def hired(self, request: Request) -> list[Json]:
        """The teachers; every duty gets its candidates."""
        prefix = f"{self.organisation}-{self.name}" if self.name else self.organisation
        chance = Chance("staff", request.seed, prefix)
        teachers: dict[str, list[str]] = {}
        made: list[Json] = []
        for field_, hours in self.asked.items():
            free = self._free(field_, hours, request.scarce(125, 65))
            subjects = {d["subject"] for f, d in self.duties if f == field_ and "subject" in d}
            ids = [f"{prefix}-{field_}-{number + 1}" for number in range(len(free))]
            teachers[field_] = ids
            made += [
                self._teacher(chance, id_, sorted(subjects), most)
                for id_, most in zip(ids, free, strict=True)
            ]
        for number, (field_, duty) in enumerate(self.duties):
            ids = teachers[field_]
            duty["candidates"] += dict.fromkeys(ids[(number + n) % len(ids)] for n in range(3))
        return made

    def _free(self, field_: str, hours: list[int], percent: int) -> list[int]:
        """Free hours of each teacher of a field."""
        sure = self.sure[field_]
        needed = max(max(hours), sure + (sum(hours) - sure) * percent // 100)
        count = (needed + _FREE - 1) // _FREE
        return [max(max(hours), share) for share in apportion(needed, [1] * count)]

    def _teacher(self, chance: Chance, id_: str, subjects: list[str], free: int) -> Json:
        committed = max(0, _RATE - free + chance.number(0, _OVERTIME))
        return {
            "id": id_, "name": person(chance, chance.holds(80)),
            "organisation": self.organisation, **({"subjects": subjects} if subjects else {}),
            "hours_a_week": committed + free, "committed_hours": committed,
        }  # fmt: skip

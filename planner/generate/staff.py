"""Duties of a house by subject -> teachers whose hours do not suffice for all of them.

The hours asked for by everything a house might open, times what tightness leaves, are dealt out
to as few teachers as can bear them, each with room for at least the longest duty.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from planner.generate.chance import Chance
from planner.generate.names import person
from planner.generate.request import Request
from planner.generate.words import Json

_MOST_A_WEEK = 26
_FREE = 12
"""Hours a week that one teacher can give to what is planned here."""


@dataclass
class Staff:
    """The teachers of one organisation, hired after everything that it offers is known."""

    organisation: str
    name: str = ""
    """Of a second staff of the same organisation."""
    asked: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """By field: the hours of every duty that may come."""
    duties: list[tuple[str, Json]] = field(default_factory=list)

    def duty(self, field_: str, hours: int, subject: str = "", **more: str) -> Json:
        """A duty for whoever teaches the field; the candidates follow when all is known."""
        made: Json = {
            **more, **({"subject": subject} if subject else {}), "hours_a_week": hours,
            "candidates": [],
        }  # fmt: skip
        self.asked[field_].append(hours)
        self.duties.append((field_, made))
        return made

    def hired(self, request: Request, comfortable: int = 125, scarce: int = 65) -> list[Json]:
        """The teachers; every duty gets its candidates."""
        prefix = f"{self.organisation}-{self.name}" if self.name else self.organisation
        chance = Chance("staff", request.seed, prefix)
        teachers: dict[str, list[str]] = {}
        made: list[Json] = []
        for field_, hours in self.asked.items():
            percent = request.scarce(comfortable, scarce)
            needed = max(max(hours), sum(hours) * percent // 100)
            count = max(1, (needed + _FREE - 1) // _FREE)
            free = [needed // count + (n < needed % count) for n in range(count)]
            free = [max(max(hours), hours_free) for hours_free in free]
            subjects = sorted({duty["subject"] for f, duty in self.duties
                               if f == field_ and "subject" in duty})  # fmt: skip
            ids = [f"{prefix}-{field_}-{n + 1}" for n in range(count)]
            teachers[field_] = ids
            made += [
                {
                    "id": id_, "name": person(chance, chance.holds(80)),
                    "organisation": self.organisation, "subjects": subjects,
                    "hours_a_week": max(_MOST_A_WEEK, hours_free),
                    "committed_hours": max(0, _MOST_A_WEEK - hours_free),
                }
                for id_, hours_free in zip(ids, free, strict=True)
            ]  # fmt: skip
        for number, (field_, duty) in enumerate(self.duties):
            ids = teachers[field_]
            duty["candidates"] += dict.fromkeys(ids[(number + n) % len(ids)] for n in range(3))
        return made

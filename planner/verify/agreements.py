"""A school and an offering -> the agreements that cover it, and the one it is taken under."""

from collections import defaultdict

from models.instance import Instance
from models.offers import Offering
from models.places import Agreement
from planner.verify.facts import first_term, last_day


class Agreements:
    """Network contracts by school and offering."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._between: dict[tuple[str, str], list[Agreement]] = defaultdict(list)
        for agreement in instance.agreements:
            for school in agreement.base:
                self._between[school, agreement.provider].append(agreement)

    def covering(self, school: str, offering: Offering) -> list[Agreement]:
        """Those that name the offering's programme, whenever they are valid."""
        return [
            agreement
            for agreement in self._between.get((school, offering.provider), ())
            if not agreement.programmes or offering.programme in agreement.programmes
        ]

    def valid(self, school: str, offering: Offering) -> Agreement | None:
        """The first that covers the offering from its first day to its last."""
        starts, ends = (
            first_term(self._instance, offering).starts,
            last_day(self._instance, offering),
        )
        for agreement in self.covering(school, offering):
            if agreement.starts <= starts and ends <= agreement.ends:
                return agreement
        return None

"""Chance and names of people who do not exist, none of them given twice."""

from planner.generate.chance import Chance
from planner.generate.names import person


class Draw(Chance):
    """The generator's chance, which remembers the names it gave."""

    def __init__(self, seed: str) -> None:
        super().__init__(seed)
        self._given: set[str] = set()

    def person(self, girl: bool | None = None) -> str:
        """Surname, name and patronymic that nobody else has been given."""
        female = self.holds(52) if girl is None else girl
        while (name := person(self, female)) in self._given:
            pass
        self._given.add(name)
        return name

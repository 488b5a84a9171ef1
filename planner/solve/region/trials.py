"""What was tried for whom: the same again, with nothing changed, would find the same."""

from abc import ABC, abstractmethod

from planner.arrays import Numbers
from planner.solve.region.moves import Moves, Students


class Trials(ABC):
    """A way to choose who is moved next, which remembers who was, and who is to be again."""

    def __init__(self, moves: Moves) -> None:
        self._moves = moves
        self._seen: dict[Students, int] = {}
        """How often something had changed for them when they were moved last."""
        self._refused: list[Students] = []
        self._begun = moves.changed

    @abstractmethod
    def following(self, values: Numbers, busy: Students) -> Students | None:
        """Students to be moved, none of them busy; None: there are none at present."""

    def remember(self, students: Students) -> None:
        """They are moved as well as they can be while nothing changes for them."""
        self._seen[students] = self._moves.changes(students)

    def refused(self, students: Students) -> None:
        """What was found for them came too late: they are to be moved again."""
        self._refused.append(students)

    def _is_new(self, students: Students) -> bool:
        """Whether anything may be found for them; it is about to be tried."""
        if self._seen.get(students) == self._moves.changes(students):
            return False
        self._seen[students] = self._moves.changes(students)
        return True

    def _again(self, busy: Students) -> Students | None:
        """Those who are to be moved again, if none of them is busy."""
        if self._refused and busy.isdisjoint(self._refused[-1]):
            return self._refused.pop()
        return None

"""Instance -> the options of each student, with the reason for everything excluded.

Students who are alike in all that options depend on share one profile, worked out once.
"""

from dataclasses import dataclass
from functools import cached_property

from models.faults import Fault
from models.instance import Instance
from planner.presolve.days import Days
from planner.presolve.occasions import Occasion, occasions
from planner.presolve.profiles import Option, Placer, Profile
from planner.presolve.roads import Roads

__all__ = ["Option", "Presolved", "Profile", "presolve"]


@dataclass(frozen=True)
class Presolved:
    """What is left to decide; worked out when it is asked for."""

    instance: Instance
    roads: Roads
    given: dict[str, Profile] | None = None
    """Profiles that are known already."""

    @cached_property
    def occasions(self) -> list[Occasion]:
        """The kinds of dates on which offerings meet."""
        return occasions(self.instance, self.roads)

    @cached_property
    def _placer(self) -> Placer:
        return Placer(self.instance, self.roads, self.occasions)

    @cached_property
    def profiles(self) -> dict[str, Profile]:
        """Of each student; the same object for students who are alike."""
        if self.given is not None:
            return self.given
        return {student.id: self._placer.profile(student) for student in self.instance.students}

    @cached_property
    def options(self) -> dict[str, tuple[Option, ...]]:
        """The placements of each student that nothing excludes, in the order of offerings."""
        return {student: profile.options for student, profile in self.profiles.items()}

    @cached_property
    def days(self) -> dict[str, Days]:
        """What each student's time and ways ask of the model."""
        return {student: profile.days for student, profile in self.profiles.items()}

    @cached_property
    def takers(self) -> dict[str, list[str]]:
        """The students who may take each offering."""
        found: dict[str, list[str]] = {offering.id: [] for offering in self.instance.offerings}
        for student, options in self.options.items():
            for option in options:
                found[option.offering].append(student)
        return found

    def complete(self) -> None:
        """Work out all profiles, and forget what they were worked out with."""
        _ = self.profiles
        self.__dict__.pop("_placer", None)
        self.roads.forget()

    def reason(self, student: str, offering: str) -> Fault | None:
        """Why the placement is excluded; None if it is an option."""
        return self._placer.reason(self.instance.student[student], self.instance.offering[offering])

    def with_same_options(self, instance: Instance) -> "Presolved":
        """Presolved other data in which the students may take just what they might before."""
        kept = {student.id: self.profiles[student.id] for student in instance.students}
        return Presolved(instance, self.roads, kept)


def presolve(instance: Instance, roads: Roads | None = None) -> Presolved:
    """Find every student's options; `roads` if they are known already for the same places."""
    return Presolved(instance, roads or Roads(instance))

"""Instance and plan -> the targets of wishes that were not granted."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from models.instance import Instance
from models.offers import Offering
from models.people import Student, Target, Wish
from models.plan import Plan


@dataclass(frozen=True)
class Missed:
    """A target that was wanted more than what was granted of the same wish, if anything was."""

    student: Student
    wish: int
    rank: int
    granted: int | None
    """The rank of the target granted."""

    @property
    def target(self) -> Target:
        """What was wanted."""
        return self.student.wishes[self.wish].ranked[self.rank]

    def asks(self, instance: Instance, offering: Offering) -> bool:
        """Whether the offering would have granted it, open to the student or not."""
        return grants(instance, self.target, offering)


def grants(instance: Instance, target: Target, offering: Offering) -> bool:
    """Whether whoever takes the offering has the target."""
    if target.offering:
        return offering.id == target.offering
    if target.programme:
        return offering.programme == target.programme
    return target.subject in instance.programme[offering.programme].advanced


def granted(instance: Instance, wish: Wish, takes: Collection[Offering]) -> int | None:
    """The rank of the best target granted; None if none is."""
    return next(
        (
            rank
            for rank, target in enumerate(wish.ranked)
            if any(grants(instance, target, offering) for offering in takes)
        ),
        None,
    )


def missed(instance: Instance, plan: Plan, students: Collection[str]) -> Iterator[Missed]:
    """Every target missed by these students, wish by wish."""
    parts = {part.id: part for part in plan.students}
    for student in instance.students:
        if student.id in students:
            yield from missed_by(instance, student, parts[student.id].takes)


def missed_by(instance: Instance, student: Student, taken: Collection[str]) -> Iterator[Missed]:
    """Every target missed by a student who takes these offerings."""
    takes = [instance.offering[offering] for offering in taken]
    for number, wish in enumerate(student.wishes):
        best = granted(instance, wish, takes)
        for rank in range(len(wish.ranked) if best is None else best):
            yield Missed(student, number, rank, best)

"""What is wanted, in integer points."""

from pydantic import Field

from models.base import Record
from models.people import Wish


class Tier(Record):
    """Below this satisfaction (0-1,000 points) every 10 points missing lose `points` more."""

    below: int = Field(ge=0, le=1000)
    points: int = Field(ge=0, le=1000)


class Goals(Record):
    """Weights. A student all of whose wishes are granted, first choices first, is worth 1,000."""

    rank_percent: tuple[int, ...] = Field(default=(100, 60, 35, 20, 10), min_length=1)
    """Worth of the first, second, ... target of a wish, in percent; later ones like the last."""
    fairness: tuple[Tier, ...] = (
        Tier(below=750, points=1),
        Tier(below=500, points=2),
        Tier(below=250, points=4),
    )
    """Losses that grow the worse off a student is."""
    demand: int = Field(default=20, ge=0, le=10_000)
    """Points lost for each person short of a demand."""
    balance: int = Field(default=10, ge=0, le=10_000)
    """Points lost for each student by which the largest section of a programme at one provider
    exceeds the smallest."""
    travel: int = Field(default=1, ge=0, le=1000)
    """Points lost for each hour begun that a student spends on the way, over the whole plan."""
    extra_hours: int = Field(default=15, ge=0, le=10_000)
    """Points lost for each extra hour a week and term that a teacher must be paid for."""
    cost: int = Field(default=5, ge=0, le=10_000)
    """Points lost for each 1,000 roubles begun, for openings and optional trips together."""
    changes: int = Field(default=30, ge=0, le=10_000)
    """Points lost for each placement of the previous plan that is not kept."""

    def worth(self, wishes: tuple[Wish, ...]) -> tuple[tuple[int, ...], ...]:
        """Points of each target of each wish; the first targets of all wishes make 1,000."""
        total = sum(wish.weight for wish in wishes)
        shared, before = [], 0
        for wish in wishes:
            after = before + wish.weight
            share = 1000 * after // total - 1000 * before // total
            last = len(self.rank_percent) - 1
            percents = (self.rank_percent[min(rank, last)] for rank in range(len(wish.ranked)))
            shared.append(tuple(share * percent // 100 for percent in percents))
            before = after
        return tuple(shared)


class Budget(Record):
    """Hard limits on money."""

    roubles: int | None = Field(default=None, ge=0, le=1_000_000_000_000)
    """For openings and optional trips together."""
    extra_hours: int | None = Field(default=None, ge=0, le=1_000_000)
    """Extra paid hours a week of all teachers together, in each term."""


class Lock(Record):
    """Something decided beforehand. The fields given say what kind of lock it is.

    student + offering: takes it or not; student + trip: rides it or not (in any term);
    offering: opens or not; offering + timetable: opens with it or not;
    teacher + offering (+ duty): teaches it or not; trip: runs or not.
    """

    student: str | None = None
    offering: str | None = None
    timetable: str | None = None
    teacher: str | None = None
    duty: str | None = None
    trip: str | None = None
    holds: bool = True
    """False: it must not be so."""

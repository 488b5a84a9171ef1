"""An instance and a plan with all that the checks ask about them."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property

from models.faults import Fact, Fault
from models.instance import Instance
from models.plan import Plan
from planner.verify.agreements import Agreements
from planner.verify.attendance import Attendance
from planner.verify.decisions import Decisions, decided
from planner.verify.reach import Reach
from planner.verify.requirements import Requirements
from planner.verify.score import Assessment, assessed
from planner.verify.study import Study


class Case:
    """What is checked. Everything is worked out once, when first asked for."""

    def __init__(self, instance: Instance, plan: Plan, reach: Reach | None = None) -> None:
        """`reach` if it is known already for the same calendar, places and ways."""
        self.instance = instance
        self.plan = plan
        self._reach = reach

    @cached_property
    def decisions(self) -> Decisions:
        """What the plan decides about known people and things."""
        return decided(self.instance, self.plan)

    @cached_property
    def reach(self) -> Reach:
        """Dates, home hours and ways."""
        return self._reach or Reach(self.instance)

    @cached_property
    def attendance(self) -> Attendance:
        """The students' days."""
        return Attendance(self.decisions, self.reach)

    @cached_property
    def agreements(self) -> Agreements:
        """Network contracts."""
        return Agreements(self.instance)

    @cached_property
    def assessment(self) -> Assessment:
        """How good the plan is."""
        requirements = Requirements(self.instance, Study(self.instance))
        return assessed(self.decisions, self.attendance, requirements)


Facts = dict[str, Fact]
Check = Callable[[Case], Iterator[Fault]]


class Repeated:
    """Faults that hold on several dates: one each, with the first date and their number."""

    def __init__(self) -> None:
        self._dates: dict[tuple[str, tuple[tuple[str, Fact], ...]], set[date]] = {}

    def add(self, code: str, dates: Iterable[date], **facts: Fact) -> None:
        """Note a fault on these dates."""
        self._dates.setdefault((code, tuple(facts.items())), set()).update(dates)

    def faults(self) -> Iterator[Fault]:
        """All of them, with the facts `date` and `dates`."""
        for (code, facts), dates in self._dates.items():
            yield Fault(code, {**dict(facts), "date": min(dates), "dates": len(dates)})

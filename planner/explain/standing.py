"""Plan -> what is taken up and what is left: seats, hours, agreements, buses, money."""

from collections import Counter, defaultdict
from functools import cached_property

from models.instance import Instance
from models.offers import Offering
from models.plan import Opened, Plan, Status, StudentPlan, Teaches
from planner.goals.requirements import Known
from planner.presolve import Presolved
from planner.program import Key
from planner.read import instance_hash
from planner.verify.reach import Reach


class Standing:
    """Questions about a plan that keeps every rule."""

    def __init__(self, presolved: Presolved, plan: Plan) -> None:
        self.presolved = presolved
        self.instance: Instance = presolved.instance
        self.plan = plan
        self.part: dict[str, StudentPlan] = {part.id: part for part in plan.students}
        self.opened: dict[str, Opened] = {opened.offering: opened for opened in plan.opens}
        optional = {trip.id for trip in self.instance.trips if trip.optional}
        self.idle = optional - set(plan.runs)
        """Optional trips that do not run."""
        self.asked = Known()
        """What the rule sets ask, remembered from student to student."""
        self.bare: dict[str, Offering] = {}
        """Offerings freed of their duties, remembered likewise."""

    @cached_property
    def reach(self) -> Reach:
        """Dates, home hours and ways, whatever the plan."""
        return Reach(self.instance)

    @cached_property
    def bound(self) -> int | None:
        """No plan for these data has more points; None: that is not known.

        The plan may have been made for other data, or its bound goal after goal.
        """
        return self.plan.bound if self._ours and not self.plan.parameters.strictly else None

    @cached_property
    def is_best(self) -> bool:
        """Whether it is proven that no plan for these data is better."""
        return self._ours and self.plan.status is Status.OPTIMAL

    @cached_property
    def _ours(self) -> bool:
        return self.plan.instance_hash == instance_hash(self.instance)

    @cached_property
    def shut(self) -> dict[str, str]:
        """Offerings that a lock does not allow to open, with its number."""
        return self._opening(holds=False)

    @cached_property
    def held_open(self) -> dict[str, str]:
        """Offerings that a lock makes open, with its number."""
        return self._opening(holds=True)

    def _opening(self, holds: bool) -> dict[str, str]:
        return {
            lock.offering: str(number)
            for number, lock in enumerate(self.instance.locks)
            if lock.offering
            and lock.holds is holds
            and not (lock.student or lock.teacher or lock.timetable)
        }

    def against_opening(self, offering: str) -> Key:
        """The fact by which an offering is not open: one of the data, if they settle it."""
        one = self.instance.offering[offering]
        if offering in self.shut:
            return ("locks", self.shut[offering])
        if one.max_size == 0 or len(self.presolved.takers[offering]) < one.min_size:
            return ("never", offering)
        return ("opens", offering)

    @cached_property
    def placed(self) -> dict[str, set[str]]:
        """The students in each offering."""
        found: dict[str, set[str]] = defaultdict(set)
        for part in self.plan.students:
            for offering in part.takes:
                found[offering].add(part.id)
        return found

    def seats_left(self, offering: str) -> int:
        """Free places in an opened offering."""
        return self.instance.offering[offering].max_size - len(self.placed[offering])

    @cached_property
    def agreement(self) -> dict[tuple[str, str], str]:
        """The agreement of each placement that needs one."""
        return {
            (student, option.offering): option.agreement
            for student, options in self.presolved.options.items()
            for option in options
            if option.agreement
        }

    @cached_property
    def _agreed(self) -> Counter[str]:
        taken = ((part.id, offering) for part in self.plan.students for offering in part.takes)
        return Counter(self.agreement[one] for one in taken if one in self.agreement)

    def agreement_left(self, agreement: str) -> int | None:
        """Free placements under an agreement; None: without limit."""
        seats = self.instance.agreement[agreement].seats
        return None if seats is None else seats - self._agreed[agreement]

    @cached_property
    def riders(self) -> Counter[tuple[str, str, int]]:
        """Rides over each stretch of each trip in each term."""
        found: Counter[tuple[str, str, int]] = Counter()
        for part in self.plan.students:
            for ride in part.rides:
                for stretch in self.stretches(ride.trip, ride.origin, ride.destination):
                    found[ride.trip, ride.term, stretch] += 1
        return found

    def stretches(self, trip: str, origin: str, destination: str) -> range:
        """The stretches between two stops of a trip."""
        sites = [stop.site for stop in self.instance.trip[trip].stops]
        return range(sites.index(origin), sites.index(destination))

    @cached_property
    def taught(self) -> dict[str, list[Teaches]]:
        """What each teacher teaches."""
        found: dict[str, list[Teaches]] = defaultdict(list)
        for row in self.plan.teaches:
            found[row.teacher].append(row)
        return found

    @cached_property
    def hours(self) -> Counter[tuple[str, str]]:
        """Hours a week of each teacher's duties in each term."""
        found: Counter[tuple[str, str]] = Counter()
        for row in self.plan.teaches:
            offering = self.instance.offering[row.offering]
            [hours] = [duty.hours_a_week for duty in offering.duties if duty.id == row.duty]
            found.update({(row.teacher, term): hours for term in offering.terms})
        return found

    def hours_left(self, teacher: str, term: str) -> int:
        """Hours a week that a teacher could still be given."""
        person = self.instance.teacher[teacher]
        return person.hours_a_week - person.committed_hours - self.hours[teacher, term]

    @cached_property
    def roubles(self) -> int:
        """What opened offerings and optional trips cost."""
        openings = sum(self.instance.offering[one].cost for one in self.opened)
        return openings + sum(self.instance.trip[trip].cost for trip in self.plan.runs)

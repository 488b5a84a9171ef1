"""Instance and plan -> what the documents ask of them again and again."""

from collections import defaultdict
from datetime import date, timedelta
from functools import cached_property

from models.base import Day
from models.calendar import Term, Timetable
from models.instance import Instance
from models.offers import Content, Offering
from models.people import Student
from models.plan import Opened, Plan, StudentPlan
from planner.documents.before import earlier
from planner.documents.facts import Hours, Reasoned, Reasons
from planner.documents.legs import Legs
from planner.presolve.eligible import Eligibility
from planner.verify.attendance import Attendance, Days
from planner.verify.decisions import Decisions, decided
from planner.verify.reach import Reach


class View:
    """A plan beside its instance."""

    def __init__(
        self,
        instance: Instance,
        plan: Plan,
        reasons: Reasoned | None = None,
        before: Plan | None = None,
    ) -> None:
        self.reasons: Reasoned = reasons or Reasons()
        self.before = earlier(instance, before)
        self.instance = instance
        self.plan = plan
        self.eligibility = Eligibility(instance)
        self._taught: dict[tuple[Day, str], date | None] = {}
        self._duties: dict[tuple[str, str], list[str]] = defaultdict(list)
        for teaches in plan.teaches:
            self._duties[teaches.offering, teaches.duty].append(teaches.teacher)

    @cached_property
    def decisions(self) -> Decisions:
        """The plan's decisions as the verifier reads them."""
        return decided(self.instance, self.plan)

    @cached_property
    def reach(self) -> Reach:
        """Home hours, dates and ways as the verifier knows them."""
        return Reach(self.instance)

    @cached_property
    def attendance(self) -> Attendance:
        """The days of the students."""
        return Attendance(self.decisions, self.reach)

    @cached_property
    def legs(self) -> Legs:
        """How the legs of a day go."""
        return Legs(self.instance, self.decisions, self.reach)

    def dated(self, days: Days) -> bool:
        """Whether some meeting of these days has dates of its own."""
        offerings = {event.offering for event in days.events if event.offering}
        return any(
            days.dates[0] in meeting.dates
            for offering in offerings
            for meeting in self.timetable(self.instance.offering[offering]).meetings
        )

    @cached_property
    def part(self) -> dict[str, StudentPlan]:
        """Each student's part of the plan."""
        return {part.id: part for part in self.plan.students}

    @cached_property
    def opened(self) -> dict[str, Opened]:
        """The offerings that open."""
        return {opened.offering: opened for opened in self.plan.opens}

    def takes(self, student: Student) -> tuple[Offering, ...]:
        """What a student takes, in the order of offerings."""
        taken = sorted(set(self.part[student.id].takes), key=self._position.__getitem__)
        return tuple(self.instance.offering[one] for one in taken)

    @cached_property
    def _position(self) -> dict[str, int]:
        """The place of each offering among all."""
        return {offering.id: number for number, offering in enumerate(self.instance.offerings)}

    def taught_on(self, day: Day, term: Term) -> date | None:
        """The first date of a term on which this weekday is taught."""
        if (day, term.id) not in self._taught:
            dates = (monday + timedelta(days=day.number) for monday in term.weeks)
            self._taught[day, term.id] = next((one for one in dates if term.is_taught(one)), None)
        return self._taught[day, term.id]

    def timetable(self, offering: Offering) -> Timetable:
        """The timetable with which an offering opens."""
        chosen = self.opened[offering.id].timetable
        return next(t for t in offering.timetables if t.id == chosen)

    def teachers(self, offering: Offering, content: Content | None = None) -> tuple[str, ...]:
        """Names of those who teach an offering, or only one of its subjects."""
        duties = offering.duties
        if content and content.subject:
            own = tuple(duty for duty in duties if duty.subject == content.subject)
            duties = own or tuple(duty for duty in duties if duty.subject is None)
        found = [who for duty in duties for who in self._duties[offering.id, duty.id]]
        return tuple(self.instance.teacher[who].name for who in dict.fromkeys(found))


class Span:
    """The school years that a student attends, and sums of hours over them."""

    def __init__(self, instance: Instance, student: Student) -> None:
        attended = instance.calendar.attended(student.grade)
        self.years = tuple(sorted({term.year for term in attended}))
        self.terms: tuple[tuple[Term, ...], ...] = tuple(
            tuple(term for term in attended if term.year == year) for year in self.years
        )

    def hours(self, a_week: dict[str, int], besides: dict[str, int] | None = None) -> Hours:
        """Hours from those a week by term and those outside the weekly load by term."""
        once = besides or {}
        return Hours(
            tuple(tuple(a_week.get(t.id, 0) for t in terms) for terms in self.terms),
            tuple(
                sum(a_week.get(t.id, 0) * len(t.weeks) + once.get(t.id, 0) for t in terms)
                for terms in self.terms
            ),
        )

    def of(self, offering: Offering, *contents: Content) -> Hours:
        """Hours of contents of an offering."""
        weekly = sum(content.hours_a_week for content in contents)
        once = sum(content.hours for content in contents)
        return self.hours(dict.fromkeys(offering.terms, weekly), {offering.terms[-1]: once})

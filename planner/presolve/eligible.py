"""Student and offering -> the reason why the placement is excluded, or None (docs/data.md)."""

from collections import defaultdict
from datetime import date
from functools import cached_property
from operator import itemgetter

from models.calendar import Timetable
from models.faults import Fact, Fault
from models.instance import Instance
from models.offers import Offering
from models.people import Student
from models.places import Agreement
from models.regulations import Mode

LISTED_WORK = 2
UNDERGROUND = 3
LISTED_WORK_AGE = 16
LISTED_WORK_MINUTES = 4 * 60


class Eligibility:
    """Asks everything about a placement that does not depend on dates and ways."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._spans: dict[str, tuple[date, date]] = {}
        self._covering: dict[tuple[str, str, str], list[Agreement]] = {}
        self._ages = sorted(
            {
                (least, instance.term[offering.terms[0]].starts)
                for offering in instance.offerings
                if (least := self._least_age(offering))
            }
        )
        self._near: dict[str, list[Offering]] = {}

    def reason(self, student: Student, offering: Offering) -> Fault | None:
        """The first reason against the placement, of the table in docs/data.md."""
        checks = (
            self._grade, self._school, self._closed, self._recognised, self._agreement,
            self._home_only, self._age, self._hazard, self._clearance,
        )  # fmt: skip
        return next((fault for check in checks if (fault := check(student, offering))), None)

    def alike(self, student: Student) -> tuple[object, ...]:
        """What else the reasons look at: equal for students who are alike."""
        old_enough = (bool(student.birth) and _age(student.birth, first) >= least
                      for least, first in self._ages if student.birth)  # fmt: skip
        return student.clearance, tuple(old_enough)

    def candidates(self, student: Student) -> list[Offering]:
        """The offerings against which there is no reason, in the order of the instance."""
        near = self.near(student.school)
        return [offering for offering in near if self.reason(student, offering) is None]

    def near(self, school: str) -> list[Offering]:
        """The offerings that students of a school can enter as far as schools are concerned."""
        if school not in self._near:
            providers = {school, *self._partners[school]}
            found = [
                (number, offering)
                for provider in providers
                for number, offering in self._provided[provider]
                if not offering.schools or school in offering.schools
            ]
            self._near[school] = [offering for _, offering in sorted(found, key=itemgetter(0))]
        return self._near[school]

    @cached_property
    def _partners(self) -> dict[str, set[str]]:
        """Whoever has an agreement with each school."""
        found: dict[str, set[str]] = defaultdict(set)
        for agreement in self._instance.agreements:
            for school in agreement.base:
                found[school].add(agreement.provider)
        return found

    @cached_property
    def _provided(self) -> dict[str, list[tuple[int, Offering]]]:
        """The offerings of each provider, with their places among all."""
        found: dict[str, list[tuple[int, Offering]]] = defaultdict(list)
        for number, offering in enumerate(self._instance.offerings):
            found[offering.provider].append((number, offering))
        return found

    def agreement(self, student: Student, offering: Offering) -> Agreement | None:
        """The agreement under which the placement falls; None at one's own school."""
        if offering.provider == student.school:
            return None
        first, last = self._span(offering)
        return next(
            (
                a
                for a in self._agreements(student, offering)
                if a.starts <= first and a.ends >= last
            ),
            None,
        )

    def _agreements(self, student: Student, offering: Offering) -> list[Agreement]:
        key = (student.school, offering.provider, offering.programme)
        if key not in self._covering:
            self._covering[key] = [
                agreement
                for agreement in self._instance.agreements
                if agreement.provider == offering.provider
                and student.school in agreement.base
                and (not agreement.programmes or offering.programme in agreement.programmes)
            ]
        return self._covering[key]

    def _span(self, offering: Offering) -> tuple[date, date]:
        if offering.id not in self._spans:
            terms = [self._instance.term[term] for term in offering.terms]
            dated = [
                day
                for timetable in offering.timetables
                for meeting in timetable.meetings
                for day in meeting.dates
            ]
            self._spans[offering.id] = terms[0].starts, max([terms[-1].ends, *dated])
        return self._spans[offering.id]

    def _fault(self, reason: str, student: Student, offering: Offering, **facts: Fact) -> Fault:
        name = offering.name or self._instance.programme[offering.programme].name
        known: dict[str, Fact] = {"student": student.name, "offering": name}
        return Fault(f"rules.eligibility.{reason}", known | facts)

    def _grade(self, student: Student, offering: Offering) -> Fault | None:
        calendar = self._instance.calendar
        grades = [calendar.grade(student.grade, self._instance.term[t]) for t in offering.terms]
        if grades[0] in offering.grades and grades[-1] <= calendar.last_grade:
            return None
        allowed = ", ".join(map(str, offering.grades))
        return self._fault("grade", student, offering, grade=grades[0], grades=allowed)

    def _school(self, student: Student, offering: Offering) -> Fault | None:
        if not offering.schools or student.school in offering.schools:
            return None
        school = self._instance.organisation[student.school].name
        return self._fault("school", student, offering, school=school)

    def _closed(self, student: Student, offering: Offering) -> Fault | None:
        if not offering.closed or offering.id in student.keeps:
            return None
        return self._fault("closed", student, offering)

    def _recognised(self, student: Student, offering: Offering) -> Fault | None:
        if all(record.programme != offering.programme for record in student.records):
            return None
        return self._fault("recognised", student, offering)

    def _agreement(self, student: Student, offering: Offering) -> Fault | None:
        if offering.provider == student.school or self.agreement(student, offering):
            return None
        school = self._instance.organisation[student.school].name
        provider = self._instance.organisation[offering.provider].name
        agreements = self._agreements(student, offering)
        if not agreements:
            return self._fault("agreement", student, offering, school=school, provider=provider)
        first, last = self._span(offering)
        return self._fault(
            "agreement_dates", student, offering, school=school, provider=provider,
            number=agreements[0].number, starts=agreements[0].starts, ends=agreements[0].ends,
            first=first, last=last,
        )  # fmt: skip

    def _home_only(self, student: Student, offering: Offering) -> Fault | None:
        if not is_home_only(offering) or offering.provider == student.school:
            return None
        provider = self._instance.organisation[offering.provider].name
        return self._fault("home_only", student, offering, provider=provider)

    def _age(self, student: Student, offering: Offering) -> Fault | None:
        least = self._least_age(offering)
        first = self._instance.term[offering.terms[0]].starts
        if least == 0 or (student.birth and _age(student.birth, first) >= least):
            return None
        return self._fault("age", student, offering, least=least, first=first)

    def _least_age(self, offering: Offering) -> int:
        listed = self._instance.programme[offering.programme].hazard_class == LISTED_WORK
        return max(offering.min_age or 0, LISTED_WORK_AGE if listed else 0)

    def _hazard(self, student: Student, offering: Offering) -> Fault | None:
        hazard = self._instance.programme[offering.programme].hazard_class
        if not is_too_dangerous(offering, hazard):
            return None
        return self._fault("hazard", student, offering, hazard=hazard)

    def _clearance(self, student: Student, offering: Offering) -> Fault | None:
        hazard = self._instance.programme[offering.programme].hazard_class
        if student.clearance >= hazard:
            return None
        return self._fault("clearance", student, offering, hazard=hazard)


def is_home_only(offering: Offering) -> bool:
    """Whether it runs inside the provider's lessons, for the provider's students alone."""
    return not offering.meets and offering.mode is not Mode.ONLINE


def is_too_dangerous(offering: Offering, hazard: int) -> bool:
    """Whether work of this hazard class is closed to everybody under age."""
    return hazard >= LISTED_WORK and not (
        hazard == LISTED_WORK
        and offering.hazard_confirmed
        and not any(_too_long(timetable) for timetable in offering.timetables)
    )


def _age(birth: date, day: date) -> int:
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _too_long(timetable: Timetable) -> bool:
    return any(m.ends - m.starts > LISTED_WORK_MINUTES for m in timetable.meetings)

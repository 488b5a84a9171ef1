"""A student's takes -> network courses, modules and whatever else has a place and times."""

from models.offers import Offering, Programme
from models.people import Student
from models.places import Agreement
from models.regulations import Kind, Level
from planner.documents.facts import Course, Phrase, Words
from planner.documents.schedule import join, stretch, stretches, terms, times
from planner.documents.view import Span, View


class Courses:
    """What one student attends, sorted into the sections of the curriculum."""

    def __init__(self, view: View, student: Student) -> None:
        self._view = view
        self._student = student
        self._span = Span(view.instance, student)
        self.network: list[Course] = []
        self.modules: list[Course] = []
        self.own: list[Course] = []
        self.extracurricular: list[Course] = []
        for offering in view.takes(student):
            programme = view.instance.programme[offering.programme]
            section = self._section(offering, programme)
            if section is not None:
                section.append(self._course(offering, programme))

    def _section(self, offering: Offering, programme: Programme) -> list[Course] | None:
        if programme.extracurricular:
            return self.extracurricular
        if programme.kind is Kind.MODULE:
            return self.modules
        if offering.provider != self._student.school:
            return self.network
        return self.own if offering.meets else None

    def _course(self, offering: Offering, programme: Programme) -> Course:
        instance = self._view.instance
        hazard = programme.hazard_class
        advanced = any(content.level is Level.ADVANCED for content in programme.contents)
        return Course(
            name=programme.name,
            hours=self._span.of(offering, *programme.contents),
            level=Phrase("levels.advanced_long") if advanced else "",
            group=offering.name or "",
            organisation=instance.organisation[offering.provider].name,
            agreement=self._agreement(offering),
            address=self._address(offering),
            times=self._times(offering),
            terms=self._terms(offering),
            afar=self._afar(offering),
            teachers=self._view.teachers(offering),
            assessed=programme.assessed or "",
            mentor=offering.mentor or "",
            hazard=Phrase(f"hazard.{hazard}"),
            clearance=Phrase(
                "clearance.none"
                if hazard == 0
                else "clearance.given"
                if self._student.clearance >= hazard
                else "clearance.missing"
            ),
        )

    def _agreement(self, offering: Offering) -> Words:
        agreement = self._view.eligibility.agreement(self._student, offering)
        if agreement is None:
            return ""
        return agreement_words(agreement)

    def _afar(self, offering: Offering) -> Words:
        """The dates on which the way is cut off and the student takes part from afar."""
        cut_off = self._view.reach.cut_off(self._student, offering, self._view.timetable(offering))
        dates = stretches({day for day, _ in cut_off})
        found = join(tuple(stretch(first, last) for first, last in dates))
        return Phrase("meeting.afar", {"dates": found}) if found else ""

    def _address(self, offering: Offering) -> tuple[Words, ...]:
        provider = self._view.instance.organisation[offering.provider]
        if offering.site is None:
            return ()
        site = self._view.instance.site[offering.site]
        place = () if site.name == provider.name else (site.name,)
        return (*place, site.address or provider.address or "")

    def _times(self, offering: Offering) -> tuple[tuple[Words, ...], ...]:
        found = times(self._view.instance, offering, self._view.timetable(offering))
        own = offering.provider == self._student.school
        return found or ((Phrase("meeting.in_lessons" if own else "meeting.by_arrangement"),),)

    def _terms(self, offering: Offering) -> tuple[Words, ...]:
        timetable = self._view.timetable(offering)
        if timetable.meetings and all(meeting.dates for meeting in timetable.meetings):
            return ()
        attended = [term.id for terms_of_year in self._span.terms for term in terms_of_year]
        return terms(self._view.instance, offering.terms, attended)


def agreement_words(agreement: Agreement) -> Words:
    """An agreement by its number; a number in words ('direct contract no. 5') speaks for itself."""
    key = "agreement.until" if " " not in agreement.number else "agreement.named_until"
    return Phrase(key, {"number": agreement.number, "ends": agreement.ends})

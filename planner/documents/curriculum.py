"""Instance, plan and student -> the facts of the student's curriculum."""

from collections.abc import Iterator

from models.instance import Instance
from models.offers import Offering
from models.people import Student
from models.plan import Shortfall
from models.regulations import Kind, Mode
from planner.documents.changes import changes
from planner.documents.courses import Courses
from planner.documents.facts import (
    Curriculum,
    Hours,
    Part,
    Phrase,
    Reasons,
    Recognised,
    Row,
    SchoolYear,
    Unmet,
    Words,
)
from planner.documents.limits import limits
from planner.documents.schedule import name_of
from planner.documents.study import Study
from planner.documents.view import Span, View
from planner.documents.ways import Ways
from planner.documents.week import Weeks
from planner.documents.wishes import reserve, ungranted
from planner.shortfalls import by_how_much
from planner.wording import school_year

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
PROJECT = "project"
"""Id of the subject, or tag of the programme, that is the individual project."""


def curriculum(view: View, student: Student) -> Curriculum:
    """All that a student's curriculum prints."""
    instance = view.instance
    school = instance.organisation[student.school]
    data = school.school
    takes = view.takes(student)
    study = Study(view, student)
    obligatory, participants = study.obligatory(), study.participants()
    total = obligatory.hours + participants.hours
    recognised = tuple(_recognised(instance, student))
    courses = Courses(view, student)
    profile = [o for o in takes if instance.programme[o.programme].kind is Kind.SPECIALIZATION]
    reasons = view.reasons.of(student.id)
    return Curriculum(
        student=student.name,
        class_name=student.class_name or "",
        school=school.name,
        head=(data.head if data else None) or "",
        deputy=(data.deputy if data else None) or "",
        years=_years(instance, student, study.span),
        period=_period(study.span),
        form=_form(student, takes),
        profiles=tuple(instance.programme[o.programme].name for o in profile),
        groups=tuple(name_of(instance, o) for o in profile),
        week=Phrase("school_week.days", {"days": data.days_a_week if data else 5}),
        rule_set=_rule_set(instance, student),
        obligatory=obligatory,
        participants=participants,
        total=total,
        limits=limits(instance, student, takes),
        project=_project(view, takes, obligatory, student),
        network=tuple(courses.network),
        modules=tuple(courses.modules),
        own=tuple(courses.own),
        extracurricular=tuple(courses.extracurricular),
        recognised=recognised,
        in_all=total.total + sum(r.hours for r in recognised if not r.extracurricular),
        ways=Ways(view, student).all(),
        weeks=Weeks(view, student).all(),
        changes=changes(view, student),
        wishes=len(student.wishes),
        ungranted=tuple(ungranted(instance, student, takes, reasons.of_target)),
        reserve=tuple(dict.fromkeys(reserve(instance, student, takes))),
        unmet=tuple(
            unmet(instance, student, shortfall, reasons)
            for shortfall in view.part[student.id].unmet
        ),
    )


def _years(instance: Instance, student: Student, span: Span) -> tuple[SchoolYear, ...]:
    found = []
    for year, terms in zip(span.years, span.terms, strict=True):
        grade = instance.calendar.grade(student.grade, terms[0])
        weeks = sum(len(term.weeks) for term in terms)
        heading = Phrase("table.grade", {"grade": grade})
        halves = ROMAN[: len(terms)]
        found.append(SchoolYear(school_year(year), grade, weeks, heading, halves))
    return tuple(found)


def _period(span: Span) -> Phrase:
    years: dict[str, Words] = {"first": school_year(span.years[0])}
    if len(span.years) == 1:
        return Phrase("period.one", years)
    return Phrase("period.more", years | {"last": school_year(span.years[-1])})


def _form(student: Student, takes: tuple[Offering, ...]) -> Words:
    network = any(offering.provider != student.school for offering in takes)
    remote = any(offering.mode in (Mode.ONLINE, Mode.BLENDED) for offering in takes)
    ways = ("network",) * network + ("remote",) * remote
    return Phrase(f"form.{'_'.join(ways) or 'full_time'}")


def _rule_set(instance: Instance, student: Student) -> Words:
    rules = instance.rule_set[student.grade]
    return Phrase("rule_set.draft" if rules.draft else "rule_set.valid", {"name": rules.name})


def _project(
    view: View, takes: tuple[Offering, ...], obligatory: Part, student: Student
) -> Row | None:
    """The project as a subject of the rule set, or as a programme with its tag."""
    instance = view.instance
    names = [s.name for s in instance.rule_set[student.grade].subjects if s.id == PROJECT]
    rows = [row for area in obligatory.areas for row in area.rows if row.name in names]
    if rows:
        return rows[0]
    study = Study(view, student)
    for offering in takes:
        programme = instance.programme[offering.programme]
        if PROJECT in programme.tags:
            hours: Hours = study.span.of(offering, *programme.contents)
            return Row(programme.name, hours, teachers=view.teachers(offering))
    return None


def _recognised(instance: Instance, student: Student) -> Iterator[Recognised]:
    subjects = {s.id: s.name for s in instance.rule_set[student.grade].subjects}
    for record in student.records:
        name: Words = subjects.get(record.subject or "", "")
        if record.programme:
            name = instance.programme[record.programme].name
        level: Words = Phrase(f"levels.{record.level.value}_long") if record.subject else ""
        yield Recognised(name, level, record.hours, record.where or "", record.extracurricular)


def unmet(
    instance: Instance, student: Student, shortfall: Shortfall, reasons: Reasons | None = None
) -> Unmet:
    """A shortfall of the plan in words, with the reason if it is known."""
    requirement = instance.rule_set[student.grade].requirement[shortfall.requirement]
    over: Words = Phrase("stretch.trajectory")
    if shortfall.over in instance.term:
        over = instance.term[shortfall.over].name
    elif shortfall.over:
        over = Phrase("stretch.year", {"year": school_year(int(shortfall.over))})
    short = Phrase(*by_how_much(requirement, shortfall))
    known = reasons.of_shortfall if reasons else {}
    reason = known.get((student.id, shortfall.requirement, shortfall.over), "")
    return Unmet(requirement.text, short, over, reason)

"""Instance and school -> the survey of grade 9 and the application, to be filled in by hand.

Consent to the processing of personal data is by law a separate sheet and not part of either.
"""

from models.instance import Instance
from models.places import Organisation
from models.regulations import Kind
from planner.documents.facts import Phrase, Words
from planner.documents.schedule import join
from planner.documents.sheets.offered import ENTERED, entered
from planner.documents.sheets.parts import Line, Section, Sheet

RANKS = 3
ADVANCED = 4


def survey(instance: Instance, school: Organisation) -> Sheet:
    """Plans, ranked choices, exams, where to, how far, and the parents' wishes."""
    sections = (
        Section(text=(Phrase("survey.intro"),), lines=_labels("name", "class")),
        Section(Phrase("survey.plans"), choices=_words("grade_10", "college", "undecided")),
        Section(
            Phrase("survey.profiles"),
            text=(Phrase("survey.by_rank"),),
            choices=_names(instance, school, Kind.SPECIALIZATION),
            lines=_ranks(RANKS),
        ),
        Section(
            Phrase("survey.subjects"),
            text=(Phrase("survey.by_rank"), *_joined(advanced_subjects(instance))),
            lines=_ranks(ADVANCED),
        ),
        Section(Phrase("survey.courses"), choices=_names(instance, school, Kind.COURSE)),
        Section(Phrase("survey.modules"), choices=_names(instance, school, Kind.MODULE)),
        Section(Phrase("survey.exams"), lines=_labels("oge", "ege")),
        Section(lines=_labels("destination", "trials")),
        Section(
            Phrase("survey.travel"),
            lines=_labels("minutes"),
            choices=_words("online", "no_online"),
        ),
        Section(
            Phrase("survey.influence"), choices=_words("self", "family", "teachers", "friends")
        ),
        Section(Phrase("survey.parents"), lines=tuple(Line("") for _ in range(3))),
    )
    kept = tuple(s for s in sections if s.text or s.lines or s.choices)
    return Sheet(Phrase("survey.title"), kept, school.name, signatures=_signatures())


def application(instance: Instance, school: Organisation) -> Sheet:
    """The application of parents to the head of school."""
    head = school.school.head if school.school else None
    addressee = (
        Line(Phrase("application.to"), head or ""),
        Line(Phrase("application.from")),
        Line(Phrase("application.address")),
        Line(Phrase("application.phone")),
    )
    choice = (
        Line(Phrase("application.profile")),
        *(Line(Phrase("application.advanced", {"n": n})) for n in range(1, 4)),
        Line(Phrase("application.reserve")),
        Line(Phrase("application.electives")),
        Line(""),
    )
    sections = (
        Section(
            text=(Phrase("application.ask"),),
            lines=(Line(Phrase("application.student")), Line(Phrase("application.birth"))),
            choices=(Phrase("application.admit"), Phrase("application.move")),
        ),
        Section(lines=choice),
        Section(
            Phrase("application.network"),
            choices=(Phrase("application.agree"), Phrase("application.refuse")),
        ),
        Section(
            Phrase("application.transport"),
            choices=(Phrase("application.yes"), Phrase("application.no")),
        ),
        Section(text=(Phrase("application.charter"), Phrase("application.consent"))),
    )
    title = Phrase("application.title")
    return Sheet(title, sections, school.name, addressee=addressee, signatures=_signatures())


def _signatures() -> tuple[Line, ...]:
    return (Line(Phrase("signatures.student")), Line(Phrase("signatures.parent")))


def _labels(*keys: str) -> tuple[Line, ...]:
    return tuple(Line(Phrase(f"survey.{key}")) for key in keys)


def _words(*keys: str) -> tuple[Words, ...]:
    return tuple(Phrase(f"survey.{key}") for key in keys)


def _ranks(count: int) -> tuple[Line, ...]:
    return tuple(Line(f"{rank}.") for rank in range(1, count + 1))


def _names(instance: Instance, school: Organisation, kind: Kind) -> tuple[Words, ...]:
    return tuple(
        offer.programme.name for offer in entered(instance, school) if offer.programme.kind is kind
    )


def advanced_subjects(instance: Instance) -> tuple[Words, ...]:
    """Subjects that can be studied at advanced level."""
    rules = instance.rule_set.get(ENTERED) or next(iter(instance.rule_set.values()), None)
    return tuple(s.name for s in rules.subjects if s.advanced) if rules else ()


def _joined(words: tuple[Words, ...]) -> tuple[Words, ...]:
    return (Phrase("survey.choose_from", {"names": join(words)}),) if words else ()

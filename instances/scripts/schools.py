"""What every school has: home hours, staff, groups of its own and electives inside home hours."""

from dataclasses import dataclass, field

from instances.scripts.names import Draw
from instances.scripts.pieces import duty, text
from instances.scripts.writing import Json
from instances.scripts.years import BOTH_YEARS, FIRST_YEAR, SECOND_YEAR

ENDS_SIX_DAYS = {"mon": "14:05", "tue": "15:00", "wed": "13:10", "thu": "15:00", "fri": "14:05",
                 "sat": "12:15"}  # fmt: skip
ENDS_FIVE_DAYS = {"mon": "15:00", "tue": "15:00", "wed": "13:10", "thu": "15:00", "fri": "14:05"}
"""Wednesday ends early everywhere: the common afternoon for network courses."""


@dataclass(frozen=True)
class SchoolFacts:
    """One school as the scripts describe it."""

    id: str
    ru: str
    en: str
    days: int
    tens: int
    """Students of grade 10."""
    elevens: int
    """Students of grade 11."""
    groups: dict[str, tuple[int, int]]
    """Groups of grade 10 by specialization: least and most students."""
    groups_11: dict[str, int]
    """Groups of grade 11: students, who all stay."""
    staff: dict[str, tuple[int, int]] = field(default_factory=dict)
    """By subject: teachers, and the hours that each has already."""
    municipality: str = ""
    cluster: str | None = None
    address: str | None = None
    step_free: bool = True
    rural: bool = False


def organisation(school: SchoolFacts, draw: Draw) -> Json:
    """The school as an organisation."""
    ends = ENDS_SIX_DAYS if school.days == 6 else ENDS_FIVE_DAYS
    hours = [{"grades": [10, 11], "day": day, "starts": "08:30", "ends": end}
             for day, end in ends.items()]  # fmt: skip
    return {
        "id": school.id, "name": text(school.ru, school.en), "kind": "school",
        "municipality": school.municipality,
        **({"cluster": school.cluster} if school.cluster else {}),
        "school": {"days_a_week": school.days, "home_hours": hours,
                   "head": draw.person(), "deputy": draw.person(girl=True)},
        **({"address": school.address} if school.address else {}),
    }  # fmt: skip


def site(school: SchoolFacts) -> Json:
    """The school's building."""
    return {
        "id": school.id, "name": text(school.ru, school.en), "organisation": school.id,
        **({"address": school.address} if school.address else {}),
        **({} if school.step_free else {"step_free": False}),
        **({"rural": True} if school.rural else {}),
    }  # fmt: skip


_ALSO = {"history": ("social_studies",), "russian": ("literature",)}
"""What a teacher of the first subject teaches besides."""


def staff(school: SchoolFacts, draw: Draw, most: int = 25) -> list[Json]:
    """The teachers of a school, by subject."""
    return [
        {"id": teacher_id(school.id, subject, number), "name": draw.person(girl=draw.holds(80)),
         "organisation": school.id, "subjects": [subject, *_ALSO.get(subject, ())],
         "hours_a_week": most,
         "committed_hours": hours}
        for subject, (count, hours) in school.staff.items()
        for number in range(1, count + 1)
    ]  # fmt: skip


def teacher_id(school: str, subject: str, number: int) -> str:
    """How teachers are called."""
    return f"{school}-{subject}-{number}"


def candidates(school: SchoolFacts, subject: str) -> list[str]:
    """The teachers of a subject at a school."""
    taught_by = next((main for main, also in _ALSO.items() if subject in also), subject)
    count, _ = school.staff[taught_by]
    return [teacher_id(school.id, taught_by, number) for number in range(1, count + 1)]


def groups(school: SchoolFacts, programmes: dict[str, Json]) -> list[Json]:
    """The groups of grade 10 for four terms and those of grade 11, which nobody new can enter."""
    tens = [
        _group(school, programmes[id_], 10, least, most, BOTH_YEARS)
        for id_, (least, most) in school.groups.items()
    ]
    elevens = [
        _group(school, programmes[id_], 11, size, size, FIRST_YEAR) | {"closed": True}
        for id_, size in school.groups_11.items()
    ]
    return tens + elevens


def _group(
    school: SchoolFacts, programme: Json, grade: int, least: int, most: int, terms: list[str]
) -> Json:
    duties = [
        duty(content["hours_a_week"], *candidates(school, content["subject"]),
             subject=content["subject"], id=content["subject"])
        for content in programme["contents"] if "subject" in content
    ]  # fmt: skip
    return {
        "id": group_id(school.id, programme["id"], grade), "programme": programme["id"],
        "provider": school.id, "site": school.id, "terms": terms, "grades": [grade],
        "min_size": least, "max_size": most, **({"duties": duties} if duties else {}),
    }  # fmt: skip


def group_id(school: str, programme: str, grade: int) -> str:
    """How groups are called."""
    return f"{school}-{programme}-{grade}"


ELECTIVES = {
    "e-russian": ("Русский язык: работа с текстом", "Russian: working with texts",
                  "russian", "languages", 1, BOTH_YEARS),
    "e-mathematics": ("Избранные вопросы математики", "Selected topics of mathematics",
                      "mathematics", "mathematics_informatics", 2, BOTH_YEARS),
    "e-society": ("Обществознание в вопросах и задачах", "Social studies in questions",
                  "history", "society", 1, BOTH_YEARS),
    "e-english": ("Практикум по английскому языку", "English workshop",
                  "foreign_language", "foreign_languages", 1, BOTH_YEARS),
    "e-finance": ("Основы финансовой грамотности", "Financial literacy",
                  "history", "society", 1, BOTH_YEARS),
    "e-mathematics-exam": ("Математика: готовимся к ЕГЭ", "Mathematics: for the final exam",
                           "mathematics", "mathematics_informatics", 2, SECOND_YEAR),
    "e-russian-exam": ("Русский язык: готовимся к ЕГЭ", "Russian: for the final exam",
                       "russian", "languages", 1, SECOND_YEAR),
    "e-mathematics-11": ("Математика, 11 класс: готовимся к ЕГЭ",
                         "Mathematics for the final exam, grade 11",
                         "mathematics", "mathematics_informatics", 2, FIRST_YEAR),
    "e-russian-11": ("Русский язык, 11 класс: готовимся к ЕГЭ",
                     "Russian for the final exam, grade 11", "russian", "languages", 1, FIRST_YEAR),
}  # fmt: skip
"""Names, who teaches it, area, hours a week, terms."""


def elective_programmes() -> list[Json]:
    """What schools teach at home beside the base curriculum."""
    return [
        {"id": id_, "name": text(ru, en), "kind": "course", "areas": [area],
         "contents": [{"hours_a_week": hours}], "assessed": text("Зачёт", "Pass or fail")}
        for id_, (ru, en, _, area, hours, _) in ELECTIVES.items()
    ]  # fmt: skip


def electives(school: SchoolFacts) -> list[Json]:
    """The electives of a school, inside its home hours."""
    return [
        {"id": f"{school.id}-{id_}", "programme": id_, "provider": school.id, "site": school.id,
         "terms": terms, "grades": [10 if terms == BOTH_YEARS else 11],
         "min_size": 1 if school.rural else 3, "max_size": 30,
         "duties": [duty(hours, *candidates(school, subject))]}
        for id_, (_, _, subject, _, hours, terms) in ELECTIVES.items()
    ]  # fmt: skip

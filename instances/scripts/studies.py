"""Specializations and advanced network courses that any town might have."""

from typing import Any

from instances.scripts.pieces import text
from instances.scripts.writing import Json

ADVANCED = {
    "mathematics": ("Математика", "Mathematics", "mathematics_informatics", 8),
    "informatics": ("Информатика", "Informatics", "mathematics_informatics", 4),
    "physics": ("Физика", "Physics", "nature", 5),
    "chemistry": ("Химия", "Chemistry", "nature", 3),
    "biology": ("Биология", "Biology", "nature", 3),
    "literature": ("Литература", "Literature", "languages", 5),
    "social_studies": ("Обществознание", "Social studies", "society", 4),
}
ALL_AREAS = ["mathematics_informatics", "nature", "society", "languages", "foreign_languages"]


def advanced(subject: str) -> Json:
    """A content: the subject at advanced level."""
    return {"subject": subject, "level": "advanced", "hours_a_week": ADVANCED[subject][3]}


def elective(hours: int) -> Json:
    """A content beside the subjects of the base curriculum."""
    return {"hours_a_week": hours}


def specialization(
    id: str,  # noqa: A002
    ru: str,
    en: str,
    areas: list[str],
    *contents: Json,
    **fields: Any,
) -> Json:
    """A specialization with its advanced subjects."""
    return {
        "id": id, "name": text(ru, en), "kind": "specialization", "areas": areas,
        "contents": list(contents),
    } | fields  # fmt: skip


def course(
    id: str,  # noqa: A002
    ru: str,
    en: str,
    areas: list[str],
    *contents: Json,
    **fields: Any,
) -> Json:
    """A course (or with kind='module' a practical module)."""
    return {
        "id": id, "name": text(ru, en), "kind": "course", "areas": areas,
        "contents": list(contents), "assessed": text("Зачёт", "Pass or fail"),
    } | fields  # fmt: skip


def network_course(subject: str, **fields: Any) -> Json:
    """The advanced network course in a subject."""
    ru, en, area, _ = ADVANCED[subject]
    return course(f"advanced-{subject}", f"{ru} (углублённый уровень, сетевой курс)",
                  f"{en} (advanced, network course)", [area], advanced(subject),
                  assessed=text("Экзамен", "Exam"), **fields)  # fmt: skip


def common_specializations(**clusters: str) -> list[Json]:
    """Those of the federal programme, some of which prepare for a cluster."""
    return [
        made | ({"clusters": [clusters[made["id"]]]} if made["id"] in clusters else {})
        for made in _specializations()
    ]


def _specializations() -> list[Json]:
    exact = ["mathematics_informatics", "nature"]
    return [
        specialization("technology", "Технологический профиль (инженерный)",
                       "Technology (engineering)", exact,
                       advanced("mathematics"), advanced("physics")),
        specialization("technology_it", "Технологический профиль (ИТ)", "Technology (IT)", exact,
                       advanced("mathematics"), advanced("informatics")),
        specialization("natural", "Естественно-научный профиль", "Natural science", ["nature"],
                       advanced("chemistry"), advanced("biology")),
        specialization("socio", "Социально-экономический профиль", "Socio-economic",
                       ["society", "mathematics_informatics"],
                       advanced("mathematics"), advanced("social_studies")),
        specialization("humanities", "Гуманитарный профиль", "Humanities",
                       ["languages", "foreign_languages", "society"],
                       advanced("literature"), advanced("social_studies")),
        specialization("individual", "Универсальный профиль (индивидуальные учебные планы)",
                       "Universal (individual curricula)", ALL_AREAS, elective(1)),
    ]  # fmt: skip

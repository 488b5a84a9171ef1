"""What can be studied in the district: specializations, network courses, trials, modules."""

from instances.scripts.pieces import text
from instances.scripts.schools import elective_programmes
from instances.scripts.studies import (
    ADVANCED,
    advanced,
    common_specializations,
    course,
    elective,
    network_course,
    specialization,
)
from instances.scripts.writing import Json

_EXACT, _NATURE, _SOCIETY = ["mathematics_informatics"], ["nature"], ["society"]


def programmes() -> list[Json]:
    """All programmes."""
    return [
        *common_specializations(technology_it="smart", natural="health"),
        specialization("medical", "Естественно-научный профиль (межшкольный медицинский класс)",
                       "Natural science (interschool medical class)", _NATURE,
                       advanced("chemistry"), advanced("biology"), elective(1),
                       clusters=["health"]),
        *(network_course(subject) for subject in ADVANCED if subject != "mathematics"),
        *_courses(),
        *_trials(),
        *_modules(),
        *elective_programmes(),
    ]  # fmt: skip


def _courses() -> list[Json]:
    return [
        course("robotics-1", "Робототехника, 1-й год", "Robotics, first year", _EXACT,
               elective(2), clusters=["smart"]),
        course("robotics-2", "Робототехника, 2-й год", "Robotics, second year", _EXACT,
               elective(2), prerequisites=["robotics-1"], clusters=["smart"]),
        course("python", "Программирование на Python", "Programming in Python", _EXACT,
               elective(2), clusters=["smart"]),
        course("data-analysis", "Анализ данных (онлайн, ТУСУР)", "Data analysis (online, TUSUR)",
               _EXACT, elective(2), prerequisites=["python"], clusters=["smart"]),
        course("modelling-3d", "3D-моделирование и печать", "3D modelling and printing", _EXACT,
               elective(1)),
        course("olympiad-mathematics", "Олимпиадная математика (онлайн, ТГУ)",
               "Olympiad mathematics (online, TSU)", _EXACT, elective(1)),
        course("law", "Основы права (онлайн, ТГУ)", "Introduction to law (online, TSU)",
               _SOCIETY, elective(1)),
        course("technical-english", "Технический английский (онлайн, ТПУ)",
               "Technical English (online, TPU)", ["foreign_languages"], elective(1)),
        course("agrobiology", "Агробиология и лесное семеноводство",
               "Agrobiology and forest seed growing", _NATURE, elective(1), clusters=["timber"]),
        course("local-history", "Краеведение Нарымского края: полевые исследования",
               "Field studies of the Narym region", _SOCIETY, {"hours": 24}, extracurricular=True),
    ]  # fmt: skip


def _trials() -> list[Json]:
    """Short ones for those who have not chosen: one half-year, an hour a week."""
    return [
        course("trial-engineering", "Проба: инженер", "Trial: engineering", _EXACT, elective(1),
               tags=["trial"]),
        course("trial-medicine", "Проба: медик", "Trial: medicine", _NATURE, elective(1),
               tags=["trial"], clusters=["health"]),
        course("trial-law", "Проба: юрист и экономист", "Trial: law and economics", _SOCIETY,
               elective(1), tags=["trial"]),
        course("trial-forest", "Проба: лесное хозяйство", "Trial: forestry", _NATURE, elective(1),
               tags=["trial"], clusters=["timber"]),
    ]  # fmt: skip


def _modules() -> list[Json]:
    exam = text("Квалификационная проба", "Practical examination")
    return [
        course("welding", "Сварочное дело", "Welding", _EXACT, elective(2), kind="module",
               hazard_class=1, tags=["practice"], assessed=exam),
        course("car-mechanics", "Устройство и ремонт автомобиля", "Car mechanics", _EXACT,
               elective(2), kind="module", hazard_class=1, tags=["practice"], assessed=exam),
        course("nursing", "Основы ухода за больными", "Introduction to nursing", _NATURE,
               elective(2), kind="module", hazard_class=1, tags=["practice"], clusters=["health"]),
        course("hospital-june", "Июньская практика в больнице", "June practice at the hospital",
               _NATURE, {"hours": 24}, kind="module", hazard_class=1, tags=["practice"],
               clusters=["health"]),
        course("forest-june", "Летняя лесная школа (с проживанием)",
               "Forest summer school (residential)", _NATURE, {"hours": 36}, kind="module",
               hazard_class=1, tags=["practice"], clusters=["timber"]),
        course("engineering-june", "Летняя инженерная школа ТПУ (Томск, с проживанием)",
               "TPU engineering summer school (Tomsk, residential)", _EXACT, {"hours": 40},
               kind="module", tags=["practice"], clusters=["smart"]),
        course("logging", "Лесозаготовительная техника: наблюдение за работой",
               "Logging machinery: watching it at work", _EXACT, elective(1), kind="module",
               hazard_class=2, tags=["practice"], clusters=["timber"]),
    ]  # fmt: skip

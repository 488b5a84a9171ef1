"""What the coal cluster offers to schools, and how it runs."""

from typing import Any

from instances.scripts.kuzbass_coal.places import KISELYOVSK, LENINSK, SOUTH
from instances.scripts.names import Draw
from instances.scripts.pieces import duty, meets, online, runs, single, text, timetable, weekly
from instances.scripts.schools import elective_programmes, teacher_id
from instances.scripts.studies import (
    advanced,
    common_specializations,
    course,
    elective,
    network_course,
    specialization,
)
from instances.scripts.writing import Json
from instances.scripts.years import BOTH_YEARS, FIRST_YEAR, SECOND_YEAR

_EXACT, _NATURE, _SOCIETY = ["mathematics_informatics"], ["nature"], ["society"]
_TWO, _THREE = ("14:40", "16:10"), ("14:40", "17:00")
_EVENING, _LATE = ("16:00", "17:30"), ("17:40", "18:25")


def programmes() -> list[Json]:
    """All programmes."""
    standard = [
        p
        for p in common_specializations(technology_it="metallurgy")
        if p["id"] not in ("technology", "humanities")
    ]
    return [
        specialization("mining", "Технологический профиль (горный класс)",
                       "Technology (mining class)", ["mathematics_informatics", "nature"],
                       advanced("mathematics"), advanced("physics"), clusters=["coal"]),
        *standard,
        *(network_course(subject)
          for subject in ("informatics", "physics", "chemistry", "social_studies")),
        *_courses(), *_modules(), *elective_programmes(),
    ]  # fmt: skip


def _courses() -> list[Json]:
    return [
        course("mine-safety", "Промышленная безопасность (онлайн, КузГТУ)",
               "Industrial safety (online, KuzSTU)", _EXACT, elective(1), clusters=["coal"]),
        course("coal-chemistry", "Углехимия: лаборатория", "Coal chemistry: laboratory", _NATURE,
               elective(2), clusters=["coal"]),
        course("surveying", "Основы маркшейдерии", "Introduction to mine surveying", _EXACT,
               elective(2), clusters=["coal"]),
        course("drawing", "Инженерная графика (онлайн, КузГТУ)",
               "Engineering drawing (online, KuzSTU)", _EXACT, elective(1),
               clusters=["metallurgy"]),
        course("labour-economics", "Экономика и право для горного дела (онлайн)",
               "Economics and law for mining (online)", _SOCIETY, elective(1)),
        course("ecology", "Экология угольного края", "Ecology of a coal region", _NATURE,
               elective(1)),
    ]  # fmt: skip


def _modules() -> list[Json]:
    def module(id_: str, ru: str, en: str, content: Json, hazard: int, **fields: Any) -> Json:
        return course(id_, ru, en, _EXACT, content, kind="module", hazard_class=hazard,
                      tags=["practice"], clusters=["coal"],
                      assessed=text("Квалификационная проба", "Practical examination"),
                      **fields)  # fmt: skip

    return [
        module("control-room", "Диспетчерская шахты", "The control room of a mine",
               elective(1), 0),
        module("electrician", "Электрослесарь: мастерская", "Electrical fitter: workshop",
               elective(2), 1),
        module("machines", "Горные машины: тренажёры", "Mining machines: simulators",
               elective(2), 1),
        module("technikum-june", "Июньская практика в техникуме", "June practice at the technikum",
               {"hours": 30}, 1),
        module("open-cut-work", "Разрез: наблюдение за работой", "Open cut: watching the work",
               elective(1), 2, prerequisites=["mine-safety"]),
        module("repair-shop", "Ремонтный цех разреза", "Repair shop of the open cut",
               elective(1), 2),
        module("underground", "В шахте: горные выработки", "Underground in the mine",
               {"hours": 8}, 3),
    ]  # fmt: skip


def lecturers(draw: Draw) -> list[Json]:
    """Teachers of the partners."""

    def lecturer(id_: str, organisation: str, *subjects: str, committed: int = 8) -> Json:
        return {
            "id": id_, "name": draw.person(), "organisation": organisation,
            "subjects": list(subjects), "hours_a_week": 26, "committed_hours": committed,
        }  # fmt: skip

    return [
        *(lecturer(f"kuzstu-informatics-{n}", "kuzstu", "informatics") for n in (1, 2)),
        *(lecturer(f"kuzstu-physics-{n}", "kuzstu", "physics") for n in (1, 2)),
        lecturer("kuzstu-chemistry", "kuzstu", "chemistry", committed=14),
        lecturer("kuzstu-society", "kuzstu", "social_studies", committed=12),
        lecturer("kuzstu-mining", "kuzstu", committed=12),
        lecturer("master-k-1", "technikum-k", committed=14),
        lecturer("master-k-2", "technikum-k", committed=15),
        lecturer("master-l-1", "technikum-l", committed=14),
        lecturer("master-l-2", "technikum-l", committed=15),
        lecturer("dispatcher", "mine", committed=0),
        lecturer("foreman", "open-cut", committed=0),
    ]


def offerings() -> list[Json]:
    """Everything beside the schools' own groups and electives."""
    return [*_advanced(), *_at_kuzstu(), *_in_workshops(), *_at_pits()]


def _advanced() -> list[Json]:
    informatics = ("kuzstu-informatics-1", "kuzstu-informatics-2")
    physics = ("kuzstu-physics-1", "kuzstu-physics-2")
    evenings = [online(("mon", _EVENING), ("thu", _EVENING))]
    afternoons = [online(("tue", _EVENING), ("fri", ("14:50", "17:10")))]
    network = {"grades": [10], "cost": 20_000}
    return [
        runs("informatics-10", "advanced-informatics", "kuzstu", BOTH_YEARS, (5, 14), **network,
              mode="online", timetables=evenings,
              duties=[duty(4, *informatics, subject="informatics")]),
        runs("physics-10", "advanced-physics", "kuzstu", BOTH_YEARS, (5, 14), **network,
              mode="online", timetables=afternoons, duties=[duty(5, *physics, subject="physics")]),
        runs("social_studies-10", "advanced-social_studies", "kuzstu", BOTH_YEARS, (5, 14),
              **network, mode="online", timetables=evenings,
              duties=[duty(4, "kuzstu-society", subject="social_studies")]),
        runs("chemistry-10", "advanced-chemistry", "school31", BOTH_YEARS, (4, 8), **network,
              timetables=[timetable(weekly("fri", "14:50", "17:10"), id="friday"),
                          timetable(weekly("mon", "15:30", "17:50"), id="monday")],
              duties=[duty(3, teacher_id("school31", "chemistry", 1), subject="chemistry")],
              schools=KISELYOVSK),
        runs("informatics-11", "advanced-informatics", "kuzstu", FIRST_YEAR, (3, 8), grades=[11],
              mode="online", timetables=evenings, closed=True,
              duties=[duty(4, *informatics, subject="informatics")]),
        runs("physics-11", "advanced-physics", "kuzstu", FIRST_YEAR, (3, 8), grades=[11],
              mode="online", timetables=afternoons, closed=True,
              duties=[duty(5, *physics, subject="physics")]),
    ]  # fmt: skip


def _at_kuzstu() -> list[Json]:
    return [
        single("mine-safety", "kuzstu", ["t1"], (3, 30), mode="online", grades=[10],
              timetables=[online(("tue", _LATE))], duties=[duty(1, "kuzstu-mining")]),
        single("coal-chemistry", "kuzstu", FIRST_YEAR, (4, 10), cost=12_000,
              schools=SOUTH, timetables=meets(weekly("wed", *_TWO)),
              duties=[duty(2, "kuzstu-chemistry")]),
        single("surveying", "kuzstu", SECOND_YEAR, (5, 12), cost=20_000, schools=SOUTH,
              timetables=meets(weekly("wed", *_TWO)), duties=[duty(2, "kuzstu-mining")]),
        single("drawing", "kuzstu", FIRST_YEAR, (5, 20), mode="online", grades=[10],
              timetables=[online(("wed", ("17:40", "18:25")))],
              duties=[duty(1, "kuzstu-mining")]),
        single("labour-economics", "kuzstu", FIRST_YEAR, (5, 20), mode="online",
              timetables=[online(("tue", _LATE))], duties=[duty(1, "kuzstu-society")]),
        single("ecology", "school8", FIRST_YEAR, (4, 10), schools=LENINSK, grades=[10],
              timetables=meets(weekly("fri", "14:50", "16:20", weeks="odd")),
              duties=[duty(1, teacher_id("school8", "biology", 1))]),
    ]  # fmt: skip


def _in_workshops() -> list[Json]:
    """One session a week at the technikum, on the cluster day: two sections in Kiselyovsk."""
    june = ["2028-06-05", "2028-06-06", "2028-06-07", "2028-06-08", "2028-06-09"]
    days = {"dates": june, "starts": "09:00", "ends": "13:00"}
    made = []
    for town, schools, masters in (
        ("k", KISELYOVSK, ("master-k-1", "master-k-2")),
        ("l", LENINSK, ("master-l-1", "master-l-2")),
    ):
        technikum = f"technikum-{town}"
        made += [
            runs(f"electrician-{town}", "electrician", technikum, FIRST_YEAR, (5, 10),
                  cost=25_000, grades=[10], schools=schools,
                  timetables=meets(weekly("wed", *_TWO)), duties=[duty(2, *masters)]),
            runs(f"machines-{town}", "machines", technikum, SECOND_YEAR, (5, 10),
                  cost=30_000, grades=[11], schools=schools,
                  timetables=meets(weekly("wed", *_TWO)), duties=[duty(2, *masters)]),
            runs(f"technikum-june-{town}", "technikum-june", technikum, ["t2"], (5, 14),
                  cost=15_000, grades=[10], mode="intensive", schools=schools,
                  timetables=meets(days)),
        ]  # fmt: skip
    second = runs("electrician-k-fri", "electrician", "technikum-k", FIRST_YEAR, (5, 10),
                   cost=25_000, grades=[10], schools=KISELYOVSK,
                   timetables=meets(weekly("fri", "14:50", "16:20")),
                   duties=[duty(2, "master-k-1", "master-k-2")])  # fmt: skip
    return [*made, second]


def _at_pits() -> list[Json]:
    """Direct contracts. Underground is offered and can never be taken (hazard class 3)."""
    return [
        single("control-room", "mine", FIRST_YEAR, (4, 8), site="mine-surface",
              cost=10_000, grades=[10],
              timetables=meets(weekly("wed", "15:00", "16:30", weeks="odd")),
              duties=[duty(1, "dispatcher")], mentor="Шахтин Геннадий Львович"),
        single("open-cut-work", "open-cut", ["t2"], (1, 6), cost=5_000,
              hazard_confirmed=True, min_age=16, grades=[10],
              timetables=meets(weekly("wed", "15:00", "16:30", weeks="even")),
              duties=[duty(1, "foreman")], mentor="Разрезов Илья Фомич"),
        single("repair-shop", "open-cut", SECOND_YEAR, (1, 6), cost=5_000,
              min_age=16, timetables=meets(weekly("wed", "15:00", "16:30", weeks="odd")),
              duties=[duty(1, "foreman")], mentor="Разрезов Илья Фомич"),
        single("underground", "mine", ["t2"], (1, 10), site="mine-underground",
              mode="intensive", timetables=meets({"dates": ["2028-06-14"], "starts": "10:00",
                                                  "ends": "14:00"}),
              mentor="Шахтин Геннадий Львович"),
    ]  # fmt: skip

"""How the network courses of the district run, and which schools share them."""

from typing import Any

from instances.scripts.kolpashevo.places import VILLAGES
from instances.scripts.kolpashevo.practice import practice
from instances.scripts.kolpashevo.teachers import both
from instances.scripts.kolpashevo.times import (
    CUT_OFF_A_YEAR,
    EVENING,
    FRIDAY_THREE,
    FRIDAY_TWO,
    THREE,
    TWO,
)
from instances.scripts.pieces import duty, meets, online, runs, single, timetable, weekly
from instances.scripts.schools import teacher_id
from instances.scripts.studies import ADVANCED
from instances.scripts.writing import Json
from instances.scripts.years import BOTH_YEARS, FIRST_YEAR, SECOND_YEAR

_BY_BUS = [village for village in VILLAGES if village != "inkino"]
_OPEN_TO = {
    "medical-10": ["school2", "school4", "school5", "school7", "togur"],
    "chemistry-10": ["school2", "school4", "school7", *_BY_BUS],
    "biology-10": ["school2", "school4", "school5", "school7", "sarovka"],
    "biology-togur-10": ["togur"],
    "robotics-1": ["school2", "school4", "togur", *_BY_BUS],
    "robotics-2": ["school2", "school4", "school7", "togur", *_BY_BUS],
    "python-wed": ["school2", "school5", "school7"],
    "python-mon": ["school2", "school5", "school7"],
    "modelling-3d": ["school2", "school4", "school5", "togur", "sarovka"],
    "agrobiology": ["school2", "school5", *_BY_BUS],
    "trial-engineering": ["school2", "school4", "school5", "togur"],
    "trial-medicine": ["school5", "school7", *_BY_BUS],
    "trial-forest": ["school2", "school4", "school7"],
    "welding": ["school2", "school4", "school5", "togur", "sarovka"],
    "car-mechanics": ["school2", "school4", "school5", "togur"],
    "nursing": ["school2", "school5", "school7", "togur"],
    "logging": ["school2", "school4", "school5"],
}
"""The schools that share a course which meets in town; the others are open to all."""


def offerings() -> list[Json]:
    """Everything beside the schools' own groups and electives."""
    made = [_medical_class(), *_advanced_10(), *_advanced_11(), *_courses(), *practice()]
    return [o | ({"schools": _OPEN_TO[o["id"]]} if o["id"] in _OPEN_TO else {}) for o in made]


def open_to(school: str) -> set[str]:
    """The programmes beside its own that students of a school may ask for."""
    return {o["programme"] for o in offerings() if school in o.get("schools", [school])}


def _medical_class() -> Json:
    return runs("medical-10", "medical", "medical-college", BOTH_YEARS, (6, 12), grades=[10],
        cost=45_000,
        timetables=meets(
            weekly("wed", *THREE, duty="chemistry"),
            weekly("sat", "13:00", "15:20", site="school7", duty="biology"),
            weekly("tue", *EVENING, weeks="even", remote=True, duty="introduction")),
        duties=[duty(3, "chemist", subject="chemistry", id="chemistry"),
                duty(3, "travelling-biologist", "nurse-teacher", subject="biology", id="biology"),
                duty(1, "nurse-teacher", id="introduction")])  # fmt: skip


def _advanced_10() -> list[Json]:
    def ten(subject: str, provider: str, least: int, most: int, **fields: Any) -> Json:
        return runs(f"{subject}-10", f"advanced-{subject}", provider, BOTH_YEARS, (least, most),
                    grades=[10], **fields)  # fmt: skip

    return [
        ten("chemistry", "school7", 4, 10, cost=12_000, remote_dates=2 * CUT_OFF_A_YEAR,
            timetables=meets(weekly("wed", *THREE)),
            duties=[duty(3, teacher_id("school7", "chemistry", 1), "chemist",
                         subject="chemistry")]),
        ten("biology", "school5", 5, 12, cost=20_000, remote_dates=2 * CUT_OFF_A_YEAR,
            timetables=[timetable(weekly("fri", *FRIDAY_THREE), id="friday"),
                        timetable(weekly("wed", *THREE), id="wednesday")],
            duties=[duty(3, *(teacher_id("school5", "biology", n) for n in (1, 2)),
                         subject="biology")]),
        ten("biology", "togur", 3, 8, cost=15_000, timetables=meets(
            weekly("thu", "15:30", "17:50")),
            duties=[duty(3, "travelling-biologist", subject="biology")]) | {
            "id": "biology-togur-10"},
        ten("physics", "tpu", 5, 12, mode="online", cost=30_000,
            timetables=[online(("tue", EVENING), ("fri", FRIDAY_THREE))],
            duties=[duty(5, *both("tpu-physics"), subject="physics")]),
        ten("informatics", "tusur", 5, 12, mode="online", cost=30_000,
            timetables=[online(("mon", EVENING), ("thu", EVENING), id="monday"),
                        online(("tue", EVENING), ("fri", EVENING), id="tuesday")],
            duties=[duty(4, *both("tusur-informatics"), subject="informatics")]),
        ten("literature", "tsu", 5, 12, mode="online", cost=30_000,
            timetables=[online(("tue", EVENING), ("fri", FRIDAY_THREE))],
            duties=[duty(5, *both("tsu-letters"), subject="literature")]),
        ten("social_studies", "tsu", 5, 12, mode="online", cost=30_000,
            timetables=[online(("mon", EVENING), ("thu", EVENING))],
            duties=[duty(4, *both("tsu-society"), subject="social_studies")]),
    ]  # fmt: skip


def _advanced_11() -> list[Json]:
    """For those who began in grade 10; whoever lacks a second subject finds it online."""

    def eleven(subject: str, provider: str, *candidates: str, **fields: Any) -> Json:
        hours = ADVANCED[subject][3]
        return runs(f"{subject}-11", f"advanced-{subject}", provider, FIRST_YEAR, (4, 24),
                    grades=[11], duties=[duty(hours, *candidates, subject=subject)],
                    **fields)  # fmt: skip

    evenings: Json = {"mode": "online", "timetables": [online(("mon", EVENING), ("thu", EVENING))]}
    afternoons: Json = {
        "mode": "online",
        "timetables": [online(("tue", EVENING), ("fri", FRIDAY_THREE))],
    }
    return [
        eleven("chemistry", "school7", teacher_id("school7", "chemistry", 1), "chemist",
               timetables=meets(weekly("fri", *FRIDAY_THREE)), closed=True),
        eleven("biology", "school5", *(teacher_id("school5", "biology", n) for n in (1, 2)),
               timetables=meets(weekly("mon", "15:30", "17:50")), closed=True),
        eleven("informatics", "tusur", *both("tusur-informatics"), **evenings),
        eleven("physics", "tpu", *both("tpu-physics"), **afternoons),
        eleven("social_studies", "tsu", *both("tsu-society"), **evenings),
        eleven("literature", "tsu", *both("tsu-letters"), **afternoons),
    ]  # fmt: skip


def _courses() -> list[Json]:
    python_teachers = (teacher_id("school7", "informatics", 1),
                       teacher_id("school7", "informatics", 2))  # fmt: skip
    section: Json = {"duties": [duty(2, *python_teachers)], "cost": 5_000, "grades": [10]}
    return [
        single("robotics-1", "school2", FIRST_YEAR, (5, 10), cost=25_000, grades=[10],
              remote_dates=CUT_OFF_A_YEAR, timetables=meets(weekly("wed", *TWO)),
              duties=[duty(2, teacher_id("school2", "informatics", 1))]),
        single("robotics-2", "school2", SECOND_YEAR, (4, 10), cost=15_000,
              remote_dates=CUT_OFF_A_YEAR, timetables=meets(weekly("wed", *TWO)),
              duties=[duty(2, teacher_id("school2", "informatics", 1))]),
        runs("python-wed", "python", "school7", FIRST_YEAR, (4, 8), remote_dates=CUT_OFF_A_YEAR,
              timetables=meets(weekly("wed", *TWO)), **section),
        runs("python-mon", "python", "school7", FIRST_YEAR, (4, 8),
              timetables=meets(weekly("mon", "14:50", "16:20")), **section),
        single("data-analysis", "tusur", SECOND_YEAR, (4, 15), mode="online", cost=5_000,
              timetables=[online(("wed", TWO))], duties=[duty(2, *both("tusur-informatics"))]),
        single("modelling-3d", "college", FIRST_YEAR, (4, 8), cost=12_000, grades=[10],
              timetables=meets(weekly("fri", *FRIDAY_TWO, weeks="odd")),
              duties=[duty(1, "college-mechanic", "college-welder")]),
        single("olympiad-mathematics", "tsu", BOTH_YEARS, (4, 15), mode="online", grades=[10],
              timetables=[online(("mon", ("17:40", "18:25")))],
              duties=[duty(1, "tsu-mathematics")]),
        single("law", "tsu", FIRST_YEAR, (5, 20), mode="online",
              timetables=[online(("tue", ("17:40", "18:25")))],
              duties=[duty(1, *both("tsu-society"))]),
        single("technical-english", "tpu", FIRST_YEAR, (5, 20), mode="online",
              timetables=[online(("thu", ("17:40", "18:25")))],
              duties=[duty(1, "tpu-english")]),
        single("agrobiology", "forestry", FIRST_YEAR, (4, 10), cost=10_000, grades=[10],
              remote_dates=CUT_OFF_A_YEAR, site="nursery",
              timetables=meets(weekly("wed", "14:55", "16:25", weeks="even")),
              duties=[duty(1, "forester")]),
        single("local-history", "school2", ["t2"], (5, 20),
              timetables=meets({"dates": ["2028-06-13", "2028-06-14", "2028-06-15"],
                                "starts": "10:00", "ends": "16:00"}), mode="intensive",
              duties=[duty(0, teacher_id("school2", "history", 1))]),
    ]  # fmt: skip

"""Trials and practical modules: a few weeks, a half-year or days in June at a partner."""

from instances.scripts.kolpashevo.teachers import both
from instances.scripts.kolpashevo.times import CUT_OFF_A_YEAR, FRIDAY_TWO
from instances.scripts.pieces import duty, meets, online, single, weekly
from instances.scripts.writing import Json
from instances.scripts.years import FIRST_YEAR, SECOND_YEAR


def practice() -> list[Json]:
    """All of them."""
    return [*_trials(), *_modules(), *_june()]


def _trials() -> list[Json]:
    return [
        single("trial-engineering", "college", ["t1"], (4, 10), grades=[10], cost=6_000,
              timetables=meets(weekly("wed", "14:40", "16:10", weeks="odd")),
              duties=[duty(1, "college-mechanic", "college-welder")]),
        single("trial-medicine", "hospital", ["t2"], (4, 10), grades=[10], cost=6_000,
              remote_dates=CUT_OFF_A_YEAR,
              timetables=meets(weekly("wed", "14:40", "16:10", weeks="odd")),
              duties=[duty(1, "nurse-teacher", "chemist")]),
        single("trial-law", "tsu", ["t1"], (4, 15), grades=[10], mode="online", cost=4_000,
              timetables=[online(("wed", ("16:30", "17:15")))],
              duties=[duty(1, *both("tsu-society"))]),
        single("trial-forest", "forestry", ["t2"], (4, 10), grades=[10], site="nursery", cost=6_000,
              remote_dates=CUT_OFF_A_YEAR,
              timetables=meets(weekly("wed", "14:55", "16:25", weeks="odd")),
              duties=[duty(1, "forester")]),
    ]  # fmt: skip


def _modules() -> list[Json]:
    return [
        single("welding", "college", FIRST_YEAR, (4, 8), cost=35_000, grades=[10, 11],
              timetables=meets(weekly("fri", *FRIDAY_TWO)),
              duties=[duty(2, "college-welder")], mentor="Бурундуков Анатолий Семёнович"),
        single("car-mechanics", "college", SECOND_YEAR, (4, 8), cost=20_000,
              timetables=meets(weekly("fri", *FRIDAY_TWO)),
              duties=[duty(2, "college-mechanic")], mentor="Зырянцев Виктор Павлович"),
        single("nursing", "hospital", FIRST_YEAR, (4, 8), cost=5_000, mode="blended", min_age=15,
              grades=[10],
              timetables=meets(
                  weekly("thu", "15:30", "16:15", remote=True, duty="theory"),
                  weekly("mon", "15:30", "17:00", weeks="even", duty="practice")),
              duties=[duty(1, "nurse-teacher", "chemist", id="theory"),
                      duty(1, "nurse-teacher", id="practice")],
              mentor="Лапина Вера Николаевна"),
        single("logging", "forestry", SECOND_YEAR, (2, 6), cost=5_000, min_age=16, site="nursery",
              hazard_confirmed=True, remote_dates=CUT_OFF_A_YEAR,
              timetables=meets(weekly("wed", "14:55", "16:25", weeks="odd")),
              duties=[duty(1, "forester")], mentor="Кедров Степан Ильич"),
    ]  # fmt: skip


def _june() -> list[Json]:
    days = [f"2028-06-{day:02d}" for day in (5, 6, 7, 8, 9)]
    early = [f"2028-06-{day:02d}" for day in (1, 2, 5, 6, 7)]
    later = [f"2028-06-{day:02d}" for day in (19, 20, 21, 22, 23)]
    away = {"mode": "intensive", "grades": [10], "duties": []}
    return [
        single("hospital-june", "hospital", ["t2"], (4, 10), cost=8_000, **away,
              timetables=meets({"dates": early, "starts": "09:00", "ends": "13:00"})),
        single("forest-june", "forestry", ["t2"], (6, 12), cost=40_000, site="nursery", **away,
              timetables=meets({"dates": days, "starts": "09:00", "ends": "17:00",
                                "residential": True}), mentor="Кедров Степан Ильич"),
        single("engineering-june", "tpu", ["t2"], (5, 12), cost=40_000, site="tomsk-campus", **away,
              timetables=meets({"dates": later, "starts": "09:00", "ends": "18:00",
                                "residential": True})),
    ]  # fmt: skip

"""How the network courses, trials and modules of the district run, and who teaches them."""

from typing import Any

from instances.scripts.names import Draw
from instances.scripts.pieces import duty, meets, timetable, weekly
from instances.scripts.schools import teacher_id
from instances.scripts.writing import Json
from instances.scripts.years import BOTH_YEARS, FIRST_YEAR, SECOND_YEAR

# After the last lesson on the common afternoon (Wednesday): two or three lessons in a row,
# late enough for the buses, over before they leave.
TWO, THREE = ("14:40", "16:10"), ("14:40", "17:00")
FRIDAY_TWO, FRIDAY_THREE = ("14:50", "16:20"), ("14:50", "17:10")
EVENING = ("16:00", "17:30")
CUT_OFF_A_YEAR = 6
"""Wednesdays between 10 April and the end of the school year, without ice or a direct ferry."""


def _lecturer(draw: Draw, id_: str, organisation: str, *subjects: str, **fields: Any) -> Json:
    return {
        "id": id_, "name": draw.person(), "organisation": organisation,
        "subjects": list(subjects), "hours_a_week": 24, "committed_hours": 8,
    } | fields  # fmt: skip


def _both(pair: str) -> tuple[str, str]:
    """The two lecturers of a university's department."""
    return f"{pair}-1", f"{pair}-2"


def lecturers(draw: Draw) -> list[Json]:
    """Teachers of the partners, and the travelling teacher of biology."""
    return [
        *(_lecturer(draw, lecturer, organisation, subject)
          for pair, organisation, subject in (
              ("tsu-society", "tsu", "social_studies"), ("tsu-letters", "tsu", "literature"),
              ("tpu-physics", "tpu", "physics"), ("tusur-informatics", "tusur", "informatics"))
          for lecturer in _both(pair)),
        _lecturer(draw, "tsu-mathematics", "tsu", "mathematics", committed_hours=14),
        _lecturer(draw, "tpu-english", "tpu", "foreign_language", committed_hours=16),
        _lecturer(draw, "college-welder", "college", committed_hours=16),
        _lecturer(draw, "college-mechanic", "college", committed_hours=15),
        _lecturer(draw, "nurse-teacher", "medical-college", "biology", sites=["hospital"],
                  committed_hours=14),
        _lecturer(draw, "chemist", "medical-college", "chemistry", sites=["school7", "hospital"],
                  committed_hours=12),
        _lecturer(draw, "forester", "forestry", committed_hours=0, paid_hours=4,
                  hours_a_week=6),
        _lecturer(draw, "travelling-biologist", "school5", "biology", sites=["togur", "school7"],
                  committed_hours=9, busy=[{"day": "thu", "starts": "08:30", "ends": "15:00",
                                            "reason": "Уроки в школе № 5"}]),
    ]  # fmt: skip


def _runs(id_: str, provider: str, terms: list[str], least: int, most: int, **fields: Any) -> Json:
    programme = fields.pop("programme", id_)
    online = {} if fields.get("mode") == "online" else {"site": provider}
    return {
        "id": id_, "programme": programme, "provider": provider, **online, "terms": terms,
        "min_size": least, "max_size": most,
    } | fields  # fmt: skip


def _online(*slots: tuple[str, tuple[str, str]], id: str = "main") -> Json:  # noqa: A002
    return timetable(*(weekly(day, *times, remote=True) for day, times in slots), id=id)


def offerings() -> list[Json]:
    """Everything beside the schools' own groups and electives."""
    return [_medical_class(), *_advanced_10(), *_advanced_11(), *_courses(), *_trials(),
            *_modules(), *_june()]  # fmt: skip


def _medical_class() -> Json:
    return _runs(
        "medical-10", "medical-college", BOTH_YEARS, 6, 12, programme="medical", grades=[10],
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
        return _runs(f"{subject}-10", provider, BOTH_YEARS, least, most,
                     programme=f"advanced-{subject}", grades=[10], **fields)  # fmt: skip

    return [
        ten("chemistry", "school7", 5, 10, cost=25_000, remote_dates=2 * CUT_OFF_A_YEAR,
            timetables=meets(weekly("wed", *THREE)),
            duties=[duty(3, teacher_id("school7", "chemistry", 1), "chemist",
                         subject="chemistry")]),
        ten("biology", "school5", 5, 10, cost=20_000, remote_dates=2 * CUT_OFF_A_YEAR,
            timetables=[timetable(weekly("fri", *FRIDAY_THREE), id="friday"),
                        timetable(weekly("wed", *THREE), id="wednesday")],
            duties=[duty(3, *(teacher_id("school5", "biology", n) for n in (1, 2)),
                         subject="biology")]),
        ten("biology", "togur", 3, 8, cost=15_000, timetables=meets(
            weekly("thu", "15:30", "17:50")),
            duties=[duty(3, "travelling-biologist", subject="biology")]) | {
            "id": "biology-togur-10"},
        ten("physics", "tpu", 5, 12, mode="online", cost=30_000,
            timetables=[_online(("tue", EVENING), ("fri", FRIDAY_THREE))],
            duties=[duty(5, *_both("tpu-physics"), subject="physics")]),
        ten("informatics", "tusur", 5, 12, mode="online", cost=30_000,
            timetables=[_online(("mon", EVENING), ("thu", EVENING), id="monday"),
                        _online(("tue", EVENING), ("fri", EVENING), id="tuesday")],
            duties=[duty(4, *_both("tusur-informatics"), subject="informatics")]),
        ten("literature", "tsu", 5, 12, mode="online", cost=30_000,
            timetables=[_online(("tue", EVENING), ("fri", FRIDAY_THREE))],
            duties=[duty(5, *_both("tsu-letters"), subject="literature")]),
        ten("social_studies", "tsu", 5, 12, mode="online", cost=30_000,
            timetables=[_online(("mon", EVENING), ("thu", EVENING))],
            duties=[duty(4, *_both("tsu-society"), subject="social_studies")]),
    ]  # fmt: skip


def _advanced_11() -> list[Json]:
    def eleven(subject: str, provider: str, timetables: list[Json], hours: int,
               *who: str, **fields: Any) -> Json:  # fmt: skip
        return _runs(f"{subject}-11", provider, FIRST_YEAR, 4, 24, grades=[11],
                     programme=f"advanced-{subject}", timetables=timetables,
                     duties=[duty(hours, *who, subject=subject)], **fields)  # fmt: skip

    evenings = [_online(("mon", EVENING), ("thu", EVENING))]
    afternoons = [_online(("tue", EVENING), ("fri", FRIDAY_THREE))]
    return [
        eleven(
            "chemistry",
            "school7",
            meets(weekly("fri", *FRIDAY_THREE)),
            3,
            teacher_id("school7", "chemistry", 1),
            "chemist",
        ),
        eleven(
            "biology",
            "school5",
            meets(weekly("mon", "15:30", "17:50")),
            3,
            teacher_id("school5", "biology", 1),
            teacher_id("school5", "biology", 2),
        ),
        eleven(
            "informatics",
            "tusur",
            evenings,
            4,
            "tusur-informatics-1",
            "tusur-informatics-2",
            mode="online",
        ),
        eleven("physics", "tpu", afternoons, 5, *_both("tpu-physics"), mode="online"),
        eleven("social_studies", "tsu", evenings, 4, *_both("tsu-society"), mode="online"),
        eleven("literature", "tsu", afternoons, 5, *_both("tsu-letters"), mode="online"),
    ]


def _courses() -> list[Json]:
    python_teachers = (teacher_id("school7", "informatics", 1),
                       teacher_id("school7", "informatics", 2))  # fmt: skip
    section = {
        "programme": "python",
        "duties": [duty(2, *python_teachers)],
        "cost": 5_000,
        "grades": [10],
    }
    return [
        _runs("robotics-1", "school2", FIRST_YEAR, 5, 10, cost=25_000, grades=[10],
              remote_dates=CUT_OFF_A_YEAR, timetables=meets(weekly("wed", *TWO)),
              duties=[duty(2, teacher_id("school2", "informatics", 1))]),
        _runs("robotics-2", "school2", SECOND_YEAR, 4, 10, cost=15_000,
              remote_dates=CUT_OFF_A_YEAR, timetables=meets(weekly("wed", *TWO)),
              duties=[duty(2, teacher_id("school2", "informatics", 1))]),
        _runs("python-wed", "school7", FIRST_YEAR, 4, 8, remote_dates=CUT_OFF_A_YEAR,
              timetables=meets(weekly("wed", *TWO)), **section),
        _runs("python-mon", "school7", FIRST_YEAR, 4, 8,
              timetables=meets(weekly("mon", "14:50", "16:20")), **section),
        _runs("data-analysis", "tusur", SECOND_YEAR, 5, 15, mode="online", cost=15_000,
              timetables=[_online(("wed", TWO))], duties=[duty(2, *_both("tusur-informatics"))]),
        _runs("modelling-3d", "college", FIRST_YEAR, 4, 8, cost=12_000, grades=[10],
              timetables=meets(weekly("fri", *FRIDAY_TWO, weeks="odd")),
              duties=[duty(1, "college-mechanic", "college-welder")]),
        _runs("olympiad-mathematics", "tsu", BOTH_YEARS, 4, 15, mode="online", grades=[10],
              timetables=[_online(("mon", ("17:40", "18:25")))],
              duties=[duty(1, "tsu-mathematics")]),
        _runs("law", "tsu", FIRST_YEAR, 5, 20, mode="online",
              timetables=[_online(("tue", ("17:40", "18:25")))],
              duties=[duty(1, *_both("tsu-society"))]),
        _runs("technical-english", "tpu", FIRST_YEAR, 5, 20, mode="online",
              timetables=[_online(("thu", ("17:40", "18:25")))],
              duties=[duty(1, "tpu-english")]),
        _runs("agrobiology", "forestry", FIRST_YEAR, 4, 10, cost=10_000, grades=[10],
              remote_dates=CUT_OFF_A_YEAR, site="nursery",
              timetables=meets(weekly("wed", "14:55", "16:25", weeks="even")),
              duties=[duty(1, "forester")]),
        _runs("local-history", "school2", ["t2"], 5, 20,
              timetables=meets({"dates": ["2028-06-13", "2028-06-14", "2028-06-15"],
                                "starts": "10:00", "ends": "16:00"}), mode="intensive",
              duties=[duty(0, teacher_id("school2", "history", 1))]),
    ]  # fmt: skip


def _trials() -> list[Json]:
    return [
        _runs("trial-engineering", "college", ["t1"], 4, 10, grades=[10], cost=6_000,
              timetables=meets(weekly("wed", "14:40", "16:10", weeks="odd")),
              duties=[duty(1, "college-mechanic", "college-welder")]),
        _runs("trial-medicine", "hospital", ["t2"], 4, 10, grades=[10], cost=6_000,
              remote_dates=CUT_OFF_A_YEAR,
              timetables=meets(weekly("wed", "14:40", "16:10", weeks="odd")),
              duties=[duty(1, "nurse-teacher", "chemist")]),
        _runs("trial-law", "tsu", ["t1"], 4, 15, grades=[10], mode="online", cost=4_000,
              timetables=[_online(("wed", ("16:30", "17:15")))],
              duties=[duty(1, *_both("tsu-society"))]),
        _runs("trial-forest", "forestry", ["t2"], 4, 10, grades=[10], site="nursery", cost=6_000,
              remote_dates=CUT_OFF_A_YEAR,
              timetables=meets(weekly("wed", "14:55", "16:25", weeks="odd")),
              duties=[duty(1, "forester")]),
    ]  # fmt: skip


def _modules() -> list[Json]:
    return [
        _runs("welding", "college", FIRST_YEAR, 4, 8, cost=35_000, grades=[10, 11],
              timetables=meets(weekly("fri", *FRIDAY_TWO)),
              duties=[duty(2, "college-welder")], mentor="Бурундуков Анатолий Семёнович"),
        _runs("car-mechanics", "college", SECOND_YEAR, 4, 8, cost=20_000,
              timetables=meets(weekly("fri", *FRIDAY_TWO)),
              duties=[duty(2, "college-mechanic")], mentor="Зырянцев Виктор Павлович"),
        _runs("nursing", "hospital", FIRST_YEAR, 4, 8, cost=12_000, mode="blended", min_age=15,
              grades=[10],
              timetables=meets(
                  weekly("thu", "15:30", "16:15", remote=True, duty="theory"),
                  weekly("mon", "15:30", "17:00", weeks="even", duty="practice")),
              duties=[duty(1, "nurse-teacher", "chemist", id="theory"),
                      duty(1, "nurse-teacher", id="practice")],
              mentor="Лапина Вера Николаевна"),
        _runs("logging", "forestry", SECOND_YEAR, 2, 6, cost=5_000, min_age=16, site="nursery",
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
        _runs("hospital-june", "hospital", ["t2"], 4, 10, cost=8_000, **away,
              timetables=meets({"dates": early, "starts": "09:00", "ends": "13:00"})),
        _runs("forest-june", "forestry", ["t2"], 6, 12, cost=40_000, site="nursery", **away,
              timetables=meets({"dates": days, "starts": "09:00", "ends": "17:00",
                                "residential": True}), mentor="Кедров Степан Ильич"),
        _runs("engineering-june", "tpu", ["t2"], 6, 12, cost=60_000, site="tomsk-campus", **away,
              timetables=meets({"dates": later, "starts": "09:00", "ends": "18:00",
                                "residential": True})),
    ]  # fmt: skip

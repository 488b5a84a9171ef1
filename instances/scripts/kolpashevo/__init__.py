"""Kolpashevo and its district in 2027/28 and 2028/29. What is invented is listed in `about`."""

from instances.scripts.kolpashevo.offers import offerings
from instances.scripts.kolpashevo.people import students
from instances.scripts.kolpashevo.places import (
    CLUSTERS,
    SCHOOLS,
    SEASONS,
    agreements,
    links,
    organisations,
    sites,
    trips,
)
from instances.scripts.kolpashevo.studies import programmes
from instances.scripts.kolpashevo.teachers import lecturers
from instances.scripts.names import Draw
from instances.scripts.pieces import text
from instances.scripts.schools import electives, groups, staff
from instances.scripts.writing import Json
from instances.scripts.years import calendar

_ABOUT = text(
    "Придуманы: все люди и их выбор, число учеников, минуты в пути, расписания, вместимость, "
    "часы учителей, договоры, цены и потребность в кадрах. Настоящие: школы, паром и ледовая "
    "переправа, четыре группы школы № 2, доли профилей и 35% не определившихся.",
    "Invented: all people and their choices, numbers of students, minutes, timetables, seats, "
    "teachers' hours, contracts, costs, demand. Real: the schools, the ferry and the ice road, "
    "the four groups of School No. 2, the shares of specializations and the 35% undecided.",
)


def build() -> Json:
    """The instance."""
    draw = Draw("Kolpashevo 2027")
    known = {programme["id"]: programme for programme in programmes()}
    return {
        "title": text("Колпашево и район, 2027/28 и 2028/29",
                      "Kolpashevo and its district, 2027/28 and 2028/29"),
        "about": _ABOUT,
        "calendar": calendar(),
        "seasons": SEASONS,
        "municipalities": [
            {"id": "kolpashevo", "name": text("Колпашевский район", "Kolpashevo district")},
            {"id": "tomsk", "name": text("Томск", "Tomsk")}],
        "clusters": CLUSTERS,
        "organisations": organisations(draw),
        "sites": sites(),
        "links": links(),
        "trips": trips(),
        "teachers": [*(teacher for school in SCHOOLS for teacher in staff(school, draw)),
                     *lecturers(draw)],
        "programmes": list(known.values()),
        "offerings": [
            *(group for school in SCHOOLS for group in groups(school, known)),
            *offerings(),
            *(elective for school in SCHOOLS for elective in electives(school))],
        "agreements": agreements(),
        "students": students(draw),
        "demand": [
            {"id": "health", "cluster": "health", "municipality": "kolpashevo", "people": 45},
            {"id": "timber", "cluster": "timber", "municipality": "kolpashevo", "people": 18}],
        "rule_sets": ["fgos-2022", "fgos-2027-draft"],
        "regulations": [{"grade": 10, "rule_set": "fgos-2027-draft"},
                        {"grade": 11, "rule_set": "fgos-2022"}],
        "locks": [
            {"offering": "school2-natural-10"},
            {"offering": "school2-individual-10"},
            {"teacher": "chemist", "offering": "medical-10", "duty": "chemistry"},
            {"student": "school2-10-12", "offering": "python-mon", "holds": False},
            {"offering": "biology-10", "timetable": "wednesday", "holds": False}],
        "budget": {"roubles": 650_000, "extra_hours": 60},
        "travel_limit": 120,
    }  # fmt: skip

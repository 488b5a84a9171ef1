"""Three coal towns of Kuzbass in 2027/28 and 2028/29. What is invented is listed in `about`."""

from instances.scripts.kuzbass_coal.offers import lecturers, offerings, programmes
from instances.scripts.kuzbass_coal.people import students
from instances.scripts.kuzbass_coal.places import (
    CLUSTERS,
    MUNICIPALITIES,
    SCHOOLS,
    agreements,
    links,
    organisations,
    sites,
    trips,
)
from instances.scripts.names import Draw
from instances.scripts.pieces import text
from instances.scripts.schools import electives, groups, staff
from instances.scripts.writing import Json
from instances.scripts.years import calendar

_ABOUT = text(
    "Придуманы: люди и их выбор, число учеников, школы № 14, 8 и 45, разрез, минуты, расписания, "
    "договоры, цены, потребность в кадрах и правило о практике. Настоящие: классы СУЭК в школах "
    "№ 31 и 20 с горными техникумами (день в неделю), шахта имени Кирова.",
    "Invented: people and their choices, numbers, schools No. 14, 8 and 45, the open cut, minutes, "
    "timetables, contracts, costs, demand, the rule on practice. Real: SUEK classes of schools "
    "No. 31 and 20 with mining technikums (one session a week), the Kirov mine.",
)


def build() -> Json:
    """The instance."""
    draw = Draw("Kuzbass 2027")
    known = {programme["id"]: programme for programme in programmes()}
    return {
        "title": text("Угольные города Кузбасса, 2027/28 и 2028/29",
                      "Coal towns of Kuzbass, 2027/28 and 2028/29"),
        "about": _ABOUT,
        "calendar": calendar(),
        "municipalities": MUNICIPALITIES,
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
            {"id": f"coal-{municipality}", "cluster": "coal", "municipality": municipality,
             "people": people}
            for municipality, people in (("kiselyovsk", 34), ("leninsk", 30), ("prokopyevsk", 14))
        ] + [{"id": "metallurgy", "cluster": "metallurgy", "people": 12}],
        "rule_sets": ["fgos-2022", "fgos-2027-draft", _rules_of_the_cluster()],
        "regulations": [{"grade": 10, "rule_set": "coal-cluster"},
                        {"grade": 11, "rule_set": "fgos-2022"}],
        "locks": [{"offering": "school31-mining-10"}, {"offering": "school20-mining-10"}],
        "budget": {"roubles": 400_000, "extra_hours": 40},
        "travel_limit": 120,
    }  # fmt: skip


def _rules_of_the_cluster() -> Json:
    return {
        "id": "coal-cluster", "extends": "fgos-2027-draft", "valid_from": "2027-09-01",
        "name": text("Правила угольного кластера (проект ФГОС 2027 и практика)",
                     "Rules of the coal cluster (draft FGOS of 2027, and practice)"),
        "draft": True,
        "requirements": [
            {"id": "practice", "source": "Положение о горных классах (вымышлено)",
             "text": text("В горном классе — не менее 30 часов практики",
                          "In a mining class at least 30 hours of practice"),
             "applies": {"specializations": ["mining"]},
             "counts": {"kinds": ["module"], "tags": ["practice"], "elsewhere": True},
             "unit": "hours", "over": "trajectory", "minimum": 30,
             "points": 1500, "points_per_unit": 10}],
    }  # fmt: skip

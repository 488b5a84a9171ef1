"""An instance and plan for the documents: two years, a village student, every section filled."""

import json
from importlib.resources import files
from typing import Any

from models.instance import Instance
from models.plan import Plan
from tests import builders
from tests.builders import offering, programme, student, weekly

TERMS: list[dict[str, Any]] = [
    {"id": f"t{n}", "name": {"ru": f"{half} полугодие {year}/{year - 1999}", "en": f"term {n}"},
     "year": year, "starts": starts, "ends": ends}
    for n, half, year, starts, ends in (
        (1, "I", 2027, "2027-09-01", "2027-12-28"), (2, "II", 2027, "2028-01-17", "2028-05-12"),
        (3, "I", 2028, "2028-09-01", "2028-12-28"), (4, "II", 2028, "2029-01-15", "2029-05-11"),
    )
]  # fmt: skip
ALL = ["t1", "t2", "t3", "t4"]
JUNE = [f"2028-06-0{day}" for day in range(5, 10)]


def rule_set() -> dict[str, Any]:
    """The rule set of 2022 as it comes with the program."""
    path = files("planner") / "rule_sets" / "fgos-2022.json"
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def teacher(name: str) -> dict[str, Any]:
    """A teacher of the home school."""
    return {"id": name.split()[0], "name": name, "organisation": "home", "hours_a_week": 30}


def rich(courses: int = 2, name: str = "Серебрянникова Александра Константиновна",
         **fields: Any) -> Instance:  # fmt: skip
    """One student with everything, one with nothing."""
    college: dict[str, Any] = {"provider": "college", "site": "college-site", "max_size": 10}
    duty = [{"hours_a_week": 2, "candidates": ["Лебедева"]}]
    extra = [
        offering(f"c{n}", provider="college", site="college-site", terms=ALL, duties=duty,
                 timetables=[weekly("wed" if n < 2 else "thu", f"{15 + n}:00", f"{15 + n}:45")
                             if n < 8 else weekly("fri", f"{n}:00", f"{n}:45")])
        for n in range(courses)
    ]  # fmt: skip
    known: dict[str, Any] = {
        "title": {"ru": "Пример", "en": "Example"},
        "calendar": {"terms": TERMS},
        "organisations": [
            {"id": "home", "name": {"ru": "Озёрная средняя школа", "en": "Lake school"},
             "kind": "school", "municipality": "town",
             "school": {"days_a_week": 5, "head": "Гринёва Мария Петровна",
                        "deputy": "Ким Ольга Сергеевна"}},
            {"id": "college", "kind": "college", "municipality": "town",
             "name": {"ru": "Социально-промышленный колледж", "en": "Industrial college"},
             "address": "ул. Победы, 12"},
        ],
        "sites": [
            {"id": "home-site", "name": {"ru": "Озёрное", "en": "Lake"}, "organisation": "home",
             "rural": True},
            {"id": "college-site", "name": {"ru": "Колледж", "en": "College"},
             "organisation": "college"},
        ],
        "trips": [
            {"id": f"bus-{way}", "name": "Озёрное – Колледж", "day": "wed", "seats": 20,
             "stops": [{"site": one, "time": at}, {"site": two, "time": to}]}
            for way, one, at, two, to in (
                ("there", "home-site", "14:20", "college-site", "14:50"),
                ("back", "college-site", "20:00", "home-site", "20:30"),
            )
        ],
        "rule_sets": [rule_set()],
        "regulations": [{"grade": grade, "rule_set": "fgos-2022"} for grade in (10, 11)],
        "teachers": [teacher("Лебедева Анна Игоревна"), teacher("Орлов Пётр Ильич")],
        "programmes": [
            programme("tech", "specialization",
                      name={"ru": "Технологический профиль", "en": "Technology"},
                      areas=["mathematics_informatics", "nature"],
                      contents=[{"subject": "mathematics", "level": "advanced", "hours_a_week": 8},
                                {"subject": "physics", "level": "advanced", "hours_a_week": 5}]),
            *(programme(f"c{n}", name={"ru": f"Основы робототехники {n}", "en": f"Robotics {n}"},
                        contents=[{"hours_a_week": 1}], assessed={"ru": "зачёт", "en": "pass"})
              for n in range(courses)),
            programme("weld", "module", name={"ru": "Сварочное дело", "en": "Welding"},
                      contents=[{"hours": 30}], hazard_class=1),
            programme("chess", name={"ru": "Шахматы", "en": "Chess"}, extracurricular=True,
                      contents=[{"hours_a_week": 1}]),
            programme("law", name={"ru": "Основы права", "en": "Law"}),
        ],
        "offerings": [
            offering("tech-group", "tech", terms=ALL,
                     duties=[{"id": "m", "subject": "mathematics", "hours_a_week": 8,
                              "candidates": ["Лебедева"]},
                             {"id": "p", "subject": "physics", "hours_a_week": 5,
                              "candidates": ["Орлов"]}]),
            *extra,
            offering("weld", terms=["t2"], mentor="Сидоров Иван Кузьмич",
                     timetables=[{"meetings": [{"dates": JUNE, "starts": "09:00",
                                                "ends": "12:00"}]}], **college),
            offering("chess", terms=["t1"], timetables=[weekly("fri", weeks="odd")]),
            offering("law", min_size=5, **college),
        ],
        "students": [
            student(name=name, class_name="10А", clearance=1,
                    wishes=[{"ranked": [{"programme": "law"}]},
                            {"ranked": [{"programme": "law"}, {"programme": "c0"}]},
                            {"ranked": [{"programme": "tech"}]}]),
            student("empty", name="Ли"),
        ],
    }  # fmt: skip
    return builders.instance(**(known | fields))


def plan_of(instance: Instance) -> Plan:
    """The first student takes everything but law and rides the bus; the second nothing."""
    rides = [
        {"trip": trip, "term": term, "origin": origin, "destination": destination}
        for term in ALL
        for trip, origin, destination in (
            ("bus-there", "home-site", "college-site"),
            ("bus-back", "college-site", "home-site"),
        )
    ]
    return builders.plan(
        instance,
        {"s1": [o.id for o in instance.offerings if o.id != "law"]},
        {"s1": rides},
        {
            "s1": [{"requirement": "week_of_five_days", "over": "t1", "short": -2}],
            "empty": [{"requirement": "specialization", "over": "2027", "short": 1},
                      {"requirement": "two_advanced", "over": "2028", "short": 2},
                      {"requirement": "hours_in_all", "short": 402}],
        },
    )  # fmt: skip

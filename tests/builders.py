"""Small instances by hand: one school 'home', one college 'college', two terms of four weeks."""

from datetime import date
from itertools import chain
from typing import Any

from models.instance import Instance
from models.plan import Plan

TERMS: list[dict[str, Any]] = [
    {"id": "t1", "name": "1", "year": 2027, "starts": "2027-09-06", "ends": "2027-10-03"},
    {"id": "t2", "name": "2", "year": 2027, "starts": "2028-01-10", "ends": "2028-02-06"},
]
FIRST_MONDAY = date(2027, 9, 6)

BASE: dict[str, Any] = {
    "title": "Test",
    "calendar": {"terms": TERMS},
    "municipalities": [{"id": "town", "name": "Town"}],
    "organisations": [
        {"id": "home", "name": "Home school", "kind": "school", "municipality": "town",
         "school": {"days_a_week": 5}},
        {"id": "college", "name": "College", "kind": "college", "municipality": "town"},
    ],
    "sites": [
        {"id": "home-site", "name": "Home school", "organisation": "home"},
        {"id": "college-site", "name": "College", "organisation": "college"},
    ],
    "links": [{"origin": "home-site", "destination": "college-site", "minutes": 15}],
    "agreements": [
        {"id": "a1", "number": "1", "base": ["home"], "provider": "college",
         "starts": "2027-01-01", "ends": "2030-12-31"},
    ],
    "rule_sets": [
        {"id": "none", "name": "None", "valid_from": "2020-01-01",
         "areas": [{"id": "science", "name": "Science"}, {"id": "people", "name": "Society"}],
         "subjects": [
             {"id": "maths", "name": "Mathematics", "area": "science",
              "basic": [{"grade": 10, "hours_a_week": 5}, {"grade": 11, "hours_a_week": 5}]},
             {"id": "physics", "name": "Physics", "area": "science",
              "basic": [{"grade": 10, "hours_a_week": 2}, {"grade": 11, "hours_a_week": 2}]},
             {"id": "history", "name": "History", "area": "people",
              "basic": [{"grade": 10, "hours_a_week": 2}, {"grade": 11, "hours_a_week": 2}]},
         ]},
    ],
    "regulations": [{"grade": 10, "rule_set": "none"}, {"grade": 11, "rule_set": "none"}],
}  # fmt: skip


def instance(**fields: Any) -> Instance:
    """The base instance with some fields replaced."""
    return Instance.model_validate(BASE | fields)


def with_requirements(*requirements: dict[str, Any]) -> dict[str, Any]:
    """`rule_sets` whose only rule set has these requirements."""
    [rule_set] = BASE["rule_sets"]
    return {"rule_sets": [rule_set | {"requirements": list(requirements)}]}


def student(id: str = "s1", **fields: Any) -> dict[str, Any]:  # noqa: A002
    """A student of grade 10 at the home school."""
    return {"id": id, "name": f"Student {id}", "grade": 10, "school": "home"} | fields


def programme(id: str, kind: str = "course", **fields: Any) -> dict[str, Any]:  # noqa: A002
    """A programme; a course if nothing else is said."""
    return {"id": id, "name": id.capitalize(), "kind": kind} | fields


def offering(id: str, programme: str | None = None, **fields: Any) -> dict[str, Any]:  # noqa: A002
    """An offering in both terms at the home school, inside home hours, for one to ten students."""
    return {
        "id": id, "programme": programme or id, "provider": "home", "site": "home-site",
        "terms": ["t1", "t2"], "min_size": 1, "max_size": 10,
    } | fields  # fmt: skip


def at_college(id: str, programme: str | None = None, **fields: Any) -> dict[str, Any]:  # noqa: A002
    """An offering at the college, on Wednesdays from 15:00 to 16:30."""
    college = {"provider": "college", "site": "college-site", "timetables": [weekly("wed")]}
    return offering(id, programme, **(college | fields))


def weekly(day: str, starts: str = "15:00", ends: str = "16:30", id: str = "main",  # noqa: A002
           **fields: Any) -> dict[str, Any]:  # fmt: skip
    """A timetable of one weekly meeting."""
    return {"id": id, "meetings": [{"day": day, "starts": starts, "ends": ends} | fields]}


def plan(
    instance: Instance,
    takes: dict[str, list[str]],
    rides: dict[str, list[dict[str, str]]] | None = None,
    unmet: dict[str, list[dict[str, Any]]] | None = None,
) -> Plan:
    """A plan by hand: who takes what; first timetables, first candidates, no points."""
    taken = [instance.offering[o] for o in dict.fromkeys(chain(*takes.values()))]
    return Plan.model_validate({
        "version": "0", "instance_hash": "", "parameters": {}, "status": "optimal",
        "objective": 0, "bound": 0, "gap": 0.0, "seconds": 0.0,
        "goals": [{"id": "wishes", "points": 0, "measure": 0}],
        "students": [
            {"id": student.id, "takes": takes.get(student.id, []), "satisfaction": 0,
             "rides": (rides or {}).get(student.id, []), "unmet": (unmet or {}).get(student.id, [])}
            for student in instance.students
        ],
        "opens": [
            {"offering": o.id, "timetable": o.timetables[0].id,
             "size": sum(o.id in offerings for offerings in takes.values())}
            for o in taken
        ],
        "teaches": [
            {"teacher": duty.candidates[0], "offering": o.id, "duty": duty.id}
            for o in taken for duty in o.duties
        ],
    })  # fmt: skip


def trip(id: str, *stops: tuple[str, str], **fields: Any) -> dict[str, Any]:  # noqa: A002
    """A bus on Wednesdays with two seats; stops are a site and a time."""
    return {
        "id": id, "name": f"Bus {id}", "day": "wed", "seats": 2,
        "stops": [{"site": site, "time": time} for site, time in stops],
    } | fields  # fmt: skip


def teacher(id: str, **fields: Any) -> dict[str, Any]:  # noqa: A002
    """A teacher of the home school with 18 hours."""
    return {
        "id": id, "name": f"Teacher {id}", "organisation": "home", "hours_a_week": 18,
    } | fields  # fmt: skip


def duty(*candidates: str, hours: int = 2, **fields: Any) -> dict[str, Any]:
    """A duty 'main' of two hours a week."""
    return {"hours_a_week": hours, "candidates": list(candidates)} | fields


def home_hours(day: str, starts: str, ends: str, grades: tuple[int, ...] = (10,)) -> dict[str, Any]:
    """`organisations` whose home school keeps its students on one weekday."""
    home, college = BASE["organisations"]
    hours = [{"grades": grades, "day": day, "starts": starts, "ends": ends}]
    school = {"days_a_week": 5, "home_hours": hours}
    return {"organisations": [home | {"school": school}, college]}

"""A small sound instance with something of every kind, to be spoilt one thing at a time."""

import json
import re
from typing import Any

from models.faults import Fault
from models.instance import Instance
from planner.soundness import unsound
from tests.builders import BASE, offering, programme, student, weekly

DATED = "offerings[0].timetables[0].meetings[1]"

THEORY_AND_PRACTICE = {
    "id": "main",
    "meetings": [
        {"day": "wed", "starts": "15:00", "ends": "16:30", "duty": "theory"},
        {"dates": ["2028-02-01", "2028-02-02"], "starts": "09:00", "ends": "12:00"},
    ],
}

SOUND: dict[str, Any] = BASE | {
    "seasons": [
        {"id": "summer", "name": "Summer",
         "periods": [{"starts": "2027-06-01", "ends": "2027-09-30"}]},
    ],
    "clusters": [{"id": "timber", "name": "Timber"}],
    "organisations": [
        {**BASE["organisations"][0], "school": {
            "days_a_week": 5,
            "home_hours": [
                {"grades": [10, 11], "day": "mon", "starts": "08:30", "ends": "14:00"},
                {"grades": [10], "day": "tue", "starts": "08:30", "ends": "14:00"},
            ],
            "base": [{"subject": "maths", "grade": 10, "hours_a_week": 4}],
        }},
        BASE["organisations"][1],
    ],
    "trips": [
        {"id": "bus", "name": "Bus", "day": "wed", "seats": 10, "season": "summer", "stops": [
            {"site": "home-site", "time": "14:30"}, {"site": "college-site", "time": "14:50"},
        ]},
        {"id": "camp-bus", "name": "Camp bus", "dates": ["2028-02-01"], "seats": 10, "stops": [
            {"site": "home-site", "time": "08:00"}, {"site": "college-site", "time": "08:30"},
        ]},
    ],
    "teachers": [
        {"id": "ann", "name": "Ann", "organisation": "college", "subjects": ["maths"],
         "hours_a_week": 18, "committed_hours": 9,
         "busy": [{"day": "fri", "starts": "09:00", "ends": "10:00"}]},
        {"id": "bob", "name": "Bob", "organisation": "college", "subjects": ["maths"],
         "hours_a_week": 18},
        {"id": "cid", "name": "Cid", "organisation": "home", "hours_a_week": 18},
    ],
    "programmes": [
        programme("maths-plus", areas=["science"], clusters=["timber"], contents=[
            {"subject": "maths", "level": "advanced", "hours_a_week": 2}, {"hours": 10},
        ]),
        programme("more-maths", prerequisites=["maths-plus"]),
        programme("engineers", "specialization"),
        programme("doctors", "specialization"),
    ],
    "offerings": [
        offering("course", "maths-plus", provider="college", site="college-site",
                 timetables=[THEORY_AND_PRACTICE], duties=[
                     {"id": "theory", "subject": "maths", "hours_a_week": 2,
                      "candidates": ["ann", "bob"]},
                     {"id": "practice", "hours_a_week": 1, "candidates": ["ann"]},
                 ]),
        offering("section", "maths-plus",
                 timetables=[weekly("thu"), weekly("fri", id="late")]),
        offering("engineers-a", "engineers"),
        offering("doctors-a", "doctors"),
        offering("online", "more-maths", provider="college", site=None, mode="online",
                 timetables=[weekly("thu", remote=True)]),
    ],
    "agreements": [
        {**BASE["agreements"][0], "programmes": ["maths-plus"]},
        {**BASE["agreements"][0], "id": "a2", "number": "2", "programmes": ["more-maths"]},
    ],
    "students": [
        student("s1", birth="2011-05-05", keeps=["engineers-a"], wishes=[
            {"ranked": [{"programme": "maths-plus"}, {"subject": "maths"}]},
        ], records=[{"programme": "maths-plus", "hours": 10}]),
        student("s2", home="home-site"),
    ],
    "demand": [{"id": "d1", "cluster": "timber", "municipality": "town", "people": 3}],
    "locks": [
        {"student": "s2", "offering": "course"},
        {"student": "s2", "trip": "bus", "holds": False},
        {"offering": "section", "timetable": "late"},
        {"teacher": "ann", "offering": "course", "duty": "theory"},
    ],
    "previous": [{"student": "s1", "offering": "course"}],
}  # fmt: skip


def spoilt(changes: dict[str, Any], of: dict[str, Any] = SOUND) -> dict[str, Any]:
    """The data with other values at some places; '[+]' at the end of a place adds to a list."""
    data: dict[str, Any] = json.loads(json.dumps(of))
    for place, value in changes.items():
        *outer, last = re.findall(r"[^.\[\]]+", place)
        at: Any = data
        for part in outer:
            at = at[int(part)] if isinstance(at, list) else at.setdefault(part, {})
        if last == "+":
            at.append(value)
        else:
            at[int(last) if isinstance(at, list) else last] = value
    return data


def faults(changes: dict[str, Any]) -> list[Fault]:
    """What is wrong with the sound instance after these changes."""
    data = spoilt({"teachers[2].subjects": [], "teachers[2].sites": [], "offerings[0].schools": [],
                   f"{DATED}.terms": []} | changes)  # fmt: skip
    return list(unsound(Instance.model_validate(data)))

"""Tables -> instance: choices are wishes, groups are offerings at the times of their slots.

Kinds of choice and of group are named differently: LK1 and LK2 are LK; GKM, GKS, AB3 and AB4 are
GK. Students of status 6 come from schools that co-operate. Nothing is asked by a standard, so the
rule set is empty; unmet choices weigh more than differences of size.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from models.base import Day, clock
from models.faults import Fault
from planner.generate.words import Json, words
from planner.imports.kurs42.tables import Row, Tables
from planner.soundness.report import Unsound

ABOUT = "kurs42.about"
"""What such an instance says of itself."""

_KINDS = {"LK1": "LK", "LK2": "LK", "GKM": "GK", "GKS": "GK", "AB3": "GK", "AB4": "GK"}
_GRADES = {"EF": 11, "Q1": 12, "Q2": 13}
_CO_OPERATING = "6"
_HOST = "school"
_FIRST_LESSON, _DAY_MINUTES, _BREAK, _LONGEST_LESSON = 8 * 60, 12 * 60, 10, 90
_DAYS = tuple(Day)[:5]
_TERM = {"id": "term", "year": 2027, "starts": "2027-09-01", "ends": "2027-12-23"}
_CONTRACT = {"starts": "2027-01-01", "ends": "2028-12-31"}


def instance(tables: Tables) -> Json:
    """The instance as JSON. Raises `Unsound` naming every reference that leads nowhere."""
    made = _Conversion(tables)
    json = made.everything()
    if made.faults:
        raise Unsound(made.faults)
    return json


@dataclass
class _Conversion:
    tables: Tables
    faults: list[Fault] = field(default_factory=list)

    def everything(self) -> Json:
        students, grades = self._students(), self._grades()
        offerings = self._offerings(grades)
        schools = dict.fromkeys(student["school"] for student in students)
        guests = [school for school in schools if school != _HOST]
        return {
            "title": words("kurs42.title", students=len(students)),
            "about": words(ABOUT),
            "calendar": {"terms": [_TERM | {"name": words("kurs42.term")}], "last_grade": 13},
            "municipalities": [{"id": "town", "name": words("kurs42.town")}],
            "organisations": [_school(school) for school in (_HOST, *guests)],
            "sites": [{"id": school, "name": _name(school), "organisation": school}
                      for school in (_HOST, *guests)],
            "links": [{"origin": _HOST, "destination": school, "minutes": 0}
                      for school in guests],
            "agreements": [{"id": "contract", "number": "1", "base": guests, "provider": _HOST}
                           | _CONTRACT] if guests else [],
            "teachers": self._teachers(),
            "programmes": self._programmes(),
            "offerings": offerings,
            "students": students,
            "rule_sets": [{"id": "none", "name": words("kurs42.rule_set"),
                           "valid_from": "2020-01-01"}],
            "regulations": [{"grade": grade, "rule_set": "none"} for grade in grades],
            "locks": [*({"offering": offering["id"]} for offering in offerings),
                      *_not_chosen(students, offerings)],
            "goals": {"balance": 1, "travel": 0, "cost": 0, "extra_hours": 0, "demand": 0},
        }  # fmt: skip

    def _students(self) -> list[Json]:
        rows = self.tables["Schueler.txt"]
        choices = self._choices({_person(row) for row in rows})
        for person, count in Counter(_person(row) for row in rows).items():
            if count > 1:
                row = next(row for row in rows if _person(row) == person)
                self.faults.append(row.fault("twice", "Name"))
        return [
            {
                "id": f"s{number:03d}", "name": f"{row['Name']} {row['Vorname']}",
                "grade": self._grade(row), "class_name": row["Klasse"] or row["Jahrgang"],
                "school": _HOST if row["Status"] != _CO_OPERATING else "guests",
                **self._birth(row),
                "wishes": [{"ranked": [{"programme": programme}]}
                           for programme in choices.get(_person(row), [])],
            }
            for number, row in enumerate(rows, start=1)
        ]  # fmt: skip

    def _choices(self, known: set[str]) -> dict[str, list[str]]:
        offered = {_id(f"{row['Fach']}-{row['Kursart']}") for row in self.tables["Kurse.txt"]}
        found: dict[str, list[str]] = {}
        for row in self.tables["Fachwahlen.txt"]:
            kind = _KINDS.get(row["Kursart"], row["Kursart"])
            programme = _id(f"{row['Fachkrz']}-{kind}")
            if _person(row) not in known:
                self.faults.append(row.fault("student", "Name"))
            elif programme not in offered:
                self.faults.append(row.fault("choice", "Fachkrz", kind=kind))
            else:
                wanted = found.setdefault(_person(row), [])
                wanted += [programme] if programme not in wanted else []
        return found

    def _grade(self, row: Row) -> int:
        written = row["Jahrgang"]
        if written in _GRADES:
            return _GRADES[written]
        if not (written.isdecimal() and 1 <= int(written) <= 13):
            self.faults.append(row.fault("grade", "Jahrgang"))
            return 13
        return int(written)

    def _grades(self) -> list[int]:
        known = {_GRADES.get(row["Jahrgang"], row["Jahrgang"]) for row in self._of("Schueler")}
        return sorted(int(grade) for grade in known if str(grade).isdecimal())

    def _of(self, table: str) -> list[Row]:
        return self.tables[f"{table}.txt"]

    def _birth(self, row: Row) -> Json:
        if not row["GebDat"]:
            return {}
        try:
            born = datetime.strptime(row["GebDat"], "%d.%m.%Y")
        except ValueError:
            self.faults.append(row.fault("birth", "GebDat"))
            return {}
        return {"birth": born.date().isoformat()}

    def _programmes(self) -> list[Json]:
        made: dict[str, Json] = {}
        for row in self._of("Kurse"):
            name = f"{row['Fach']} {row['Kursart']}"
            id_ = _id(f"{row['Fach']}-{row['Kursart']}")
            content = {"hours_a_week": self._hours(row)}
            made.setdefault(id_, {"id": id_, "name": name, "kind": "course",
                                  "contents": [content]})  # fmt: skip
        return list(made.values())

    def _hours(self, row: Row) -> int:
        if row["Std"].isdecimal() and int(row["Std"]) <= 40:
            return int(row["Std"])
        fault = row.fault("hours", "Std")
        self.faults += [fault] if fault not in self.faults else []
        return 0

    def _teachers(self) -> list[Json]:
        hours: Counter[str] = Counter()
        for row in self._of("Kurse"):
            if row["Lehrer"]:
                hours[row["Lehrer"]] += self._hours(row)
        return [
            {"id": _id(name), "name": name, "organisation": _HOST, "hours_a_week": min(60, load)}
            for name, load in hours.items()
        ]

    def _offerings(self, grades: list[int]) -> list[Json]:
        meetings, seats = self._meetings(), len(self._of("Schueler"))
        together = self._together(meetings)
        return [
            {
                "id": _id(row["Name"]), "name": row["Name"],
                "programme": _id(f"{row['Fach']}-{row['Kursart']}"), "provider": _HOST,
                "site": _HOST, "terms": ["term"], "grades": grades, "min_size": 0,
                "max_size": seats,
                "timetables": [{"id": "main", "meetings": meetings.get(row["Name"], [])}],
                **({"duties": [{"hours_a_week": self._hours(row),
                                "candidates": [_id(row["Lehrer"])]}]}
                   if row["Lehrer"] and row["Name"] not in together else {}),
            }
            for row in self._of("Kurse")
        ]  # fmt: skip

    def _together(self, meetings: dict[str, list[Json]]) -> set[str]:
        """Groups whose teacher has another one at the same time: the two are taught as one."""
        taken: set[tuple[str, str, str]] = set()
        found = set()
        for row in self._of("Kurse"):
            times = {(row["Lehrer"], m["day"], m["starts"]) for m in meetings.get(row["Name"], [])}
            if times & taken:
                found.add(row["Name"])
            taken |= times
        return found

    def _meetings(self) -> dict[str, list[Json]]:
        """A slot is a time of the week; a group in two slots has two meetings."""
        known = {row["Name"] for row in self._of("Kurse")}
        slots: list[tuple[str, int]] = []
        for row in self._of("Blockplan"):
            if row["Kursbezeichnung"] not in known:
                self.faults.append(row.fault("group", "Kursbezeichnung"))
            elif not (row["Schiene"].isdecimal() and int(row["Schiene"]) < 100):
                self.faults.append(row.fault("slot", "Schiene"))
            else:
                slots.append((row["Kursbezeichnung"], int(row["Schiene"])))
        in_a_day = -(-(1 + max((slot for _, slot in slots), default=0)) // len(_DAYS))
        found: dict[str, list[Json]] = {}
        for group, slot in slots:
            found.setdefault(group, []).append(_meeting(slot, in_a_day))
        for row in self._of("Kurse"):
            if row["Name"] not in found and not self.faults:
                self.faults.append(row.fault("unplaced", "Name"))
        return found


def _not_chosen(students: list[Json], offerings: list[Json]) -> list[Json]:
    """Nobody takes what they did not choose, not even to make groups equal."""
    chosen = [
        (student["id"], {target["programme"] for w in student["wishes"] for target in w["ranked"]})
        for student in students
    ]
    return [
        {"student": student, "offering": offering["id"], "holds": False}
        for student, programmes in chosen
        for offering in offerings
        if offering["programme"] not in programmes
    ]


def _meeting(slot: int, in_a_day: int) -> Json:
    lesson = min(_LONGEST_LESSON, _DAY_MINUTES // in_a_day - _BREAK)
    starts = _FIRST_LESSON + slot % in_a_day * (lesson + _BREAK)
    return {"day": _DAYS[slot // in_a_day].value, "starts": clock(starts),
            "ends": clock(starts + lesson)}  # fmt: skip


def _school(id_: str) -> Json:
    return {
        "id": id_, "name": _name(id_), "kind": "school", "municipality": "town", "school": {},
    }  # fmt: skip


def _name(school: str) -> dict[str, str]:
    return words("kurs42.school" if school == _HOST else "kurs42.guests")


def _person(row: Row) -> str:
    return f"{row['Name']};{row['Vorname']};{row['GebDat']}"


def _id(written: str) -> str:
    """An id that a file name can hold."""
    return re.sub(r"[^\w.\-]", "_", written)[:64]

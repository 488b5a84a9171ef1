"""School -> its groups, advanced courses and electives, all of them inside home hours."""

from dataclasses import dataclass

from planner.apportion import apportion
from planner.generate.chance import Chance
from planner.generate.names import person
from planner.generate.region import School
from planner.generate.request import Request
from planner.generate.staff import Staff
from planner.generate.studies import (
    BOTH_YEARS,
    ELECTIVES,
    FIRST_YEAR,
    HOURS,
    SPECIALIZATIONS,
    advanced,
)
from planner.generate.words import Json

_SIX = {"mon": "14:05", "tue": "15:00", "wed": "13:10", "thu": "15:00", "fri": "14:05",
        "sat": "12:15"}  # fmt: skip
_FIVE = {"mon": "15:00", "tue": "15:00", "wed": "13:10", "thu": "15:00", "fri": "14:05"}

_OFFERED = ("socio", "technology", "natural", "technology-it", "humanities")
_SHARES = {"socio": 18, "technology": 36, "natural": 15, "technology-it": 9, "humanities": 22}
"""Per cent of the graduates who chose, general specializations left out."""
_FIELD = {"social_studies": "history", "literature": "russian"}
"""Who teaches a subject besides its own teachers."""


@dataclass(frozen=True)
class Home:
    """What a school has of its own."""

    school: School
    organisation: Json
    offerings: list[Json]
    teachers: list[Json]
    groups: tuple[str, ...]
    """Specializations that grade 10 may choose at home."""
    kept: tuple[tuple[str, int], ...]
    """Groups of grade 11 with their sizes."""


def home(request: Request, school: School, name: dict[str, str]) -> Home:
    """A school with its offerings and staff."""
    chance = Chance("home", request.seed, school.id)
    staff = Staff(school.id)
    tens = _groups(request, chance, school, staff) if school.tens else []
    kept = _kept(chance, school)
    offerings = [
        *tens,
        *(_group_of_eleven(school, id_, size) for id_, size in kept),
        *(_courses(request, chance, school, staff) if school.tens else []),
        *_electives(school, staff),
    ]
    teachers = staff.hired(request)
    return Home(
        school, _organisation(chance, school, name), offerings, teachers,
        tuple(group["programme"] for group in tens), kept,
    )  # fmt: skip


def _organisation(chance: Chance, school: School, name: dict[str, str]) -> Json:
    ends = _SIX if school.days == 6 else _FIVE
    hours = [{"grades": [10, 11], "day": day, "starts": "08:30", "ends": end}
             for day, end in ends.items()]  # fmt: skip
    return {
        "id": school.id, "name": name, "kind": "school", "municipality": school.municipality,
        "school": {"days_a_week": school.days, "home_hours": hours,
                   "head": person(chance, chance.holds(70)), "deputy": person(chance, True)},
    }  # fmt: skip


def _groups(request: Request, chance: Chance, school: School, staff: Staff) -> list[Json]:
    """The universal group always, beside it those that a school of this size dares to offer."""
    count = 0 if school.village else min(4, (school.tens + 5) // 13)
    first = chance.weighted(_SHARES)
    chosen = [first, *chance.some([id_ for id_ in _OFFERED if id_ != first], count - 1)][:count]
    # As many seats as are enough if six of ten groups find teachers, and some more.
    enough = school.tens * 10 // (6 * (count + 1)) + 1
    most = min(25, max(8, enough + request.scarce(6, 1)))
    least = 1 if school.village else min(chance.number(8, 11), max(3, school.tens // 2))
    made = []
    for id_ in [*chosen, "universal"]:
        duties = [_duty(staff, subject, school.village) for subject in SPECIALIZATIONS[id_][1]]
        cost = 1000 * chance.number(4, 12) * (1 if school.village else 2)
        sizes = (least, max(least + 2, most))
        made.append(_group(school, id_, 10, *sizes) | {"cost": cost, "duties": duties})
    everybody = _group(school, "individual", 10, 1, max(3, school.tens))
    return [*made, everybody | {"cost": 3000}]


def _group(school: School, programme: str, grade: int, least: int, most: int) -> Json:
    return {
        "id": f"{school.id}-{programme}-{grade}", "programme": programme, "provider": school.id,
        "site": school.id, "terms": BOTH_YEARS if grade == 10 else FIRST_YEAR, "grades": [grade],
        "min_size": least, "max_size": most,
    }  # fmt: skip


def _group_of_eleven(school: School, programme: str, size: int) -> Json:
    """Its teachers' hours are among those already given."""
    return _group(school, programme, 11, size, size) | {"closed": True}


def _kept(chance: Chance, school: School) -> tuple[tuple[str, int], ...]:
    if school.village or school.elevens < 16:
        return (("universal", school.elevens),) if school.elevens else ()
    count = min(4, school.elevens // 12 + 1)
    chosen = chance.some(_OFFERED, count)
    sizes = apportion(school.elevens, [_SHARES[id_] + 10 for id_ in chosen])
    return tuple((id_, size) for id_, size in zip(chosen, sizes, strict=True) if size)


def _courses(request: Request, chance: Chance, school: School, staff: Staff) -> list[Json]:
    """Subjects at advanced level, for individual curricula."""
    subjects = [subject for subject in HOURS if subject != "mathematics"]
    count = (0 if school.village else 1) + (school.tens >= 35)
    return [
        {
            "id": f"{school.id}-{advanced(subject)}", "programme": advanced(subject),
            "provider": school.id, "site": school.id, "terms": BOTH_YEARS, "grades": [10],
            "min_size": 5, "max_size": request.seats(14), "cost": 1000 * chance.number(2, 6),
            "duties": [_duty(staff, subject)],
        }
        for subject in chance.some(subjects, count)
    ]  # fmt: skip


def _duty(staff: Staff, subject: str, sure: bool = False) -> Json:
    return staff.duty(_FIELD.get(subject, subject), HOURS[subject], subject, sure, id=subject)


def _electives(school: School, staff: Staff) -> list[Json]:
    made = []
    for id_, (field_, _, hours, terms) in ELECTIVES.items():
        grade = 11 if terms == FIRST_YEAR or id_ == "e-exam" else 10
        if school.tens if grade == 10 or id_ == "e-exam" else school.elevens:
            made.append(
                {
                    "id": f"{school.id}-{id_}", "programme": id_, "provider": school.id,
                    "site": school.id, "terms": terms, "grades": [grade],
                    "min_size": 1 if school.village else 4, "max_size": 30,
                    "duties": [staff.duty(field_, hours, sure=True)],
                }
            )  # fmt: skip
    return made

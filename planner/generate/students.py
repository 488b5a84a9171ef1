"""Home and network of a school -> its students, with wishes that follow from a bent.

Bents have the shares of the graduates who chose (table of choices of the cluster model of Tomsk
Oblast); 35% cannot choose by grade 10 and ask for the individual curricula and several trials.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from planner.generate.chance import Chance
from planner.generate.home import Home
from planner.generate.names import person
from planner.generate.region import School
from planner.generate.studies import COURSES, advanced
from planner.generate.words import Json, words


@dataclass(frozen=True, slots=True)
class Bent:
    """What students of one bent ask for, best first."""

    share: int
    """Beside the other bents; of the undecided there is a fixed percentage."""
    groups: tuple[str, ...]
    subjects: tuple[str, ...]
    courses: tuple[str, ...]
    practice: tuple[str, ...]
    decided: bool = True


UNDECIDED_PERCENT = 35
_CLEARED_PERCENT = 85
"""Of those who ask for practice with a hazard, so many have the medical note and the consent."""

BENTS: Mapping[str, Bent] = {
    "engineering": Bent(
        232, ("technology", "technology-it", "natural", "universal"), ("physics", "informatics"),
        ("robotics", "electronics", "modelling-3d", "olympiad-mathematics", "technical-english",
         "python"),
        ("welding", "drilling", "plant", "engineering-june", "drones")),
    "it": Bent(
        58, ("technology-it", "technology", "universal"), ("informatics", "physics"),
        ("python", "data-analysis", "robotics", "olympiad-mathematics", "modelling-3d"),
        ("drones", "engineering-june")),
    "science": Bent(
        91, ("medical", "natural", "universal"), ("chemistry", "biology"),
        ("ecology", "trial-medicine", "technical-english"),
        ("nursing", "laboratory", "wild-food", "geology", "forest-june")),
    "economics": Bent(
        117, ("socio", "universal", "humanities", "social-online"),
        ("social_studies", "informatics"),
        ("law", "business", "technical-english", "trial-law"), ("drones", "laboratory")),
    "humanities": Bent(
        147, ("humanities", "social-online", "socio", "universal"),
        ("literature", "social_studies"), ("media", "law", "trial-law", "business"),
        ("nursing", "wild-food")),
    "defence": Bent(
        5, ("socio", "universal", "technology"), ("social_studies", "biology"),
        ("law", "modelling-3d"), ("drones", "logging", "welding")),
    "undecided": Bent(
        0, ("universal", "socio", "natural", "technology", "humanities"),
        ("social_studies", "biology", "informatics", "literature", "chemistry", "physics"),
        ("trial-engineering", "trial-medicine", "trial-law", "trial-forest", "law", "robotics",
         "media", "ecology"),
        ("woodwork", "wild-food", "radiation", "geology", "forest-june", "logging"), False),
}  # fmt: skip


def students(seed: int, home: Home, menu: Mapping[int, Collection[str]]) -> list[Json]:
    """Grade 10 with wishes among the programmes that the menu of a grade has, and grade 11."""
    chance, school = Chance("students", seed, home.school.id), home.school
    tens = [_ten(chance, school, number + 1, menu[10]) for number in range(school.tens)]
    elevens = [
        _eleven(chance, home.school, number, group, menu[11])
        for number, group in enumerate(
            (group for group, size in home.kept for _ in range(size)), start=1
        )
    ]
    return _told_apart(chance, tens + elevens)


def _told_apart(chance: Chance, pupils: list[Json]) -> list[Json]:
    """Nobody has a namesake at the same school."""
    given: set[str] = set()
    for pupil in pupils:
        while pupil["name"] in given:
            pupil["name"] = person(chance, chance.holds(52))
        given.add(pupil["name"])
    return pupils


def _student(chance: Chance, school: School, grade: int, number: int, wishes: list[Json]) -> Json:
    size = school.tens if grade == 10 else school.elevens
    letter = "АБВ"[number * 3 // (size + 1)] if size > 25 else ""
    asked = [COURSES[p].hazard for p in _asked(wishes) if p in COURSES]
    needed = max(asked, default=0) if chance.holds(_CLEARED_PERCENT) else 0
    clearance = max(needed, 1 if chance.holds(30) else 0)
    return {
        "id": f"{school.id}-{grade}-{number:02d}", "name": person(chance, chance.holds(52)),
        "grade": grade, "class_name": f"{grade}{letter}",
        "school": school.id, "wishes": wishes,
        "birth": f"{2021 - grade}-{chance.number(1, 10):02d}-{chance.number(1, 28):02d}",
        **({"clearance": clearance} if clearance else {}),
        **({"step_free": True} if chance.number(1, 400) == 1 and not school.stairs else {}),
        **({"travel_limit": chance.one((30, 60, 60, 90))} if chance.holds(5) else {}),
    }  # fmt: skip


def _bent(chance: Chance, school: School, menu: Collection[str]) -> Bent:
    """Who lives in a town and knows what to choose has gone to a school that has it."""
    if chance.holds(UNDECIDED_PERCENT):
        return BENTS["undecided"]
    decided = {name: bent.share for name, bent in BENTS.items() if bent.decided}
    near = {name: share for name, share in decided.items() if {*BENTS[name].groups[:2]} & {*menu}}
    return BENTS[chance.weighted(decided if school.village else near or decided)]


def _ten(chance: Chance, school: School, number: int, menu: Collection[str]) -> Json:
    bent = _bent(chance, school, menu)
    undecided = not bent.decided
    groups = [group for group in bent.groups if group in menu]
    ranked = [*groups[:3], "individual"]
    if undecided:
        ranked = ["universal", "individual", *(g for g in groups if g != "universal")][:4]
    wishes = [_wish(_programmes(ranked), 4)]
    subjects = [{"subject": s} for s in bent.subjects if advanced(s) in menu]
    if subjects and (undecided or chance.holds(35)):
        wishes.append(_wish(chance.some(subjects, 3 if undecided else 2), 2))
    courses = [course for course in bent.courses if course in menu]
    mixed = chance.some(courses, 4 if undecided else 3)
    wishes += [_wish(_programmes(mixed[n : n + 2]), 1) for n in range(0, len(mixed), 2)]
    practice = [module for module in bent.practice if module in menu]
    if practice and chance.holds(60):
        wishes.append(_wish(_programmes(chance.some(practice, 2)), 1))
    return _student(chance, school, 10, number, wishes)


def _eleven(chance: Chance, school: School, number: int, group: str, menu: Collection[str]) -> Json:
    """Grade 11 keeps its group; what it studied in grade 10 is on record."""
    hours = 34 * (35 if school.days == 6 else 34)
    wishes = []
    if chance.holds(55):
        wishes.append(_wish(_programmes(chance.some(("e-mathematics-11", "e-russian-11"), 2)), 1))
    courses = [id_ for id_ in ("law", "technical-english", "trial-law") if id_ in menu]
    if courses and chance.holds(35):
        wishes.append(_wish(_programmes(chance.some(courses, 2)), 1))
    practice = [id_ for bent in BENTS.values() for id_ in bent.practice if id_ in menu]
    if practice and chance.holds(40):
        chosen = chance.some(list(dict.fromkeys(practice)), 2)
        wishes.append(_wish(_programmes(chosen), 1))
    return _student(chance, school, 11, number, wishes) | {
        "records": [
            {"subject": "project", "hours": 34, "where": words("record.project")["ru"]},
            {"hours": hours - 34, "where": words("record.all")["ru"]}],
        "keeps": [f"{school.id}-{group}-11"],
    }  # fmt: skip


def _asked(wishes: list[Json]) -> list[str]:
    return [t["programme"] for wish in wishes for t in wish["ranked"] if "programme" in t]


def _programmes(ids: Sequence[str]) -> list[Json]:
    return [{"programme": id_} for id_ in ids]


def _wish(ranked: list[Json], weight: int) -> Json:
    return {"ranked": ranked} | ({"weight": weight} if weight > 1 else {})

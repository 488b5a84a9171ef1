"""Students of the district: made up, with wishes in the shares of the papers behind the project."""

from dataclasses import dataclass

from instances.scripts.kolpashevo.places import SCHOOLS, VILLAGES
from instances.scripts.names import Draw
from instances.scripts.pieces import advanced, target, wish
from instances.scripts.schools import SchoolFacts, group_id
from instances.scripts.writing import Json

LONGEST_NAME = "Христорождественская-Воздвиженская Аполлинария-Екатерина Святославовна"


@dataclass(frozen=True)
class Interest:
    """What students of one bent ask for, best first."""

    share: int
    groups: tuple[str, ...]
    subjects: tuple[str, ...]
    courses: tuple[str, ...]
    practice: tuple[str, ...]


INTERESTS = {
    "engineering": Interest(16, ("technology", "technology-it", "natural"), ("physics",),
                            ("robotics-1", "modelling-3d", "python", "olympiad-mathematics",
                             "technical-english"),
                            ("engineering-june", "welding", "car-mechanics")),
    "it": Interest(9, ("technology-it", "technology"), ("informatics", "physics"),
                   ("python", "data-analysis", "robotics-1", "olympiad-mathematics"),
                   ("engineering-june",)),
    "medicine": Interest(14, ("medical", "natural"), ("chemistry", "biology"),
                         ("trial-medicine", "technical-english", "agrobiology"),
                         ("nursing", "hospital-june")),
    "economics": Interest(13, ("socio", "humanities", "technology"),
                          ("social_studies", "informatics"),
                          ("law", "trial-law", "technical-english"), ()),
    "humanities": Interest(10, ("humanities", "socio"), ("literature", "social_studies"),
                           ("law", "trial-law", "local-history"), ()),
    "forest": Interest(3, ("natural", "technology"), ("biology", "chemistry"),
                       ("agrobiology", "trial-forest", "modelling-3d"),
                       ("forest-june", "logging", "car-mechanics")),
    "undecided": Interest(35, ("socio", "natural", "technology", "humanities"),
                          ("social_studies", "biology", "informatics", "literature"),
                          ("trial-engineering", "trial-medicine", "trial-law", "trial-forest",
                           "law", "robotics-1"),
                          ("forest-june", "welding", "hospital-june")),
}  # fmt: skip
"""Shares in percent: 35 undecided, the others as graduates chose."""
_ONLINE = {"physics", "informatics", "literature", "social_studies", "law", "trial-law",
           "technical-english", "olympiad-mathematics", "engineering-june",
           "forest-june"}  # fmt: skip


def students(draw: Draw) -> list[Json]:
    """Grade 10 and grade 11 of every school."""
    made = [_ten(draw, school, number) for school in SCHOOLS for number in range(school.tens)]
    made += [
        _eleven(draw, school, programme, number)
        for school in SCHOOLS
        for programme, size in school.groups_11.items()
        for number in range(size)
    ]
    return [_particular(student) for student in made]


def _ten(draw: Draw, school: SchoolFacts, number: int) -> Json:
    interest = draw.weighted(
        {id_: interest.share for id_, interest in INTERESTS.items() if _at_home(school, interest)}
    )
    return {
        "id": f"{school.id}-10-{number + 1:02d}", "name": draw.person(), "grade": 10,
        "class_name": f"10{'АБ'[number % 2] if school.tens > 20 else ''}",
        **_person(draw, school, 2011),
        "wishes": _wishes_10(draw, school, interest),
    }  # fmt: skip


def _person(draw: Draw, school: SchoolFacts, born: int) -> Json:
    clearance = 2 if draw.chance(6) else 1 if draw.chance(60) else 0
    return {
        "school": school.id,
        "birth": f"{born}-{draw.number(1, 10):02d}-{draw.number(1, 28):02d}",
        **({"clearance": clearance} if clearance else {}),
        **({"travel_limit": 165} if school.id == "chazhemto" else {}),
    }  # fmt: skip


def _at_home(school: SchoolFacts, interest: Interest) -> bool:
    """Most of those who want a group that their school lacks have gone to another school."""
    return school.id in VILLAGES or any(
        group in school.groups or group == "medical" for group in interest.groups
    )


def _wishes_10(draw: Draw, school: SchoolFacts, name: str) -> list[Json]:
    interest = INTERESTS[name]
    near = [g for g in interest.groups if g in school.groups or g == "medical"]
    if school.id in VILLAGES:
        near = near if draw.chance(30) and school.id != "inkino" else []
    undecided = name == "undecided" or not near
    groups = ["individual", *near[:2]] if undecided else [*near[:2], "individual"]
    wishes = [wish(*(target(group) for group in groups), weight=4)]

    far = school.id == "inkino" or (school.id in VILLAGES and draw.chance(40))
    subjects = [s for s in interest.subjects if s in _ONLINE or not far]
    if groups[0] == "individual" and subjects:
        ranked = draw.some(subjects, 2)
        wishes.append(wish(*(advanced(subject) for subject in ranked), weight=2))
    elif subjects and draw.chance(40):
        wishes.append(wish(advanced(subjects[0]), weight=2))
    courses = [c for c in interest.courses if c in _ONLINE or not far]
    wishes += [
        wish(*(target(course) for course in ranked))
        for ranked in _pairs(draw, courses, 2 if undecided else 1)
    ]
    practice = [p for p in interest.practice if p in _ONLINE or not far]
    if practice and draw.chance(60):
        wishes.append(wish(*(target(module) for module in draw.some(practice, 2))))
    return wishes


def _pairs(draw: Draw, options: list[str], count: int) -> list[list[str]]:
    """So many choices of two, no course in more than one."""
    mixed = draw.some(options, 2 * count)
    return [mixed[start : start + 2] for start in range(0, len(mixed), 2)]


_KEPT_PAIRS = (("chemistry", "biology"), ("social_studies", "literature"),
               ("informatics", "physics"))  # fmt: skip


def _eleven(draw: Draw, school: SchoolFacts, programme: str, number: int) -> Json:
    keeps = [group_id(school.id, programme, 11)]
    wishes: list[Json] = []
    if programme == "individual":
        pairs = _KEPT_PAIRS[1:] if school.id in VILLAGES else _KEPT_PAIRS
        pair = draw.one(pairs)
        # One in six has studied one advanced subject only and must find the second now.
        kept = pair[:1] if draw.chance(17) else pair
        keeps += [f"{subject}-11" for subject in kept]
        if kept != pair:
            others = [other[0] for other in pairs if other != pair]
            wishes.append(wish(advanced(pair[1]), *(advanced(s) for s in others), weight=3))
    if draw.chance(55):
        wishes.append(wish(target(draw.one(("e-mathematics-11", "e-russian-11")))))
    if draw.chance(35):
        wishes.append(wish(*(target(c) for c in draw.some(
            ("law", "technical-english", "python", "modelling-3d", "welding"), 2))))  # fmt: skip
    hours = 34 * (35 if school.days == 6 else 34)
    return {
        "id": f"{school.id}-11-{programme}-{number + 1}", "name": draw.person(), "grade": 11,
        "class_name": "11", **_person(draw, school, 2010), "wishes": wishes,
        "records": [
            {"subject": "project", "hours": 34, "where": "10 класс"},
            {"hours": hours - 34, "where": "10 класс, все остальные предметы учебного плана"}],
        "keeps": keeps,
    }  # fmt: skip


_PARTICULAR: dict[str, Json] = {
    "school2-10-05": {"name": LONGEST_NAME},
    "school2-10-09": {"step_free": True},
    "school7-10-03": {"home": "togur"},
    "school7-10-11": {"home": "togur", "travel_limit": 45},
    "school5-10-02": {"travel_limit": 30},
    "chazhemto-10-04": {"home": "sever"},
    "chazhemto-10-05": {"travel_limit": 60},
    "sarovka-10-03": {"travel_limit": 0},
    "school4-10-07": {"wishes": []},
    "school7-10-08": {"records": [
        {"programme": "robotics-1", "kind": "course", "level": "elective", "hours": 68,
         "where": "ДЮЦ г. Колпашево, свидетельство № 14", "elsewhere": True}],
        "wishes": [wish(target("technology-it"), target("individual"), weight=4),
                   wish(target("robotics-2"), weight=2), wish(advanced("informatics"))]},
}  # fmt: skip
"""Students with something of their own."""


def _particular(student: Json) -> Json:
    return student | _PARTICULAR.get(student["id"], {})

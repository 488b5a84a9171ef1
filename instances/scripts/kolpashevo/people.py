"""Students of the district: made up, with wishes in the shares of the papers behind the project."""

from instances.scripts.kolpashevo.offers import open_to
from instances.scripts.kolpashevo.places import SCHOOLS, VILLAGES
from instances.scripts.names import Draw
from instances.scripts.pieces import advanced, target, wish
from instances.scripts.schools import SchoolFacts
from instances.scripts.students import Interest, in_grade_11, student, wishes
from instances.scripts.writing import Json

LONGEST_NAME = "Христорождественская-Воздвиженская Аполлинария-Екатерина Святославовна"

INTERESTS = {
    "engineering": Interest(
        16, ("technology", "technology_it", "natural"), ("physics",),
        ("robotics-1", "modelling-3d", "python", "olympiad-mathematics", "technical-english"),
        ("engineering-june", "welding", "car-mechanics")),
    "it": Interest(
        9, ("technology_it", "technology"), ("informatics", "physics"),
        ("python", "data-analysis", "robotics-1", "olympiad-mathematics"),
        ("engineering-june",)),
    "medicine": Interest(
        14, ("medical", "natural"), ("chemistry", "biology"),
        ("trial-medicine", "technical-english", "agrobiology"), ("nursing",)),
    "economics": Interest(
        13, ("socio", "humanities", "technology"), ("social_studies", "informatics"),
        ("law", "trial-law", "technical-english")),
    "humanities": Interest(
        10, ("humanities", "socio"), ("literature", "social_studies"),
        ("law", "trial-law", "local-history")),
    "forest": Interest(
        3, ("natural", "technology"), ("biology", "chemistry"),
        ("agrobiology", "trial-forest", "modelling-3d"),
        ("forest-june", "logging", "car-mechanics")),
    "undecided": Interest(
        35, ("socio", "natural", "technology", "humanities"),
        ("social_studies", "biology", "informatics", "literature"),
        ("trial-engineering", "trial-medicine", "trial-law", "trial-forest", "law", "robotics-1",
         "python"),
        ("forest-june", "welding", "hospital-june"), decided=False),
}  # fmt: skip
"""35% undecided, the others as graduates chose."""

_FROM_AFAR = {"physics", "informatics", "literature", "social_studies", "law", "trial-law",
              "technical-english", "olympiad-mathematics", "engineering-june",
              "forest-june"}  # fmt: skip
_KEPT_PAIRS = (("chemistry", "biology"), ("social_studies", "literature"),
               ("informatics", "physics"))  # fmt: skip


def students(draw: Draw) -> list[Json]:
    """Grade 10 and grade 11 of every school."""
    made = [
        _ten(draw, school, number + 1) for school in SCHOOLS for number in range(school.tens)
    ] + [
        _eleven(draw, school, programme, number + 1)
        for school in SCHOOLS
        for programme, size in school.groups_11.items()
        for number in range(size)
    ]
    patient = {"travel_limit": 165}
    return [
        made_up
        | (patient if made_up["school"] == "chazhemto" else {})
        | _PARTICULAR.get(made_up["id"], {})
        for made_up in made
    ]


def _ten(draw: Draw, school: SchoolFacts, number: int) -> Json:
    """Most of those who want a group that their school lacks have gone to another school."""
    offered = open_to(school.id)
    groups = {*school.groups, *(offered & {"medical"})}
    village = school.id in VILLAGES
    shares = {name: interest.share for name, interest in INTERESTS.items()
              if village or groups & {*interest.groups}}  # fmt: skip
    interest = INTERESTS[draw.weighted(shares)]
    near = [group for group in interest.groups if group in groups]
    far = school.id == "inkino" or (village and draw.holds(40))

    def reachable(id_: str) -> bool:
        return bool({id_, f"advanced-{id_}"} & offered) and (not far or id_ in _FROM_AFAR)

    return student(draw, school, f"{school.id}-10-{number:02d}", 10) | {
        "wishes": wishes(draw, interest, near, reachable)
    }


def _eleven(draw: Draw, school: SchoolFacts, programme: str, number: int) -> Json:
    asked: list[Json] = []
    kept: tuple[str, ...] = ()
    if programme == "individual":
        pairs = _KEPT_PAIRS[1:] if school.id in VILLAGES else _KEPT_PAIRS
        pair = draw.one(pairs)
        # One in six has studied one advanced subject only and must find the second now.
        kept = pair[:1] if draw.holds(17) else pair
        if kept != pair:
            others = (other[0] for other in pairs if other != pair)
            asked.append(wish(advanced(pair[1]), *(advanced(s) for s in others), weight=3))
    if draw.holds(55):
        exams = draw.some(("e-mathematics-11", "e-russian-11"), 2)
        asked.append(wish(*(target(exam) for exam in exams)))
    if draw.holds(35):
        courses = ("law", "technical-english", "welding")
        asked.append(wish(*(target(course) for course in draw.some(courses, 2))))
    return in_grade_11(draw, school, programme, number, kept) | {"wishes": asked}


_PARTICULAR: dict[str, Json] = {
    "school2-10-05": {"name": LONGEST_NAME},
    "school2-10-09": {"step_free": True},
    "school7-10-03": {"home": "togur"},
    "school7-10-11": {"home": "togur", "travel_limit": 45},
    "school5-10-02": {"travel_limit": 30},
    "chazhemto-10-04": {"home": "sever"},
    "chazhemto-10-05": {"travel_limit": 60},
    "sarovka-10-03": {"travel_limit": 0},
    # Came from another region in the spring: the hours of both years cannot be made up.
    "school4-11-socio-3": {"records": [
        {"subject": "project", "hours": 17, "where": "10 класс, другая школа"},
        {"hours": 833, "where": "10 класс, справка другой школы", "elsewhere": True}]},
    **{f"sarovka-10-{number:02d}": {"clearance": 1, "wishes": [
        wish(target("individual"), weight=3), wish(*(target(c) for c in courses), weight=2),
        wish(advanced("biology"), advanced("chemistry"), weight=2),
        wish(target("modelling-3d"), target("welding"))]}
       for number, courses in ((1, ("robotics-1",)), (2, ("robotics-1",)),
                               (4, ("trial-medicine", "agrobiology")), (5, ("robotics-1",)))},
    **{f"{id_}": {"clearance": 2, "birth": "2011-02-11", "wishes": [
        wish(target("individual"), weight=3), wish(target("logging"), target("car-mechanics")),
        wish(advanced("biology"), weight=2)]}
       for id_ in ("school5-10-06", "school5-10-11", "school4-10-03", "school2-10-20")},
    "school4-10-07": {"wishes": []},
    "school7-10-08": {"records": [
        {"programme": "robotics-1", "kind": "course", "level": "elective", "hours": 68,
         "where": "ДЮЦ г. Колпашево, свидетельство № 14", "elsewhere": True}],
        "wishes": [wish(target("technology_it"), target("individual"), weight=4),
                   wish(target("robotics-2"), weight=2), wish(advanced("informatics"))]},
}  # fmt: skip
"""Students with something of their own."""

"""Students of the coal towns, made up; every third wants a mining class."""

from instances.scripts.kuzbass_coal.places import SCHOOLS, SOUTH
from instances.scripts.names import Draw
from instances.scripts.pieces import target, wish
from instances.scripts.schools import SchoolFacts
from instances.scripts.students import Interest, in_grade_11, student, wishes
from instances.scripts.writing import Json

INTERESTS = {
    "mining": Interest(
        32, ("mining", "technology_it"), ("physics",),
        ("coal-chemistry", "drawing"),
        ("electrician", "technikum-june", "control-room")),
    "open-cut": Interest(
        5, ("mining",), ("physics",), ("mine-safety", "drawing"), ("open-cut-work", "repair-shop")),
    "it": Interest(
        10, ("technology_it",), ("informatics", "physics"), ("drawing", "surveying"),
        ("control-room",)),
    "chemistry": Interest(
        10, ("natural",), ("chemistry",), ("coal-chemistry", "ecology"), ("technikum-june",)),
    "economics": Interest(
        15, ("socio",), ("social_studies",), ("labour-economics", "drawing")),
    "undecided": Interest(
        28, ("socio", "natural", "mining"), ("social_studies", "informatics", "physics"),
        ("labour-economics", "ecology", "drawing", "mine-safety"),
        ("technikum-june", "electrician", "underground"), decided=False),
}  # fmt: skip
_ONLY_SOUTH = {"coal-chemistry", "surveying", "chemistry", "open-cut-work", "repair-shop"}
_ONLY_LENINSK = {"ecology", "control-room", "underground"}


def students(draw: Draw) -> list[Json]:
    """Grade 10 and grade 11 of every school."""
    made = [_ten(draw, school, number + 1) for school in SCHOOLS for number in range(school.tens)]
    made += [
        _eleven(draw, school, programme, number + 1)
        for school in SCHOOLS
        for programme, size in school.groups_11.items()
        for number in range(size)
    ]
    return [made_up | _PARTICULAR.get(made_up["id"], {}) for made_up in made]


def _ten(draw: Draw, school: SchoolFacts, number: int) -> Json:
    shares = {name: interest.share for name, interest in INTERESTS.items()
              if {*school.groups} & {*interest.groups}}  # fmt: skip
    interest = INTERESTS[draw.weighted(shares)]
    near = [group for group in interest.groups if group in school.groups]
    elsewhere = _ONLY_LENINSK if school.id in SOUTH else _ONLY_SOUTH
    return student(draw, school, f"{school.id}-10-{number:02d}", 10) | {
        "wishes": wishes(draw, interest, near, lambda id_: id_ not in elsewhere)
    }


def _eleven(draw: Draw, school: SchoolFacts, programme: str, number: int) -> Json:
    kept = ("informatics", "physics") if programme == "individual" else ()
    exams = draw.some(("e-mathematics-11", "e-russian-11"), 2)
    asked = [wish(*(target(exam) for exam in exams))]
    if draw.holds(20):
        asked.append(wish(target("labour-economics")))
    return in_grade_11(draw, school, programme, number, kept) | {"wishes": asked}


_PARTICULAR: dict[str, Json] = {
    **{id_: {"clearance": 2, "birth": "2011-01-20", "wishes": [
        wish(target("mining"), weight=4), wish(target("open-cut-work"), weight=2),
        wish(target("mine-safety"))]} for id_ in ("school31-10-04", "school31-10-09")},
    **{id_: {"wishes": [
        wish(target("natural"), target("individual"), weight=3),
        wish(target("coal-chemistry"), target("surveying"), weight=2)]}
       for id_ in ("school31-10-02", "school31-10-12", "school31-10-17")},
    "school20-10-06": {"clearance": 2, "wishes": [
        wish(target("mining"), weight=4), wish(target("underground"), target("control-room"))]},
    "school45-10-02": {"step_free": True},
    "school14-10-05": {"travel_limit": 40},
}  # fmt: skip
"""Students with something of their own: one asks for what nobody under age may do."""

"""What can be studied: specializations, network courses, trials, modules and electives.

Hours of subjects are those of the federal programme (fgos-2022).
"""

from dataclasses import dataclass

from planner.generate.words import Json, words

T1, T2 = ["t1"], ["t2"]
FIRST_YEAR, SECOND_YEAR = ["t1", "t2"], ["t3", "t4"]
BOTH_YEARS = FIRST_YEAR + SECOND_YEAR

HOURS = {"mathematics": 8, "informatics": 4, "physics": 5, "chemistry": 3, "biology": 3,
         "literature": 5, "social_studies": 4}  # fmt: skip
"""Hours a week at advanced level."""

_EXACT, _NATURE, _SOCIETY = "mathematics_informatics", "nature", "society"
_LETTERS, _ENGLISH = "languages", "foreign_languages"
_AREA = {"mathematics": _EXACT, "informatics": _EXACT, "physics": _NATURE, "chemistry": _NATURE,
         "biology": _NATURE, "literature": _LETTERS, "social_studies": _SOCIETY}  # fmt: skip

CLUSTERS = ("nuclear", "petrochemical", "timber", "renewable", "extraction", "smart")

SPECIALIZATIONS = {
    "technology": ((_EXACT, _NATURE), ("mathematics", "physics")),
    "technology-it": ((_EXACT, _NATURE), ("mathematics", "informatics")),
    "natural": ((_NATURE,), ("chemistry", "biology")),
    "socio": ((_SOCIETY, _EXACT), ("mathematics", "social_studies")),
    "humanities": ((_LETTERS, _ENGLISH, _SOCIETY), ("literature", "social_studies")),
    "universal": ((_EXACT, _NATURE, _SOCIETY, _LETTERS, _ENGLISH),
                  ("mathematics", "social_studies")),
    "individual": ((_EXACT, _NATURE, _SOCIETY, _LETTERS, _ENGLISH), ()),
    "medical": ((_NATURE,), ("chemistry", "biology")),
    "social-online": ((_LETTERS, _ENGLISH, _SOCIETY), ("literature", "social_studies")),
}  # fmt: skip
"""Areas and advanced subjects; the last two are interschool groups."""

_CLUSTERS_OF = {"technology": ["nuclear"], "technology-it": ["smart"], "medical": ["smart"],
                "natural": ["petrochemical"]}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Course:
    """A course, trial or module: area, hours a week (or in all, for an intensive)."""

    area: str
    hours: int
    cluster: str = ""
    kind: str = "course"
    hazard: int = 0
    tag: str = ""
    after: str = ""
    """What must have been studied before."""
    intensive: bool = False


COURSES = {
    "robotics": Course(_EXACT, 2, "smart"),
    "python": Course(_EXACT, 2, "smart"),
    "modelling-3d": Course(_EXACT, 1),
    "ecology": Course(_NATURE, 2, "renewable"),
    "media": Course(_LETTERS, 2),
    "business": Course(_SOCIETY, 2),
    "robotics-2": Course(_EXACT, 2, "smart", after="robotics"),
    "electronics": Course(_EXACT, 2, "nuclear"),
    "data-analysis": Course(_EXACT, 2, "smart", after="python"),
    "olympiad-mathematics": Course(_EXACT, 1),
    "law": Course(_SOCIETY, 1),
    "technical-english": Course(_ENGLISH, 1),
    "trial-engineering": Course(_EXACT, 1, tag="trial"),
    "trial-medicine": Course(_NATURE, 1, tag="trial"),
    "trial-forest": Course(_NATURE, 1, "timber", tag="trial"),
    "trial-law": Course(_SOCIETY, 1, tag="trial"),
    "welding": Course(_EXACT, 2, "nuclear", "module", 1, "practice"),
    "radiation": Course(_NATURE, 2, "nuclear", "module", 0, "practice"),
    "laboratory": Course(_NATURE, 2, "petrochemical", "module", 1, "practice"),
    "plant": Course(_EXACT, 1, "petrochemical", "module", 2, "practice"),
    "woodwork": Course(_EXACT, 2, "timber", "module", 1, "practice"),
    "logging": Course(_NATURE, 1, "timber", "module", 2, "practice"),
    "wild-food": Course(_NATURE, 2, "renewable", "module", 0, "practice"),
    "geology": Course(_NATURE, 2, "extraction", "module", 1, "practice"),
    "drilling": Course(_EXACT, 2, "extraction", "module", 0, "practice"),
    "drones": Course(_EXACT, 2, "smart", "module", 0, "practice"),
    "nursing": Course(_NATURE, 2, "smart", "module", 1, "practice"),
    "engineering-june": Course(_EXACT, 40, "nuclear", "module", 0, "practice", intensive=True),
    "forest-june": Course(_NATURE, 36, "timber", "module", 1, "practice", intensive=True),
}  # fmt: skip

ELECTIVES = {
    "e-russian": ("russian", _LETTERS, 1, BOTH_YEARS),
    "e-mathematics": ("mathematics", _EXACT, 2, BOTH_YEARS),
    "e-society": ("history", _SOCIETY, 1, BOTH_YEARS),
    "e-english": ("foreign_language", _ENGLISH, 1, BOTH_YEARS),
    "e-exam": ("mathematics", _EXACT, 2, SECOND_YEAR),
    "e-mathematics-11": ("mathematics", _EXACT, 2, FIRST_YEAR),
    "e-russian-11": ("russian", _LETTERS, 1, FIRST_YEAR),
}  # fmt: skip
"""Who teaches it, area, hours a week, terms."""


def advanced(subject: str) -> str:
    """The programme that teaches a subject at advanced level by itself."""
    return f"advanced-{subject.replace('_', '-')}"


def programmes() -> list[Json]:
    """All programmes."""
    exam, test = words("assessed.exam"), words("assessed.test")
    return [
        *(
            _programme(id_, "specialization", areas, [_deep(s) for s in subjects] or [_light(1)])
            | ({"clusters": _CLUSTERS_OF[id_]} if id_ in _CLUSTERS_OF else {})
            for id_, (areas, subjects) in SPECIALIZATIONS.items()
        ),
        *(
            _programme(advanced(s), "course", (_AREA[s],), [_deep(s)]) | {"assessed": exam}
            for s in HOURS
        ),
        *(_course(id_, course) | {"assessed": test} for id_, course in COURSES.items()),
        *(
            _programme(id_, "course", (area,), [_light(hours)]) | {"assessed": test}
            for id_, (_, area, hours, _) in ELECTIVES.items()
        ),
    ]


def _programme(id_: str, kind: str, areas: tuple[str, ...], contents: list[Json]) -> Json:
    return {
        "id": id_, "name": words(f"programme.{id_}"), "kind": kind, "areas": list(areas),
        "contents": contents,
    }  # fmt: skip


def _deep(subject: str) -> Json:
    return {"subject": subject, "level": "advanced", "hours_a_week": HOURS[subject]}


def _light(hours: int) -> Json:
    return {"hours_a_week": hours}


def _course(id_: str, course: Course) -> Json:
    content = {"hours": course.hours} if course.intensive else _light(course.hours)
    return _programme(id_, course.kind, (course.area,), [content]) | {
        **({"clusters": [course.cluster]} if course.cluster else {}),
        **({"hazard_class": course.hazard} if course.hazard else {}),
        **({"tags": [course.tag]} if course.tag else {}),
        **({"prerequisites": [course.after]} if course.after else {}),
    }

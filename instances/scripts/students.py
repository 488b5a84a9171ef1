"""Made-up students of grades 10 and 11, with wishes that follow from a bent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from instances.scripts.names import Draw
from instances.scripts.pieces import advanced, target, wish
from instances.scripts.schools import SchoolFacts, group_id
from instances.scripts.writing import Json


@dataclass(frozen=True)
class Interest:
    """What students of one bent ask for, best first."""

    share: int
    """Percent of the students."""
    groups: tuple[str, ...]
    subjects: tuple[str, ...] = ()
    courses: tuple[str, ...] = ()
    practice: tuple[str, ...] = ()
    decided: bool = True


def anything(_: str) -> bool:
    """Everything that is offered is within reach."""
    return True


def student(draw: Draw, school: SchoolFacts, id: str, grade: int) -> Json:  # noqa: A002
    """A student with all but wishes."""
    size = school.tens if grade == 10 else school.elevens
    letter = draw.one("АБ") if size > 20 else ""
    clearance = 2 if draw.holds(6) else 1 if draw.holds(60) else 0
    return {
        "id": id, "name": draw.person(), "grade": grade, "class_name": f"{grade}{letter}",
        "school": school.id,
        "birth": f"{2021 - grade}-{draw.number(1, 10):02d}-{draw.number(1, 28):02d}",
        **({"clearance": clearance} if clearance else {}),
    }  # fmt: skip


def wishes(
    draw: Draw, interest: Interest, near: Sequence[str], reachable: Callable[[str], bool] = anything
) -> list[Json]:
    """The wishes of a student of grade 10, to whom the groups `near` are open."""
    undecided = not (interest.decided and near)
    groups = ["individual", *near[:2]] if undecided else [*near[:2], "individual"]
    asked = [wish(*(target(group) for group in groups), weight=4)]
    asked += _subject(draw, [s for s in interest.subjects if reachable(s)], undecided)
    courses = [course for course in interest.courses if reachable(course)]
    asked += [
        wish(*(target(course) for course in ranked))
        for ranked in _pairs(draw, courses, 2 if undecided else 1)
    ]
    practice = [module for module in interest.practice if reachable(module)]
    if practice and draw.holds(60):
        asked.append(wish(*(target(module) for module in draw.some(practice, 2))))
    return asked


def _subject(draw: Draw, subjects: list[str], undecided: bool) -> list[Json]:
    """Whoever has no group with advanced subjects asks for some of them one by one."""
    if undecided and subjects:
        return [wish(*(advanced(subject) for subject in draw.some(subjects, 2)), weight=2)]
    if subjects and draw.holds(40):
        return [wish(advanced(subjects[0]), weight=2)]
    return []


def _pairs(draw: Draw, options: Sequence[str], count: int) -> list[list[str]]:
    """So many choices of two, no course in more than one."""
    mixed = draw.some(options, 2 * count)
    return [mixed[start : start + 2] for start in range(0, len(mixed), 2)]


def in_grade_11(
    draw: Draw, school: SchoolFacts, programme: str, number: int, kept: Sequence[str] = ()
) -> Json:
    """A student of grade 11 with what grade 10 brought, who stays in the group and the courses."""
    hours = 34 * (35 if school.days == 6 else 34)
    return student(draw, school, f"{school.id}-11-{programme}-{number}", 11) | {
        "records": [
            {"subject": "project", "hours": 34, "where": "10 класс"},
            {"hours": hours - 34, "where": "10 класс, все остальные предметы учебного плана"}],
        "keeps": [group_id(school.id, programme, 11), *(f"{subject}-11" for subject in kept)],
    }  # fmt: skip

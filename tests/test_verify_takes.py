"""one_section, prerequisites and keeps by hand: a plan that keeps each, and one that breaks it."""

from tests.builders import at_college, instance, offering, programme, student
from tests.plans import broken, faults, plan

ADVANCED_MATHS = [{"subject": "maths", "level": "advanced", "hours_a_week": 8}]
ELECTIVE_MATHS = [{"subject": "maths", "hours_a_week": 1}]


def test_one_section_of_a_programme() -> None:
    two = instance(
        students=[student()],
        programmes=[programme("robots")],
        offerings=[offering("a", "robots"), offering("b", "robots", terms=["t2"])],
    )
    assert broken(two, {"s1": ["a"]}) == []
    assert broken(two, {"s1": ["a", "b"]}) == ["one_section.programme"]


def test_one_section_one_specialization_in_a_term() -> None:
    groups = instance(
        students=[student()],
        programmes=[programme(group, "specialization") for group in ("tech", "bio", "eco")],
        offerings=[
            offering("tech", terms=["t1"]),
            offering("bio", terms=["t2"]),
            offering("eco"),
        ],
    )
    assert broken(groups, {"s1": ["tech", "bio"]}) == []
    both = faults(groups, plan(groups, {"s1": ["tech", "eco"]}))
    assert [fault.code for fault in both] == ["rules.one_section.specialization"]
    assert broken(groups, {"s1": ["eco", "tech", "bio"]}).count("one_section.specialization") == 2


def test_one_section_one_study_of_a_subject_in_a_term() -> None:
    courses = instance(
        students=[student()],
        programmes=[
            programme("deep", contents=ADVANCED_MATHS),
            programme("deeper", contents=ADVANCED_MATHS),
            programme("extra", contents=ELECTIVE_MATHS),
        ],
        offerings=[
            offering("deep", terms=["t1"]),
            offering("later", "deeper", terms=["t2"]),
            offering("deeper"),
            offering("extra"),
        ],
    )
    assert broken(courses, {"s1": ["deep", "later", "extra"]}) == []
    assert broken(courses, {"s1": ["deep", "deeper", "extra"]}) == ["one_section.subject"]


def test_one_section_one_study_of_a_subject_within_an_offering() -> None:
    doubled = instance(
        students=[student()],
        programmes=[programme("deep", contents=ADVANCED_MATHS * 2)],
        offerings=[offering("deep")],
    )
    assert broken(doubled, {"s1": ["deep"]}) == ["one_section.contents"]


def test_prerequisites_are_taken_before_or_recognised() -> None:
    steps = instance(
        students=[student("s1"), student("s2", records=[{"programme": "first", "hours": 34}])],
        programmes=[programme("first"), programme("second", prerequisites=["first"])],
        offerings=[
            offering("first", terms=["t1"]),
            offering("second", terms=["t2"]),
            offering("whole-year", "first"),
        ],
    )
    assert broken(steps, {"s1": ["first", "second"], "s2": ["second"]}) == []
    assert broken(steps, {"s1": ["second"]}) == ["prerequisites.missing"]
    assert broken(steps, {"s1": ["whole-year", "second"]}) == ["prerequisites.missing"]


def test_keeps_stay() -> None:
    kept = instance(
        students=[student(keeps=["group"])],
        programmes=[programme("group", "specialization")],
        offerings=[offering("group"), at_college("course", "group")],
    )
    assert broken(kept, {"s1": ["group"]}) == []
    assert broken(kept, {"s1": ["course"]}) == ["keeps.left"]

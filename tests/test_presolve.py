"""Presolved once, asked again after a change of the data."""

from planner.change import changed
from planner.presolve import presolve
from tests.builders import instance, offering, programme, student


def test_other_data_with_the_same_options_remembers_no_other_answers() -> None:
    both = instance(
        programmes=[programme("drawing"), programme("choir")],
        offerings=[offering("drawing"), offering("choir", grades=[11])],
        students=[student("s1"), student("s2")],
    )
    before = presolve(both)
    assert before.takers == {"drawing": ["s1", "s2"], "choir": []}
    alone = changed(both, students=both.students[1:])
    after = before.with_same_options(alone)
    assert after.profiles == {"s2": before.profiles["s2"]}
    assert after.takers == {"drawing": ["s2"], "choir": []}
    assert [student for student, _ in after.options.items()] == ["s2"]
    assert before.takers == {"drawing": ["s1", "s2"], "choir": []}


def test_ways_lead_to_wherever_a_teacher_of_the_provider_would_set_out_from() -> None:
    moved = instance(
        programmes=[programme("drawing")], offerings=[offering("drawing", provider="college")],
        students=[student("s1")],
    )  # fmt: skip
    roads = presolve(moved).roads
    assert roads.minutes(["college-site"], ["home-site"], frozenset()) > 0

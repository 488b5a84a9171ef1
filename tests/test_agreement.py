"""Rule and check give the same verdict on random plans, and each says both yes and no."""

import pytest

from planner.presolve import presolve
from planner.verify.case import Case
from planner.verify.checks import eligibility
from tests.agreement import CHECKS, Judges, Verdict, random_plan
from tests.brute_force import Choice, written
from tests.random_instances import crowded_instance, random_instance

SEEDS = range(48)
CROWDED = range(24)
PLANS = range(8)


def verdicts() -> list[Verdict]:
    """The verdicts on all plans."""
    instances = [*map(random_instance, SEEDS), *map(crowded_instance, CROWDED)]
    return [
        verdict
        for instance in instances
        for judges in [Judges(instance)]
        for seed in PLANS
        for verdict in judges.verdicts(random_plan(judges, seed))
    ]


@pytest.fixture(scope="module")
def all_verdicts() -> list[Verdict]:
    return verdicts()


def test_rule_and_check_agree_and_each_says_yes_and_no(all_verdicts: list[Verdict]) -> None:
    assert [one for one in all_verdicts if one.model != one.verifier] == []
    for rule in (*CHECKS, "eligibility"):
        said = {one.verifier for one in all_verdicts if one.rule == rule}
        assert said == {True, False}, rule


@pytest.mark.parametrize("seed", range(60))
def test_presolve_and_verifier_give_the_same_reason_against_a_placement(seed: int) -> None:
    instance = random_instance(seed)
    presolved = presolve(instance)
    for student in instance.students:
        for offering in instance.offerings:
            reason = presolved.reason(student.id, offering.id)
            row = {student.id: Choice((offering.id,), (), 0)}
            found = list(eligibility.check(Case(instance, written(instance, row, {}, (), ()))))
            assert reason in found if reason else not found

"""The solver's optimum is the best of all plans, on instances small enough to try them all."""

import pytest

from models.instance import Instance
from planner.verify import verify
from tests.brute_force import Brute
from tests.random_instances import crowded_instance, random_instance
from tests.solving import solved

SEEDS = range(120)
CROWDED = range(60)


def agrees(instance: Instance) -> bool:
    """Whether the solver proves the optimum that brute force finds, and the verifier accepts it."""
    plan, best = solved(instance), Brute(instance).best()
    if plan is None:
        return best is None
    return plan.objective == plan.bound == best and not verify(instance, plan)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_optimum_is_that_of_brute_force(seed: int) -> None:
    assert agrees(random_instance(seed))


@pytest.mark.parametrize("seed", CROWDED)
def test_the_optimum_is_that_of_brute_force_where_buses_are_full(seed: int) -> None:
    assert agrees(crowded_instance(seed))


def test_both_answers_occur() -> None:
    answers = {solved(random_instance(seed)) is None for seed in SEEDS}
    assert answers == {True, False}

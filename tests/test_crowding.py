"""What fits beside what: true of every plan, and no weaker than the sum when it is met."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from planner.presolve.cliques import cliques
from planner.studies.crowding import crowds
from tests.choices import NAMES, PAIRS, apart, choices


@given(
    st.dictionaries(st.sampled_from(NAMES), st.integers(-3, 12), min_size=1),
    st.integers(0, 20),
    PAIRS,
)
def test_every_choice_within_the_room_keeps_every_crowd(
    weights: dict[str, int], room: int, pairs: set[tuple[str, str]]
) -> None:
    excluded = apart(pairs)
    found = list(crowds(weights, room, excluded))
    for choice in choices(list(weights), excluded):
        missed = sum(weights[one] for one in choice) > room
        for crowd in found:
            counted = len(choice & set(crowd.counted))
            fewer = sum(number for one, number in crowd.fewer if one in choice)
            assert counted + fewer <= crowd.most + crowd.missed * missed


def test_a_course_that_does_not_fit_beside_a_specialization_is_kept_from_it() -> None:
    weights = {"wide": 9, "narrow": 5, "course": 3}
    apart = {"wide": frozenset({"narrow"}), "narrow": frozenset({"wide"}), "course": frozenset()}
    [crowd] = crowds(weights, 10, apart)
    assert crowd.counted == ("course",)
    assert (crowd.most, crowd.fewer, crowd.missed) == (1, (("wide", 1),), 1)


def test_nothing_is_said_where_everything_fits() -> None:
    apart: dict[str, frozenset[str]] = {"a": frozenset(), "b": frozenset()}
    assert list(crowds({"a": 3, "b": 4}, 7, apart)) == []


@given(PAIRS)
def test_cliques_cover_every_pair_and_nothing_else(pairs: set[tuple[str, str]]) -> None:
    covered = {
        pair for clique in cliques(list(NAMES), pairs) for pair in combinations(sorted(clique), 2)
    }
    assert covered == pairs

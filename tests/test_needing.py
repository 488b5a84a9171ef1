"""What is needed beside what: true of every choice, and it says no less than the sum itself."""

from hypothesis import given
from hypothesis import strategies as st

from planner.studies.needing import needs
from tests.choices import NAMES, PAIRS, apart, choices


@given(
    st.dictionaries(st.sampled_from(NAMES), st.integers(-3, 8), min_size=1),
    st.integers(-4, 14),
    PAIRS,
    st.none() | st.sampled_from(NAMES),
)
def test_what_is_needed_is_what_the_sum_lacks(
    weights: dict[str, int], least: int, pairs: set[tuple[str, str]], condition: str | None
) -> None:
    excluded = apart(pairs)
    found = list(needs(weights, least, excluded, condition))
    names = sorted({*weights} | ({condition} if condition else set()))
    for choice in choices(names, excluded):
        lacking = least - sum(weights.get(one, 0) for one in choice)
        asked = condition is None or condition in choice
        told = [need.least - sum(need.weights.get(one, 0) for one in choice) for need in found]
        assert max([0, *told]) == (max(0, lacking) if asked else 0)


def test_more_than_enough_counts_as_enough() -> None:
    excluded = {"wide": frozenset({"narrow"}), "narrow": frozenset({"wide"}), "course": frozenset()}
    need, beside_narrow = needs({"wide": 9, "narrow": 4, "course": 7}, 6, excluded)
    assert need.weights == {"wide": 6, "narrow": 4, "course": 6}
    assert need.least == 6
    assert (beside_narrow.weights, beside_narrow.least) == ({"course": 2, "narrow": -2}, 0)


def test_a_part_of_a_course_is_not_enough_beside_a_specialization_that_lacks_little() -> None:
    excluded = {"wide": frozenset({"narrow"}), "narrow": frozenset({"wide"}), "course": frozenset()}
    whole, beside_wide, beside_narrow = needs({"wide": 9, "narrow": 4, "course": 7}, 10, excluded)
    assert (whole.weights, whole.least) == ({"wide": 9, "narrow": 4, "course": 7}, 10)
    assert (beside_wide.weights, beside_wide.least) == ({"course": 1, "wide": -1}, 0)
    assert (beside_narrow.weights, beside_narrow.least) == ({"course": 6, "narrow": -6}, 0)


def test_what_a_specialization_asks_for_is_not_made_up_for_by_another() -> None:
    excluded = {
        "own": frozenset({"other"}),
        "other": frozenset({"own"}),
        "a": frozenset(),
        "b": frozenset(),
    }
    whole, without_a, without_b = needs({"other": 2, "a": 1, "b": 1}, 2, excluded, "own")
    assert (whole.weights, whole.least) == ({"a": 1, "b": 1, "own": -2}, 0)
    assert (without_a.weights, without_a.least) == ({"b": 1, "own": -1}, 0)
    assert (without_b.weights, without_b.least) == ({"a": 1, "own": -1}, 0)


def test_nothing_is_needed_of_a_sum_that_cannot_be_too_small() -> None:
    assert not list(needs({"a": 3}, 0, {"a": frozenset()}))

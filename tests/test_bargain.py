"""Parts agree on prices and shares: a price is for all, and nobody has what others have."""

from collections.abc import Sequence
from math import ceil
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from planner.program import Key
from planner.read import read_instance
from planner.solve.parts.bargain import ROUNDS, Bargain, Worth
from planner.solve.parts.inside import Terms
from planner.solve.parts.limits import Limit
from planner.solve.parts.part import cut_out

NOBODY = cut_out(read_instance(Path("instances/tiny.json")), (), ())
ROUBLES, SEATS = ("roubles",), ("seats", "a1")


def bargain(limits: dict[Key, Limit], at_once: int) -> Bargain:
    """Of parts that may open nothing in common."""
    parts = len(next(iter(limits.values())).concerned)
    return Bargain(NOBODY, limits, set(), {}, parts, at_once)


def agreed(bargaining: Bargain, told: Sequence[Worth]) -> list[Terms]:
    """What parts that always say the same agree on."""
    for _ in range(ROUNDS):
        answers = bargaining.answer(told)
        if found := [answer for answer in answers if isinstance(answer, Terms)]:
            return found
    raise AssertionError("no end")


WORTHS = st.builds(
    Worth,
    st.dictionaries(st.sampled_from([ROUBLES, SEATS]), st.sampled_from([0.0, 0.5, 3.0, 700.0])),
    st.dictionaries(st.sampled_from([ROUBLES, SEATS]), st.floats(0, 50)),
    st.booleans(),
)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3), WORTHS), min_size=2, max_size=7),
       st.integers(1, 4), st.integers(0, 50))  # fmt: skip
def test_shares_are_no_more_than_there_is_and_prices_the_same_for_all(
    parts: list[tuple[int, int, Worth]], at_once: int, free: int
) -> None:
    kept = [own for _, own, _ in parts]
    limits: dict[Key, Limit] = {
        ROUBLES: Limit(free + sum(kept), [1] * len(parts), kept),
        SEATS: Limit(free, [students for students, _, _ in parts], [0] * len(parts)),
    }
    bargaining = bargain(limits, at_once)
    terms: list[Terms] = []
    while together := bargaining.bargaining:
        terms += agreed(bargaining, [parts[number][2] for number in together])
    for key, limit in limits.items():
        shares = [one.shares[key] for one in terms]
        assert sum(shares) <= limit.total
        assert all(share >= own for share, own in zip(shares, limit.kept, strict=True))
        paying = [one for one, (*_, worth) in zip(terms, parts, strict=True) if key in worth.prices]
        assert len({one.prices[key] for one in paying}) <= 1
    unpaid = {key: limits[key].total for key in bargaining.prices}
    for one, (*_, worth) in zip(terms, parts, strict=True):
        for key in worth.prices:
            unpaid[key] -= one.shares[key]
    assert bargaining.left_at(bargaining.prices) == ceil(
        sum(p * unpaid[key] for key, p in bargaining.prices.items())
    )


def test_what_others_would_pay_more_for_is_theirs() -> None:
    bargaining = bargain({SEATS: Limit(20, [5, 5], [0, 0])}, 2)
    terms = agreed(bargaining, [Worth({SEATS: 9.0}, {}), Worth({SEATS: 0.0}, {SEATS: 1.0})])
    shares = [one.shares[SEATS] for one in terms]
    assert sum(shares) == 20
    assert shares[0] > 15


def test_a_share_that_nobody_could_use_is_left_to_those_who_begin_later() -> None:
    bargaining = bargain({SEATS: Limit(20, [5, 5, 5, 5], [0] * 4)}, 2)
    nothing = Worth({}, {})
    assert [one.shares[SEATS] for one in agreed(bargaining, [nothing] * 2)] == [0, 0]
    wanting = Worth({SEATS: 2.0}, {SEATS: 10.0})
    assert [one.shares[SEATS] for one in agreed(bargaining, [wanting] * 2)] == [10, 10]
    assert bargaining.prices == {SEATS: 2.0}


def test_a_price_is_what_the_first_say_who_know() -> None:
    bargaining = bargain({SEATS: Limit(30, [5] * 3, [0] * 3)}, 2)
    guessing = Worth({SEATS: 0.0}, {}, known=False)
    agreed(bargaining, [guessing, Worth({SEATS: 4.0}, {SEATS: 10.0})])
    agreed(bargaining, [Worth({SEATS: 8.0}, {SEATS: 10.0})])
    assert bargaining.prices == {SEATS: 4.0}


def test_where_there_is_plenty_those_who_use_more_have_more() -> None:
    bargaining = bargain({SEATS: Limit(20, [5, 5], [0, 0])}, 2)
    terms = agreed(bargaining, [Worth({SEATS: 0.0}, {SEATS: 9.0}), Worth({SEATS: 0.0}, {SEATS: 1})])
    assert [one.shares[SEATS] for one in terms] == [17, 3]

"""What fits beside what: true of every plan, and no weaker than the sum when it is met."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from planner.presolve.cliques import cliques
from planner.studies.crowding import Crowd, Excluding, Room, crowds
from tests.choices import NAMES, PAIRS, apart, choices

ROOMS = st.builds(
    Room[str],
    st.dictionaries(st.sampled_from(NAMES), st.integers(-3, 12), min_size=1),
    st.integers(-15, 20),
)


@given(ROOMS, PAIRS)
def test_every_choice_within_the_room_keeps_every_crowd(
    room: Room[str], pairs: set[tuple[str, str]]
) -> None:
    excluded = apart(pairs)
    found = list(crowds(room, excluded))
    for choice in choices(list(room.weights), excluded):
        missed = sum(room.weights[one] for one in choice) > room.most
        for crowd in found:
            counted = zip(crowd.offerings, crowd.weights, strict=True)
            number = sum(weight for one, weight in counted if one in choice)
            assert number <= crowd.most + crowd.missed * missed


def test_a_course_that_does_not_fit_beside_a_specialization_is_kept_from_it() -> None:
    weights = {"wide": 9, "narrow": 5, "course": 3}
    apart = {"wide": frozenset({"narrow"}), "narrow": frozenset({"wide"}), "course": frozenset()}
    assert Crowd(("wide", "course"), (1, 1), 1, 1) in crowds(Room(weights, 10), apart)


def test_fewer_courses_fit_beside_a_specialization_that_takes_much_room() -> None:
    weights = {"wide": 6, "one": 2, "two": 2, "three": 2}
    alone = dict.fromkeys(weights, frozenset[str]())
    assert list(crowds(Room(weights, 8), alone)) == [
        Crowd(("one", "two", "three", "wide"), (1, 1, 1, 2), 3, 2)
    ]


@given(st.lists(ROOMS, max_size=3), st.sets(st.sampled_from(NAMES), min_size=1, max_size=3), PAIRS)
def test_nothing_is_taken_beside_what_it_excludes_unless_there_is_want_of_room(
    rooms: list[Room[str]], wanted: set[str], pairs: set[tuple[str, str]]
) -> None:
    excluded = apart(pairs)
    found = Excluding(excluded, enumerate(rooms)).of_all(tuple(sorted(wanted)))
    assert wanted.isdisjoint(found.offerings)
    for choice in choices(list(NAMES), excluded):
        missed = {
            number for number, room in enumerate(rooms)
            if sum(room.weights.get(one, 0) for one in choice) > room.most
        }  # fmt: skip
        assert len(choice.intersection(found.offerings)) <= 1
        if missed.isdisjoint(found.unless) and choice & wanted:
            assert choice.isdisjoint(found.offerings)


def test_what_excludes_two_offerings_is_what_each_excludes() -> None:
    apart = {name: frozenset[str]() for name in "abcd"} | {"a": frozenset("b"), "b": frozenset("a")}
    week = Room({"a": 4, "b": 6, "c": 7, "d": 4}, 10)
    assert Excluding(apart, [(3, week)]).of_all(("a", "b")) == (("c",), frozenset({3}))
    assert Excluding(apart, [(3, week)]).of_all(("b",)) == (("c",), frozenset({3}))
    assert Excluding(apart, []).of_all(("b",)) == (("a",), frozenset())


def test_nothing_is_said_where_everything_fits() -> None:
    apart: dict[str, frozenset[str]] = {"a": frozenset(), "b": frozenset()}
    assert list(crowds(Room({"a": 3, "b": 4}, 7), apart)) == []


@given(PAIRS)
def test_cliques_cover_every_pair_and_nothing_else(pairs: set[tuple[str, str]]) -> None:
    covered = {
        pair for clique in cliques(list(NAMES), pairs) for pair in combinations(sorted(clique), 2)
    }
    assert covered == pairs

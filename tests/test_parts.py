"""A region in parts: together a plan that keeps every rule, and a bound on every plan."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest import MonkeyPatch

from models.goals import Budget, Lock
from models.instance import Instance
from models.plan import Parameters, Plan
from planner import memory
from planner.build import Built, build
from planner.change import changed
from planner.extract import extract
from planner.generate.instance import instance as generated
from planner.generate.request import Request
from planner.presolve import presolve
from planner.processes import turns
from planner.program import Key
from planner.read import read_instance
from planner.solve.exact import Impossible
from planner.solve.highs import Basis, Relaxation, limited, problem
from planner.solve.matrix import matrix
from planner.solve.parts import in_memory
from planner.solve.parts.bargain import Bargain, Worth
from planner.solve.parts.common import Common
from planner.solve.parts.divide import balanced, in_turn, number
from planner.solve.parts.inside import Inside, Terms
from planner.solve.parts.limits import limits
from planner.solve.parts.merging import merged, slack
from planner.solve.parts.part import cut_out, part
from planner.solve.parts.relaxing import Asked, Outcome, Relaxing, relax
from planner.solve.parts.shares import shares
from planner.solve.parts.working import outside
from planner.solve.prices import relaxed_bound
from planner.solve.region import bounding, moves, seeking
from planner.solve.region.course import Course
from planner.verify import verify
from tests.builders import (
    BASE,
    at_college,
    duty,
    offering,
    programme,
    student,
    teacher,
    weekly,
)
from tests.random_instances import crowded_instance, random_instance
from tests.solving import best, solved

TOWN = Path("instances/kolpashevo.json")
MAKERS = pytest.mark.parametrize("make", [random_instance, crowded_instance])


@pytest.fixture(autouse=True)
def every_student_is_a_group(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(moves, "STUDENTS", 1)
    monkeypatch.setattr(seeking, "SIZES", (1, 2, 4))
    monkeypatch.setattr(seeking, "LITTLE", 1)
    monkeypatch.setattr(bounding, "STEPS", (1, 1000))
    monkeypatch.setattr(bounding, "ONE_BLOCK", 0)


def thrice(instance: Instance) -> Instance:
    """Every student three times: much is scarce that was not."""
    copies = (changed(one, id=f"{one.id}-{n}") for n in (2, 3) for one in instance.students)
    return changed(instance, students=(*instance.students, *copies))


def halved(instance: Instance) -> Common:
    """Two parts, whatever they share."""
    students = list(instance.student)
    return Common(instance, [students[::2], students[1::2]])


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: MonkeyPatch) -> None:
    """Relaxations of parts are solved at once, not in processes of their own."""

    def here(
        relaxing: Callable[[Asked, float | None, Callable[[Outcome], object]], None],
        asked: Asked, seconds: float | None, given_up: Callable[[], bool],
    ) -> list[Outcome]:  # fmt: skip
        told: list[Outcome] = []
        relaxing(asked, seconds, told.append)
        return told

    monkeypatch.setattr("planner.solve.parts.relaxing.aside", here)


BY_WORK = Parameters(deterministic_time=1.0, workers=1)


def apart(
    common: Common, at_once: int = 2, parameters: Parameters = BY_WORK
) -> tuple[Plan, int]:  # fmt: skip
    """The plan of all parts together, and the bound; so many of them bargain with each other."""
    alone, count = cut_out(common.instance, (), common.offerings), len(common.parts)
    bargain = Bargain(alone, limits(common), common.needed, common.at_home, count, at_once)
    plans: list[Plan] = []
    while together := bargain.bargaining:
        plans += _bargained(common, bargain, together, parameters)
    bound = sum(plan.bound for plan in plans) + bargain.left_at(bargain.prices) + slack(common)
    plan = merged(common.instance, plans, bargain.staffing, bound, Parameters(), "", 0.0)
    return plan, bound


def agreed(
    common: Common, bargain: Bargain, together: range
) -> tuple[list[Built], list[Relaxing], list[Terms]]:
    """Models and relaxations of parts that begin at the same time, and what they agree on."""
    entitlements = [bargain.entitled(place) for place in together]
    asked, built = list[Relaxing](), []
    for place, entitled in zip(together, entitlements, strict=True):
        one = part(common, place, entitled)
        built.append(build(presolve(one.instance)))
        whole = matrix(built[-1].program.model)
        inside = Inside(one, built[-1].program, whole)
        asked.append(Relaxing(whole, inside, None, lambda: False))
    answers: Sequence[Mapping[Key, float] | Terms] = entitlements
    while other := [answer for answer in answers if not isinstance(answer, Terms)]:
        told = [one.worth(share) for one, share in zip(asked, other, strict=True)]
        answers = bargain.answer(told)
    return built, asked, [answer for answer in answers if isinstance(answer, Terms)]


def _bargained(
    common: Common, bargain: Bargain, together: range, parameters: Parameters
) -> Iterator[Plan]:
    """The plans of parts that begin at the same time."""
    built, asked, terms = agreed(common, bargain, together)
    theirs = [outside(one, of, turns(1)) for one, of in zip(asked, terms, strict=True)]
    for n, there in enumerate(theirs):
        course = Course(built[n], parameters, lambda *_: None, monotonic(), there)
        course.run()
        opened = there.opened(course._values)
        assert there.bounded.everything.holds(opened), "what bounds begin with"
        assert there.bounded.points(opened) == there.planned.points(course._values)
        yield extract(course.solved(), parameters, "", 0.0)


def test_at_prices_that_others_named_a_relaxation_bounds_better_than_its_own_duals() -> None:
    better = 0
    for seed in range(20):
        common = halved(thrice(crowded_instance(seed)))
        shared = limits(common)
        entitled = {key: limit.divided()[0] for key, limit in shared.items()}
        one = part(common, 0, dict(entitled))
        program = build(presolve(one.instance)).program
        whole = matrix(program.model)
        inside = Inside(one, program, whole)
        relaxing = Relaxing(whole, inside, None, lambda: False)
        worth = relaxing.worth(one.shares)
        named = {key: round(price) / 2 + 1 for key, price in worth.prices.items()}
        terms = Terms(named, entitled, {}, frozenset())
        found = relaxing.everywhere(terms.prices)
        assert inside.worth(found) == named
        bounded, own = inside.bounded(entitled), inside.everywhere(relaxing.prices, terms.prices)
        assert relaxed_bound(bounded, found) <= relaxed_bound(bounded, own) + 1
        better += relaxed_bound(bounded, found) < relaxed_bound(bounded, own)
    assert better > 5


@MAKERS
@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("at_once", [2, 1])
def test_parts_are_a_plan_together_and_their_bounds_a_bound(
    make: Callable[[int], Instance], seed: int, at_once: int
) -> None:
    instance = thrice(make(seed))
    common = halved(instance)
    exact = solved(instance)
    if not common.can_be_divided():
        pytest.skip("decided beforehand")
    try:
        plan, bound = apart(common, at_once)
    except Impossible:  # within the shares; all together there may be a plan
        return
    assert exact is not None
    assert verify(instance, plan) == ()
    assert plan.objective <= exact.objective <= bound


def small_region(seed: int, students: int = 48) -> Instance:
    """Three municipalities that share courses, agreements and the budget."""
    request = Request(students=students, seed=seed, tightness=90, municipalities=3)
    instance = Instance.model_validate(generated(request))
    return changed(instance, rule_sets=read_instance(TOWN).rule_sets)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("scarce", [False, True])
def test_a_small_region_in_parts_is_bounded_as_well(seed: int, scarce: bool) -> None:
    instance = small_region(seed)
    if scarce:  # all that is shared is asked for more than there is of it
        instance = changed(
            instance,
            agreements=tuple(
                changed(one, seats=one.seats and max(1, one.seats // 3))
                for one in instance.agreements
            ),
            budget=Budget(roubles=40_000 * (3 + seed), extra_hours=2 * seed),
        )
    exact = solved(instance)
    common = Common(instance, balanced(instance, 3))
    assert common.can_be_divided()
    try:
        plan, bound = apart(common, at_once=3 - seed % 3)
    except Impossible:
        assert scarce
        return
    assert exact is not None
    assert verify(instance, plan) == ()
    assert plan.objective <= exact.objective <= bound


def two_schools(**fields: Any) -> Instance:
    """A second school beside that of the builders, as near to the college."""
    home, college = BASE["organisations"]
    other = {**home, "id": "home2", "name": "H2"}
    site = {"id": "home2-site", "name": "x", "organisation": "home2"}
    link = {"origin": "home2-site", "destination": "college-site", "minutes": 15}
    base = BASE | {
        "organisations": [home, other, college],
        "sites": [*BASE["sites"], site],
        "links": [*BASE["links"], link],
        "goals": {"fairness": [], "travel": 0},
    }
    return Instance.model_validate(base | fields)


def wanting(*programmes: str) -> list[dict[str, Any]]:
    """One wish, the first programme best."""
    return [{"ranked": [{"programme": one} for one in programmes]}]


CONTRACT = {"id": "a1", "number": "1", "base": ["home", "home2"], "provider": "college",
            "starts": "2027-01-01", "ends": "2030-12-31"}  # fmt: skip


def test_bounds_of_parts_that_are_rounded_down_are_a_bound_together() -> None:
    instance = two_schools(
        agreements=[CONTRACT | {"seats": 2}],
        programmes=[programme(one) for one in ("p", "n1", "n2")],
        offerings=[at_college("o1", "p", schools=["home"]),
                   at_college("o2", "p", schools=["home2"])],
        students=[student("s1", wishes=wanting("p")), student("s2", wishes=wanting("n1", "p")),
                  student("s3", school="home2", wishes=wanting("n1", "n2", "p"))],
        goals={"fairness": [], "travel": 0, "cost": 0},
    )  # fmt: skip
    plan, bound = apart(Common(instance, [["s1", "s2"], ["s3"]]))
    assert verify(instance, plan) == ()
    assert best(instance).objective <= bound


def test_thousands_of_roubles_begun_in_parts_and_for_all_are_begun_once_in_the_whole() -> None:
    instance = two_schools(
        agreements=[CONTRACT],
        programmes=[programme(one) for one in ("p", "q")],
        offerings=[at_college("o", "p", max_size=1, cost=998),
                   at_college("o1", "q", schools=["home"], cost=1),
                   at_college("o2", "q", schools=["home2"], cost=1)],
        students=[student("s1", wishes=wanting("p")), student("s2", wishes=wanting("q")),
                  student("s3", school="home2", wishes=wanting("p")),
                  student("s4", school="home2", wishes=wanting("q"))],
    )  # fmt: skip
    plan, bound = apart(Common(instance, [["s1", "s2"], ["s3", "s4"]]))
    assert verify(instance, plan) == ()
    assert best(instance).objective <= bound


@pytest.mark.parametrize("common", [True, False])
def test_sections_in_several_parts_may_differ_in_each_and_not_in_the_whole(common: bool) -> None:
    """One student in each of two, or two in each of four, however these differ in a part."""
    names = ("o1", "o2") if common else ("o1", "o2", "o3", "o4")
    schools = (
        [{}] * 2 if common else [{"schools": [one]} for one in ("home", "home", "home2", "home2")]
    )
    sections = [
        at_college(name, "p", max_size=1, timetables=[weekly(day)], **whose)
        for name, whose, day in zip(names, schools, ("wed", "thu") * 2, strict=False)
    ]
    instance = two_schools(
        agreements=[CONTRACT],
        programmes=[programme("p")],
        offerings=sections,
        students=[student("s1", wishes=wanting("p")),
                  student("s2", school="home2", wishes=wanting("p"))],
        goals={"fairness": [], "travel": 0, "balance": 400},
    )  # fmt: skip
    parts = Common(instance, [["s1"], ["s2"]])
    assert parts.sections == set(names)
    plan, bound = apart(parts)
    assert verify(instance, plan) == ()
    assert plan.objective <= best(instance).objective <= bound


def test_a_teacher_whom_two_parts_want_teaches_in_one_of_them_whatever_a_bound_finds() -> None:
    at_both = {"provider": "home2", "site": "home2-site"}
    instance = two_schools(
        agreements=[],
        programmes=[programme("p")],
        teachers=[teacher("t", sites=["home2-site"])],
        offerings=[offering("o1", "p", duties=[duty("t")], timetables=[weekly("wed")]),
                   offering("o2", "p", duties=[duty("t")], timetables=[weekly("wed")], **at_both)],
        students=[student("s1", wishes=wanting("p")),
                  student("s2", school="home2", wishes=wanting("p"))],
    )  # fmt: skip
    with_clock = Parameters(time=20.0, workers=1)
    plan, bound = apart(Common(instance, [["s1"], ["s2"]]), parameters=with_clock)
    assert verify(instance, plan) == ()
    assert plan.objective == best(instance).objective <= bound


@given(st.integers(0, 1000), st.lists(st.integers(0, 50), min_size=1, max_size=6),
       st.integers(0, 20))  # fmt: skip
def test_shares_make_up_the_total_and_none_is_too_small(
    total: int, weights: list[int], least: int
) -> None:
    found = shares(total, weights, least)
    assert all(share == 0 or share >= least for share in found)
    assert all(weight or not share for share, weight in zip(found, weights, strict=True))
    assert sum(found) == (total if any(weights) and total >= least else 0)


@pytest.mark.parametrize(
    ("students", "at_once", "parts"),
    [(400, 8, 1), (4999, 8, 1), (4999, 1, 1), (5000, 8, 4), (5000, 1, 5), (10_655, 8, 8),
     (10_655, 32, 8), (10_655, 1, 11), (16_000, 8, 8), (16_001, 8, 24), (100_000, 8, 104)],
)  # fmt: skip
def test_parts_are_neither_too_small_nor_too_large(students: int, at_once: int, parts: int) -> None:
    assert number(students, at_once) == parts


def test_larger_weights_have_larger_shares() -> None:
    assert shares(10, [1, 3, 1]) == [2, 6, 2]
    assert shares(10, [1, 3, 1], least=4) == [0, 10, 0]
    assert shares(10, [2, 3, 1], least=4) == [4, 6, 0]
    assert shares(7, [1, 1]) == [4, 3]


def test_what_several_parts_want_and_is_decided_beforehand_is_not_divided() -> None:
    instance = next(
        one for one in map(random_instance, range(100))
        if halved(one).offerings and halved(one).can_be_divided()
    )  # fmt: skip
    lock = Lock(offering=halved(instance).offerings[0].id)
    assert not halved(changed(instance, locks=(lock,))).can_be_divided()


def test_the_bound_counts_what_a_teacher_could_teach_who_may_be_needed_by_a_part() -> None:
    instance = two_schools(
        agreements=[CONTRACT],
        programmes=[programme("p"), programme("k")],
        teachers=[teacher("t", sites=["college-site"]), teacher("u")],
        offerings=[at_college("o", "p", max_size=2, duties=[duty("t")]),
                   offering("k1", "k", duties=[duty("t", "u")], timetables=[weekly("mon")])],
        students=[student("s0", wishes=wanting("k"), keeps=["k1"]),
                  *(student(f"a{n}", wishes=wanting("p")) for n in range(3)),
                  *(student(f"b{n}", school="home2", wishes=wanting("p")) for n in range(3))],
    )  # fmt: skip
    plan, bound = apart(Common(instance, [["s0", "a0", "a1", "a2"], ["b0", "b1", "b2"]]))
    assert verify(instance, plan) == ()
    assert best(instance).objective <= bound


def test_nothing_is_used_of_what_others_may_open_as_long_as_nobody_takes_it() -> None:
    common = Common(instance := small_region(3), balanced(instance, 3))
    entitled: dict[Key, float] = {k: limit.divided()[0] for k, limit in limits(common).items()}
    one = part(common, 0, entitled)
    program = build(presolve(one.instance)).program
    inside = Inside(one, program, matrix(program.model))
    used = inside.used(entitled, inside.bounded(entitled).lower)
    seats = {key: amount for key, amount in used.items() if key[0] == "most"}
    assert seats
    assert not any(seats.values())


def test_a_teacher_who_teaches_in_an_earlier_part_teaches_nothing_that_opens_later() -> None:
    instance = two_schools(
        agreements=[CONTRACT],
        programmes=[programme("p"), programme("k")],
        teachers=[teacher("t", sites=["home-site", "college-site"])],
        offerings=[at_college("o", "p", max_size=1, duties=[duty("t")]),
                   offering("k1", "k", duties=[duty("t")], timetables=[weekly("wed")])],
        students=[student("s0", wishes=wanting("k")),
                  *(student(f"b{n}", school="home2", wishes=wanting("p")) for n in range(3))],
    )  # fmt: skip
    common = Common(instance, [["s0"], ["b0", "b1", "b2"]])
    assert common.at_home == {"t": 0}
    plan, bound = apart(common, at_once=1)
    assert {student.id for student in plan.students if student.takes} == {"s0"}
    assert verify(instance, plan) == ()
    assert best(instance).objective <= bound


def test_what_is_open_already_stays_as_it_is_for_parts_that_begin_later() -> None:
    instance = two_schools(
        agreements=[CONTRACT],
        programmes=[programme("p")],
        offerings=[at_college("o", "p", max_size=2, cost=5,
                              timetables=[weekly("wed"), weekly("thu", id="thu")])],
        students=[student("s0", wishes=wanting("p")),
                  student("b0", school="home2", wishes=wanting("p"))],
    )  # fmt: skip
    common = Common(instance, [["s0"], ["b0"]])
    plan, bound = apart(common, at_once=1)
    assert [one.size for one in plan.opens] == [2]
    assert verify(instance, plan) == ()
    assert plan.objective == best(instance).objective <= bound


@pytest.mark.parametrize(("count", "order"), [(4, [0, 1, 2, 3]), (9, [0, 3, 6, 1, 4, 7, 2, 5, 8])])
def test_parts_of_every_kind_begin_together(count: int, order: list[int]) -> None:
    found = in_turn([[str(n)] for n in range(count)], 4)
    assert found == [[str(n)] for n in order]


def test_a_relaxation_that_goes_on_from_where_it_ended_answers_as_one_that_begins() -> None:
    whole = matrix(build(presolve(small_region(1))).program.model)
    cut = whole.everything
    binding = np.flatnonzero(np.isfinite(problem(cut, whole.gain).most) & (cut.most > 1))[:40:8]
    ended: Basis | None = None
    for fewer, factor in [(0, 1.0), (1, 1.0), (0, 1.0), (1, 2.0), (0, 1.0)]:
        limits = {int(row): (cut.least[row], cut.most[row] - fewer) for row in binding}
        given = limited(problem(cut, factor * whole.gain.astype(float)), limits)
        told: list[Outcome] = []
        relax(Asked(given, ended), None, told.append)
        known = Relaxation(given).solve()
        assert (found := told[0].found) or fewer, "as it was, it had a solution"
        assert (found and found.gain) == (known and pytest.approx(known.gain))
        assert told[0].took > 0
        ended = told[0].ended
    assert ended and len(ended.columns) == whole.columns


def test_a_part_solves_its_relaxation_in_its_turn() -> None:
    common = halved(thrice(crowded_instance(1)))
    one = part(common, 0, {key: limit.divided()[0] for key, limit in limits(common).items()})
    program = build(presolve(one.instance)).program
    whole = matrix(program.model)
    its_turn = turns(1)
    assert its_turn
    relaxing = Relaxing(whole, Inside(one, program, whole), None, lambda: False, its_turn.turn)
    with its_turn.urgent(lambda: False):
        asking = Thread(target=relaxing.worth, args=(one.shares,))
        asking.start()
        asking.join(0.5)
        assert asking.is_alive() and not relaxing.took, "somebody else has it"
    asking.join()
    assert relaxing.took


def test_what_a_part_waits_for_its_turn_is_not_given_to_its_relaxation(
    monkeypatch: MonkeyPatch,
) -> None:
    common = halved(thrice(crowded_instance(1)))
    one = part(common, 0, {key: limit.divided()[0] for key, limit in limits(common).items()})
    program = build(presolve(one.instance)).program
    whole = matrix(program.model)
    inside, its_turn, given = Inside(one, program, whole), turns(1), list[float | None]()
    assert its_turn

    def asked(_: object, what: Asked, seconds: float | None, given_up: object) -> list[Outcome]:
        given.append(seconds)
        return [] if len(given) == 1 else [Outcome(None, np.array([]), None, 0.25)]

    monkeypatch.setattr("planner.solve.parts.relaxing.aside", asked)
    relaxing = Relaxing(whole, inside, 5.0, lambda: False, its_turn.turn)
    nothing = Worth(dict.fromkeys(inside.rows, 0.0), {}, known=False)
    with its_turn.urgent(lambda: False):
        asking = Thread(target=relaxing.worth, args=(one.shares,))
        asking.start()
        asking.join(0.5)
    asking.join()
    assert given[0] is not None and 0 < given[0] < 4.75, "what is left of five seconds"
    assert relaxing.took < 0.5, "nobody solved anything while it waited"
    late = Relaxing(whole, inside, 0.1, lambda: False, its_turn.turn)
    with its_turn.urgent(lambda: False):
        assert late.worth(one.shares) == nothing == late.worth(one.shares)
    assert len(given) == 1 and not late.took, "there was no time for it"


@pytest.mark.parametrize(
    ("students", "parameters", "megabytes"),
    [
        (1000, Parameters(workers=2), 350 + 650 + 13),
        (10_000, Parameters(workers=2), 350 + 1500 + 130),
        (10_000, Parameters(workers=2, strictly=True), 350 + 6500 + 130),
        (100_000, Parameters(workers=2), 350 + 1155 + 1300),
    ],
)
def test_parts_need_less_memory_than_all_together(
    students: int, parameters: Parameters, megabytes: int
) -> None:
    assert memory.needed(students, *in_memory(students, parameters)) == pytest.approx(
        megabytes, abs=2
    )

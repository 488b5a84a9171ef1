"""Why a wish was not granted: the kind of reason, its facts and its price, on instances by hand."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from ortools.sat.python import cp_model

from instances.scripts.writing import INSTANCES
from models.base import Text
from models.faults import Fault
from models.goals import Budget
from models.instance import Instance
from models.plan import Parameters, Plan, Status
from planner.change import changed
from planner.documents import write_documents
from planner.documents.choice import Choice
from planner.explain import core, own
from planner.explain.answers import Answer, answers, find_prices, price_facts
from planner.explain.deadline import Deadline
from planner.explain.in_documents import by_target, reasons
from planner.explain.obstacles import ORDER
from planner.explain.openings import Openings
from planner.explain.price import Price, Prices
from planner.explain.scarcity import Scarcity, scarce, wanting
from planner.explain.standing import Standing
from planner.explain.told import Teller
from planner.explain.unmet import Shortfalls
from planner.explain.why_not import Kind
from planner.extract import extract
from planner.presolve import presolve
from planner.program import Key
from planner.read import instance_hash, read_instance
from planner.solve import exact
from planner.wording import LANGUAGES, Wording
from tests.builders import (
    BASE,
    at_college,
    duty,
    home_hours,
    instance,
    offering,
    programme,
    student,
    teacher,
    trip,
    weekly,
    with_requirements,
)
from tests.random_instances import random_instance


def best(one: Instance) -> Standing:
    """The best plan of an instance, ready to be asked about."""
    presolved = presolve(one)
    solved = exact.solve(presolved, Parameters(), lambda *_: None)
    return Standing(presolved, extract(solved, Parameters(), instance_hash(one), 0.0))


def wants(*programmes: str, id: str = "s1", weight: int = 1, **fields: Any) -> dict[str, Any]:  # noqa: A002
    """A student with one wish for each programme."""
    wishes = [{"ranked": [{"programme": one}], "weight": weight} for one in programmes]
    return student(id, **({"wishes": wishes} | fields))


def with_prices(standing: Standing, seconds: float = 20) -> list[Answer]:
    """Every reason with its price."""
    found = answers(standing, standing.instance.student)
    find_prices(Prices(standing), found, Deadline.after(seconds))
    return found


def said(standing: Standing, answer: Answer) -> str:
    """The family's view of a student, which has to be sayable in both languages."""
    lines: list[str] = []
    whom = answer.reason.missed.student
    for language in LANGUAGES:
        lines += Teller(standing, Wording(language)).student(whom, [answer], [])
    return "\n".join(lines)


def only(standing: Standing) -> Answer:
    """The only answer there is."""
    [answer] = answers(standing, standing.instance.student)
    assert said(standing, answer)
    return answer


[AGREEMENT] = BASE["agreements"]
ROBOTICS = programme("robotics")
DRAWING = programme("drawing")


def cases() -> Iterator[tuple[Kind, bool, dict[str, Any], str]]:
    """Kind, whether in every plan, the instance, the code of the sentence."""
    yield (
        Kind.NOT_OFFERED, True,
        {"programmes": [ROBOTICS], "students": [wants("robotics")]}, "why_not.not_offered",
    )  # fmt: skip
    yield (
        Kind.INELIGIBLE, True,
        {"programmes": [ROBOTICS], "offerings": [offering("robotics", grades=[11])],
         "students": [wants("robotics")]}, "eligibility.grade",
    )  # fmt: skip
    yield (
        Kind.DECIDED, True,
        {"programmes": [ROBOTICS], "offerings": [offering("robotics")],
         "students": [wants("robotics")],
         "locks": [{"student": "s1", "offering": "robotics", "holds": False}]}, "locks.takes_not",
    )  # fmt: skip
    yield (
        Kind.PREREQUISITE, True,
        {"programmes": [programme("robotics", prerequisites=["drawing"]), DRAWING],
         "offerings": [offering("robotics")], "students": [wants("robotics")]},
        "limits.prerequisites",
    )  # fmt: skip
    yield (
        Kind.NOT_OPENED, False,
        {"programmes": [ROBOTICS], "offerings": [offering("robotics", min_size=2)],
         "students": [wants("robotics"), student("s2")],
         "locks": [{"student": "s2", "offering": "robotics", "holds": False}]}, "why_not.few",
    )  # fmt: skip
    yield (
        Kind.NOT_OPENED, False,
        {"programmes": [ROBOTICS, DRAWING],
         "teachers": [teacher("t1", hours_a_week=2)],
         "offerings": [offering("robotics", duties=[duty("t1")]),
                       offering("drawing", duties=[duty("t1")])],
         "students": [wants("robotics"), wants("drawing", id="s2"), wants("drawing", id="s3")]},
        "why_not.teacher_of",
    )  # fmt: skip
    yield (
        Kind.NOT_OPENED, False,
        {"programmes": [ROBOTICS], "offerings": [offering("robotics", cost=5000)],
         "students": [wants("robotics")], "budget": {"roubles": 1000}}, "why_not.money",
    )  # fmt: skip
    yield (
        Kind.NOT_OPENED, True,
        {"programmes": [ROBOTICS], "offerings": [offering("robotics", min_size=2)],
         "students": [wants("robotics")]}, "why_not.never_enough",
    )  # fmt: skip
    for least in (0, 1):
        yield (
            Kind.NOT_OPENED, True,
            {"programmes": [ROBOTICS],
             "offerings": [offering("robotics", min_size=least, max_size=0)],
             "students": [wants("robotics")]}, "why_not.no_places",
        )  # fmt: skip
    yield (
        Kind.DECIDED, True,
        {"programmes": [ROBOTICS], "offerings": [offering("robotics")],
         "students": [wants("robotics")],
         "locks": [{"offering": "robotics", "holds": False}]}, "locks.opens_not",
    )  # fmt: skip
    yield (
        Kind.DECIDED, True,
        {"programmes": [ROBOTICS, DRAWING],
         "offerings": [at_college("robotics"), at_college("drawing")],
         "students": [wants("robotics")], "locks": [{"offering": "drawing"}]}, "locks.opens",
    )  # fmt: skip
    yield (
        Kind.LEAST, False,
        {"programmes": [programme("robotics", "specialization"),
                        programme("drawing", "specialization")],
         "offerings": [offering("robotics"), offering("drawing", min_size=2)],
         "students": [wants("robotics"), wants("drawing", id="s2"),
                      student("s3", keeps=["robotics"])],
         "previous": [{"student": "s1", "offering": "drawing"}]}, "why_not.least",
    )  # fmt: skip
    yield (
        Kind.FULL, False,
        {"programmes": [ROBOTICS], "offerings": [offering("robotics", max_size=1)],
         "students": [wants("robotics"), wants("robotics", id="s2")]}, "why_not.full",
    )  # fmt: skip
    yield (
        Kind.AGREEMENT, False,
        {"programmes": [ROBOTICS], "offerings": [at_college("robotics")],
         "agreements": [AGREEMENT | {"seats": 1}],
         "students": [wants("robotics"), wants("robotics", id="s2")]}, "why_not.agreement",
    )  # fmt: skip
    yield (
        Kind.BUS, False,
        {"programmes": [ROBOTICS], "offerings": [at_college("robotics")], "links": [],
         "trips": [trip("there", ("home-site", "14:00"), ("college-site", "14:30"), seats=1),
                   trip("back", ("college-site", "17:00"), ("home-site", "17:30"), seats=1)],
         "students": [wants("robotics"), wants("robotics", id="s2")]}, "why_not.bus",
    )  # fmt: skip
    yield (
        Kind.CLASH, False,
        {"programmes": [ROBOTICS, DRAWING],
         "offerings": [at_college("robotics"),
                       at_college("drawing", timetables=[weekly("wed", "16:00", "17:00")])],
         "students": [wants("robotics", "drawing")]}, "student_times.overlap",
    )  # fmt: skip
    yield (
        Kind.INSTEAD, False,
        {"programmes": [programme("robotics", "specialization"),
                        programme("drawing", "specialization")],
         "offerings": [offering("robotics"), offering("drawing")],
         "students": [wants("robotics", "drawing")]}, "why_not.granted",
    )  # fmt: skip
    yield (
        Kind.HOURS, False,
        {"programmes": [programme("robotics", contents=[{"hours_a_week": 2}]),
                        programme("drawing", contents=[{"hours_a_week": 2}])],
         "offerings": [offering("robotics"), offering("drawing")],
         "students": [wants("robotics", "drawing")],
         **with_requirements({"id": "week", "text": "Week", "source": "x", "unit": "hours_a_week",
                              "over": "week", "maximum": 11})}, "why_not.week",
    )  # fmt: skip
    yield (
        Kind.WEIGHED, False,
        {"programmes": [ROBOTICS], "offerings": [at_college("robotics")],
         "students": [wants("robotics"), wants("robotics", id="s2", home="college-site")],
         "goals": {"travel": 1000, "fairness": []}}, "why_not.weighed",
    )  # fmt: skip


@pytest.mark.parametrize(("kind", "always", "fields", "code"), list(cases()))
def test_each_kind_of_reason(kind: Kind, always: bool, fields: dict[str, Any], code: str) -> None:
    standing = best(instance(**fields))
    answer = only(standing)
    assert (answer.reason.kind, answer.reason.impossible) == (kind, always)
    assert any(fault.code.endswith(code) for fault in answer.reason.facts), answer.reason.facts
    if always and answer.reason.offerings:
        unknown = Price(None, 0, None)
        forced = Prices(standing).whole("s1", answer.reason.offerings, unknown, Deadline.after(9))
        assert forced.impossible


def test_of_a_plan_not_proven_best_it_is_not_said_that_it_would_be_worse() -> None:
    [fields] = [fields for kind, _, fields, _ in cases() if kind is Kind.WEIGHED]
    standing = best(instance(**fields))
    answer = only(standing)
    assert answer.reason.facts[0].code == "explain.why_not.weighed"
    for doubtful in _not_proven_best(standing):
        assert only(doubtful).reason.kind is Kind.WEIGHED
        assert only(doubtful).reason.facts[0].code == "explain.why_not.preferred"


def test_neither_is_it_of_what_does_not_open_though_enough_ask_for_it() -> None:
    dear = offering("robotics", cost=10**6)
    standing = best(instance(programmes=[ROBOTICS], offerings=[dear], students=[wants("robotics")]))
    assert _closed(standing) == ["explain.why_not.not_worth"]
    for doubtful in _not_proven_best(standing):
        assert _closed(doubtful) == ["explain.why_not.not_found"]


def _closed(standing: Standing) -> list[str]:
    found = list(Openings(standing).closed("robotics", Text(ru="Р", en="R")))
    assert all(Wording(language).fault(one) for one in found for language in LANGUAGES)
    return [one.code for one in found]


def test_neither_is_it_of_a_requirement_that_could_be_met() -> None:
    cheap = {**PRACTICE, "points": 1, "points_per_unit": 0}
    fields = {
        "programmes": [ROBOTICS], "offerings": [at_college("robotics")],
        "students": [student(), wants("robotics", id="s2", home="college-site")],
        "goals": {"travel": 1000, "fairness": []},
    }  # fmt: skip
    standing = best(instance(**fields, **with_requirements(cheap)))
    codes = [fault.code for fault in shortfall(standing).facts]
    assert codes == ["explain.unmet.weighed"]
    for doubtful in _not_proven_best(standing):
        codes = [fault.code for fault in shortfall(doubtful).facts]
        assert codes == ["explain.unmet.preferred"]


def _not_proven_best(standing: Standing) -> Iterator[Standing]:
    """The same plan with a bound above it, and for data that have changed since."""
    plan = standing.plan
    for doubtful in (
        changed(plan, status=Status.FEASIBLE, bound=plan.bound + 1),
        changed(plan, instance_hash="of other data"),
    ):
        yield Standing(standing.presolved, doubtful)


SHARED = {
    "programmes": [ROBOTICS],
    "offerings": [offering("robotics", max_size=1)],
    "students": [wants("robotics"), wants("robotics", id="s2", name="Somebody Else")],
}


def test_the_price_is_what_the_plan_loses_when_the_wish_is_forced() -> None:
    one = instance(**(SHARED | {"students": [
        wants("robotics", id="s1", wishes=[{"ranked": [{"programme": "robotics"}], "weight": 1},
                                           {"ranked": [{"programme": "drawing"}], "weight": 3}]),
        wants("robotics", id="s2", name="Somebody Else"),
    ], "programmes": [ROBOTICS, DRAWING]}))  # fmt: skip
    standing = best(one)
    found = answers(standing, ["s1"])
    find_prices(Prices(standing), found, Deadline.after(20))
    [first, _] = found
    assert first.price is not None
    lock = {"student": "s1", "offering": "robotics"}
    forced = best(instance(**(_fields(one) | {"locks": [lock]})))
    assert first.price.proven
    assert first.price.most == standing.plan.objective - forced.plan.objective > 0
    codes = [fault.code for fault in price_facts(one, standing.plan, first)]
    assert codes == ["explain.price.exact", "explain.price.first"]


def _fields(one: Instance) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("programmes", "offerings", "students")}


def test_a_family_is_told_nobody_elses_name() -> None:
    standing = best(instance(**SHARED))
    [answer] = with_prices(standing)
    other = ({"Student s1", "Somebody Else"} - {answer.reason.missed.student.name}).pop()
    assert other not in said(standing, answer)
    scheduler = Teller(standing, Wording("en")).record([answer], [], Scarcity())
    assert other in str(scheduler)


def test_an_equally_good_plan_is_said_to_exist() -> None:
    standing = best(instance(**SHARED))
    [answer] = with_prices(standing)
    [fact, *_] = price_facts(standing.instance, standing.plan, answer)
    assert fact.code == "explain.price.nothing"


def test_whoever_asked_and_is_not_allowed_has_asked_in_vain() -> None:
    one = instance(
        programmes=[ROBOTICS], offerings=[offering("robotics", grades=[11])],
        students=[wants("robotics"), wants("robotics", id="s2", grade=11)],
    )  # fmt: skip
    standing = best(one)
    found = answers(standing, one.student)
    told = list(Teller(standing, Wording("en")).offering("robotics", found))
    assert any("Student s1" in line for line in told)
    assert list(Teller(standing, Wording("en")).offering("robotics", []))[-1].startswith(
        "Everybody"
    )


@pytest.mark.parametrize(("leads", "busy"), [("theory", True), ("practice", False)])
def test_a_teacher_is_busy_only_with_meetings_of_the_own_duty(leads: str, busy: bool) -> None:
    """Drawing, on Wednesdays, is taught by one of the two; theory is then, practice on Mondays."""
    days = {"theory": ("wed", "t1"), "practice": ("mon", "t2")}
    meetings = [
        {"day": day, "starts": "15:00", "ends": "16:00", "duty": one}
        for one, (day, _) in days.items()
    ]
    duties = [duty(who, hours=1, id=one) for one, (_, who) in days.items()]
    teaching = {"theory": "t1", "practice": "t2"}[leads]
    one = instance(
        programmes=[ROBOTICS, DRAWING], teachers=[teacher("t1"), teacher("t2")],
        budget={"roubles": 10},
        offerings=[
            offering("robotics", cost=10, duties=duties,
                     timetables=[{"id": "main", "meetings": meetings}]),
            offering("drawing", cost=10, duties=[duty(teaching)], timetables=[weekly("wed")]),
        ],
        students=[wants("robotics"), *(wants("drawing", id=id_) for id_ in ("s2", "s3"))],
    )  # fmt: skip
    rich = Standing(presolve(changed(one, budget=Budget())), best(one).plan)
    facts = answers(rich, ["s1"])[0].reason.facts
    assert any(fault.code == "explain.why_not.teacher_busy" for fault in facts) is busy


def test_a_group_whose_askers_have_something_better_says_so() -> None:
    better = [{"ranked": [{"programme": "drawing"}, {"programme": "robotics"}]}]
    one = instance(
        programmes=[programme(each, "specialization") for each in ("robotics", "drawing")],
        offerings=[offering("robotics", min_size=2), offering("drawing")],
        students=[wants("robotics"), student("s2", wishes=better)],
        locks=[{"student": "s2", "offering": "drawing"}],
    )  # fmt: skip
    [fault] = only(best(one)).reason.facts
    assert fault.code == "explain.why_not.content"
    assert (fault.facts["wanting"], fault.facts["content"]) == (2, 1)


def test_what_takes_a_teachers_hours_is_named() -> None:
    one = instance(
        programmes=[ROBOTICS, DRAWING], teachers=[teacher("t1", hours_a_week=2)],
        offerings=[offering(each, duties=[duty("t1")]) for each in ("robotics", "drawing")],
        students=[wants("robotics"), *(wants("drawing", id=id_) for id_ in ("s2", "s3"))],
    )  # fmt: skip
    told = [Wording("en").fault(fault) for fault in only(best(one)).reason.facts]
    assert told[-1].endswith("in this plan this teacher leads 'Drawing'.")


def test_a_price_counts_the_requirements_that_others_would_miss() -> None:
    standing = best(instance(**SHARED, **with_requirements(PRACTICE)))
    [answer] = with_prices(standing)
    facts = price_facts(standing.instance, standing.plan, answer)
    assert [(fault.code, fault.facts.get("n")) for fault in facts] == [
        ("explain.price.nothing", None), ("explain.price.first", 1), ("explain.price.unmet", 1),
    ]  # fmt: skip


def test_a_poor_plan_may_be_better_with_the_wish() -> None:
    held = [{"student": "s2", "offering": "robotics"}]
    shared = SHARED | {"students": [wants("robotics"), student("s2")]}
    poor = best(instance(**shared, locks=held)).plan
    standing = Standing(presolve(instance(**shared)), poor)
    [answer] = with_prices(standing)
    [fact, *_] = price_facts(standing.instance, poor, answer)
    assert fact.code == "explain.price.gain"


@pytest.mark.parametrize(
    "changes", [{"instance_hash": "of other data"}, {"parameters": Parameters(strictly=True)}]
)
def test_a_bound_of_other_data_or_other_goals_proves_no_price(changes: dict[str, Any]) -> None:
    standing = best(instance(**SHARED))
    assert standing.bound is not None
    other = Standing(standing.presolved, standing.plan.model_copy(update=changes))
    assert Prices(other).near("s1", ["robotics"], Deadline.after(9)).least is None
    [answer] = with_prices(other)
    assert answer.price is not None
    assert answer.price.proven  # the whole was solved again


def test_a_second_wish_has_its_reason_too() -> None:
    """Only the order in which places are given is said but once."""
    clash = Fault("explain.why_not.clash")
    [answer] = answers(best(instance(**SHARED)), ["s1", "s2"])
    missed = answer.reason.missed
    both = [
        Answer(replace(answer.reason, missed=replace(missed, wish=n), facts=(clash, Fault(ORDER))))
        for n in (0, 1)
    ]
    first, second = by_target(both, Wording("en")).values()
    assert second == Wording("en").fault(clash)
    assert first == f"{second} {Wording('en').say(ORDER)}"


def test_documents_get_one_sentence_a_target() -> None:
    standing = best(instance(**SHARED))
    [answer] = answers(standing, standing.instance.student)
    told = by_target([answer], Wording("en"))
    assert list(told) == [(answer.reason.missed.student.id, 0, 0)]
    assert "all 1 place is taken" in told[answer.reason.missed.student.id, 0, 0]


@pytest.mark.parametrize("of_all", [True, False])
def test_the_summary_page_says_what_stands_in_the_way_if_everybody_was_asked(
    of_all: bool, tmp_path: Path
) -> None:
    standing = best(instance(**SHARED))
    told = reasons(standing, standing.instance.student, Wording("en"), of_all)
    write_documents(standing.instance, standing.plan, tmp_path, "en", students=[], reasons=told)
    index = (tmp_path / "index.html").read_text("utf-8")
    assert ("<td>no places left</td>" in index) is of_all
    assert ("<td>1 more place in " in index) is of_all


def test_the_documents_say_why_a_requirement_is_not_met_and_what_would_help(tmp_path: Path) -> None:
    standing = best(instance(**SHARED, **with_requirements(PRACTICE)))
    told = reasons(standing, standing.instance.student, Wording("en"), of_all=True)
    [said] = told.of_shortfall.values()
    assert said.startswith("'Robotics': all 1 place is taken.")
    assert said.endswith("What would help: 1 more place in 'Robotics'.")
    [part] = [part for part in standing.plan.students if part.unmet]
    write_documents(
        standing.instance, standing.plan, tmp_path, "en",
        reasons=told, choice=Choice(students=[part.id], formats=["html"]),
    )  # fmt: skip
    [page] = (tmp_path / "curricula").rglob("*.html")
    for written in (page, tmp_path / "index.html"):
        assert "What would help: 1 more place in" in written.read_text("utf-8")


def test_a_season_that_closes_the_way_is_named() -> None:
    one = instance(
        programmes=[ROBOTICS], offerings=[at_college("robotics")], students=[wants("robotics")],
        seasons=[{"id": "ferry", "name": "Ferry",
                  "periods": [{"starts": "2027-09-01", "ends": "2027-10-31"}]}],
        links=[{"origin": "home-site", "destination": "college-site", "minutes": 15,
                "season": "ferry"}],
    )  # fmt: skip
    codes = [fault.code for fault in only(best(one)).reason.facts]
    assert codes == ["rules.eligibility.way", "explain.why_not.season"]


def shortfall(standing: Standing) -> Any:
    """The only requirement that is not met, explained."""
    [part] = [part for part in standing.plan.students if part.unmet]
    return Shortfalls(standing, Deadline.after(60)).explained(
        standing.instance.student[part.id], part.unmet[0]
    )


PRACTICE: dict[str, Any] = {
    "id": "practice", "text": "Practice", "source": "x", "unit": "programmes",
    "over": "trajectory", "minimum": 1,
}  # fmt: skip


def test_a_requirement_that_one_more_place_would_meet() -> None:
    standing = best(instance(**SHARED, **with_requirements(PRACTICE)))
    found = shortfall(standing)
    assert found.facts[0].code == "explain.why_not.full"
    assert [cure.code for cure in found.cures] == ["explain.cure.seats"]
    told = Teller(standing, Wording("en")).summary([], [found])
    assert any("What would help: 1 more place in 'Robotics'." in line for line in told)


def test_units_missing_are_whole_though_the_solver_counts_in_fractions() -> None:
    """It says 0.9999999999999998 here: three or six credits can be had where four are asked for."""
    standing = best(random_instance(917))
    for part in standing.plan.students:
        who = standing.instance.student[part.id]
        for missed in part.unmet:
            [fault, *_] = Shortfalls(standing, Deadline.after(60)).explained(who, missed).facts
            assert "at best, 1 credit short." in Wording("en").fault(fault)


HOURS: dict[str, Any] = {
    "id": "all", "text": "Hours", "source": "x", "unit": "hours", "over": "trajectory",
}  # fmt: skip


@pytest.mark.parametrize(("seats", "needed"), [(2, 2), (3, 1)])
def test_a_cure_is_as_many_places_as_are_needed(seats: int, needed: int) -> None:
    """Of two placements, some are free under the agreement."""
    one = instance(
        programmes=[ROBOTICS, DRAWING],
        offerings=[at_college("robotics"),
                   at_college("drawing", timetables=[weekly("thu")])],
        agreements=[AGREEMENT | {"seats": seats}],
        students=[student(), student("s2", keeps=["robotics", "drawing"])],
        **with_requirements(PRACTICE | {"minimum": 2}),
    )  # fmt: skip
    [cure] = shortfall(best(one)).cures
    assert (cure.code, cure.facts["n"]) == ("explain.cure.agreement", needed)


def test_a_place_is_no_cure_where_another_is_missing_too() -> None:
    """Two programmes are asked for, and both are full."""
    one = instance(
        programmes=[ROBOTICS, DRAWING],
        offerings=[offering("robotics", max_size=1), offering("drawing", max_size=1)],
        students=[student(), student("s2", keeps=["robotics", "drawing"])],
        **with_requirements(PRACTICE | {"minimum": 2}),
    )  # fmt: skip
    found = shortfall(best(one))
    assert [fault.code for fault in found.facts] == [
        "explain.why_not.full", "explain.why_not.order",
    ]  # fmt: skip
    assert found.cures == ()


TO_COLLEGE: dict[str, Any] = {
    "links": [],
    "trips": [trip("there", ("home-site", "14:00"), ("college-site", "14:30"), seats=1),
              trip("back", ("college-site", "17:00"), ("home-site", "17:30"), seats=9)],
}  # fmt: skip


def test_one_seat_more_on_a_bus_is_there_in_both_terms() -> None:
    one = instance(
        programmes=[ROBOTICS], offerings=[at_college("robotics")],
        students=[student(), student("s2", keeps=["robotics"])],
        **TO_COLLEGE, **with_requirements(PRACTICE),
    )  # fmt: skip
    found = shortfall(best(one))
    assert [cure.code for cure in found.cures] == ["explain.cure.bus"]


def test_a_seat_on_a_bus_that_does_not_run_cures_nothing() -> None:
    one = instance(
        programmes=[ROBOTICS], offerings=[at_college("robotics", terms=["t1"])],
        students=[student(), student("s2", keeps=["robotics"], home="college-site")],
        links=[], budget={"roubles": 0},
        trips=[trip("there", ("home-site", "14:00"), ("college-site", "14:30"),
                    optional=True, cost=5000),
               trip("back", ("college-site", "17:00"), ("home-site", "17:30"))],
        **with_requirements(PRACTICE),
    )  # fmt: skip
    found = shortfall(best(one))
    assert [fault.code for fault in found.facts] == ["explain.why_not.bus_idle"]
    assert found.cures == ()


def test_a_requirement_that_nothing_would_meet() -> None:
    hours = HOURS | {"minimum": 100}
    found = shortfall(best(instance(students=[student()], **with_requirements(hours))))
    assert [fault.code for fault in found.facts] == ["explain.unmet.never"]
    assert [cure.facts["n"] for cure in found.cures] == [100 - 9 * 8]


def test_what_was_decided_is_named_once_where_it_breaks_a_requirement_in_every_term() -> None:
    one = read_instance(INSTANCES / "impossible" / "strict" / "hours-of-the-week.json")
    standing = best(one)
    [part] = [part for part in standing.plan.students if part.unmet]
    who = one.student[part.id]
    shortfalls = Shortfalls(standing, Deadline.after(60))
    found = [shortfalls.explained(who, missed) for missed in part.unmet]
    assert [fault.code for fault in found[0].facts] == [
        "explain.unmet.never", "limits.locks.takes", "limits.locks.takes",
    ]  # fmt: skip
    assert "explain.repair.lock.takes" in [cure.code for cure in found[0].cures]
    told = list(Teller(standing, Wording("en")).student(who, [], found))
    assert sum("1 hour a week too many (First half of 2027/28)" in line for line in told) == 1
    assert sum("at best, 1 hour a week too many" in line for line in told) == 1


@pytest.mark.parametrize(
    ("limits", "cures"),
    [({"minimum": 10, "maximum": 20}, []),
     ({"minimum": 100, "counts": {"providers": ["college"]}}, []),
     ({"minimum": 100, "counts": {"elsewhere": True}}, [100]),
     ({"minimum": 100, "counts": {"subjects": ["physics"], "levels": ["advanced"]}}, [100]),
     ({"minimum": 100, "counts": {"areas": ["people"], "kinds": ["module"]}}, [100])],
)  # fmt: skip
def test_recognised_hours_are_a_cure_only_if_they_count(
    limits: dict[str, Any], cures: list[int]
) -> None:
    found = shortfall(best(instance(students=[student()], **with_requirements(HOURS | limits))))
    assert [cure.facts["n"] for cure in found.cures] == cures


def test_recognised_hours_are_no_cure_if_they_are_too_many_elsewhere() -> None:
    both = HOURS | {"minimum": 100}, HOURS | {"id": "most", "maximum": 90}
    found = shortfall(best(instance(students=[student()], **with_requirements(*both))))
    assert found.cures == ()


@pytest.fixture
def _no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a student's own model is asked, it does not know."""
    for asked in (core, own):
        monkeypatch.setattr(asked, "searched", lambda *_: cp_model.UNKNOWN)


@pytest.mark.usefixtures("_no_time")
@pytest.mark.parametrize("opened_for", [[], [wants("robotics", id="s2")]])
def test_what_is_not_known_in_time_is_never_said_to_be_possible(opened_for: list[Any]) -> None:
    one = instance(
        programmes=[ROBOTICS, DRAWING],
        offerings=[at_college("robotics"),
                   at_college("drawing", timetables=[weekly("wed", "16:00", "17:00")])],
        students=[wants("robotics", "drawing"), *opened_for],
    )  # fmt: skip
    answer = only(best(one))
    assert (answer.reason.kind, answer.reason.impossible) == (Kind.UNKNOWN, False)


@pytest.mark.usefixtures("_no_time")
def test_what_is_plain_to_see_is_said_though_time_is_out() -> None:
    known = [{"programme": "drawing", "hours": 1}]
    shared = SHARED | {
        "programmes": [programme("robotics", prerequisites=["drawing"]), DRAWING],
        "students": [wants("robotics", id=one, records=known) for one in ("s1", "s2")],
    }
    assert only(best(instance(**shared))).reason.kind is Kind.FULL


@pytest.mark.usefixtures("_no_time")
def test_a_shortfall_without_a_reason_in_time_has_no_cures() -> None:
    found = shortfall(best(instance(**SHARED, **with_requirements(PRACTICE))))
    assert [fault.code for fault in (*found.facts, *found.cures)] == ["explain.unmet.unknown"]


def test_a_cure_that_is_not_shown_in_time_is_no_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(core.Core, "clashing", _late_without_seats(core.Core.clashing))
    found = shortfall(best(instance(**SHARED, **with_requirements(PRACTICE))))
    assert found.facts[0].code == "explain.why_not.full"
    assert found.cures == ()


def _late_without_seats(asked: Any) -> Any:
    """Time is out as soon as places are no longer among the facts."""

    def clashing(self: core.Core, keys: list[Key]) -> Any:
        if all(key[0] != "seats" for key in keys):
            raise core.NotInTime
        return asked(self, keys)

    return clashing


IDLE_RIDES = {
    "trips": [trip("there", ("home-site", "14:00"), ("college-site", "14:30"))],
    "locks": [{"student": one, "trip": "there"} for one in ("s1", "s2")],
}
"""Both are to ride, though no way needs the bus."""


def test_a_lock_on_a_ride_that_no_way_needs_stands_in_the_way_of_nothing() -> None:
    answer = only(best(instance(**SHARED, **IDLE_RIDES)))
    assert (answer.reason.kind, answer.reason.impossible) == (Kind.FULL, False)


def test_a_lock_on_a_ride_leaves_requirements_their_reasons() -> None:
    found = shortfall(best(instance(**SHARED, **IDLE_RIDES, **with_requirements(PRACTICE))))
    assert found.facts[0].code == "explain.why_not.full"
    assert [cure.code for cure in found.cures] == ["explain.cure.seats"]


def test_one_more_of_what_is_scarce_is_confirmed_by_solving_again() -> None:
    standing = best(instance(**SHARED))
    [one] = scarce(Prices(standing), [only(standing)], Deadline.after(20)).found
    assert (one.change.code, one.amount, one.first_choices) == ("seats", 1, 1)
    more = instance(**(SHARED | {"offerings": [offering("robotics", max_size=2)]}))
    assert one.points == best(more).plan.objective - standing.plan.objective
    for language in LANGUAGES:
        assert list(Teller(standing, Wording(language)).scarce(Scarcity((one,))))


@pytest.mark.parametrize(("asking", "gain"), [(("s1",), None), (("s1", "s3"), 1)])
def test_what_a_poor_plan_gains_by_solving_again_is_no_merit_of_one_more(
    asking: tuple[str, ...], gain: int | None
) -> None:
    """The only place is held by somebody who never asked for it."""
    shared = SHARED | {"students": [*(wants("robotics", id=one) for one in asking), student("s2")]}
    poor = best(instance(**shared, locks=[{"student": "s2", "offering": "robotics"}])).plan
    one = instance(**shared)
    optimum = best(one).plan
    poor = poor.model_copy(update={"bound": optimum.bound})
    standing = Standing(presolve(one), poor)
    found = scarce(Prices(standing), answers(standing, one.student), Deadline.after(20)).found
    more = best(instance(**(shared | {"offerings": [offering("robotics", max_size=2)]}))).plan
    assert sum(each.points for each in found) == more.objective - optimum.objective
    assert [each.first_choices for each in found] == ([gain] if gain else [])


def test_a_clash_is_with_what_cannot_be_given_up() -> None:
    """Drawing is at the same time too, but only Maths has to be kept."""
    one = instance(
        programmes=[ROBOTICS, DRAWING, programme("maths")],
        offerings=[
            at_college("robotics"),
            at_college("drawing", timetables=[weekly("wed", "15:00", "15:30")]),
            at_college("maths", timetables=[weekly("wed", "16:00", "16:30")]),
        ],
        students=[wants("robotics", keeps=["maths"]), wants("robotics", id="s2")],
        previous=[{"student": "s1", "offering": "drawing"}],
    )  # fmt: skip
    standing = best(one)
    assert set(standing.part["s1"].takes) == {"drawing", "maths"}
    facts = only(standing).reason.facts
    [pair] = [fault for fault in facts if fault.code == "rules.student_times.overlap"]
    assert "Maths" in Wording("en").fault(pair)


def test_a_clash_with_what_has_to_come_first_names_it_and_says_so() -> None:
    """The group of the second course would fall apart, and the first is at the same time."""
    one = instance(
        programmes=[ROBOTICS, DRAWING, programme("painting", prerequisites=["drawing"])],
        offerings=[at_college("robotics", terms=["t1"]), at_college("drawing", terms=["t1"]),
                   at_college("painting", terms=["t2"], min_size=2)],
        students=[wants("robotics"), wants("painting", id="s2"), student("s3")],
        locks=[{"offering": "painting"}, {"student": "s3", "offering": "robotics"},
               {"student": "s3", "offering": "painting", "holds": False}],
    )  # fmt: skip
    told = " ".join(
        Wording("en").fault(fault) for fault in answers(best(one), ["s1"])[0].reason.facts
    )
    assert "before 'Painting' begins, this must have been completed or recognised: Drawing." in told
    assert "'Drawing' and 'Robotics' are at the same time" in told


def test_each_option_clashes_with_something_of_its_own() -> None:
    one = instance(
        programmes=[ROBOTICS, DRAWING, programme("maths")],
        offerings=[
            at_college("first", "robotics"),
            at_college("second", "robotics", timetables=[weekly("thu")]),
            at_college("drawing"), at_college("maths", timetables=[weekly("thu")]),
        ],
        students=[wants("robotics", keeps=["drawing", "maths"]),
                  wants("robotics", id="s2", keeps=["first"]), student("s3", keeps=["second"])],
    )  # fmt: skip
    [answer] = answers(best(one), ["s1"])
    pairs = [Wording("en").fault(fault) for fault in answer.reason.facts
             if fault.code == "rules.student_times.overlap"]  # fmt: skip
    assert ["Drawing" in pair for pair in pairs] == [True, False]
    assert ["Maths" in pair for pair in pairs] == [False, True]


def in_the_way(**fields: Any) -> list[tuple[str, int]]:
    """What stands in the way of wishes in the best plan, and of how many."""
    standing = best(instance(**fields))
    found = wanting(standing, answers(standing, standing.instance.student), 10)
    return [(Wording("en").fault(one.change.said(one.amount)), one.wishes) for one in found]


ONE_WANTS = {"programmes": [ROBOTICS], "students": [wants("robotics")]}


@pytest.mark.parametrize(
    ("hours", "said"),
    [((0, 18), []), ((1, 1), [("1 more hour a week for Teacher t1", 1),
                              ("1 more hour a week for Teacher t2", 1)])],
)  # fmt: skip
def test_a_teachers_hours_are_in_the_way_only_if_no_other_teacher_has_them(
    hours: tuple[int, int], said: list[tuple[str, int]]
) -> None:
    found = in_the_way(
        **ONE_WANTS, offerings=[offering("robotics", cost=900_000, duties=[duty("t1", "t2")])],
        teachers=[teacher("t1", hours_a_week=hours[0]), teacher("t2", hours_a_week=hours[1])],
    )  # fmt: skip
    assert found == said


def test_money_that_is_missing_is_in_the_way() -> None:
    offered = [offering("robotics", cost=5000)]
    found = in_the_way(**ONE_WANTS, offerings=offered, budget={"roubles": 1500})
    assert found == [("a budget larger by 4000 roubles", 1)]


def test_seats_on_a_bus_that_does_not_run_are_not_in_the_way() -> None:
    there, back = TO_COLLEGE["trips"]
    idle = [there | {"optional": True, "cost": 5000}, back]
    found = in_the_way(
        programmes=[ROBOTICS], offerings=[at_college("robotics")], budget={"roubles": 0},
        students=[wants("robotics"), student("s2", home="college-site", keeps=["robotics"])],
        links=[], trips=idle,
    )  # fmt: skip
    assert found == []


def test_a_bus_that_is_full_in_two_terms_is_in_the_way_once() -> None:
    found = in_the_way(
        programmes=[ROBOTICS, DRAWING],
        offerings=[at_college("robotics", terms=["t1"]), at_college("drawing", terms=["t2"])],
        students=[wants("robotics", "drawing"), student("s2", keeps=["robotics", "drawing"])],
        **(TO_COLLEGE | {"trips": [one | {"seats": 1} for one in TO_COLLEGE["trips"]]}),
    )  # fmt: skip
    assert found == [
        ("1 more seat on the bus 'Bus there'", 2),
        ("1 more seat on each of the buses 'Bus there' and 'Bus back'", 2),
    ]


def test_what_was_not_solved_again_in_time_is_said_not_to_be_known() -> None:
    standing = best(instance(**SHARED))
    [answer] = with_prices(standing, seconds=0)
    assert answer.price is None
    more = scarce(Prices(standing), [answer], Deadline.after(0))
    assert more == Scarcity(complete=False)
    for language in LANGUAGES:
        teller = Teller(standing, Wording(language))
        for late in (*teller.unpriced([answer]), *teller.scarce(more)):
            assert "--time" in late
        assert list(teller.unpriced(with_prices(standing))) == []


def test_without_time_reasons_are_those_that_are_plain_to_see() -> None:
    one = instance(
        programmes=[ROBOTICS, DRAWING],
        offerings=[at_college("robotics", max_size=1), at_college("drawing")],
        students=[wants("robotics", "drawing"), wants("robotics", id="s2", keeps=["robotics"])],
    )  # fmt: skip
    [answer] = answers(best(one), one.student, Deadline.after(0))
    assert answer.reason.kind is Kind.FULL
    roomy = changed(one, offerings=(one.offering["drawing"],
                                    changed(one.offering["robotics"], max_size=9)))  # fmt: skip
    [answer] = answers(best(roomy), one.student, Deadline.after(0))
    assert answer.reason.kind is Kind.UNKNOWN


def test_a_plan_need_not_be_the_best_to_be_explained() -> None:
    one = instance(**SHARED)
    worst = best(instance(**(SHARED | {"budget": {"roubles": 0}, "offerings": [
        offering("robotics", max_size=1, cost=1)]})))  # fmt: skip
    plan: Plan = worst.plan
    assert not plan.opens
    reasons = [answer.reason for answer in answers(Standing(presolve(one), plan), one.student)]
    assert {reason.kind for reason in reasons} == {Kind.NOT_OPENED}


def test_home_hours_are_named_as_the_reason() -> None:
    one = instance(
        programmes=[ROBOTICS], offerings=[at_college("robotics")], students=[wants("robotics")],
        **home_hours("wed", "08:30", "15:30"),
    )  # fmt: skip
    [fault] = only(best(one)).reason.facts
    assert fault.code == "rules.eligibility.home_hours"

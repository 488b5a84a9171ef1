"""Reasons at the size of a town, checked against the model of the whole and the verifier."""

from collections import Counter
from collections.abc import Sequence
from functools import cache

from pytest import MonkeyPatch

from instances.scripts.writing import INSTANCES
from models.goals import Lock
from models.people import Target
from models.plan import Opened, Parameters, Plan, StudentPlan
from planner.build import build
from planner.change import changed
from planner.explain.answers import answers
from planner.explain.conflict import conflict, is_possible
from planner.explain.deadline import Deadline
from planner.explain.in_documents import by_target
from planner.explain.outlook import warnings
from planner.explain.price import Prices
from planner.explain.repairs import repairs
from planner.explain.standing import Standing
from planner.explain.wanted import granted, grants, missed
from planner.explain.why_not import Kind
from planner.extract import extract
from planner.linear import add_up
from planner.presolve import Presolved, presolve
from planner.program import Key
from planner.read import instance_hash, read_instance
from planner.solve import exact
from planner.solve.exact import Solved
from planner.verify import verify
from planner.verify.case import Case
from planner.verify.checks import eligibility
from planner.wording import LANGUAGES, Wording
from tests.planting import repaired
from tests.solving import forced


@cache
def town() -> Presolved:
    """Kolpashevo and its district."""
    return presolve(read_instance(INSTANCES / "kolpashevo.json"))


@cache
def standing() -> Standing:
    """A plan some way from the best: reasons are true of any, and this has all kinds of them."""
    parameters = Parameters(gap=0.1)
    with MonkeyPatch.context() as patch:
        patch.setattr(exact, "tell_dive", lambda *_: None)
        solved = exact.solve(town(), parameters, lambda *_: None)
    plan = extract(solved, parameters, instance_hash(town().instance), 0.0)
    return Standing(town(), plan)


def test_every_wish_not_granted_has_a_true_reason() -> None:
    found = answers(standing(), standing().instance.student)
    assert [answer.reason.missed for answer in found] == list(
        missed(standing().instance, standing().plan, standing().instance.student)
    )
    alone = Alone()
    possible = weighed = 0
    for answer in found:
        reason = answer.reason
        who = reason.missed.student.id
        if reason.kind is Kind.INELIGIBLE:
            assert _is_forbidden(who, reason.missed.target)
            continue
        after = alone.with_one_of(who, reason.offerings)
        if reason.kind is Kind.WEIGHED:
            assert (after is not None, reason.about) == (True, ())
            assert reason.facts[0].code == "explain.why_not.preferred"
            weighed += 1
            continue
        possible += after is not None
        assert reason.about, reason
        assert after is None or any(_is_given_up(key, after) for key in reason.about), reason
    assert possible
    assert weighed


def test_every_price_is_that_of_a_plan_that_grants_the_wish_and_keeps_every_rule() -> None:
    instance, plan = standing().instance, standing().plan
    prices = Prices(standing())
    first = [one.reason for one in answers(standing(), instance.student)
             if one.reason.missed.rank == 0 and not one.reason.impossible]  # fmt: skip
    assert first
    for reason in first:
        who = reason.missed.student.id
        price = prices.near(who, reason.offerings, Deadline.after(60))
        assert price.other is not None, reason
        assert verify(instance, price.other) == ()
        [part] = [part for part in price.other.students if part.id == who]
        assert set(part.takes) & set(reason.offerings)
        assert price.least is not None
        assert price.least <= plan.objective - price.other.objective == price.most


class Alone:
    """The plan with one student free to move, and all others held where they are."""

    def __init__(self) -> None:
        self._built = build(town())

    def with_one_of(self, who: str, offerings: Sequence[str]) -> StudentPlan | None:
        """What else the student would have with one of these; None: it is impossible."""
        variables, plan = self._built.program.variables, standing().plan
        taken = {(part.id, offering) for part in plan.students for offering in part.takes}
        rides = {(part.id, *ride.model_dump().values())
                 for part in plan.students for ride in part.rides}  # fmt: skip
        chosen = {(opened.offering, opened.timetable) for opened in plan.opens}
        taught = {(row.teacher, row.offering, row.duty) for row in plan.teaches}
        held = {literal: key in taken for key, literal in variables.takes.items() if key[0] != who}
        held |= {literal: key in rides for key, literal in variables.rides.items() if key[0] != who}
        held |= {literal: key in chosen for key, literal in variables.chosen.items()}
        held |= {literal: key in taught for key, literal in variables.teaches.items()}
        held |= {literal: trip in plan.runs for trip, literal in variables.runs.items()}
        rows = [literal == int(value) for literal, value in held.items()]
        rows.append(add_up(variables.takes[who, offering] for offering in offerings) >= 1)
        values = forced(self._built.program, rows)
        if values is None:
            return None
        solved = Solved(self._built, values, 0)
        return next(p for p in extract(solved, Parameters(), "", 0.0).students if p.id == who)


def _is_given_up(key: Key, after: StudentPlan) -> bool:
    """Whether a fact that stood in the way is otherwise in the student's other plan."""
    instance, before = standing().instance, standing().part[after.id]
    what, *ids = key
    if what == "granted":
        wish = instance.student[after.id].wishes[int(ids[0])]
        had, has = (
            granted(instance, wish, [instance.offering[one] for one in part.takes])
            for part in (before, after)
        )
        assert had is not None
        return has is None or has > had
    if what == "requirement":
        had, has = (
            sum(abs(s.short) for s in part.unmet if (s.requirement, s.over or "") == tuple(ids))
            for part in (before, after)
        )
        return has > had
    return what == "least" and ids[0] not in after.takes


def _is_forbidden(who: str, target: Target) -> bool:
    """Whether the verifier objects to every placement that would grant the target."""
    instance = standing().instance
    alone = changed(instance, students=(instance.student[who],))
    able = [one.id for one in instance.offerings if grants(instance, target, one)]
    return all(
        list(eligibility.check(Case(alone, _taking(standing().part[who], offering))))
        for offering in able
    )


def _taking(part: StudentPlan, offering: str) -> Plan:
    """The student's part of the plan with one more offering, by its first timetable."""
    first = standing().instance.offering[offering].timetables[0].id
    opened = Opened(offering=offering, timetable=first, size=1)
    takes = changed(part, takes=(offering,), rides=())
    return changed(standing().plan, students=(takes,), opens=(opened,))


def test_sentences_have_names_and_no_ids() -> None:
    instance = standing().instance
    ids = {*instance.student, *instance.offering, *instance.teacher}
    telling = {id_ for id_ in ids if "-" in id_}
    for language in LANGUAGES:
        wording = Wording(language)
        for said in by_target(answers(standing(), instance.student), wording).values():
            assert said
            assert telling.isdisjoint(said.replace("'", " ").replace("«", " ").split())


def test_a_curriculum_names_nobody_and_says_what_holds_in_general_once() -> None:
    instance = standing().instance
    for language in LANGUAGES:
        wording = Wording(language)
        told = by_target(answers(standing(), instance.student), wording)
        general = wording.say("explain.why_not.order")
        by_student = Counter(who for (who, *_), said in told.items() if general in said)
        assert by_student
        assert set(by_student.values()) == {1}
        for (who, *_), said in told.items():
            assert said[0] == said[0].upper()
            assert instance.student[who].name not in said


def test_warnings_of_a_town_are_known_and_said() -> None:
    found = warnings(town())
    assert {fault.code for fault in found} >= {
        "explain.outlook.requirement_clash", "explain.outlook.seats",
        "explain.outlook.hopeless.clearance", "explain.outlook.hopeless.way",
    }  # fmt: skip
    for language in LANGUAGES:
        assert all(Wording(language).fault(fault) for fault in found)


def test_a_clash_planted_in_a_town_is_found_and_repaired() -> None:
    instance, reason = town().instance, town().reason
    who = next(student.id for student in instance.students if student.step_free)
    steep = next(
        offering.id
        for offering in instance.offerings
        if (fault := reason(who, offering.id)) and fault.code == "rules.eligibility.access"
    )
    lock = Lock(student=who, offering=steep)
    presolved = presolve(changed(instance, locks=(*instance.locks, lock)))
    clash = conflict(presolved, Deadline.after(30))
    assert clash.minimal
    assert clash.keys == (("locks", str(len(instance.locks))),)
    assert [fault.code for fault in clash.facts] == [
        "limits.locks.takes", "rules.eligibility.access",
    ]  # fmt: skip
    first, *_ = repairs(presolved, clash, Deadline.after(60)).found
    assert first.change.code == "lock.takes"
    assert is_possible(presolve(repaired(presolved.instance, first)), Deadline.after(60))

"""`plan explain`: why is it impossible; why did this student not get that?"""

import json
from dataclasses import dataclass
from pathlib import Path

from models.instance import Instance
from planner.exits import Exit
from planner.explain.answers import Answer, answers, find_prices, reasons_by
from planner.explain.clashes import told_clash
from planner.explain.conflict import Clash, is_solvable, posted
from planner.explain.deadline import Deadline
from planner.explain.price import Prices
from planner.explain.repairs import Repairs, explained
from planner.explain.scarcity import Scarcity, scarce
from planner.explain.standing import Standing
from planner.explain.told import Teller
from planner.explain.unmet import Unmet, shortfalls
from planner.flow import checked, plan_at
from planner.manner import Manner, Stop
from planner.presolve import Presolved, presolve
from planner.read import read_instance
from planner.terminal import Progress, complain, say, say_json
from planner.unknown_student import unknown_student
from planner.wording import Language, Wording

POSSIBLE_SHARE = 0.5
"""Of the time without a plan: to find out whether there is one; the rest is to say why not."""
SCARCE_SHARE = 0.3
"""Of the time to solve again: what is scarce; the rest is for prices."""


@dataclass(frozen=True)
class Asked:
    """What is asked, and how it is to be answered."""

    students: tuple[str, ...]
    offerings: tuple[str, ...]
    seconds: float
    """For solving again; 0: reasons without prices."""
    language: Language
    quiet: bool = False
    as_json: bool = False
    strict: bool = False
    """Requirements count as rules."""


def explain(path: Path, plan_path: Path | None, asked: Asked) -> Exit:
    """Reasons in words, for an instance or a plan."""
    wording = Wording(asked.language)
    _fitting(plan_path, asked, wording)
    with Progress(wording, asked.quiet) as progress:
        progress.stage("reading")
        instance = read_instance(path)
        _known(instance, asked, wording)
        manner = Manner(asked.language, as_json=asked.as_json)
        plan = plan_path and checked(instance, plan_at(plan_path), plan_path, path, manner)
        progress.stage("presolving")
        presolved = presolve(instance)
        progress.stage("explaining")
        if not plan:
            return _impossible(presolved, asked, wording)
        standing = Standing(presolved, plan)
        found, unmet = _reasons(standing, asked)
        more = Scarcity()
        if asked.seconds:
            more = _solved_again(standing, asked, found, progress)
    _tell(standing, asked, found, unmet, more, wording)
    return Exit.MET


def _fitting(plan_path: Path | None, asked: Asked, wording: Wording) -> None:
    """Questions about a plan need one, and the question whether there is any needs none."""
    if plan_path is None and (asked.students or asked.offerings):
        complain(wording.say("errors.explain_needs_plan"))
        raise Stop(Exit.USAGE)
    if plan_path and asked.strict:
        complain(wording.say("errors.explain_strict"))
        raise Stop(Exit.USAGE)


def _known(instance: Instance, asked: Asked, wording: Wording) -> None:
    """Ids that the instance does not have are a wrong use."""
    unknown = [
        unknown_student(instance, o, wording) for o in asked.students if o not in instance.student
    ]
    unknown += [
        wording.say("errors.unknown_offering", {"id": one})
        for one in asked.offerings
        if one not in instance.offering
    ]
    if unknown:
        complain("\n".join(unknown))
        raise Stop(Exit.USAGE)


def _impossible(presolved: Presolved, asked: Asked, wording: Wording) -> Exit:
    """The smallest clash and its repairs; or that there is none."""
    program = posted(presolved, asked.strict)
    deadline = Deadline.after(asked.seconds)
    possible = is_solvable(program, deadline.part(POSSIBLE_SHARE))
    if possible:
        told = wording.say("explain.told.possible")
        say(json.dumps({"possible": True}) if asked.as_json else told)
        return Exit.MET
    clash, cures = Clash(), Repairs(complete=False)
    if not deadline.passed:
        clash, cures = explained(presolved, deadline, asked.strict)
    if possible is None and not clash.facts:
        complain(wording.say("explain.told.not_known"))
        return Exit.NO_PLAN
    say(told_clash(clash, cures, wording, asked.as_json))
    return Exit.IMPOSSIBLE


def _reasons(standing: Standing, asked: Asked) -> tuple[list[Answer], list[Unmet]]:
    """Why wishes were not granted and requirements are not met."""
    instance = standing.instance
    whom = set(asked.students) or set(instance.student)
    deadline = reasons_by(len(whom))
    found = answers(standing, whom, deadline)
    if asked.offerings:
        offerings = [instance.offering[one] for one in asked.offerings]
        found = [
            answer
            for answer in found
            if any(answer.reason.missed.asks(instance, offering) for offering in offerings)
        ]
    return found, shortfalls(standing, whom, deadline)


def _solved_again(
    standing: Standing, asked: Asked, found: list[Answer], progress: Progress
) -> Scarcity:
    """What the wishes would cost and, if everybody was asked about, what is scarce; what is known
    of it when Ctrl-C comes."""
    if not found:
        return Scarcity()
    deadline, some = Deadline.after(asked.seconds), bool(asked.students or asked.offerings)
    try:
        prices = Prices(standing)
        of_prices = deadline if some else deadline.part(1 - SCARCE_SHARE)
        find_prices(prices, found, of_prices, progress.prices)
        return Scarcity() if some else scarce(prices, found, deadline)
    except KeyboardInterrupt:
        complain(Wording(asked.language).say("explain.told.interrupted"))
        return Scarcity(complete=some)


def _tell(
    standing: Standing,
    asked: Asked,
    found: list[Answer],
    unmet: list[Unmet],
    more: Scarcity,
    wording: Wording,
) -> None:
    teller = Teller(standing, wording)
    if asked.as_json:
        say_json(teller.record(found, unmet, more))
        return
    lines: list[str] = []
    for offering in asked.offerings:
        lines += teller.offering(offering, found)
    for student in asked.students:
        lines += teller.student(
            standing.instance.student[student],
            [answer for answer in found if answer.reason.missed.student.id == student],
            [one for one in unmet if one.student.id == student],
        )
    if not (asked.offerings or asked.students):
        lines += [*teller.summary(found, unmet), "", *teller.scarce(more)]
    if asked.seconds:
        lines += teller.unpriced(found)
    for line in lines:
        say(line)

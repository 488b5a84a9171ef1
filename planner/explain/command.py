"""`plan explain`: why is it impossible; why did this student not get that?"""

import json
from dataclasses import dataclass
from pathlib import Path

from models.instance import Instance
from planner.exits import Exit
from planner.explain.answers import Answer, answers, priced
from planner.explain.clashes import told_clash
from planner.explain.conflict import conflict, is_possible
from planner.explain.repairs import repairs
from planner.explain.scarcity import Scarce, scarce
from planner.explain.standing import Standing
from planner.explain.told import Teller
from planner.explain.unmet import Shortfalls, Unmet
from planner.flow import checked, plan_at
from planner.manner import Manner, Stop
from planner.presolve import Presolved, presolve
from planner.read import read_instance
from planner.terminal import Progress, complain, say, say_json
from planner.wording import Language, Wording

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
        found, unmet = _found(standing, asked, progress)
        whole = not (asked.students or asked.offerings)
        more = scarce(standing, found, asked.seconds * SCARCE_SHARE) if whole else []
    _tell(standing, asked, found, unmet, more, wording)
    return Exit.MET


def _known(instance: Instance, asked: Asked, wording: Wording) -> None:
    """Ids that the instance does not have are a wrong use."""
    unknown = [
        wording.say(f"errors.unknown_{what}", {"id": one})
        for what, known, ids in (
            ("student", instance.student, asked.students),
            ("offering", instance.offering, asked.offerings),
        )
        for one in ids
        if one not in known
    ]
    if unknown:
        complain("\n".join(unknown))
        raise Stop(Exit.USAGE)


def _impossible(presolved: Presolved, asked: Asked, wording: Wording) -> Exit:
    """The smallest clash and its repairs; or that there is none."""
    possible = is_possible(presolved, asked.seconds, asked.strict)
    if possible:
        told = wording.say("explain.told.possible")
        say(json.dumps({"possible": True}) if asked.as_json else told)
        return Exit.MET
    clash = conflict(presolved, asked.seconds, asked.strict)
    if possible is None and not clash.facts:
        complain(wording.say("explain.told.not_known"))
        return Exit.NO_PLAN
    cures = repairs(presolved, clash, asked.seconds, asked.strict)
    say(told_clash(clash, cures, wording, asked.as_json))
    return Exit.IMPOSSIBLE


def _found(
    standing: Standing, asked: Asked, progress: Progress
) -> tuple[list[Answer], list[Unmet]]:
    instance, plan = standing.instance, standing.plan
    whom = set(asked.students) or set(instance.student)
    found = answers(standing, whom)
    if asked.offerings:
        offerings = [instance.offering[one] for one in asked.offerings]
        found = [
            answer
            for answer in found
            if any(answer.reason.missed.asks(instance, offering) for offering in offerings)
        ]
    if asked.seconds:
        whole = not (asked.students or asked.offerings)
        share = 1 - SCARCE_SHARE if whole else 1
        found = priced(standing, found, asked.seconds * share, progress.prices)
    explainer = Shortfalls(standing)
    unmet = [
        explainer.explained(instance.student[part.id], shortfall)
        for part in plan.students
        if part.id in whom
        for shortfall in part.unmet
    ]
    return found, unmet


def _tell(
    standing: Standing,
    asked: Asked,
    found: list[Answer],
    unmet: list[Unmet],
    more: list[Scarce],
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
        lines += teller.student(standing.instance.student[student], found, unmet)
    if not (asked.offerings or asked.students):
        lines += [*teller.summary(found, unmet), "", *teller.scarce(more)]
    for line in lines:
        say(line)

"""The way of a command: read -> validate -> presolve -> build -> solve -> verify -> render."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from models.instance import Instance
from models.plan import Parameters, Plan
from planner.documents import write_documents
from planner.documents.choice import Choice, key_of
from planner.exits import Exit
from planner.explain.answers import answers as reasons_for
from planner.explain.answers import for_documents
from planner.explain.clashes import lines_of
from planner.explain.conflict import conflict
from planner.explain.outlook import told_warnings, warnings
from planner.explain.repairs import repairs
from planner.explain.standing import Standing
from planner.files import ForeignFolder, refuse_foreign, replace_folder, resumed_folder, write
from planner.presolve import Presolved, presolve
from planner.read import instance_hash, read_instance, read_plan
from planner.solve import exact
from planner.solve.choose import best_plan
from planner.soundness.report import Unsound
from planner.terminal import Progress, complain, complain_of, say, say_json, summary
from planner.verify import verify
from planner.wording import Language, Wording

PLAN_FILE = "plan.json"
CONFLICT_SECONDS = 30.0


class Stop(Exception):  # noqa: N818 - an answer, not an error
    """Ends a command with an exit code, its reason already said."""

    def __init__(self, code: Exit) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Output:
    """Where a result goes and how it is told."""

    folder: Path
    language: Language
    quiet: bool = False
    as_json: bool = False
    documents: bool = True


def solve(path: Path, parameters: Parameters, output: Output, strict: bool) -> Exit:
    """Find, verify and write the best plan."""
    wording = Wording(output.language)
    refuse_foreign(output.folder)
    with Progress(wording, output.quiet) as progress:
        progress.stage("reading")
        instance = read_instance(path)
        progress.stage("presolving")
        presolved = presolve(instance)
        progress.stage("building")
        try:
            progress.of(len(instance.students))
            plan = best_plan(presolved, parameters, progress, instance_hash(instance))
        except exact.Impossible:
            progress.stage("explaining")
            clash = conflict(presolved, CONFLICT_SECONDS)
            cures = repairs(presolved, clash, CONFLICT_SECONDS)
            complain("\n".join(lines_of(clash, cures, wording)))
            raise Stop(Exit.IMPOSSIBLE) from None
        except exact.NoPlanInTime:
            complain(wording.say("errors.no_plan"))
            raise Stop(Exit.NO_PLAN) from None
        except KeyboardInterrupt:
            complain(wording.say("errors.interrupted_early"))
            raise Stop(Exit.NO_PLAN) from None
        faults = verify(instance, plan)
        if faults:
            complain_of(faults, wording, "errors.disagree", path.name)
            raise Stop(Exit.DISAGREE)
        if strict and _exit(plan) is Exit.UNMET:
            clash = conflict(presolved, CONFLICT_SECONDS, strict=True)
            cures = repairs(presolved, clash, CONFLICT_SECONDS, strict=True)
            why = lines_of(clash, cures, wording) if clash.minimal else []
            told = [*summary(instance, plan, wording), "", wording.say("errors.strict"), *why]
            complain("\n".join(told))
            raise Stop(Exit.UNMET)
        write_result(presolved, plan, output, progress)
    _tell(instance, plan, output, wording)
    return _exit(plan)


def check(path: Path, plan_path: Path | None, language: Language) -> Exit:
    """Is the instance sound; does the plan keep every rule?"""
    wording = Wording(language)
    instance = read_instance(path)
    if plan_path is None:
        say(wording.say("result.sound", {"what": path.name}))
        say("\n".join(told_warnings(warnings(presolve(instance)), wording)))
        return Exit.MET
    plan = checked(instance, plan_at(plan_path), wording, plan_path)
    say(wording.say("result.kept", {"what": str(plan_path)}))
    return _exit(plan)


def checked(instance: Instance, plan: Plan, wording: Wording, path: Path) -> Plan:
    """The plan, if it keeps every rule; made for other data, it is only remarked upon."""
    if plan.instance_hash != instance_hash(instance):
        complain(wording.say("errors.other_instance", {"what": path.name}))
    faults = verify(instance, plan)
    if faults:
        complain_of(faults, wording, "errors.broken", str(path))
        raise Stop(Exit.UNSOUND)
    return plan


def write_result(
    presolved: Presolved,
    plan: Plan,
    output: Output,
    progress: Progress,
    choice: Choice | None = None,
) -> None:
    """The result folder, whole or not at all; interrupted documents are continued the next time."""
    written = plan.model_dump_json(indent=1) + "\n"
    if choice is None:  # a new plan must not be lost if its documents are interrupted
        with replace_folder(output.folder) as folder:
            write(folder / PLAN_FILE, written)
    if not output.documents:
        return
    chosen = choice or Choice()
    key = key_of(presolved.instance, plan, output.language, chosen)
    with _continued(output), resumed_folder(output.folder, key) as folder:
        write(folder / PLAN_FILE, written)
        whom = presolved.instance.student if chosen.students is None else chosen.students
        reasons = reasons_for(Standing(presolved, plan), whom)
        write_documents(
            presolved.instance, plan, folder, output.language, progress.documents,
            reasons=for_documents(reasons, Wording(output.language)), choice=chosen,
        )  # fmt: skip


@contextmanager
def _continued(output: Output) -> Iterator[None]:
    """Interrupted documents stay for the next time; say so."""
    try:
        yield
    except KeyboardInterrupt:
        wording = Wording(output.language)
        complain(wording.say("documents.interrupted", {"folder": str(output.folder)}))
        raise Stop(Exit.NO_PLAN) from None


def plan_at(path: Path) -> Plan:
    """The plan in a file or in a result folder."""
    return read_plan(path / PLAN_FILE if path.is_dir() else path)


def _exit(plan: Plan) -> Exit:
    return Exit.UNMET if any(student.unmet for student in plan.students) else Exit.MET


def _tell(instance: Instance, plan: Plan, output: Output, wording: Wording) -> None:
    if output.as_json:
        say_json(plan.model_dump(mode="json"))
        return
    for line in summary(instance, plan, wording):
        say(line)
    say("")
    say(wording.say("result.written", {"folder": str(output.folder)}))


@contextmanager
def answers(path: Path, language: Language) -> Iterator[None]:
    """Turn what may go wrong on the way into a sentence and an exit code, never a traceback."""
    wording = Wording(language)
    try:
        yield
    except Unsound as unsound:
        complain_of(unsound.faults, wording, "errors.unsound", path.name)
        raise Stop(Exit.UNSOUND) from None
    except ForeignFolder as foreign:
        complain(wording.say("errors.folder", {"folder": str(foreign.folder)}))
        raise Stop(Exit.USAGE) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        raise Stop(Exit.MET) from None
    except OSError as error:
        what = error.filename or path
        complain(wording.say("errors.write", {"what": str(what), "reason": str(error.strerror)}))
        raise Stop(Exit.USAGE) from None
    except KeyboardInterrupt:
        complain(wording.say("errors.interrupted"))
        raise Stop(Exit.NO_PLAN) from None

"""The way of a command: read -> validate -> presolve -> build -> solve -> verify -> render."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from models.faults import Fault
from models.instance import Instance
from models.plan import Parameters, Plan
from planner import memory
from planner.collector import collector_off
from planner.documents import write_documents
from planner.documents.choice import Choice, key_of
from planner.exits import Exit
from planner.explain.ahead import reasoned
from planner.explain.clashes import lines_of
from planner.explain.conflict import Clash, is_possible
from planner.explain.deadline import Deadline
from planner.explain.outlook import told_warnings, warnings
from planner.explain.repairs import Repairs, explained
from planner.files import refuse_foreign, replace_folder, resumed_folder, write
from planner.manner import Manner, Stop, UnsoundPlan
from planner.presolve import Presolved, presolve
from planner.processes import prepare
from planner.read import instance_hash, read_instance, read_plan
from planner.shortfalls import shortfall_lines, shortfall_records
from planner.solve import exact, parts
from planner.solve.choose import best_plan
from planner.solve.stopping import ASKED
from planner.soundness.report import Unsound
from planner.terminal import Progress, complain, fault_records, say, say_json, summary, unmet_lines
from planner.verify import verify
from planner.wording import Language, Wording, decimal

PLAN_FILE = "plan.json"
LARGE = 1_000_000
"""Bytes of a file for which processes are likely to be needed: some 1,500 students."""
EXPLAIN_SECONDS = 60.0
"""For the clash of an impossible instance and its repairs."""
LEAST_SECONDS, SECONDS_A_STUDENT = 60.0, 0.06
"""For which is searched, if nothing else is said."""


@dataclass(frozen=True)
class Output:
    """Where a result goes and how it is told."""

    folder: Path
    language: Language
    quiet: bool = False
    as_json: bool = False
    documents: bool = True
    every: bool = False
    """All faults, however many."""

    @property
    def manner(self) -> Manner:
        """How it tells what went wrong."""
        return Manner(self.language, self.folder, self.as_json, self.every)


def _timed(parameters: Parameters, students: int) -> Parameters:
    """With the usual time, if nothing limits the search."""
    if parameters.time is not None or parameters.deterministic_time is not None:
        return parameters
    return parameters.model_copy(update={"time": max(LEAST_SECONDS, SECONDS_A_STUDENT * students)})


def solve(path: Path, parameters: Parameters, output: Output, strict: bool) -> Exit:
    """Find, verify and write the best plan."""
    wording = Wording(output.language)
    refuse_foreign(output.folder)
    ASKED.clear()
    with Progress(wording, output.quiet, ASKED.is_set) as progress:
        progress.stage("reading")
        _prepare(path)
        instance = read_instance(path)
        progress.stage("presolving")
        presolved = presolve(instance)
        progress.stage("building")
        try:
            progress.of(len(instance.students))
            _warn_of_memory(len(instance.students), parameters, wording)
            parameters = _timed(parameters, len(instance.students))
            plan = best_plan(presolved, parameters, progress)
        except exact.Impossible:
            progress.stage("explaining")
            _refuse_clash(*explained(presolved, Deadline.after(EXPLAIN_SECONDS)), output, [])
            raise Stop(Exit.IMPOSSIBLE) from None
        except exact.NoPlanInTime:
            complain(wording.say("errors.no_plan"))
            raise Stop(Exit.NO_PLAN) from None
        except KeyboardInterrupt:
            complain(wording.say("errors.interrupted_early"))
            raise Stop(Exit.NO_PLAN) from None
        faults = _faults(instance, plan)
        if faults:
            output.manner.refuse(faults, "errors.disagree", path.name)
            raise Stop(Exit.DISAGREE)
        if strict and _exit(plan) is Exit.UNMET:
            raise Stop(_refused(presolved, plan, output))
        write_result(presolved, plan, output, progress)
    if ASKED.is_set():
        complain(wording.say("result.stopped"))
    _tell(instance, plan, output, wording)
    return _exit(plan)


def _prepare(path: Path) -> None:
    """Where many students are likely, have a process load the program while they are read."""
    with suppress(OSError):  # whoever reads the file says what is wrong with it
        if path.stat().st_size >= LARGE:
            prepare()


def _warn_of_memory(students: int, parameters: Parameters, wording: Wording) -> None:
    """Say so if there may be too little: the system would end the program without a word."""
    needed = memory.needed(students, *parts.in_memory(students, parameters))
    available = memory.available()
    if available is not None and needed > available:
        gigabytes = {
            "needed": decimal(needed / 1024, 1, wording.language),
            "available": decimal(available / 1024, 1, wording.language),
        }
        complain(wording.say("errors.memory", {"students": students, **gigabytes}))


def _refused(presolved: Presolved, plan: Plan, output: Output) -> Exit:
    """Say which requirements are not met, and whether any plan could meet all of them."""
    wording = Wording(output.language)
    unmet = shortfall_lines(presolved.instance, plan, wording)
    told = unmet_lines(unmet, wording, output.every)
    deadline = Deadline.after(EXPLAIN_SECONDS)
    clash, cures = explained(presolved, deadline, strict=True)
    if clash.facts or is_possible(presolved, deadline, strict=True) is False:
        _refuse_clash(clash, cures, output, [*told, "", wording.say("errors.strict"), ""])
        return Exit.IMPOSSIBLE
    complain("\n".join([*told, "", wording.say("errors.strict_unproven")]))
    return Exit.NO_PLAN


def _refuse_clash(clash: Clash, cures: Repairs, output: Output, before: list[str]) -> None:
    """Name the facts that clash, for people and for programs."""
    wording = Wording(output.language)
    complain("\n".join([*before, *lines_of(clash, cures, wording)]))
    if output.as_json:
        said = [wording.fault(cure.said) for cure in cures.found]
        faults = fault_records(clash.facts, wording)
        say_json({"faults": faults, "minimal": clash.minimal, "repairs": said})


def check(path: Path, plan_path: Path | None, manner: Manner) -> Exit:
    """Is the instance sound; does the plan keep every rule?"""
    wording = Wording(manner.language)
    instance = read_instance(path)
    if plan_path is None:
        found = warnings(presolve(instance))
        if manner.as_json:
            say_json({"faults": [], "warnings": fault_records(found, wording)})
            return Exit.MET
        say(wording.say("result.sound", {"what": path.name}))
        say("\n".join(told_warnings(found, wording)))
        return Exit.MET
    plan = checked(instance, plan_at(plan_path), plan_path, path, manner)
    if manner.as_json:
        say_json({"faults": [], "unmet": shortfall_records(instance, plan, wording)})
        return _exit(plan)
    say(wording.say("result.kept", {"what": str(plan_path)}))
    for line in unmet_lines(shortfall_lines(instance, plan, wording), wording, manner.every):
        say(line)
    return _exit(plan)


def checked(instance: Instance, plan: Plan, plan_path: Path, path: Path, manner: Manner) -> Plan:
    """The plan, if it keeps every rule; made for other data, it is only remarked upon."""
    if plan.instance_hash != instance_hash(instance):
        what = {"plan": str(plan_path), "instance": str(path)}
        complain(Wording(manner.language).say("errors.other_instance", what))
    faults = _faults(instance, plan)
    if faults:
        manner.refuse(faults, "errors.broken", str(plan_path))
        raise Stop(Exit.UNSOUND)
    return plan


@collector_off()
def _faults(instance: Instance, plan: Plan) -> tuple[Fault, ...]:
    return verify(instance, plan)


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
        of_all = chosen.students is None
        with reasoned(presolved, plan, whom, output.language, of_all) as told:
            write_documents(
                presolved.instance, plan, folder, output.language, progress.documents,
                reasons=told, choice=chosen,
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
    file = path / PLAN_FILE if path.is_dir() else path
    try:
        return read_plan(file)
    except Unsound as unsound:
        raise UnsoundPlan(unsound.faults, file) from None


def _exit(plan: Plan) -> Exit:
    return Exit.UNMET if any(student.unmet for student in plan.students) else Exit.MET


def _tell(instance: Instance, plan: Plan, output: Output, wording: Wording) -> None:
    if output.as_json:
        say_json(plan.model_dump(mode="json"))
        return
    for line in summary(instance, plan, wording, output.every):
        say(line)
    say("")
    say(wording.say("result.written", {"folder": str(output.folder)}))

"""The commands and their options; `planner/flow.py` has the way that each of them goes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from planner.entry import Commands, hear_interrupts

if TYPE_CHECKING:
    from planner.exits import Exit
    from planner.manner import Manner
    from planner.wording import Language

PATH = click.Path(path_type=Path)
FILE = click.Path(path_type=Path, dir_okay=False)


class Range(click.FloatRange):
    """Numbers within limits; what is no number is within none."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:  # fmt: skip
        found = float(super().convert(value, param, ctx))
        if found != found:
            self.fail(f"{value!r} is not a number.", param, ctx)
        return found


INSTANCE = click.argument("instance", type=PATH)
PLAN = click.argument("plan", type=PATH)
LANGUAGE = click.option(
    "--language", type=click.Choice(["ru", "en"]), default="ru", show_default=True,
    help="Language of messages and documents.",
)  # fmt: skip
QUIET = click.option("--quiet", is_flag=True, help="No progress on standard error.")
JSON = click.option(
    "--json", "as_json", is_flag=True, help="Print the result, or all faults, as JSON."
)
EVERY = click.option("--all", "every", is_flag=True, help="Name all faults, however many.")
TEMPLATES = click.option(
    "--templates", type=PATH, help="Folder with own templates, wording and logo.",
)  # fmt: skip
OUT = click.option("--out", type=PATH, help="Folder to write.  [default: INSTANCE's name.plan]")


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="plan-trajectories", prog_name="plan")
def main() -> None:
    """Plan individual educational trajectories.

    Places students of grades 10-11 in specialization groups, network courses and practical
    modules, proves how good the plan is, and prints each family its curriculum.

    \b
    Exit codes:
      0  a plan with every requirement met
      1  a plan, with unmet requirements named
      2  the command was used wrongly, or could not write
      3  the instance (or the plan checked) has faults, all of them named
      4  impossible (with --strict: not all requirements can be met), with the facts that clash
      5  no plan within the time (with --strict: none that meets all of them), or interrupted
         before there was one (later the best is kept: 0 or 1)
      6  a fault of the program: please report it (PLAN_DEBUG=1 shows its traceback)
    """


@main.command()
@INSTANCE
@OUT
@LANGUAGE
@click.option("--time", type=Range(min=0, min_open=True),
              help="Seconds to search at most.  "
                   "[default: 60; above 1,000 students 0.06 for each]")  # fmt: skip
@click.option("--deterministic", type=Range(min=0, min_open=True),
              help="Limit in the solver's units of work, the same on every machine.")  # fmt: skip
@click.option("--gap", type=Range(min=0), default=0.0, show_default=True,
              help="Stop at this gap: 0.005 is 5 of 1,000 points a student.")  # fmt: skip
@click.option("--workers", type=click.IntRange(1, 256),
              help="Threads at most; up to 400 students no more than two are used.  "
                   "[default: one for each core]")  # fmt: skip
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=1, show_default=True,
              help="Another seed may find another plan of the same worth.")  # fmt: skip
@click.option("--strictly", is_flag=True, help="Goal after goal, instead of weighed together.")
@click.option("--strict", is_flag=True, help="Write nothing if a requirement is not met.")
@click.option("--no-documents", is_flag=True, help="Write plan.json only.")
@EVERY
@QUIET
@JSON
def solve(instance: Path, out: Path | None, language: Language, time: float | None,
          deterministic: float | None, gap: float, workers: int | None, seed: int, strictly: bool,
          strict: bool, no_documents: bool, every: bool, quiet: bool,
          as_json: bool) -> None:  # fmt: skip
    """Find the best plan for INSTANCE, verify it and write it with all curricula."""
    from models.plan import Parameters
    from planner import flow

    parameters = Parameters(
        seed=seed, workers=workers, time=time, deterministic_time=deterministic, gap=gap,
        strictly=strictly,
    )  # fmt: skip
    output = flow.Output(_folder(instance, out), language, quiet, as_json, not no_documents, every)
    _finish(instance, output.manner, lambda: flow.solve(instance, parameters, output, strict))


@main.command()
@INSTANCE
@click.argument("plan", required=False, type=PATH)
@LANGUAGE
@EVERY
@JSON
def check(instance: Path, plan: Path | None, language: Language, every: bool,
          as_json: bool) -> None:  # fmt: skip
    """Is INSTANCE sound? Does PLAN (a result folder or its plan.json) keep every rule?"""
    from planner import flow
    from planner.manner import Manner

    manner = Manner(language, as_json=as_json, every=every)
    _finish(instance, manner, lambda: flow.check(instance, plan, manner))


@main.command()
@INSTANCE
@click.argument("plan", required=False, type=PATH)
@LANGUAGE
@click.option("--student", "students", multiple=True, help="Only this student (id); repeatable.")
@click.option("--offering", "offerings", multiple=True,
              help="Who asked for this group, course or module (id) in vain.")  # fmt: skip
@click.option("--time", type=Range(min=0), default=60.0, show_default=True,
              help="Seconds to solve again for prices and repairs; 0: reasons only.")  # fmt: skip
@click.option("--strict", is_flag=True, help="Without PLAN: requirements count as rules.")
@QUIET
@click.option("--json", "as_json", is_flag=True, help="Print every reason as JSON.")
def explain(instance: Path, plan: Path | None, language: Language, students: tuple[str, ...],
            offerings: tuple[str, ...], time: float, strict: bool, quiet: bool,
            as_json: bool) -> None:  # fmt: skip
    """Why is INSTANCE impossible? With PLAN: why was a wish not granted, and at what price?"""
    from planner.explain.command import Asked
    from planner.explain.command import explain as explained
    from planner.manner import Manner

    asked = Asked(students, offerings, time, language, quiet, as_json, strict)
    _finish(instance, Manner(language, as_json=as_json), lambda: explained(instance, plan, asked))


@main.command()
@INSTANCE
@PLAN
@OUT
@LANGUAGE
@click.option("--student", "students", multiple=True, help="Only this student (id); repeatable.")
@click.option("--school", "schools", multiple=True, help="Only this school (id); repeatable.")
@click.option("--class", "classes", multiple=True, help="Only this class (10А); repeatable.")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(
        [
            "curricula",
            "calendars",
            "lists",
            "teachers",
            "buses",
            "partners",
            "schools",
            "annexes",
            "changes",
        ]
    ),
    help="Only these documents; repeatable.",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(["html", "pdf", "merged", "merged-school", "zip"]),
    help="Pages, prints, one print for each class or school, one archive; repeatable.  "
    "[default: html, pdf]",
)
@TEMPLATES
@click.option("--before", type=PATH, help="An earlier plan, to say what has changed.")
@QUIET
def render(instance: Path, plan: Path, out: Path | None, language: Language,
           students: tuple[str, ...], schools: tuple[str, ...], classes: tuple[str, ...],
           kinds: tuple[str, ...], formats: tuple[str, ...], templates: Path | None,
           before: Path | None, quiet: bool) -> None:  # fmt: skip
    """Write the documents of PLAN again: in another language, for some students or schools.

    The folder is replaced as a whole. Without --out a choice goes to a folder of its own, named
    after what is chosen first. Interrupted and started again, it continues.
    """
    from planner.documents import command
    from planner.flow import Output

    chosen = [*students, *schools, *classes, *kinds, *formats]
    default = instance.with_name(f"{instance.stem}-{chosen[0]}.json") if chosen else instance
    output = Output(_folder(default, out), language, quiet)
    asked = command.Asked(students, schools, classes, kinds, formats, templates, before)
    _finish(instance, output.manner, lambda: command.render(instance, plan, asked, output))


@main.command()
@INSTANCE
@click.option("--out", type=PATH, help="Folder to write.  [default: INSTANCE's name.forms]")
@LANGUAGE
@TEMPLATES
def forms(instance: Path, out: Path | None, language: Language, templates: Path | None) -> None:
    """Write what comes before the plan: catalogue, survey and application for each school."""
    from planner.documents import command
    from planner.flow import Output

    output = Output(out or instance.with_suffix(".forms"), language)
    _finish(instance, output.manner, lambda: command.forms(instance, output, templates))


@main.command()
@click.argument("what", type=click.Choice(["instance", "plan", "rule-set"]), default="instance")
def schema(what: str) -> None:
    """Print the JSON Schema of an instance, a plan or a rule set."""
    from pydantic import BaseModel

    from models.instance import Instance
    from models.plan import Plan
    from models.regulations import RuleSet
    from planner.terminal import say_json

    schemas: dict[str, type[BaseModel]] = {
        "instance": Instance, "plan": Plan, "rule-set": RuleSet,
    }  # fmt: skip
    say_json(schemas[what].model_json_schema())


@main.command()
@click.option("--students", type=click.IntRange(1, 1_000_000), default=300, show_default=True,
              help="Students of grades 10-11.")  # fmt: skip
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=1, show_default=True,
              help="The same seed gives the same file on every machine.")  # fmt: skip
@click.option("--tightness", type=Range(0, 1), default=0.5, show_default=True,
              help="Scarcity of seats, hours, buses and money: 0 comfortable.")  # fmt: skip
@click.option("--rural", type=Range(0, 1), default=0.25, show_default=True,
              help="Share of students in villages and village centres.")  # fmt: skip
@click.option("--municipalities", type=click.IntRange(1, 10_000),
              help="[default: 20 for each 10,655 students]")  # fmt: skip
@click.option("--out", type=FILE, required=True, help="File to write.")
@LANGUAGE
def generate(students: int, seed: int, tightness: float, rural: float,
             municipalities: int | None, out: Path, language: Language) -> None:  # fmt: skip
    """Make up a realistic instance of any size."""
    from planner.generate.command import generate as made
    from planner.generate.request import Request
    from planner.manner import Manner

    request = Request(
        students, seed, round(100 * tightness), round(100 * rural), municipalities or 0
    )
    _finish(out, Manner(language, out), lambda: made(request, out, language))


@main.group("import")
def import_() -> None:
    """Make an instance of the data of another program."""


@import_.command()
@click.argument("folder", type=PATH)
@click.option("--out", type=FILE, required=True, help="File to write.")
@LANGUAGE
def kurs42(folder: Path, out: Path, language: Language) -> None:
    """FOLDER with the tables of Kurs42: choices, groups and their slots."""
    from planner.imports.kurs42.command import import_kurs42
    from planner.manner import Manner

    _finish(folder, Manner(language, out), lambda: import_kurs42(folder, out, language))


def _folder(instance: Path, out: Path | None) -> Path:
    return out or instance.with_suffix(".plan")


def _finish(instance: Path, manner: Manner, command: Callable[[], Exit]) -> NoReturn:
    """Run a command to its exit code."""
    from planner.manner import Stop, answers
    from planner.terminal import flush

    try:
        with answers(instance, manner):
            hear_interrupts()
            code = command()
            flush()
    except Stop as stop:
        code = stop.code
    sys.exit(code)

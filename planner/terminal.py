"""What a run says: progress on standard error, the result on standard output."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from math import ceil
from time import monotonic

from rich.console import Console
from rich.live import Live
from rich.text import Text as Styled

from models.faults import Fault
from models.instance import Instance
from models.plan import POINTS_A_STUDENT, Plan, gap
from planner.shortfalls import perhaps_met, shortfall_lines
from planner.soundness.report import cut
from planner.wording import Wording, decimal, grouped, percent

EVERY = 100
"""Documents between two lines where there is no terminal."""
STANDARD_OUTPUT = "<stdout>"
UNMET_SHOWN = 10

FAR = 0.05
"""A gap that says more of the time than of the instance."""

MOST_OF_IT = 0.75
"""Part of the time after which a search has not ended by itself: the rest is for what follows."""


class Progress:
    """Improvements as they come: one live line on a terminal, a line each elsewhere.

    The solver calls from its own threads; nothing here raises.
    """

    def __init__(
        self, wording: Wording, quiet: bool, asked: Callable[[], bool] = lambda: False
    ) -> None:
        """`asked`: whether Ctrl-C has asked to end with what there is."""
        self._wording = wording
        self._asked = asked
        self._students = 1
        self._quiet = quiet
        self._started = monotonic()
        self._console = Console(stderr=True, highlight=False)
        self._last = ""
        self._live = Live(
            console=self._console, get_renderable=self._line, refresh_per_second=1, transient=True
        )

    def __enter__(self) -> "Progress":
        if not self._quiet and self._console.is_terminal:
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def of(self, students: int) -> "Progress":
        """The same, counting gaps for this number of students."""
        self._students = students
        return self

    def __call__(self, goal: str | None, best: int | None, bound: int | None) -> None:
        """Show the best plan, the bound and the gap; or that it ends."""
        if best is not None and self._asked():
            self._show("progress.ending", {})
            return
        if best is None or bound is None:
            self._show(
                "progress.searching", {"bound": "-" if bound is None else self._number(bound)}
            )
            return
        facts = {
            "best": self._number(best), "bound": self._number(bound),
            "gap": percent(gap(bound, best, self._students), 3, self._wording.language),
        }  # fmt: skip
        if goal is None:
            self._show("progress.best", facts)
        else:
            name = self._wording.say(f"goals.{goal}")
            self._show("progress.goal", {**facts, "goal": name})

    def parts(self, built: int, count: int) -> None:
        """Show of how many parts the models are built."""
        self._show("progress.parts", {"built": str(built), "count": str(count)})

    def _number(self, number: int) -> str:
        return grouped(number, self._wording.language)

    def documents(self, done: int, total: int) -> None:
        """Show how many documents are written."""
        if self._console.is_terminal or done == total or done % EVERY == 0:
            self._show("progress.documents", {"done": str(done), "total": str(total)})

    def prices(self, done: int, total: int) -> None:
        """Show for how many wishes it is known what they would cost."""
        if self._console.is_terminal or done == total:
            self._show("progress.prices", {"done": str(done), "total": str(total)})

    def stage(self, key: str) -> None:
        """Show what is being done now."""
        self._show(f"progress.{key}", {})

    def _show(self, key: str, facts: dict[str, str]) -> None:
        line = self._wording.say(key, facts)
        if self._quiet or line == self._last:
            return
        self._last = line
        if self._live.is_started:
            self._live.refresh()
        else:
            self._console.print(self._line(), soft_wrap=True)

    def _line(self) -> Styled:
        """What was shown last, and how long it has been since the beginning."""
        passed = decimal(monotonic() - self._started, 1, self._wording.language)
        return Styled(f"{passed:>6} {self._wording.say('progress.s')}  {self._last}")


def say(text: str) -> None:
    """A line of the result."""
    with _standard_output():
        sys.stdout.write(f"{text}\n")


def flush() -> None:
    """Have all of the result written."""
    with _standard_output():
        sys.stdout.flush()


@contextmanager
def _standard_output() -> Iterator[None]:
    """Give an error the name that Python leaves out."""
    try:
        yield
    except OSError as error:
        error.filename = STANDARD_OUTPUT
        raise


def say_json(data: object) -> None:
    """The result for a program; in a code page that lacks letters they are escaped."""
    unicode = (sys.stdout.encoding or "").lower().startswith("utf")
    say(json.dumps(data, ensure_ascii=not unicode, indent=1))


def complain(text: str) -> None:
    """A line about what went wrong."""
    sys.stderr.write(f"{text}\n")


def complain_of(
    faults: Sequence[Fault], wording: Wording, key: str, what: str, every: bool = False
) -> None:
    """All faults, each with its place; unless `every` one is wanted, the first fifty."""
    shown, others = (faults, 0) if every else cut(faults)
    complain(wording.say(key, {"what": what, "faults": len(faults)}))
    for fault in shown:
        place = f"{fault.place}: " if fault.place else ""
        complain(f"  {place}{wording.fault(fault)}")
    if others:
        complain("  " + wording.say("errors.others", {"others": others}))


def fault_records(faults: Sequence[Fault], wording: Wording) -> list[dict[str, str]]:
    """Faults for programs."""
    return [
        {"place": one.place, "value": one.value, "code": one.code, "sentence": wording.fault(one)}
        for one in faults
    ]


def summary(instance: Instance, plan: Plan, wording: Wording, every: bool = False) -> list[str]:
    """The result for the eyes of a deputy head: how good, what opens, what is missing."""
    key = "begun" if plan.gap > 1 else plan.status.value
    lines = [
        wording.say("result.title", {"title": instance.title, "students": len(instance.students)}),
        wording.say(
            f"result.{key}",
            {
                "objective": grouped(plan.objective, wording.language),
                "bound": grouped(plan.bound, wording.language),
                "gap": percent(plan.gap, 2, wording.language),
                "points": decimal(_at_most(POINTS_A_STUDENT * plan.gap), 1, wording.language),
                "seconds": decimal(plan.seconds, 1, wording.language),
            },
        ),
        *([wording.say("result.far")] if _cut_short(plan) else []),
        "",
    ]
    for goal in plan.goals:
        name = wording.say(f"goals.{goal.id}")
        points = grouped(goal.points, wording.language)
        measure = wording.say(f"measures.{goal.id}", {"measure": goal.measure})
        lines.append(f"  {name:<34}{points:>10}   {measure}")
    unmet = shortfall_lines(instance, plan, wording)
    perhaps = [wording.say("result.perhaps")] if perhaps_met(instance, plan) else []
    return [*lines, "", *unmet_lines(unmet, wording, every), *perhaps]


def unmet_lines(unmet: list[str], wording: Wording, every: bool) -> list[str]:
    """What is not met, the first ten in full."""
    shown = unmet if every else unmet[:UNMET_SHOWN]
    heading = wording.say("result.unmet" if unmet else "result.met", {"unmet": len(unmet)})
    lines = [heading, *(f"  {line}" for line in shown)]
    if len(unmet) > len(shown):
        lines.append("  " + wording.say("errors.others", {"others": len(unmet) - len(shown)}))
    return lines


def _at_most(points: float) -> float:
    """Rounded up to a tenth, but for what is only the number's last digit."""
    return ceil(10 * points - 1e-9) / 10


def _cut_short(plan: Plan) -> bool:
    """Whether the time was over before the plan was any good."""
    asked = plan.parameters
    over = asked.time is not None and plan.seconds > MOST_OF_IT * asked.time
    return over and plan.gap > max(FAR, asked.gap)

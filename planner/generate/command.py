"""`plan generate`: request -> file."""

from pathlib import Path

from planner.exits import Exit
from planner.files import write
from planner.generate.instance import ABOUT, instance
from planner.generate.request import Request
from planner.generate.writing import one_record_a_line, refuse_others
from planner.terminal import say
from planner.wording import Language, Wording


def generate(request: Request, out: Path, language: Language) -> Exit:
    """Write the instance and say how large it is."""
    refuse_others(out, ABOUT)
    made = instance(request)
    write(out, one_record_a_line(made))
    facts: dict[str, str | int] = {
        "file": str(out),
        "students": len(made["students"]),
        "schools": sum("school" in organisation for organisation in made["organisations"]),
        "offerings": len(made["offerings"]),
    }
    say(Wording(language).say("generate.said.written", facts))
    return Exit.MET

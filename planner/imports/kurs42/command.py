"""`plan import kurs42`: folder -> instance file."""

from pathlib import Path

from planner.exits import Exit
from planner.generate.writing import write_made
from planner.imports.kurs42.convert import instance
from planner.imports.kurs42.tables import read
from planner.terminal import say
from planner.wording import Language, Wording


def import_kurs42(folder: Path, out: Path, language: Language) -> Exit:
    """Write the instance and say what was found."""
    made = instance(read(folder))
    write_made(made, "kurs42.about", out)
    facts: dict[str, str | int] = {
        "file": str(out),
        "students": len(made["students"]),
        "groups": len(made["offerings"]),
        "choices": sum(len(student["wishes"]) for student in made["students"]),
    }
    say(Wording(language).say("kurs42.written", facts))
    return Exit.MET

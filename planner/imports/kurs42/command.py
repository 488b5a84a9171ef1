"""`plan import kurs42`: folder -> instance file."""

from pathlib import Path

from planner.exits import Exit
from planner.files import write
from planner.generate.writing import one_record_a_line, refuse_others
from planner.imports.kurs42.convert import ABOUT, instance
from planner.imports.kurs42.tables import read
from planner.terminal import say
from planner.wording import Language, Wording


def import_kurs42(folder: Path, out: Path, language: Language) -> Exit:
    """Write the instance and say what was found."""
    refuse_others(out, ABOUT)
    made = instance(read(folder))
    write(out, one_record_a_line(made))
    facts: dict[str, str | int] = {
        "file": str(out),
        "students": len(made["students"]),
        "groups": len(made["offerings"]),
        "choices": sum(len(student["wishes"]) for student in made["students"]),
    }
    say(Wording(language).say("kurs42.written", facts))
    return Exit.MET

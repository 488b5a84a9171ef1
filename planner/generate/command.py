"""`plan generate`: an instance as a file, one record a line."""

import json
from pathlib import Path

from planner.exits import Exit
from planner.files import write
from planner.generate.instance import instance
from planner.generate.request import Request
from planner.generate.words import Json
from planner.terminal import say
from planner.wording import Language, Wording


def generate(request: Request, out: Path, language: Language) -> Exit:
    """Write the instance and say how large it is."""
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


def one_record_a_line(made: Json) -> str:
    """JSON that is small and can still be compared line by line."""
    fields = []
    for name, value in made.items():
        if isinstance(value, list) and value:
            records = ",\n".join(f"  {_compact(record)}" for record in value)
            fields.append(f' "{name}": [\n{records}\n ]')
        else:
            fields.append(f' "{name}": {_compact(value)}')
    return "{\n" + ",\n".join(fields) + "\n}\n"


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

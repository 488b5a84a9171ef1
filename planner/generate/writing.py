"""Instance -> JSON file, one record a line."""

import json
from pathlib import Path

from planner.files import refuse_foreign_file, write
from planner.generate.words import Json, beginning


def write_made(made: Json, about: str, out: Path) -> None:
    """Write it, in place of nothing but such a file; `about`: the key of what it says of itself.

    Raises:
        ForeignFile: another file is there.
    """
    refuse_foreign_file(out, beginning(about).encode())
    write(out, one_record_a_line(made))


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

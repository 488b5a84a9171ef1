"""Instance -> JSON text, one record a line, and what may be replaced by it."""

import json
from pathlib import Path

from planner.files import refuse_foreign_file
from planner.generate.words import Json, beginning


def refuse_others(out: Path, about: str) -> None:
    """Raise `Foreign` where a file is that was not made so; `about`: the key of what such a
    file says of itself."""
    refuse_foreign_file(out, beginning(about).encode())


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

"""Instance -> JSON text, one record a line."""

import json

from planner.generate.words import Json


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

"""Records -> JSON that people can read: what fits into a line stands on one line."""

import json
from pathlib import Path
from typing import Any

from models.instance import Instance

Json = dict[str, Any]

INSTANCES = Path(__file__).parent.parent
WIDTH = 140


def as_text(value: object) -> str:
    """The text of an instance's file."""
    return _lines(value, "") + "\n"


def _lines(value: object, indent: str) -> str:
    line = json.dumps(value, ensure_ascii=False)
    top = not indent and isinstance(value, dict)
    if top or len(indent) + len(line) > WIDTH:
        deeper = indent + " "
        if isinstance(value, dict) and value:
            inside = [f"{json.dumps(k)}: {_lines(v, deeper)}" for k, v in value.items()]
            return "{\n" + ",\n".join(deeper + part for part in inside) + f"\n{indent}}}"
        if isinstance(value, list) and value:
            inside = [_lines(part, deeper) for part in value]
            return "[\n" + ",\n".join(deeper + part for part in inside) + f"\n{indent}]"
    return line


def write(name: str, data: Json) -> None:
    """Write `instances/<name>.json`, if the data are records of the right form."""
    Instance.model_validate(data)
    (INSTANCES / f"{name}.json").write_text(as_text(data), "utf-8")

"""A town and a small impossible instance -> both in one, so that the cause must be found in it."""

from instances.scripts.writing import Json
from models.instance import Instance
from planner.explain.repairs import Repair

PLANTED = "planted-"
_OF_THE_TOWN = ("regulations", "rule_sets")


def planted(town: Json, small: Json) -> Json:
    """The town with all people, places and offers of the other, under ids of their own.

    Money is there for both together: the other's, if it has a limit.
    """
    names = [
        name for name, rows in small.items() if isinstance(rows, list) and name not in _OF_THE_TOWN
    ]
    ids = {row["id"] for name in names for row in small[name] if "id" in row}
    both = town | {"budget": small.get("budget", town["budget"])}
    for name in names:
        both[name] = [*town.get(name, []), *_renamed(small[name], ids)]
    for programme in both["programmes"]:
        if programme["id"].startswith(PLANTED):
            programme["areas"] = []
    return both


def repaired(instance: Instance, repair: Repair) -> Instance:
    """The data with what would help."""
    return repair.change.apply(instance, repair.amount)


def _renamed(value: Json, ids: set[str]) -> Json:
    if isinstance(value, dict):
        return {
            key: inner if key == "kind" else _renamed(inner, ids) for key, inner in value.items()
        }
    if isinstance(value, list):
        return [_renamed(inner, ids) for inner in value]
    return PLANTED + value if isinstance(value, str) and value in ids else value

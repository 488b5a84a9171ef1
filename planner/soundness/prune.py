"""Data with faults of form -> the data without the broken records, which can be judged."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from models.faults import Fault
from planner.soundness.known import LISTS, Unread
from planner.soundness.schema import Location

_IN_A_LIST = re.compile(r"(\w+)\[(\d+)\]")

RULES = frozenset({"rule_set", "subject", "area"})
_KINDS = {
    "calendar": frozenset({"term"}),
    "organisations": frozenset({"organisation", "school"}),
    "rule_sets": RULES,
}

STAND_IN = {"id": "_", "name": "_"}
STAND_INS: dict[str, Any] = {
    "title": "_",
    "calendar": {
        "terms": [{**STAND_IN, "year": 2000, "starts": "2000-09-01", "ends": "2000-12-31"}],
        "last_grade": 13,
    },
    "municipalities": [STAND_IN],
    "organisations": [{**STAND_IN, "kind": "centre", "municipality": "_"}],
}
"""Put where there must be something and nothing could be read, so that the rest can be judged."""


@dataclass(frozen=True, slots=True)
class Pruned:
    """What remains, what was lost, and where in the file the rest of each list stood."""

    data: dict[str, Any]
    unread: Unread
    positions: dict[str, list[int]]

    def in_the_file(self, fault: Fault) -> Fault:
        """The fault with the place that it has in the whole file."""
        match = _IN_A_LIST.match(fault.place)
        if match is None or match[1] not in self.positions:
            return fault
        index = self.positions[match[1]][int(match[2])]
        return replace(fault, place=f"{match[1]}[{index}]{fault.place[match.end() :]}")


def pruned(data: dict[str, Any], locations: Iterable[Location]) -> Pruned:
    """The data without the records of top-level lists, and the fields, where faults are."""
    broken: dict[str, set[int]] = defaultdict(set)
    lost: set[str] = set()
    for location in locations:
        field = str(location[0])
        if len(location) > 1 and isinstance(location[1], int):
            broken[field].add(location[1])
        else:
            lost.add(field)
    kept = {field: value for field, value in data.items() if field not in lost}
    positions = {}
    ids: set[tuple[str, str]] = set()
    for field in broken.keys() - lost:
        records = enumerate(data[field])
        positions[field] = [index for index, _ in records if index not in broken[field]]
        kept[field] = [data[field][index] for index in positions[field]]
        words = {word for index in broken[field] for word in _ids(data[field][index])}
        ids.update((kind, word) for kind in _kinds(field) for word in words)
    for field, stand_in in STAND_INS.items():
        if not kept.get(field):
            kept[field] = stand_in
    ids.add(("municipality", STAND_IN["id"]))
    kinds = {kind for field in lost for kind in _kinds(field)}
    if "rule_sets" in broken:
        kinds |= RULES
    unread = Unread(frozenset(ids), frozenset(kinds), complete=not (lost | broken.keys()))
    return Pruned(kept, unread, positions)


def _kinds(field: str) -> frozenset[str]:
    """What the records of a field may be named as."""
    return _KINDS.get(field) or frozenset(kind for kind, name in LISTS.items() if name == field)


def _ids(record: object) -> Iterator[str]:
    """What may be the id of a broken record, even if the field is misspelt."""
    if isinstance(record, dict):
        if isinstance(record.get("id"), str):
            yield record["id"]
        else:
            yield from (value for value in record.values() if isinstance(value, str))


def without(data: Any, locations: Iterable[Location]) -> Any:
    """The data without these fields."""
    inside: dict[int | str, list[Location]] = defaultdict(list)
    for first, *rest in locations:
        inside[first].append(tuple(rest))
    copied = copy(data)
    for key, rests in inside.items():
        if () in rests:
            del copied[key]
        else:
            copied[key] = without(data[key], rests)
    return copied

"""Data with faults of form -> the data without the broken records, which can be judged."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from models.faults import Fault
from planner.soundness.known import LISTS, Unread
from planner.soundness.schema import Location

_IN_A_LIST = re.compile(r"(\w+)\[(\d+)\]")

RULES = frozenset({"rule_set", "subject", "area"})


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
    ids: set[str] = set()
    for field in broken.keys() - lost:
        records = enumerate(data[field])
        positions[field] = [index for index, _ in records if index not in broken[field]]
        kept[field] = [data[field][index] for index in positions[field]]
        for index in broken[field]:
            ids.update(_words(data[field][index]))
    kinds = {kind for kind, field in LISTS.items() if field in lost}
    if "organisations" in lost:
        kinds.add("school")
    if "rule_sets" in lost | broken.keys():
        kinds |= RULES
    unread = Unread(frozenset(ids), frozenset(kinds), complete=not (lost | broken.keys()))
    return Pruned(kept, unread, positions)


def _words(record: object) -> Iterator[str]:
    """What may be the id of a broken record, even if the field is misspelt."""
    if isinstance(record, dict):
        yield from (value for value in record.values() if isinstance(value, str))

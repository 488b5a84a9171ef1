"""File -> instance or plan, or everything that is wrong with the file, all at once."""

import hashlib
import json
from pathlib import Path
from typing import Any

from models.base import Record
from models.faults import Fault
from models.instance import Instance
from models.plan import Plan
from planner.collector import collector_off
from planner.soundness import remaining_faults
from planner.soundness.known import Unread
from planner.soundness.prune import RULES, pruned, without
from planner.soundness.report import Unsound, fault
from planner.soundness.rule_sets import resolve
from planner.soundness.schema import checked
from planner.soundness.written import Written, load

__all__ = ["Unsound", "instance_hash", "read_instance", "read_plan"]

RECORDS: dict[str, type[Record]] = {"instance": Instance, "plan": Plan}
"""What a file may be."""

ODD = ("soundness.file.number", "soundness.file.character")


def read_instance(path: Path) -> Instance:
    """The instance in a file, sound, its rule sets complete. Raises `Unsound` otherwise."""
    with collector_off():
        written = _written(path, "instance")
        form = checked(Instance, written.data)
        faults = [*written.faults, *form.faults]
        if form.record is not None:
            instance, more = _sound(form.record, path.parent, Unread())
            faults += more
            if not faults:
                return instance
        else:
            rest = pruned(without(written.data, form.needless), form.broken)
            part = checked(Instance, rest.data).record
            if part is not None:
                _, more = _sound(part, path.parent, rest.unread)
                faults += [rest.in_the_file(fault) for fault in more]
        raise Unsound(_once(faults))


def read_plan(path: Path) -> Plan:
    """The plan in a file. Raises `Unsound` if there is none; whether it is right is not asked."""
    with collector_off():
        written = _written(path, "plan")
        form = checked(Plan, written.data)
        if form.record is None or written.faults:
            raise Unsound(_once([*written.faults, *form.faults]))
        return form.record


def instance_hash(instance: Instance) -> str:
    """SHA-256 of all that an instance says, however its file was written."""
    plain = instance.model_dump(mode="json")
    canonical = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _sound(draft: Instance, folder: Path, unread: Unread) -> tuple[Instance, list[Fault]]:
    """The instance with its rule sets complete, and the faults of its content."""
    resolved = resolve(draft.rule_sets, folder)
    instance = draft.model_copy(update={"rule_sets": resolved.rule_sets})
    if len(resolved.rule_sets) < len(draft.rule_sets):
        unread = unread.also(RULES)
    return instance, [*remaining_faults(instance, draft, unread), *resolved.faults]


def _written(path: Path, wanted: str) -> Written:
    """What the file says. Raises `Unsound` if it is plainly something else than what is wanted.

    Editors find the JSON Schema by the field `$schema`; it says nothing about the content.
    """
    written = load(path)
    data: dict[str, Any] = {key: value for key, value in written.data.items() if key != "$schema"}
    fits = [name for name, record in RECORDS.items() if _required(record) <= data.keys()]
    if fits and wanted not in fits:
        raise Unsound([fault(f"file.is_{fits[0]}", "", path.name)])
    return Written(data, written.faults)


def _required(record: type[Record]) -> set[str]:
    return {name for name, field in record.model_fields.items() if field.is_required()}


def _once(faults: list[Fault]) -> list[Fault]:
    """The faults, one for each place where the writing itself is odd."""
    odd = {fault.place for fault in faults if fault.code in ODD}
    form = "soundness.form."
    return [fault for fault in faults if fault.place not in odd or not fault.code.startswith(form)]

"""Rule sets by name or with `extends` -> complete ones, and what is wrong with them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from os.path import realpath
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from models.faults import Fault
from models.regulations import RuleSet
from planner.soundness.duplicates import twice
from planner.soundness.nearest import Nearest
from planner.soundness.regulations import rule_set as faults_of_rule_set
from planner.soundness.report import Unsound, fault
from planner.soundness.schema import checked
from planner.soundness.written import load

SHIPPED = Path(__file__).parent.parent / "rule_sets"
"""Rule sets that come with the program, one file for each id."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """The rule sets that could be completed, and the faults of all."""

    rule_sets: tuple[RuleSet, ...]
    faults: tuple[Fault, ...]


class _Entry(NamedTuple):
    """A rule set as written, what to put before places in it, and its place in the list."""

    rules: RuleSet
    prefix: str
    place: str


def resolve(listed: Sequence[RuleSet | str], folder: Path, shipped: Path = SHIPPED) -> Resolved:
    """The rule sets that an instance in this folder lists."""
    entries: list[_Entry] = []
    faults: list[Fault] = []
    for index, rules in enumerate(listed):
        place = f"rule_sets[{index}]"
        if isinstance(rules, RuleSet):
            entries.append(_Entry(rules, f"{place}.", place))
            continue
        try:
            path = _file(rules, place, folder, shipped)
            entries.append(_Entry(_load(path, rules), f"{rules}: ", place))
        except Unsound as error:
            faults += error.faults
    faults += twice("duplicate_id", "rule_sets", "", (entry.rules.id for entry in entries))
    written = {entry.rules.id: entry.rules for entry in entries}
    complete = []
    for entry in entries:
        try:
            chain = _chain(entry, written, shipped)
        except Unsound as error:
            faults += error.faults
            continue
        complete.append(_complete(chain))
        faults += _dropped(entry, chain[1:])
        faults += faults_of_rule_set(entry.rules, complete[-1], entry.prefix)
    return Resolved(tuple(complete), tuple(faults))


def shipped_rule_set(name: str) -> RuleSet | None:
    """The rule set of this id that comes with the program, complete."""
    if not (SHIPPED / f"{name}.json").is_file():
        return None
    [complete] = resolve([name], SHIPPED).rule_sets
    return complete


def _file(name: str, place: str, folder: Path, shipped: Path) -> Path:
    known = sorted(path.stem for path in shipped.glob("*.json"))
    if name in known:
        return shipped / f"{name}.json"
    path = folder / name
    if not Path(realpath(path)).is_relative_to(realpath(folder)):
        raise Unsound([fault("rule_set_outside", place, name)])
    if _is_file(path):
        return path
    like = Nearest().to(name, known)
    if like is None:
        raise Unsound([fault("rule_set_name", place, name, known=", ".join(known) or "-")])
    raise Unsound([fault("misspelt.rule_set", place, name, nearest=like)])


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # the name is too long for a file
        return False


def _load(path: Path, name: str) -> RuleSet:
    """The rule set in a file; its faults have the name of the file before their places."""
    try:
        written = load(path)
        rules = checked(RuleSet, written.data)
        if rules.record is None or written.faults:
            raise Unsound([*written.faults, *rules.faults])
    except Unsound as error:
        raise Unsound([_named(fault, name) for fault in error.faults]) from error
    return rules.record


def _named(fault: Fault, name: str) -> Fault:
    return replace(fault, place=f"{name}: {fault.place}" if fault.place else name)


def _chain(entry: _Entry, written: Mapping[str, RuleSet], shipped: Path) -> list[RuleSet]:
    """The rule set, the one that it extends, and so on."""
    chain = [entry.rules]
    while (wanted := chain[-1].extends) is not None:
        place, ids = f"{entry.prefix}extends", [rules.id for rules in chain]
        path = shipped / f"{wanted}.json"
        if wanted in ids:
            circle = " → ".join([*ids, wanted])
            raise Unsound([fault("extends_circle", place, wanted, circle=circle)])
        if wanted in written:
            chain.append(written[wanted])
        elif _is_file(path):
            chain.append(_load(path, wanted))
        else:
            raise Unsound([fault("unknown.rule_set", place, wanted)])
    return chain


def _dropped(entry: _Entry, extended: Sequence[RuleSet]) -> Iterator[Fault]:
    known = {requirement.id for requirement in _complete(extended).requirements} if extended else ()
    for index, requirement in enumerate(entry.rules.dropped):
        if requirement not in known:
            yield fault("unknown.requirement", f"{entry.prefix}dropped[{index}]", requirement)


def _complete(chain: Sequence[RuleSet]) -> RuleSet:
    """The first rule set with all that it takes over from the others."""
    complete = chain[-1]
    for rules in reversed(chain[:-1]):
        kept = [known for known in complete.requirements if known.id not in rules.dropped]
        complete = rules.model_copy(
            update={
                "extends": None,
                "dropped": (),
                "areas": _replaced(complete.areas, rules.areas),
                "subjects": _replaced(complete.subjects, rules.subjects),
                "requirements": _replaced(kept, rules.requirements),
            }
        )
    return complete


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_T = TypeVar("_T", bound=_Named)


def _replaced(known: Iterable[_T], given: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(({record.id: record for record in (*known, *given)}).values())

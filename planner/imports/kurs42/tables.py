"""Folder -> rows of its four tables, or everything that is missing in them.

UTF-8 with or without BOM, semicolons between, the names of the columns in the first line.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models.faults import Fact, Fault
from planner.soundness.report import Unsound, shown

COLUMNS = {
    "Schueler.txt": ("Status", "Jahrgang", "Klasse", "Name", "Vorname", "GebDat", "SchulNr"),
    "Kurse.txt": ("Fach", "Name", "Lehrer", "Std", "Kursart"),
    "Fachwahlen.txt": ("Name", "Vorname", "GebDat", "Fachkrz", "Kursart"),
    "Blockplan.txt": ("Schiene", "Kursbezeichnung"),
}  # fmt: skip
"""The tables and the columns that are used."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table."""

    file: str
    line: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def fault(self, code: str, column: str, **facts: Fact) -> Fault:
        """Something wrong with the value in a column."""
        value = shown(self.values[column])
        place = f"{self.file}:{self.line} {column}"
        return Fault(f"kurs42.{code}", {"value": value, **facts}, place, value)


Tables = dict[str, list[Row]]


def read(folder: Path) -> Tables:
    """The rows of all tables. Raises `Unsound` naming each missing file and column."""
    faults: list[Fault] = []
    tables = {name: _table(folder, name, faults) for name in COLUMNS}
    if faults:
        raise Unsound(faults)
    return tables


def _table(folder: Path, name: str, faults: list[Fault]) -> list[Row]:
    path = folder / name
    if not path.is_file():
        faults.append(Fault("kurs42.file", {"file": name, "folder": str(folder)}, name))
        return []
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        faults.append(Fault("kurs42.encoding", {"file": name}, name))
        return []
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";", restval="")
    present = [column or "" for column in reader.fieldnames or ()]
    missing = [column for column in COLUMNS[name] if column not in present]
    faults += [_column(name, column, present) for column in missing]
    try:
        return [] if missing else list(_rows(name, reader))
    except csv.Error:
        faults.append(Fault("kurs42.table", {"file": name, "line": reader.line_num}, name))
        return []


def _column(file: str, column: str, present: list[str]) -> Fault:
    facts: dict[str, Fact] = {"file": file, "column": column, "present": ", ".join(present)}
    return Fault("kurs42.column", facts, file)


def _rows(name: str, reader: "csv.DictReader[str]") -> Iterator[Row]:
    for number, values in enumerate(reader, start=2):
        yield Row(name, number, {column: values[column].strip() for column in COLUMNS[name]})

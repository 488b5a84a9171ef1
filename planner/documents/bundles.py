"""Written prints -> one file for each class or school, or everything in one archive."""

import shutil
from collections.abc import Collection, Mapping
from itertools import groupby
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from models.instance import Instance
from models.people import Student
from planner.documents.facts import Phrase, Words
from planner.documents.files import order, safe
from planner.documents.plain import plain
from planner.wording import Wording

MERGED = "merged"
SCHOOLS = "merged-school"
MERGING = {MERGED: 3, SCHOOLS: 1}
"""One print for each class, or for each school: so much of the order of students it shares."""
ARCHIVE = "documents.zip"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The same documents make the same archive."""


def merge(
    instance: Instance, folder: Path, files: Mapping[str, Path], wording: Wording, kinds: list[str]
) -> list[tuple[str, str]]:
    """Prints of these kinds (see `MERGING`) of all curricula that exist: paths and titles."""
    from planner.documents.merging import merge_prints  # slow to load, seldom needed

    shutil.rmtree(folder / MERGED, ignore_errors=True)  # of a run interrupted here
    (folder / MERGED).mkdir()
    students = sorted((s for s in instance.students if s.id in files), key=order)
    done = []
    for kind in kinds:
        for _, members in groupby(students, key=lambda s: order(s)[: MERGING[kind]]):
            listed = list(members)
            prints = ((student.name, files[student.id]) for student in listed)
            out = _unused(folder / MERGED, _name(listed[0], kind))
            title = _title(instance, listed[0], kind, wording)
            merge_prints(prints, title, wording.language, out)
            done.append((f"{MERGED}/{out.stem}", title))
    return done


def _name(student: Student, kind: str) -> str:
    if kind == SCHOOLS:
        return safe(student.school)
    class_name = safe(student.class_name or "", 40) or str(student.grade)
    return f"{safe(student.school, 40)}-{class_name}"


def _title(instance: Instance, student: Student, kind: str, wording: Wording) -> str:
    school = instance.organisation[student.school].name
    gaps: dict[str, Words] = {"school": school, "name": student.class_name or student.grade}
    return str(plain(Phrase(f"bundle.{'school' if kind == SCHOOLS else 'class'}", gaps), wording))


def _unused(folder: Path, name: str) -> Path:
    number, path = 1, folder / f"{name}.pdf"
    while path.exists():
        number += 1
        path = folder / f"{name}-{number}.pdf"
    return path


def pack(folder: Path, kept: Collection[str], copied: Collection[str] = ()) -> None:
    """Move everything but `kept` into one archive, and copy some of what is kept."""
    out = {ARCHIVE, *kept} - {*copied}
    found = (p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("."))
    paths = sorted(path for path in found if path.name not in out)
    with ZipFile(folder / ARCHIVE, "w", ZIP_DEFLATED) as archive:
        for path in paths:
            entry = ZipInfo(path.relative_to(folder).as_posix(), LONG_AGO)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    for path in paths:
        if path.name not in kept:
            path.unlink()
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            shutil.rmtree(path)

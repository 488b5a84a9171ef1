"""Written prints -> one file for each class, or everything in one archive."""

import shutil
from collections.abc import Iterable, Mapping
from io import BytesIO
from itertools import groupby
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from models.instance import Instance
from planner.documents.files import order, safe

MERGED = "merged"
ARCHIVE = "documents.zip"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The same documents make the same archive."""


def merge(instance: Instance, folder: Path, files: Mapping[str, Path]) -> None:
    """One print for each class with the curricula that exist; to be printed: it has no tags."""
    import pikepdf

    shutil.rmtree(folder / MERGED, ignore_errors=True)  # of a run interrupted here
    (folder / MERGED).mkdir()
    students = sorted((s for s in instance.students if s.id in files), key=order)
    for (school, _, class_name), members in groupby(students, key=lambda s: order(s)[:3]):
        listed = list(members)
        name = f"{safe(school, 40)}-{safe(class_name, 40) or listed[0].grade}"
        with pikepdf.new() as merged:
            for student in listed:
                with pikepdf.open(BytesIO(files[student.id].read_bytes())) as single:
                    merged.pages.extend(single.pages)
            merged.save(_unused(folder / MERGED, name), deterministic_id=True)


def _unused(folder: Path, name: str) -> Path:
    number, path = 1, folder / f"{name}.pdf"
    while path.exists():
        number += 1
        path = folder / f"{name}-{number}.pdf"
    return path


def pack(folder: Path, kept: Iterable[str]) -> None:
    """Move everything but `kept` into one archive."""
    out = {ARCHIVE, *kept}
    found = (p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("."))
    paths = sorted(path for path in found if path.name not in out)
    with ZipFile(folder / ARCHIVE, "w", ZIP_DEFLATED) as archive:
        for path in paths:
            entry = ZipInfo(path.relative_to(folder).as_posix(), LONG_AGO)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    for path in paths:
        path.unlink()
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            shutil.rmtree(path)

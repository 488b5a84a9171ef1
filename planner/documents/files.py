"""Students -> the names of their files, in the order of school, class and name."""

import re
from hashlib import blake2b

from models.instance import Instance
from models.people import Student

PART_BYTES = {"school": 24, "class": 12, "name": 44, "id": 24}
"""With hyphens and a suffix of up to 12 bytes: 120 bytes at most."""


def file_names(instance: Instance) -> dict[str, str]:
    """The file name, without suffix, of each student's curriculum, in order."""
    return {student.id: _file_name(student) for student in sorted(instance.students, key=order)}


def order(student: Student) -> tuple[str, int, str, str, str]:
    """School, class (10A after 9A), name."""
    class_name = student.class_name or ""
    number = re.match(r"\d+", class_name)
    grade = int(number[0]) if number else student.grade
    return (student.school, grade, class_name, student.name, student.id)


def _file_name(student: Student) -> str:
    parts = {"school": student.school, "class": student.class_name or "", "name": student.name}
    shown = [safe(text, PART_BYTES[part]) for part, text in parts.items()]
    return "-".join([*filter(None, shown), _unique(student.id)])


def safe(text: str, size: int = 64) -> str:
    """Text as a piece of a file name: letters, digits and hyphens, at most so many bytes."""
    kept = re.sub(r"[^\w-]+", "_", text).strip("_-")
    return kept.encode()[:size].decode(errors="ignore")


def _unique(student_id: str) -> str:
    """The id, or a digest where a file name could not hold it apart from other ids."""
    plain = re.fullmatch(r"[a-z0-9_-]+", student_id)
    if plain and len(student_id) <= PART_BYTES["id"]:
        return student_id
    return blake2b(student_id.encode(), digest_size=8).hexdigest()

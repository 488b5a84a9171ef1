"""An id that no student has -> that it is unknown, and who may have been meant by name."""

from models.instance import Instance
from planner.wording import Wording

NAMED = 5


def unknown_student(instance: Instance, asked: str, wording: Wording) -> str:
    """In one sentence or two."""
    meant = [
        f"{student.id} ({student.name})"
        for student in instance.students
        if asked.casefold() in student.name.casefold()
    ]
    said = wording.say("errors.unknown_student", {"id": asked})
    if not meant:
        return said
    more = " …" if len(meant) > NAMED else ""
    students = ", ".join(meant[:NAMED]) + more
    return f"{said} {wording.say('errors.meant_students', {'students': students})}"

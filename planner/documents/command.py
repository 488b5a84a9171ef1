"""`plan render` and `plan forms`: documents of a plan, and those that come before it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import typst
from jinja2 import TemplateError

from models.instance import Instance
from models.people import Student
from planner.documents.before_plan import write_forms
from planner.documents.choice import CALENDARS, CURRICULA, KINDS, Choice
from planner.documents.templates import Templates, UnusableTemplates
from planner.exits import Exit
from planner.files import FORMS, replace_folder, write
from planner.flow import Output, checked, plan_at, write_result
from planner.manner import Stop
from planner.presolve import presolve
from planner.read import instance_hash, read_instance
from planner.terminal import Progress, complain, say
from planner.unknown_student import unknown_student
from planner.wording import Wording

CYRILLIC = str.maketrans("abcehkmoptxy", "авсенкмортху")
"""Latin letters that look like Cyrillic ones."""
OF_A_STUDENT = (CURRICULA, CALENDARS)


@dataclass(frozen=True)
class Asked:
    """Whose documents are asked for, which, and how."""

    students: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    templates: Path | None = None
    before: Path | None = None


def render(path: Path, plan_path: Path, asked: Asked, output: Output) -> Exit:
    """Write the documents of a plan that keeps every rule again."""
    wording = Wording(output.language)
    instance = read_instance(path)
    plan = plan_at(plan_path)
    _known(instance, asked, wording)
    checked(instance, plan, plan_path, path, output.manner)
    choice = Choice(
        students=_students(instance, asked),
        schools=asked.schools or None,
        kinds=asked.kinds or (OF_A_STUDENT if asked.students or asked.classes else KINDS),
        formats=asked.formats or ("html", "pdf"),
        templates=asked.templates,
        before=plan_at(asked.before) if asked.before else None,
    )
    with usable(asked.templates, wording), Progress(wording, output.quiet) as progress:
        Templates(asked.templates)
        write_result(presolve(instance), plan, output, progress, choice)
    say(wording.say("result.written", {"folder": str(output.folder)}))
    return Exit.MET


def forms(path: Path, output: Output, own: Path | None) -> Exit:
    """Write catalogue, survey and application for every school."""
    wording = Wording(output.language)
    instance = read_instance(path)
    with usable(own, wording), replace_folder(output.folder) as folder:
        write_forms(instance, folder, output.language, own)
        write(folder / FORMS, json.dumps({"instance_hash": instance_hash(instance)}) + "\n")
    say(wording.say("result.written", {"folder": str(output.folder)}))
    return Exit.MET


@contextmanager
def usable(own: Path | None, wording: Wording) -> Iterator[None]:
    """Say what is wrong with own templates; the program's own ones have no such excuse."""
    try:
        yield
    except UnusableTemplates as unusable:
        complain(wording.say(unusable.key, unusable.facts))
        raise Stop(Exit.USAGE) from None
    except (typst.TypstError, TemplateError) as error:
        if own is None:
            raise
        complain(wording.say("documents.refused.broken", {"what": str(own), "reason": str(error)}))
        raise Stop(Exit.USAGE) from None


def _known(instance: Instance, asked: Asked, wording: Wording) -> None:
    classes = {_class(student.class_name or "") for student in instance.students}
    unknown = [
        *(
            unknown_student(instance, o, wording)
            for o in asked.students
            if o not in instance.student
        ),
        *(
            wording.say("errors.unknown_school", {"id": one})
            for one in asked.schools
            if one not in instance.organisation
        ),
    ]
    for one in unknown:
        complain(one)
    strange = [one for one in asked.classes if _class(one) not in classes]
    for one in strange:
        complain(wording.say("documents.refused.no_class", {"what": one, "reason": ""}))
    if unknown or strange:
        raise Stop(Exit.USAGE)


def _students(instance: Instance, asked: Asked) -> frozenset[str] | None:
    """Those named, and those of the schools and classes asked for; None: everybody."""
    if not (asked.students or asked.schools or asked.classes):
        return None
    classes = {_class(name) for name in asked.classes}

    def fits(student: Student) -> bool:
        if not (asked.schools or asked.classes):
            return False
        return (not asked.schools or student.school in asked.schools) and (
            not classes or _class(student.class_name or "") in classes
        )

    named = set(asked.students)
    return frozenset(s.id for s in instance.students if s.id in named or fits(s))


def _class(name: str) -> str:
    """'10 а', '10А' and '10A' with a Latin letter are the same class."""
    return "".join(name.split()).casefold().translate(CYRILLIC)

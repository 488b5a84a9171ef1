"""A plan and the one before -> what has changed for whom, a document for each school."""

from collections.abc import Iterator

from planner.documents.changes import changes
from planner.documents.facts import Phrase
from planner.documents.files import order, safe
from planner.documents.sheets.parts import Column, Named, Section, Sheet, Table
from planner.documents.view import View


def change_reports(view: View) -> Iterator[Named]:
    """Nothing without an earlier plan."""
    if view.before is None:
        return
    for school in view.instance.organisations:
        students = sorted((s for s in view.instance.students if s.school == school.id), key=order)
        if not students:
            continue
        known = [s for s in students if s.id in view.before.takes]
        rows = tuple(
            (student.name, student.class_name or str(student.grade), sentences)
            for student in known
            if (sentences := changes(view, student))
        )
        columns = (
            Column(Phrase("list.student"), 1.4, names=True),
            Column(Phrase("list.class"), 0.4),
            Column(Phrase("changes.change"), 3),
        )
        numbers = {"changed": len(rows), "known": len(known), "new": len(students) - len(known)}
        section = Section(
            text=(Phrase("change.numbers", numbers),),
            table=Table(columns, rows) if rows else None,
        )
        sheet = Sheet(Phrase("change.title"), (section,), school.name)
        yield Named(safe(school.id), school.id, sheet)

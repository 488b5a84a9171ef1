"""Instance -> what comes before a plan: catalogue, survey and application of each school."""

from pathlib import Path

from models.instance import Instance
from models.places import Organisation
from planner.documents.files import safe
from planner.documents.pages import Pages
from planner.documents.plain import plain
from planner.documents.print import Printer
from planner.documents.sheets.forms import application, survey
from planner.documents.sheets.offered import catalogue
from planner.documents.templates import Templates
from planner.documents.workbook import survey_workbook
from planner.wording import Language

FORMS = {"catalogue": catalogue, "survey": survey, "application": application}


def write_forms(
    instance: Instance, folder: Path, language: Language, own: Path | None = None
) -> None:
    """For each school a folder with three documents and the workbook of the survey."""
    templates = Templates(own)
    printer, pages = Printer(language, templates), Pages(language, templates)
    wording = templates.wording(language)
    for school in instance.organisations:
        if school.school is None:
            continue
        into = _folder(folder, school)
        for name, form in FORMS.items():
            facts = plain(form(instance, school), wording) | {"logo": templates.logo(school.id)}
            (into / f"{name}.html").write_text(pages.sheet(facts, name, back=False), "utf-8")
            (into / f"{name}.pdf").write_bytes(printer.sheet(facts))
        survey_workbook(instance, school, wording, into / "survey.xlsx")


def _folder(folder: Path, school: Organisation) -> Path:
    name, number = safe(school.id), 1
    while (folder / name).exists():
        number += 1
        name = f"{safe(school.id)}-{number}"
    (folder / name).mkdir()
    return folder / name

"""Lists, loads, contracts, forms, archives: read back and compared with the plan."""

import io
import re
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from models.instance import Instance
from planner.documents import write_documents
from planner.documents.before_plan import FORMS, write_forms
from planner.documents.choice import KINDS, SHEETS, Choice
from planner.documents.plain import plain
from planner.documents.sheets.offered import entered, offered
from planner.documents.sheets.parts import Table
from planner.documents.templates import Templates, UnusableTemplates
from planner.documents.view import View
from planner.documents.writer import Writer
from planner.wording import LANGUAGES, Language, Wording
from tests import builders
from tests.builders import at_college, student, teacher
from tests.curricula import plan_of, rich

HOSTILE = '=HYPERLINK("x") <script>alert(1)</script> #eval("1") \\ $x$ [q]'


def texts(folder: Path, pattern: str) -> dict[str, str]:
    """The text of each print, white space folded."""
    found = {}
    for path in folder.rglob(pattern):
        pages = PdfReader(io.BytesIO(path.read_bytes())).pages
        found[path.parent.name] = " ".join(" ".join(p.extract_text() for p in pages).split())
    return found


def only_table(instance: Instance, kind: str) -> Table:
    """The first table of the first sheet of a kind."""
    named = next(SHEETS[kind](View(instance, plan_of(instance))))
    return next(section.table for section in named.sheet.sections if section.table)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_document_is_written(language: Language, tmp_path: Path) -> None:
    instance = rich(name=HOSTILE)
    earlier = builders.plan(instance, {"s1": ["law"]})
    choice = Choice(before=earlier)
    write_documents(instance, plan_of(instance), tmp_path, language, choice=choice)
    assert {path.name for path in tmp_path.iterdir()} == {*KINDS, "index.html"}
    for html in tmp_path.rglob("*.html"):
        assert "<script" not in html.read_text("utf-8")
    assert HOSTILE.replace(" ", "") in texts(tmp_path, "partners/*.pdf")["partners"].replace(
        "\u200b", ""
    ).replace(" ", "")


def test_lists_have_as_many_students_as_the_plan_says() -> None:
    instance = rich()
    view = View(instance, plan_of(instance))
    sections = [s for named in SHEETS["lists"](view) for s in named.sheet.sections]
    sizes = [len(section.table.rows) for section in sections if section.table]
    assert sorted(sizes) == sorted(opened.size for opened in view.opened.values())


def test_the_load_adds_up_what_a_teacher_does() -> None:
    duties = [{"hours_a_week": hours, "candidates": ["t"]} for hours in (4, 5)]
    instance = builders.instance(
        teachers=[teacher("t", committed_hours=12, hours_a_week=30)],
        programmes=[builders.programme("a"), builders.programme("b")],
        offerings=[
            builders.offering("a", duties=[duties[0]], terms=["t1"]),
            builders.offering("b", duties=[duties[1]]),
        ],
        students=[student()],
    )
    view = View(instance, builders.plan(instance, {"s1": ["a", "b"]}))
    [named] = SHEETS["teachers"](view)
    table = named.sheet.sections[0].table
    assert table and table.rows[-1][2:] == ("21 (+3)", "17", "18", "30")


def test_a_partner_learns_of_visitors_only_and_no_more_than_their_class() -> None:
    home, college = builders.BASE["organisations"]
    instance = builders.instance(
        programmes=[builders.programme("a", hazard_class=1)],
        offerings=[at_college("a")],
        students=[
            student("s1", clearance=1, birth="2011-05-06"),
            student("own", school="college", clearance=1),
        ],
        organisations=[home, college | {"kind": "school", "school": {}}],
    )
    view = View(instance, builders.plan(instance, {"s1": ["a"], "own": ["a"]}))
    [named] = SHEETS["partners"](view)
    table = named.sheet.sections[0].table
    assert table and [row[1] for row in table.rows] == ["Student s1"]
    assert len(table.columns) == len(table.rows[0]) == 5
    assert "2011" not in repr(named.sheet)


def test_the_bus_list_names_who_gets_on_where_and_when() -> None:
    table = only_table(rich(), "buses")
    assert [row[1] for row in table.rows] == [rich().students[0].name]
    named = next(SHEETS["buses"](View(rich(), plan_of(rich()))))
    assert len(named.sheet.sections) == 1 + 4


@pytest.mark.parametrize(("language", "date"), [("ru", "01.09, 08.09"), ("en", "01 Sep, 08 Sep")])
def test_the_bus_list_writes_dates_as_its_language_does(language: Language, date: str) -> None:
    named = next(SHEETS["buses"](View(rich(), plan_of(rich()))))
    [line] = plain(named.sheet.sections[1].lines, Wording(language))
    assert line["value"].startswith(date)


def test_the_annex_counts_students_and_hours_by_programme() -> None:
    instance = rich()
    table = only_table(instance, "annexes")
    hours = {str(row[2]): str(row[3]) for row in table.rows}
    weeks = sum(len(term.weeks) for term in instance.calendar.terms)
    assert {row[2] for row in table.rows} == {"1"}
    assert {str(weeks), "30"} == {str(row[3]) for row in table.rows}
    assert hours


def test_changes_name_what_was_added_and_dropped(tmp_path: Path) -> None:
    instance = rich()
    earlier = builders.plan(instance, {"s1": ["law", "c0"]})
    choice = Choice(kinds=("changes",), before=earlier)
    write_documents(instance, plan_of(instance), tmp_path, "en", choice=choice)
    said = texts(tmp_path, "changes/*.pdf")["changes"]
    assert "dropped: Law" in said
    assert "added: Robotics 1" in said
    assert "Robotics 0" not in said
    assert "The plan changed for 1 of the 2 students" in said


def test_what_is_written_is_not_written_again(tmp_path: Path) -> None:
    instance = rich()
    write_documents(instance, plan_of(instance), tmp_path, "en")
    known = {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*") if p.suffix in (".pdf", ".ics")}
    lost = next(path for path in known if path.parent.name == "curricula")
    lost.unlink()
    write_documents(instance, plan_of(instance), tmp_path, "en")
    assert {p for p, at in known.items() if p.stat().st_mtime_ns != at} == {lost}


def test_archive_and_class_prints_take_the_place_of_single_files(tmp_path: Path) -> None:
    instance = rich()
    choice = Choice(kinds=("curricula",), formats=("merged", "zip"))
    write_documents(instance, plan_of(instance), tmp_path, "ru", choice=choice)
    assert {path.name for path in tmp_path.iterdir()} == {"documents.zip", "index.html"}
    with ZipFile(tmp_path / "documents.zip") as archive:
        names = archive.namelist()
        assert "index.html" in names
        merged = [name for name in names if name.startswith("merged/")]
        pages = [len(PdfReader(io.BytesIO(archive.read(name))).pages) for name in merged]
    assert len(merged) == 2
    assert pages == [2, 2]


@pytest.mark.parametrize(
    "formats",
    [("html",), ("pdf",), ("html", "pdf"), ("merged",), ("html", "merged-school"), ("zip",)],
)
def test_every_link_leads_to_a_document(formats: tuple[str, ...], tmp_path: Path) -> None:
    instance = rich()
    write_documents(instance, plan_of(instance), tmp_path, "ru", choice=Choice(formats=formats))
    if "zip" in formats:
        (tmp_path / "index.html").unlink()
        with ZipFile(tmp_path / "documents.zip") as archive:
            archive.extractall(tmp_path)
    links = [
        (page, unquote(link))
        for page in tmp_path.rglob("*.html")
        for link in re.findall(r'href="([^"#]+)"', page.read_text("utf-8"))
    ]
    assert {link for page, link in links if not (page.parent / link).exists()} == set()
    documents = {p.resolve() for p in tmp_path.rglob("*") if p.suffix in (".html", ".pdf", ".ics")}
    found = {(page.parent / link).resolve() for page, link in links}
    assert documents - found == ({tmp_path / "index.html"} - found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_come_before_the_plan(language: Language, tmp_path: Path) -> None:
    write_forms(rich(), tmp_path, language)
    [school] = tmp_path.iterdir()
    assert {p.stem for p in school.glob("*.pdf")} == set(FORMS)
    survey = " ".join(PdfReader(school / "survey.pdf").pages[0].extract_text().split())
    assert {"ru": "Технологический профиль", "en": "Technology"}[language] in survey
    for form in FORMS:
        text = (school / f"{form}.html").read_text("utf-8")
        assert "СНИЛС" not in text


def test_families_are_offered_only_what_some_student_of_the_school_may_enter() -> None:
    home, college = builders.BASE["organisations"]
    ids = ("own", "lessons", "net", "late", "old", "deep")
    programmes = [builders.programme(each, hazard_class=3 * (each == "deep")) for each in ids]
    instance = builders.instance(
        organisations=[home, college | {"kind": "school", "school": {}}],
        programmes=programmes,
        offerings=[
            builders.offering("own"),
            builders.offering("lessons", provider="college", site="college-site"),
            at_college("net"),
            at_college("late", grades=[11]),
            at_college("old", schools=["college"]),
            at_college("deep"),
        ],
    )
    school = instance.organisations[0]
    assert [offer.programme.id for offer in offered(instance, school)] == ["own", "net", "late"]
    assert [offer.programme.id for offer in entered(instance, school)] == ["own", "net"]


@pytest.mark.parametrize("kind", ["annexes", "buses"])
def test_a_choice_of_schools_leaves_what_concerns_them(kind: str, tmp_path: Path) -> None:
    instance = rich()
    for school, count in (("home", 1), ("college", 0)):
        out = tmp_path / school
        out.mkdir()
        choice = Choice(schools=[school], kinds=(kind,), formats=("pdf",))
        write_documents(instance, plan_of(instance), out, "ru", choice=choice)
        assert bool(list(out.rglob("*.pdf"))) == bool(count)


def test_a_row_of_a_table_stays_on_one_page(tmp_path: Path) -> None:
    meetings = [
        {"day": day, "starts": f"{hour}:00", "ends": f"{hour}:45"}
        for day in ("mon", "tue", "wed")
        for hour in (15, 16)
    ]
    ids = [f"c{n}" for n in range(30)]
    instance = builders.instance(
        programmes=[builders.programme(each) for each in ids],
        offerings=[at_college(each, timetables=[{"meetings": meetings}]) for each in ids],
    )
    write_forms(instance, tmp_path, "en")
    pages = PdfReader(tmp_path / "home" / "catalogue.pdf").pages
    for page in pages:
        text = page.extract_text()
        assert text.count("Monday, 15:00") == text.count("Wednesday, 16:00")


def test_the_workbook_offers_choices_and_holds_no_formula(tmp_path: Path) -> None:
    programmes = [p.model_dump(mode="json") for p in rich().programmes]
    write_forms(
        rich(programmes=[programmes[0] | {"name": HOSTILE}, *programmes[1:]]), tmp_path, "ru"
    )
    with ZipFile(tmp_path / "home" / "survey.xlsx") as book:
        content = {name: book.read(name).decode("utf-8", "replace") for name in book.namelist()}
    assert "=HYPERLINK(" in content["xl/sharedStrings.xml"]
    assert not any("<f>" in text for name, text in content.items() if "worksheets/" in name)
    assert "<dataValidation " in content["xl/worksheets/sheet1.xml"]


def test_own_wording_template_and_logo_take_effect(tmp_path: Path) -> None:
    own, out = tmp_path / "own", tmp_path / "out"
    (own / "wording" / "ru").mkdir(parents=True)
    out.mkdir()
    (own / "wording" / "ru" / "documents.toml").write_text(
        '[documents]\ntitle = "План нашей школы"\n', "utf-8"
    )
    (own / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    )
    instance = rich()
    choice = Choice(students=["s1"], kinds=("curricula",), templates=own)
    write_documents(instance, plan_of(instance), out, "ru", choice=choice)
    assert "План нашей школы" in texts(out, "curricula/*.pdf")["curricula"]
    [page] = (out / "curricula").glob("*.html")
    assert "План нашей школы" in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("file", "content", "key"),
    [
        ("curriculm.typ", "", "unknown_file"),
        ("wording/ru/documents.toml", "documents.titel = 'x'", "unknown_sentence"),
        ("wording/ru/documents.toml", "documents.title = '{name}'", "unknown_gap"),
        ("wording/ru/documents.toml", "documents", "not_toml"),
    ],
)
def test_own_templates_that_replace_nothing_are_refused(
    tmp_path: Path, file: str, content: str, key: str
) -> None:
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text(content, "utf-8")
    with pytest.raises(UnusableTemplates) as refused:
        Templates(tmp_path)
    assert refused.value.key == f"documents.refused.{key}"


def test_sheets_of_organisations_with_like_names_do_not_overwrite_each_other(
    tmp_path: Path,
) -> None:
    home, college = builders.BASE["organisations"]
    sites = [builders.BASE["sites"][0], builders.BASE["sites"][1] | {"organisation": "HOME"}]
    instance = builders.instance(
        organisations=[home, college | {"id": "HOME"}],
        sites=sites,
        agreements=[builders.BASE["agreements"][0] | {"provider": "HOME"}],
        programmes=[builders.programme("a"), builders.programme("b")],
        offerings=[builders.offering("a"), at_college("b", provider="HOME")],
        students=[student()],
    )
    plan = builders.plan(instance, {"s1": ["a", "b"]})
    list(Writer(instance, plan, tmp_path, "ru", None, Choice()).tasks())
    write_documents(instance, plan, tmp_path, "ru", choice=Choice(kinds=("lists",)))
    names = [path.stem.lower() for path in (tmp_path / "lists").glob("*.pdf")]
    assert len(names) == len(set(names)) == 2
    assert all(re.fullmatch(r"home(-[0-9a-f]{8})?", name) for name in names)

"""The documents are read back: HTML as text, PDF through pypdf."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from models.instance import Instance
from planner.documents import write_documents
from planner.documents.curriculum import curriculum
from planner.documents.facts import Block, Curriculum, Hours, Reasons, Week, WeekDay
from planner.documents.files import file_names
from planner.documents.glyphs import drawable, printable
from planner.documents.pages import Pages
from planner.documents.plain import plain
from planner.documents.print import FONTS, Printer
from planner.documents.templates import PACKAGE, Templates
from planner.documents.view import View
from planner.wording import LANGUAGES, Language, Wording
from tests import builders
from tests.builders import student
from tests.curricula import plan_of, rich

FILL = re.compile(r"^\.(lessons|own|away) { background: #(..)(..)(..);", re.MULTILINE)
HOSTILE = '<script>alert(1)</script> #eval("1") =HYPERLINK("x") *bold* $x$ \\ _y_ @z [q] // a'


def facts_of(instance: Instance, who: str = "s1") -> Curriculum:
    return curriculum(View(instance, plan_of(instance)), instance.student[who])


def pdf(facts: dict[str, object], language: Language) -> bytes:
    return Printer(language, Templates()).curriculum(facts)


def printed(facts: Curriculum, language: Language = "ru") -> PdfReader:
    return PdfReader(io.BytesIO(pdf(plain(facts, Wording(language)), language)))


def words(reader: PdfReader) -> str:
    """The text without white space, hyphens at line ends and invisible breaks."""
    text = "\n".join(page.extract_text() for page in reader.pages)
    return re.sub(r"\s|-\n|\u200b|\u00ad", "", text)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_print_says_name_courses_and_totals(language: Language) -> None:
    facts = facts_of(rich())
    text = words(printed(facts, language))
    said = [facts.student, facts.school.of(language), facts.head, facts.deputy, "Лебедева"]
    for shown in (*said, str(facts.total.total), str(facts.obligatory.hours.total)):
        assert squeezed(shown) in text
    for course in (*facts.network, *facts.modules):
        assert squeezed(str(plain(course.name, Wording(language)))) in text
    assert squeezed("14:20" + {"ru": "Озёрное", "en": "Lake"}[language]) in text


@pytest.mark.parametrize("who", ["s1", "empty"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_two_pages_with_everything_and_with_nothing(who: str, language: Language) -> None:
    assert len(printed(facts_of(rich(), who), language).pages) == 2


def test_two_pages_for_the_longest_name_and_twenty_courses() -> None:
    facts = facts_of(rich(courses=20, name="Щ" * 200))
    reader = printed(facts)
    assert len(reader.pages) == 2
    assert "Щ" * 200 in words(reader)
    assert all(f"Основыробототехники{n}" in words(reader) for n in range(20))


@pytest.mark.parametrize(
    ("name", "signed"),
    [
        ("Задунайская-Ли Александрина " + "Мстиславовна" * 10, "Задунайская-Ли А. М."),
        ("Щ" * 200, "Щ" * 59 + "…"),
        ("Ли Анна", "Ли Анна"),
    ],
)
def test_a_very_long_name_is_signed_with_initials(name: str, signed: str) -> None:
    reader = printed(facts_of(rich(name=name)))
    text = words(reader).split("Обучающийся")[-1]
    assert squeezed(signed) in text.split("Родитель")[0]


def test_a_student_of_a_school_without_anything_has_a_curriculum() -> None:
    bare = {"id": "none", "name": "None", "valid_from": "2020-01-01"}
    instance = builders.instance(students=[student()], rule_sets=[bare])
    facts = curriculum(View(instance, builders.plan(instance, {})), instance.students[0])
    assert len(printed(facts).pages) == 2
    assert facts.total.total == 0


def test_the_same_facts_print_the_same_bytes() -> None:
    facts = plain(facts_of(rich()), Wording("ru"))
    assert pdf(facts, "ru") == pdf(facts, "ru")


def test_nothing_of_a_student_is_left_in_the_print_of_the_next() -> None:
    everybody = [plain(facts_of(rich(), who), Wording("ru")) for who in ("s1", "empty", "s1")]
    printer = Printer("ru", Templates())
    for facts in everybody:
        one = printer.curriculum(facts)
        assert one == pdf(facts, "ru")
        reader = PdfReader(io.BytesIO(one))
        assert reader.metadata is not None
        assert str(reader.metadata.title).endswith(f" – {facts['student']}")
        assert all(facts["student"] in page.extract_text() for page in reader.pages)


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    instance = rich(name=HOSTILE)
    assert squeezed(HOSTILE) in words(printed(facts_of(instance)))
    write_documents(instance, plan_of(instance), tmp_path, "ru", students=["s1"])
    [page] = (tmp_path / "curricula").glob("*.html")
    for html in (page.read_text("utf-8"), (tmp_path / "index.html").read_text("utf-8")):
        assert "<script" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt; #eval(" in html


def test_letters_that_no_font_has_do_not_stop_the_print() -> None:
    reader = printed(facts_of(rich(name="Ли 李明 😀 Әсел e\u0301 ♿\ufe0f")))
    assert "Ли??" in words(reader)
    assert "Әсел" in words(reader)


def test_every_letter_said_to_be_drawable_is_drawn() -> None:
    letters = sorted(c for c in drawable(FONTS) if c.isprintable() and not c.isspace())
    facts = plain(facts_of(rich(name="x"), "empty"), Wording("ru"))
    text = words(PdfReader(io.BytesIO(pdf(facts | {"student": " ".join(letters)}, "ru"))))
    assert {c for c in "яЁҚәßŽ№«»–" if c not in text} == set()


def test_long_words_may_break_anywhere_and_others_stay() -> None:
    assert printable(["a" * 30], drawable(FONTS)) == ["\u200b".join("a" * 30)]
    for whole in ("предпринимательство", "Христорождественская-Воздвиженская-Ли"):
        assert printable(whole, drawable(FONTS)) == whole


def test_subtotals_agree_with_rows_parts_and_years() -> None:
    facts = facts_of(rich(courses=3))
    for part in (facts.obligatory, facts.participants):
        rows = [row for area in part.areas for row in area.rows]
        assert part.hours.total == sum(row.hours.total for row in rows)
        assert part.hours.a_week == _sum_a_week([row.hours for row in rows])
        for row in rows:
            if row.components:
                assert row.hours.a_week == _sum_a_week([c.hours for c in row.components])
    assert facts.total == facts.obligatory.hours + facts.participants.hours
    assert facts.total.total == sum(facts.total.a_year)


def _sum_a_week(all_hours: list[Hours]) -> tuple[tuple[int, ...], ...]:
    years = zip(*(hours.a_week for hours in all_hours), strict=True)
    return tuple(tuple(map(sum, zip(*terms, strict=True))) for terms in years)


def test_advanced_study_replaces_the_basic_rows() -> None:
    rows = [row for area in facts_of(rich()).obligatory.areas for row in area.rows]
    maths = [row for row in rows if getattr(row.name, "en", "") == "Mathematics"]
    assert [row.hours.a_week for row in maths] == [((8, 8), (8, 8))]
    assert [len(row.components) for row in maths] == [3]
    assert facts_of(rich(), "empty").obligatory.hours.a_week == ((27, 27), (26, 26))


def test_what_was_not_granted_and_not_met_is_named() -> None:
    facts = facts_of(rich())
    shown = plain(facts.ungranted, Wording("en"))
    assert [(wish["target"], wish["instead"]) for wish in shown] == [
        ("Law", ""),
        ("Law", "Robotics 0"),
    ]
    [unmet] = plain(facts.unmet, Wording("en"))
    assert (unmet["short"], unmet["over"]) == ("2 hours a week too many", "term 1")


def test_the_way_names_bus_stop_and_time() -> None:
    wednesday = plain(facts_of(rich()).ways[0], Wording("en"))
    assert wednesday["there"] == ["‘Озёрное – Колледж’: 14:20 Lake – 14:50 College"]
    assert wednesday["back"] == ["‘Озёрное – Колледж’: 20:00 College – 20:30 Lake"]


def test_the_limits_of_the_school_week_are_found() -> None:
    limits = facts_of(rich()).limits
    assert limits.a_week == (34, 34)
    assert plain(limits.hours, Wording("en")) == "2170–2516"
    assert (limits.extracurricular, limits.unverified) == (700, True)


def test_recognised_study_counts_and_is_named() -> None:
    records = [
        {"subject": "project", "hours": 34, "where": "grade 10"},
        {"hours": 100, "where": "all the rest of grade 10"},
        {"hours": 20, "where": "chess club", "extracurricular": True},
    ]
    instance = rich(students=[student(grade=11, records=records)])
    facts = curriculum(View(instance, builders.plan(instance, {})), instance.students[0])
    assert [year.grade for year in facts.years] == [11]
    assert facts.in_all == facts.total.total + 134
    text = words(printed(facts, "en"))
    assert "Individualproject–basiclevel–grade10,34h" in text
    assert "alltherestofgrade10,100h" in text


def test_hours_a_week_stand_under_each_half_year() -> None:
    hours = Hours(((2, 0), (1, 1), (0, 0)), (34, 34, 0))
    assert plain(hours, Wording("ru"))["a_week"] == ["2", "–", "1", "1", "–", "–"]
    assert [year.halves for year in facts_of(rich()).years] == [("I", "II"), ("I", "II")]


def test_file_names_are_short_safe_and_unique() -> None:
    ids = ["a.b", "ab", "AB", "ж" * 64, "x" * 64]
    people = [student(i, name="Имя/../<>: " * 15, class_name="10 «А»") for i in ids]
    names = file_names(rich(students=people))
    assert len({name.lower() for name in names.values()}) == len(ids)
    for name in names.values():
        assert re.fullmatch(r"[\w-]+", name)
        assert len(f"{name}.html".encode()) <= 120


def test_the_folder_holds_a_page_and_a_print_for_each_student(tmp_path: Path) -> None:
    instance = rich()
    steps: list[tuple[int, int]] = []
    write_documents(
        instance, plan_of(instance), tmp_path, "en", progress=lambda *step: steps.append(step)
    )
    found = {path.name for path in (tmp_path / "curricula").iterdir()}
    names = file_names(instance).values()
    assert found == {f"{name}.{kind}" for name in names for kind in ("html", "pdf")}
    assert steps[-1] == (len(steps), len(steps))
    index = (tmp_path / "index.html").read_text("utf-8")
    assert "Welding" in index
    assert "2 hours a week too many" in index


def test_one_student_alone_gets_pages_and_others_no_dead_links(tmp_path: Path) -> None:
    instance = rich()
    write_documents(instance, plan_of(instance), tmp_path, "ru", students=["empty"])
    assert len(list((tmp_path / "curricula").iterdir())) == 2
    index = (tmp_path / "index.html").read_text("utf-8")
    assert index.count('href="curricula/') == 4
    assert instance.students[0].name in index


def test_pages_load_nothing_from_elsewhere(tmp_path: Path) -> None:
    instance = rich()
    write_documents(instance, plan_of(instance), tmp_path, "ru")
    for page in tmp_path.rglob("*.html"):
        html = page.read_text("utf-8")
        assert not re.search(r"https?:|<script|<link|@import|url\(", html)


def test_two_pages_when_everything_is_at_its_longest_at_once() -> None:
    instance = rich(courses=20, name="Щ" * 200)
    long = "Ю" * 299
    programmes = [p.model_dump(mode="json") | {"name": long} for p in instance.programmes]
    wishes = [{"ranked": [{"programme": "law"}]}] * 50
    one = instance.students[0].model_dump(mode="json") | {"wishes": wishes}
    instance = rich(courses=20, programmes=programmes, students=[one])
    assert len(printed(facts_of(instance)).pages) == 2


def test_the_reason_of_an_ungranted_wish_is_printed() -> None:
    instance = rich()
    why = Reasons({("s1", 1, 0): "Право не открыли: мало желающих."})
    view = View(instance, plan_of(instance), why)
    facts = curriculum(view, instance.students[0])
    assert [wish.reason for wish in facts.ungranted] == ["", "Право не открыли: мало желающих."]
    assert "Правонеоткрыли" in words(printed(facts))


def test_each_change_stands_on_a_line_of_its_own() -> None:
    instance = rich()
    before = builders.plan(instance, {"s1": ["law", "c0"]})
    facts = curriculum(View(instance, plan_of(instance), before=before), instance.students[0])
    lines = printed(facts).pages[1].extract_text().splitlines()
    said = [str(plain(change, Wording("ru"))) for change in facts.changes]
    assert len(said) > 3
    assert [line for line in lines if line.endswith(tuple(said))][1:] == said[1:]


def test_every_target_of_a_wish_has_its_own_reason() -> None:
    wish = {"ranked": [{"programme": "law"}, {"programme": "art"}, {"programme": "c0"}]}
    programmes = [p.model_dump(mode="json") for p in rich().programmes]
    art = builders.programme("art", name="Живопись")
    people = [student("s1", wishes=[wish]), student("empty")]
    instance = rich(programmes=[*programmes, art], students=people)
    why = {("s1", 0, 0): "Право не открыли.", ("s1", 0, 1): "Живопись в другом городе."}
    facts = curriculum(View(instance, plan_of(instance), Reasons(why)), instance.students[0])
    page = Pages("ru", Templates()).curriculum(plain(facts, Wording("ru")), "x")
    for reason in why.values():
        assert squeezed(reason) in words(printed(facts))
        assert reason in page


def test_the_next_choice_after_a_granted_one_is_the_reserve() -> None:
    wishes = [
        {"ranked": [{"programme": "c0"}, {"programme": "c1"}, {"programme": "law"}]},
        {"ranked": [{"programme": "law"}, {"programme": "c1"}]},
    ]
    facts = facts_of(rich(students=[student("s1", wishes=wishes), student("empty")]))
    assert plain(facts.reserve, Wording("en")) == ["Law"]


def test_the_week_shows_lessons_meetings_and_the_way() -> None:
    facts = facts_of(rich())
    first = facts.weeks[0]
    wednesday, friday = first.days[2], first.days[4]
    assert [block.kind for block in wednesday.blocks] == ["travel", "away", "away", "travel"]
    assert [block.kind for block in friday.blocks] == ["own"]
    assert (first.first, first.last) == (14, 21)
    assert facts_of(rich(), "empty").weeks == ()


def test_a_meeting_too_short_for_its_name_has_a_number_explained_below() -> None:
    blocks = (Block("own", 480, 525, "Обществознание"), Block("own", 540, 900, "Робототехника"))
    week = Week((), 8, 20, (WeekDay("пн", blocks),))
    text = words(printed(replace(facts_of(rich(), "empty"), weeks=(week, week, week))))
    assert text.count("Робототехника") == 3
    assert text.count("Обществознание") == words(printed(facts_of(rich(), "empty"))).count(
        "Обществознание"
    ) + 1  # fmt: skip
    assert "1Обществознание" in text


def test_the_blocks_of_the_week_differ_without_colour() -> None:
    css = (PACKAGE / "pages" / "style.css").read_text("utf-8")
    typ = (PACKAGE / "curriculum-week.typ").read_text("utf-8")
    fills = {kind: _grey(*fill) for kind, *fill in FILL.findall(css)}
    assert fills["own"] - fills["lessons"] > 0.04
    assert fills["lessons"] - fills["away"] > 0.08
    assert _grey("2f", "6f", "9f") < 0.45
    for line in ("#2f6f9f", "#8a4b00", "#f3c786", "#f4faff"):
        assert line in css
        assert line in typ


def _grey(*channels: str) -> float:
    """The luminance of a colour on a grey printer, from 0 to 1 (ITU-R BT.601)."""
    red, green, blue = (int(channel, 16) / 255 for channel in channels)
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_the_axis_of_the_week_reaches_its_last_hour() -> None:
    assert "1415161718192021" in words(printed(facts_of(rich())))


def test_the_page_numbers_meetings_and_breaks_no_link(tmp_path: Path) -> None:
    instance = rich()
    write_documents(instance, plan_of(instance), tmp_path, "ru", students=["s1"])
    [page] = (tmp_path / "curricula").glob("*.html")
    html = page.read_text("utf-8")
    assert "<b>1</b> <i>Основы робототехники 0</i>" in html
    assert "<li>Основы робототехники 0</li>" in html
    assert "nav a { white-space: nowrap; }" in (tmp_path / "index.html").read_text("utf-8")


def test_an_agreement_named_in_words_gets_no_number_sign() -> None:
    known = builders.BASE["agreements"][0]
    named = rich(agreements=[known | {"number": "прямой договор № 5"}])
    assert "договор № прямой" not in str(plain(facts_of(named).network, Wording("ru")))
    assert "договор № 1," in str(plain(facts_of(rich()).network, Wording("ru")))

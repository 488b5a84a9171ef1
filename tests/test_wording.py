"""The catalogues of both languages say the same things and can be filled in."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from models.calendar import Weeks
from models.plan import Status
from models.regulations import Kind, Level, Unit
from planner.wording import LANGUAGES, Language, catalogue, placeholders, plural

GOALS = (
    "requirements", "wishes", "fairness", "demand", "balance", "travel", "extra_hours", "cost",
    "changes",
)  # fmt: skip
"""Ids of the goals, as in docs/data.md."""
ROOT = Path(__file__).parent.parent
FORMS: dict[Language, int] = {"ru": 3, "en": 2}


def files_of(language: Language) -> dict[str, str]:
    folder = ROOT / "templates" / "wording" / language
    return {path.name: path.read_text("utf-8") for path in folder.glob("*.toml")}


def test_both_languages_have_the_same_files() -> None:
    assert files_of("ru").keys() == files_of("en").keys()


def test_keys_are_equal() -> None:
    assert catalogue("ru").keys() == catalogue("en").keys()


def test_placeholders_are_equal() -> None:
    ru, en = catalogue("ru"), catalogue("en")
    differing = {key for key in ru.keys() & en if placeholders(ru[key]) != placeholders(en[key])}
    assert differing == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_the_forms_of_the_language(language: Language) -> None:
    for key, sentence in catalogue(language).items():
        for forms in re.findall(r"\{\w+\|([^{}]*)\}", sentence):
            assert len(forms.split("|")) == FORMS[language], key


@pytest.mark.parametrize("language", LANGUAGES)
def test_braces_are_only_around_placeholders(language: Language) -> None:
    for key, sentence in catalogue(language).items():
        rest = re.sub(r"\{\w+(\|[^{}]*)?\}", "", sentence)
        assert "{" not in rest, key
        assert "}" not in rest, key
        assert sentence.strip() == sentence != "", key


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_student_may_be_told_names_the_student_at_the_beginning_only(
    language: Language,
) -> None:
    """Where the name is left out if it is the student who reads."""
    said = [
        (key, sentence)
        for key, sentence in catalogue(language).items()
        if key.startswith(("limits.", "rules.", "explain.why_not.", "explain.prerequisite.",
                           "explain.earlier.")) and "student" in placeholders(sentence)
    ]  # fmt: skip
    assert said
    assert [key for key, one in said if one.rfind("{student}") or "{student}: " not in one] == []


def test_every_key_that_code_or_template_writes_out_exists() -> None:
    known = set(catalogue("ru"))
    missing = {
        key for key in written_keys() if key not in known and f"documents.{key}" not in known
    }
    assert missing == set()


def written_keys() -> set[str]:
    """Keys in quotes after `say`, `Phrase`, `Fault` and the like, without gaps of their own."""
    pattern = re.compile(
        r"""\b(?:say|Phrase|Fault|nothing)\(\s*['"]([a-z0-9_]+(?:\.[a-z0-9_]+)+)['"]\s*[,)]"""
    )
    sources = [
        *(ROOT / "planner").rglob("*.py"),
        *(ROOT / "templates").rglob("*.html"),
        *(ROOT / "templates").rglob("*.typ"),
    ]
    return {key for path in sources for key in pattern.findall(path.read_text("utf-8"))}


def test_written_keys_are_found_at_all() -> None:
    assert {"meeting.clock", "table.a_week", "project.theme"} <= written_keys()


def test_every_value_that_names_a_sentence_has_one() -> None:
    families: dict[str, Iterable[str]] = {
        "short": Unit, "excess": Unit, "kinds": Kind, "levels": (Level.BASIC, Level.ADVANCED),
        "status": Status, "sections": (Kind.SPECIALIZATION, Kind.COURSE, Kind.MODULE),
        "hazard": "0123", "weeks": (Weeks.ODD, Weeks.EVEN),
        "goals": GOALS, "measure": GOALS,
    }  # fmt: skip
    wanted = {f"documents.{family}.{value}" for family in families for value in families[family]}
    assert wanted - catalogue("ru").keys() == set()


@pytest.mark.parametrize(
    ("number", "form"),
    [(0, "мест"), (1, "место"), (2, "места"), (5, "мест"), (11, "мест"), (12, "мест"),
     (21, "место"), (22, "места"), (111, "мест"), (-1, "место")],
)  # fmt: skip
def test_russian_plurals(number: int, form: str) -> None:
    assert plural(number, ["место", "места", "мест"], "ru") == form


def test_english_plurals() -> None:
    assert [plural(n, ["seat", "seats"], "en") for n in (0, 1, 2)] == ["seats", "seat", "seats"]


def test_a_title_of_a_group_never_stands_where_it_would_have_to_decline() -> None:
    """«на «Робототехника»» is no Russian either."""
    bare = re.compile(r"(?<!\w)(?:на|до|для|к началу|после|от) «\{(?:offering|base|origin)\}")
    assert [key for key, said in catalogue("ru").items() if bare.search(said)] == []


def test_a_title_in_a_remedy_follows_a_noun_that_declines_for_it() -> None:
    """«договор об «Сварочное дело»» is no Russian: names stand in the nominative."""
    bare = re.compile(
        r"\b(?:в|об|от|для|за|до|между|и|из|зачесть) «\{(?:offering|school|provider)\}"
    )
    remedies = {
        key: sentence
        for key, sentence in catalogue("ru").items()
        if key.startswith(("explain.repair.", "explain.cure."))
    }
    joined = "между организациями «{school}» и «{provider}»"
    assert [key for key, said in remedies.items() if bare.search(said.replace(joined, ""))] == []

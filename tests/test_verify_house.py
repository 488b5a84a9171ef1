"""The verifier stands alone, and rule, check, sentence and test share one name."""

import ast
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import planner.verify
from planner.wording import catalogue, placeholders

FOLDER = Path(str(files(planner.verify)))
SOURCES = sorted(FOLDER.rglob("*.py"))
RULES = sorted(file.stem for file in (FOLDER / "checks").glob("*.py") if file.stem != "__init__")
GOALS = ("requirements", "wishes", "fairness", "demand", "balance", "travel", "extra_hours",
         "cost", "changes")  # fmt: skip


def _imported(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            yield node.module or ""


def test_imports_the_data_and_the_standard_library_only() -> None:
    assert len(SOURCES) > len(RULES)
    for source in SOURCES:
        for module in _imported(source.read_text("utf-8")):
            own = module == "planner.verify" or module.startswith("planner.verify.")
            top = module.split(".")[0]
            assert own or top == "models" or top in sys.stdlib_module_names, (source, module)


def _codes() -> Iterator[str]:
    """Fault codes in the source; of those put together the part before the first variable."""
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and str(node.value).startswith("rules."):
                yield str(node.value)


def test_each_code_has_a_sentence_and_each_sentence_a_code() -> None:
    sentences = {key for key in catalogue("en") if key.startswith("rules.")}
    codes = set(_codes())
    together = tuple(code for code in codes if code.endswith("."))
    assert codes - set(together) <= sentences
    assert {key for key in sentences - codes if not key.startswith(together)} == set()


def test_each_rule_has_check_sentence_and_test() -> None:
    named = {key.split(".")[1] for key in catalogue("en") if key.startswith("rules.")}
    assert named - {"plan"} == set(RULES)
    tests = "".join(file.read_text("utf-8") for file in Path(__file__).parent.glob("test_*.py"))
    for rule in RULES:
        assert f"def test_{rule}" in tests, rule


def test_both_languages_have_the_same_sentences_and_facts() -> None:
    russian, english = (
        {
            key: placeholders(sentence)
            for key, sentence in catalogue(language).items()
            if key.split(".")[0] in ("rules", "goals", "measures")
        }
        for language in ("ru", "en")
    )
    assert russian == english
    for goal in GOALS:
        assert english[f"goals.{goal}"] == set()
        assert english[f"measures.{goal}"] == {"measure"}

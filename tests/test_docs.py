"""The documents name what there is: every rule and goal, and no page that is missing."""

import re
from pathlib import Path

import pytest

from planner.cli import main
from planner.documents.choice import KINDS
from planner.exits import Exit

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])


def test_model_page_states_every_rule_and_goal() -> None:
    page = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    assert [name for name in _files("rules") if f"**`{name}`**" not in page] == []
    assert [name for name in _files("goals") if f"| `{name}` |" not in page] == []


def _files(folder: str) -> list[str]:
    """The names of the rules or goals: a file each."""
    paths = sorted((ROOT / "planner" / folder).glob("*.py"))
    return [path.stem for path in paths if path.stem != "__init__"]


def test_readme_names_every_command_kind_of_document_and_exit_code() -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in main.commands if f"plan {name}" not in page] == []
    assert [kind for kind in KINDS if kind != "changes" and f"`{kind}/`" not in page] == []
    assert [code for code in Exit if f"\n| {code.value} |" not in page] == []
    assert main.help is not None
    assert [code for code in Exit if f" {code.value}  " not in main.help] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
    missing = [
        link
        for link in links
        if not link.startswith("https://") and not (page.parent / link).exists()
    ]
    assert not missing

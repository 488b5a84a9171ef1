"""The program's templates, single files of which a school may replace by its own.

The own folder mirrors `templates/`: `curriculum*.typ`, `sheet.typ`, `pages/*.html`,
`pages/style.css`, `wording/<language>/documents.toml` (only the sentences that differ), and holds
`logo.svg` or `logo.png`, or one for each school: `logo-<id>.svg`.
"""

import re
import shutil
import tempfile
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path

from planner.wording import LANGUAGES, Language, Wording, catalogue, flat, placeholders

PACKAGE = Path(str(files("templates")))
LOGO = re.compile(r"logo(-[\w.\-]+)?\.(svg|png)")
OWN_WORDING = "wording/{}/documents.toml"


class UnusableTemplates(Exception):  # noqa: N818 - an answer, not an error
    """Something in the folder of own templates cannot be used; `key` is a sentence of ours."""

    def __init__(self, key: str, what: str, reason: str = "") -> None:
        super().__init__(key, what, reason)
        self.key = f"documents.refused.{key}"
        self.facts = {"what": what, "reason": reason}


class Templates:
    """Where the templates lie and what they say."""

    def __init__(self, own: Path | None = None) -> None:
        self.folder = PACKAGE
        self._wording: dict[str, dict[str, str]] = {}
        if own is not None:
            self._take(own)

    def _take(self, own: Path) -> None:
        if not own.is_dir():
            raise UnusableTemplates("no_folder", str(own))
        self._copy = tempfile.TemporaryDirectory(prefix="plan-templates-")
        self.folder = Path(self._copy.name)
        shutil.copytree(PACKAGE, self.folder, dirs_exist_ok=True)
        for file in sorted(own.rglob("*")):
            name = file.relative_to(own).as_posix()
            if file.is_file():
                if not (LOGO.fullmatch(name) or name in _replaceable()):
                    raise UnusableTemplates("unknown_file", name)
                shutil.copyfile(file, self.folder / name)
        for language in LANGUAGES:
            file = own / OWN_WORDING.format(language)
            if file.is_file():
                self._wording[language] = _own_sentences(file, language)

    def wording(self, language: Language) -> Wording:
        """The sentences, the school's own among them."""
        return Wording(language, self._wording.get(language))

    def logo(self, school: str) -> str:
        """The file name of a school's logo, or of the common one; empty if there is none."""
        for name in (f"logo-{school}", "logo"):
            for suffix in ("svg", "png"):
                if (self.folder / f"{name}.{suffix}").is_file():
                    return f"{name}.{suffix}"
        return ""


@cache
def _replaceable() -> frozenset[str]:
    names = (path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*"))
    pages = {name for name in names if name.endswith(".typ") or name.startswith("pages/")}
    return frozenset(pages | {OWN_WORDING.format(language) for language in LANGUAGES})


def _own_sentences(file: Path, language: Language) -> dict[str, str]:
    try:
        own = dict(flat(tomllib.loads(file.read_text("utf-8"))))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnusableTemplates("not_toml", file.name, str(error)) from None
    known = catalogue(language)
    for key, sentence in own.items():
        if key not in known or not key.startswith("documents."):
            raise UnusableTemplates("unknown_sentence", key)
        extra = placeholders(sentence) - placeholders(known[key])
        if extra:
            raise UnusableTemplates("unknown_gap", key, ", ".join(sorted(extra)))
    return own

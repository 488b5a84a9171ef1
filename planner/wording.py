"""Keys and facts -> sentences in Russian or English, from `templates/wording/<language>/`.

A sentence holds `{name}` for a fact and `{n|место|места|мест}` for the form of a word that agrees
with the number `n` (Russian: one, few, many; English: one, many).
"""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

from models.base import Day, Text
from models.faults import Fact, Fault

Language = Literal["ru", "en"]
LANGUAGES: tuple[Language, ...] = ("ru", "en")

_PLACEHOLDER = re.compile(r"\{(\w+)(?:\|([^{}]*))?\}")


@cache
def catalogue(language: Language) -> dict[str, str]:
    """Every sentence of a language by its key: table names joined with dots."""
    found: dict[str, str] = {}
    folder = files("templates") / "wording" / language
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        for key, sentence in flat(tomllib.loads(file.read_text("utf-8"))):
            if key in found:
                raise ValueError(f"{file.name}: the key {key} is given twice")
            found[key] = sentence
    return found


def flat(table: Mapping[str, object], prefix: str = "") -> list[tuple[str, str]]:
    """A table with tables in it as keys joined with dots."""
    entries: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, Mapping):
            entries += flat(value, f"{prefix}{key}.")
        else:
            entries.append((f"{prefix}{key}", str(value)))
    return entries


def placeholders(sentence: str) -> set[str]:
    """The names of the facts that a sentence needs."""
    return {match[1] for match in _PLACEHOLDER.finditer(sentence)}


def plural(number: int, forms: list[str], language: Language) -> str:
    """The form of a word that agrees with a number (CLDR plural rules for ru and en)."""
    n = abs(number)
    if language == "en":
        return forms[0 if n == 1 else 1]
    if n % 10 == 1 and n % 100 != 11:
        return forms[0]
    few = n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14)
    return forms[1 if few else 2]


SHORT_FIGURE = 10_000
"""Smaller figures are written in one piece, years among them."""


def grouped(number: int, language: Language) -> str:
    """A figure with its thousands apart and a true minus."""
    apart = "\u00a0" if language == "ru" else ","
    return f"{number:,}".replace(",", apart).replace("-", "−")


def decimal(number: float, digits: int, language: Language) -> str:
    """A figure with the decimal mark of the language."""
    written = f"{number:,.{digits}f}"
    return written.replace(",", "\u00a0").replace(".", ",") if language == "ru" else written


def percent(share: float, digits: int, language: Language) -> str:
    """0.5 -> '50%', in Russian with a space."""
    return decimal(100 * share, digits, language) + ("\u00a0%" if language == "ru" else "%")


def school_year(year: int) -> str:
    """2027 -> '2027/28'."""
    return f"{year}/{(year + 1) % 100:02d}"


class Wording:
    """All that the program says in one language."""

    def __init__(self, language: Language, own: Mapping[str, str] | None = None) -> None:
        """`own` sentences replace those of the catalogue."""
        self.language = language
        self._sentences = {**catalogue(language), **(own or {})}

    def starting(self, prefix: str) -> dict[str, str]:
        """The sentences whose key starts so, by the rest of the key."""
        return {
            key.removeprefix(prefix): sentence
            for key, sentence in self._sentences.items()
            if key.startswith(prefix)
        }

    def say(self, key: str, facts: Mapping[str, Fact] | None = None) -> str:
        """The sentence `key` with its facts filled in."""
        known = facts or {}

        def fill(match: re.Match[str]) -> str:
            value = known[match[1]]
            if match[2] is None:
                return self.show(value)
            assert isinstance(value, int)
            return plural(value, match[2].split("|"), self.language)

        return _PLACEHOLDER.sub(fill, self._sentences[key])

    def fault(self, fault: Fault) -> str:
        """A fault in one sentence."""
        return self.say(fault.code, fault.facts)

    def show(self, value: Fact) -> str:
        """A fact as it is written in this language."""
        if isinstance(value, Text):
            return value.of(self.language)
        if isinstance(value, Day):
            return self.say(f"day.{value.value}")
        if isinstance(value, date):
            return value.strftime("%d.%m.%Y" if self.language == "ru" else "%d %b %Y")
        if isinstance(value, int) and abs(value) >= SHORT_FIGURE:
            return grouped(value, self.language)
        return str(value)

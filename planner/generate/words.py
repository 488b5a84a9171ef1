"""Keys and facts -> names in both languages, as they stand in an instance."""

import json
from functools import cache
from typing import Any

from planner.wording import LANGUAGES, Wording, catalogue

Json = dict[str, Any]


@cache
def _wording() -> tuple[Wording, ...]:
    return tuple(Wording(language) for language in LANGUAGES)


def words(key: str, **facts: str | int | dict[str, str]) -> dict[str, str]:
    """A name from the catalogue in Russian and English."""
    return {
        wording.language: wording.say(
            f"generate.{key}",
            {
                name: fact[wording.language] if isinstance(fact, dict) else fact
                for name, fact in facts.items()
            },
        )
        for wording in _wording()
    }


def beginning(key: str) -> str:
    """How a name from the catalogue begins, whatever the facts are, as it stands in a file."""
    sentence, *_ = catalogue(LANGUAGES[0])[f"generate.{key}"].partition("{")
    return json.dumps(sentence, ensure_ascii=False).removesuffix('"')

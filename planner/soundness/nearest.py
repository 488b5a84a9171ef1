"""A misspelt word -> the known word most like it."""

from collections.abc import Collection
from difflib import get_close_matches

LONGEST = 100


class Nearest:
    """Finds similar words until its budget is spent: likeness is slow to compute, and nobody
    reads the ten-thousandth suggestion."""

    def __init__(self, comparisons: int = 50_000) -> None:
        self._left = comparisons

    def to(self, word: str, known: Collection[str]) -> str | None:
        """The known word most like this one, if there is any and the budget lasts."""
        if self._left <= 0 or len(word) > LONGEST:
            return None
        self._left -= len(known) + 1
        same = next((other for other in known if other.casefold() == word.casefold()), None)
        if same is not None:
            return same
        found = get_close_matches(word, known, n=1, cutoff=0.7)
        return found[0] if found else None

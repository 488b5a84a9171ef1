"""Facts in one language -> HTML pages that load nothing from elsewhere."""

from importlib.resources import files
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from planner.documents.plain import labels
from planner.wording import Language, Wording, grouped


class Pages:
    """The page templates in one language."""

    def __init__(self, language: Language) -> None:
        environment = Environment(
            loader=FileSystemLoader(str(files("templates") / "pages")),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
        )
        words = labels(Wording(language))
        environment.globals.update(language=language, say=words.__getitem__)
        environment.filters["grouped"] = lambda number: grouped(number, language)
        self._curriculum = environment.get_template("curriculum.html")
        self._index = environment.get_template("index.html")

    def curriculum(self, facts: dict[str, Any], file: str) -> str:
        """One student's page; `file` is the name of its print, without suffix."""
        return self._curriculum.render(facts=facts, file=file)

    def index(self, facts: dict[str, Any]) -> str:
        """The summary of the plan."""
        return self._index.render(facts=facts)

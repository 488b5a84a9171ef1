"""Facts in one language -> HTML pages that load nothing from elsewhere."""

from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from planner.documents.plain import labels
from planner.documents.templates import Templates
from planner.wording import Language, grouped


class Pages:
    """The page templates in one language."""

    def __init__(self, language: Language, templates: Templates) -> None:
        environment = Environment(
            loader=FileSystemLoader(str(templates.folder / "pages")),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
        )
        words = labels(templates.wording(language))
        environment.globals.update(language=language, say=words.__getitem__)
        environment.filters["grouped"] = lambda number: grouped(number, language)
        self._curriculum = environment.get_template("curriculum.html")
        self._index = environment.get_template("index.html")
        self._sheet = environment.get_template("sheet.html")

    def curriculum(
        self, facts: dict[str, Any], file: str, back: bool = True, printed: bool = True,
        calendar: bool = False,
    ) -> str:  # fmt: skip
        """One student's page; `file` is the name of its print and calendar, without suffix.

        `back`, `printed` and `calendar`: whether there are a summary and such files to lead to.
        """
        return self._curriculum.render(
            facts=facts, file=file, back=back, printed=printed, calendar=calendar
        )

    def sheet(self, facts: dict[str, Any], file: str, back: bool, printed: bool = True) -> str:
        """A list or the like; `back`: whether there is a summary to go back to."""
        return self._sheet.render(facts=facts, file=file, back=back, printed=printed)

    def index(self, facts: dict[str, Any]) -> str:
        """The summary of the plan."""
        return self._index.render(facts=facts)

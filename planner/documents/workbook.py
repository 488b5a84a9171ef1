"""Instance and school -> the survey as a workbook: a row for each student, lists to choose from."""

from pathlib import Path

from models.instance import Instance
from models.places import Organisation
from models.regulations import Kind
from planner.documents.facts import Phrase, Words
from planner.documents.plain import plain
from planner.documents.sheets.forms import advanced_subjects
from planner.documents.sheets.offered import entered
from planner.wording import Wording

ROWS = 200
RANKS = {"profile": 3, "subject": 4, "course": 4, "module": 2}
PLANS = ("grade_10", "college", "undecided")


def survey_workbook(instance: Instance, school: Organisation, wording: Wording, path: Path) -> None:
    """Write the workbook; text stays text, never a formula or a link."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

    def said(words: Words) -> str:
        return str(plain(words, wording))

    lists = {name: [said(w) for w in words] for name, words in _lists(instance, school).items()}
    with xlsxwriter.Workbook(path, options) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        sheet = book.add_worksheet(said(Phrase("survey.sheet")))
        choices = book.add_worksheet(said(Phrase("survey.choices")))
        for number, (name, words) in enumerate(lists.items()):
            choices.write_string(0, number, said(Phrase(f"survey.{name}")), head)
            choices.write_column(1, number, words)
        names = list(lists)
        for number, (heading, name) in enumerate(_columns()):
            sheet.write_string(0, number, said(heading), head)
            if name and lists[name]:
                at = names.index(name)
                letter = xlsxwriter.utility.xl_col_to_name(at, col_abs=True)
                source = f"='{choices.get_name()}'!{letter}$2:{letter}${len(lists[name]) + 1}"
                sheet.data_validation(
                    1, number, ROWS, number, {"validate": "list", "source": source}
                )
        sheet.set_column(0, len(_columns()) - 1, 22)
        sheet.freeze_panes(1, 1)
        choices.set_column(0, len(lists) - 1, 40)


def _lists(instance: Instance, school: Organisation) -> dict[str, tuple[Words, ...]]:
    offers = list(entered(instance, school))

    def names(kind: Kind) -> tuple[Words, ...]:
        return tuple(offer.programme.name for offer in offers if offer.programme.kind is kind)

    return {
        "plans": tuple(Phrase(f"survey.{plan}") for plan in PLANS),
        "profiles": names(Kind.SPECIALIZATION),
        "subjects": advanced_subjects(instance),
        "courses": names(Kind.COURSE),
        "modules": names(Kind.MODULE),
        "travel": (Phrase("survey.yes"), Phrase("survey.no")),
    }


def _columns() -> list[tuple[Words, str]]:
    """Headings, each with the list that its cells are chosen from (or none)."""
    ranked: list[tuple[Words, str]] = [
        (Phrase(f"survey.column_{kind}", {"n": rank}), f"{kind}s")
        for kind, ranks in RANKS.items()
        for rank in range(1, ranks + 1)
    ]
    return [
        (Phrase("survey.name"), ""), (Phrase("survey.class"), ""),
        (Phrase("survey.plans"), "plans"),
        *ranked,
        (Phrase("survey.oge"), ""), (Phrase("survey.ege"), ""), (Phrase("survey.destination"), ""),
        (Phrase("survey.trials"), ""), (Phrase("survey.minutes"), ""),
        (Phrase("survey.online"), "travel"), (Phrase("survey.influence"), ""),
        (Phrase("survey.parents"), ""),
    ]  # fmt: skip

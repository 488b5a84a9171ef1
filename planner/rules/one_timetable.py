"""An opened offering has exactly one of its timetables, the one that is attended and led.

Structural (docs/data.md): true of every plan, so it is never named in a conflict.
"""

from collections.abc import Mapping

from planner.linear import Literal, add_up
from planner.program import Program


def post(program: Program) -> None:
    """Tie the chosen timetable to opening, attending to taking, leading to teaching."""
    variables = program.variables
    for offering in program.instance.offerings:
        if len(offering.timetables) > 1:
            chosen = [variables.chosen[offering.id, t.id] for t in offering.timetables]
            program.model.add(add_up(chosen) == variables.opens[offering.id])
    for (teacher, offering_id, duty), teaches in variables.teaches.items():
        timetables = program.instance.offering[offering_id].timetables
        if len(timetables) > 1:
            leads = {t.id: variables.leads[teacher, offering_id, duty, t.id] for t in timetables}
            _tie(program, offering_id, leads, teaches)
    for student, options in program.presolved.options.items():
        for option in options:
            attends = {t: variables.attends[student, (option.offering, t)]
                       for t in option.timetables}  # fmt: skip
            _tie(program, option.offering, attends, variables.takes[student, option.offering])


def _tie(program: Program, offering: str, parts: Mapping[str, Literal], whole: Literal) -> None:
    """By exactly one timetable if at all, and only by the chosen one."""
    if len(parts) > 1:
        program.model.add(add_up(parts.values()) == whole)
    for timetable, part in parts.items():
        program.model.add(part <= program.variables.chosen[offering, timetable])

"""An opened offering has exactly one of its timetables, and whoever takes it attends that one.

Structural (docs/data.md): true of every plan, so it is never named in a conflict.
"""

from planner.program import Program
from planner.variables import add_up


def post(program: Program) -> None:
    """Tie the chosen timetable to opening, and attending to taking and to the choice."""
    variables = program.variables
    for offering in program.instance.offerings:
        if len(offering.timetables) > 1:
            chosen = [variables.chosen[offering.id, t.id] for t in offering.timetables]
            program.cp.add(add_up(chosen) == variables.opens[offering.id])
    for student, options in program.presolved.options.items():
        for option in options:
            takes = variables.takes[student, option.offering]
            attends = {t: variables.attends[student, (option.offering, t)]
                       for t in option.timetables}  # fmt: skip
            if len(attends) > 1:
                program.cp.add(add_up(attends.values()) == takes)
            for timetable, attending in attends.items():
                chosen_one = variables.chosen[option.offering, timetable]
                program.cp.add_implication(attending, chosen_one)

"""A student takes a programme once, one specialization a term, a subject at one level.

Structural (docs/data.md): true of every plan, so it is never named in a conflict.
"""

from collections import defaultdict

from models.regulations import Kind, Level
from planner.program import Program
from planner.variables import Literal


def post(program: Program) -> None:
    """At most one of the takes that exclude each other."""
    instance = program.instance
    for student, options in program.presolved.options.items():
        exclusive: dict[tuple[str, ...], list[Literal]] = defaultdict(list)
        for option in options:
            offering = instance.offering[option.offering]
            programme = instance.programme[offering.programme]
            takes = program.variables.takes[student, offering.id]
            exclusive["programme", programme.id].append(takes)
            kinds = {("subject", c.subject) for c in programme.contents
                     if c.subject and c.level is not Level.ELECTIVE}  # fmt: skip
            if programme.kind is Kind.SPECIALIZATION:
                kinds.add(("kind", programme.kind))
            for term in offering.terms:
                for kind in sorted(kinds):
                    exclusive[(*kind, term)].append(takes)
        # By index: a set of literals has another order in every process.
        for group in {
            tuple(takes.index for takes in group): group for group in exclusive.values()
        }.values():
            if len(group) > 1:
                program.cp.add_at_most_one(group)

"""An offering that opens has from its least to its largest number of students."""

from planner.program import Program


def post(program: Program) -> None:
    """Bound each size by the opening."""
    for offering in program.instance.offerings:
        opens = program.variables.opens[offering.id]
        size = program.size(offering.id)
        program.require(size <= program.capacity(offering.id) * opens, "group_sizes", offering.id)
        program.require(size >= offering.min_size * opens, "group_sizes", offering.id)

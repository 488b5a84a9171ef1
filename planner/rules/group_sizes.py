"""An offering that opens has from its least to its largest number of students."""

from planner.program import Program


def post(program: Program) -> None:
    """Bound each size by the opening."""
    for offering in program.instance.offerings:
        opens = program.variables.opens[offering.id]
        size = program.size(offering.id)
        key, most = ("group_sizes", offering.id), program.capacity(offering.id)
        program.require(size <= most * opens, *key, limit=("most", offering.id))
        program.require(size >= offering.min_size * opens, *key, limit=("least", offering.id))

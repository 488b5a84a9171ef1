"""Exit codes: what a script that calls `plan` may rely on."""

from enum import IntEnum


class Exit(IntEnum):
    """How a command ended."""

    MET = 0
    """A plan with every requirement met; a sound instance."""
    UNMET = 1
    """A plan, with unmet requirements named."""
    USAGE = 2
    """The command was used wrongly, or could not write."""
    UNSOUND = 3
    """The instance (or a plan that was checked) has faults, all named."""
    IMPOSSIBLE = 4
    """No plan keeps every rule (with --strict: and every requirement)."""
    NO_PLAN = 5
    """No plan within the time, or interrupted."""
    DISAGREE = 6
    """A fault of the program: the verifier disagrees with the solver, or something unforeseen."""

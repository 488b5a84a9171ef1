"""The planner: read -> validate -> presolve -> build -> solve -> verify -> render."""

from importlib.metadata import version

__version__ = version("plan-trajectories")

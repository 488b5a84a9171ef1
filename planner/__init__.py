"""The planner: read -> validate -> presolve -> build -> solve -> verify -> render."""


def __getattr__(name: str) -> str:
    """The version, looked for only when asked for: that takes longer than anything else here."""
    if name != "__version__":
        raise AttributeError(name)
    from importlib.metadata import version

    return version("plan-trajectories")

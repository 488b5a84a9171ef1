"""The data: what comes in and what goes out. Nothing here imports the planner."""

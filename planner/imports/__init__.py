"""Data of other programs -> instances."""

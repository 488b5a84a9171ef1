"""Scripts that write the instances: `python -m instances.scripts` writes all of them."""

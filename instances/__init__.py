"""Instances: JSON files, and under `scripts/` the scripts that write them."""

"""Instances: JSON files, and under `build/` the scripts that write them."""

"""What takes how long; docs/benchmarks.md has the last figures."""

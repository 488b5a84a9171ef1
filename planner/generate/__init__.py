"""A request -> a realistic instance of any size, the same for a seed on every machine."""

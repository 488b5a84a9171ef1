"""Lists, loads, contracts, surveys and other documents that are made of headed tables."""

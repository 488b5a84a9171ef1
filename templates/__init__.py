"""Sentences, pages and print templates: everything that people read."""

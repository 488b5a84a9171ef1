"""Loaded last by the process that others are copies of: all that it has loaded is kept.

Whoever looks through it for garbage finds none, and copies it page by page.
"""

import gc

gc.freeze()

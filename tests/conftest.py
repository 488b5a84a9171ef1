"""For all tests: Ctrl-C is heard, though a script that began them in the background ignores it."""

import signal

signal.signal(signal.SIGINT, signal.default_int_handler)

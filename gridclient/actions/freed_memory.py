"""Memory that was freed goes back to the system.

The C library of Linux keeps what was freed for the next one who asks, after a large file for as long as the
program runs. Other systems give it back by themselves.
"""

import ctypes
import sys


def give_back_freed_memory() -> None:
    """Give it back now; takes some milliseconds, so it is called beside the windows."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none, and keeps nothing
        if trim is not None:
            trim(0)

"""What the process asks of the system so that its memory does not end on a disk."""

import contextlib
import ctypes
import sys

_PR_SET_DUMPABLE = 4


def keep_memory_private() -> None:
    """No core files, and on Linux no reading of this process by others of the same user. Best effort."""
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)

"""While very many objects are made that hold no circles, nobody looks for circles among them.

A full look for them stops every thread at once: for seconds, with the rows of a large roster.
"""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_running = 0


@contextmanager
def uncollected() -> Iterator[None]:
    """No collection until the last that runs has ended; what is there by then is not looked at again."""
    global _running  # noqa: PLW0603 - the collector is one for the whole process
    with _lock:
        _running += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _running -= 1
            if not _running:
                gc.freeze()
                gc.enable()

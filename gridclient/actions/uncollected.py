"""Looking for circles of objects stops every thread at once; here it is decided when that may happen.

With the rows of a large roster it takes seconds. Records hold no circles; pages do.
"""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

FEW = 300_000
"""Twice what the program consists of; so many are looked at in a part of a second."""

_lock = threading.Lock()
_busy, _watched = 0, 0
_made_many = threading.Event()


@contextmanager
def uncollected() -> Iterator[None]:
    """While very many objects are made, nobody looks; nor at what is there by then, until most has gone."""
    _count(busy=1)
    try:
        yield
    finally:
        _count(busy=-1)


def look_by_hand(*, begins: bool) -> None:
    """From now on, until it ends, somebody calls `look` when it suits, and Python never does by itself."""
    _count(watched=1 if begins else -1)


def look(*, thoroughly: bool, few: int = FEW) -> None:
    """Look among the young objects, or among all; not while very many are made, or kept."""
    if _busy:
        return
    settles = thoroughly and _made_many.is_set() and gc.get_freeze_count() < few
    if settles:  # pages were open when they were made, and may have been closed since
        gc.unfreeze()
    gc.collect(2 if thoroughly else 0)
    if settles:
        gc.freeze()
        _made_many.clear()


def spare_what_is_there() -> None:
    """What the program consists of by now is never looked at."""
    gc.freeze()


def young_objects() -> int:
    """How many objects have been made and kept since somebody looked."""
    return gc.get_count()[0]


def _count(busy: int = 0, watched: int = 0) -> None:
    global _busy, _watched  # the collector is one for the whole process
    with _lock:
        _busy, _watched = _busy + busy, _watched + watched
        if busy < 0 and not _busy:
            gc.freeze()
            _made_many.set()
        if _busy or _watched:
            gc.disable()
        else:
            gc.enable()

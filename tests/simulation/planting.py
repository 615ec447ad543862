"""Something else in a function's place, for a while."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


@contextmanager
def patched(module: ModuleType | type, name: str, value: object) -> Iterator[None]:
    """Something else in the place of a function, for a while."""
    usual = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, usual)

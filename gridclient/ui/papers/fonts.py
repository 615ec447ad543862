"""The font of papers: shipped with the program, so that every computer prints the same page."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFontDatabase

from gridclient.resources_path import resource
from gridclient.ui.fonts import families


@cache
def paper_family() -> str | None:
    """The family of papers, loaded once; None where nobody ran `resources/papers/build_font.py`."""
    path = resource("fonts", "paper.otf")
    loaded = QFontDatabase.addApplicationFont(str(path)) if path.exists() else -1
    return next(iter(QFontDatabase.applicationFontFamilies(loaded)), None) if loaded >= 0 else None


def paper_families() -> list[str]:
    """What papers are set in, best first; the windows' own font for what the paper's font does not have."""
    own = paper_family()
    return [*([own] if own is not None else []), *families()]

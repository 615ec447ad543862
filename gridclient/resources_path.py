"""Where the files of `resources/` lie: in the checkout, or inside the installed bundle."""

from __future__ import annotations

import sys
from pathlib import Path


def resource(*parts: str) -> Path:
    """The path of a file or folder below `resources/`."""
    unpacked: str | None = getattr(sys, "_MEIPASS", None)  # set by PyInstaller's boot loader
    root = Path(unpacked) if unpacked else Path(__file__).resolve().parent.parent
    return root.joinpath("resources", *parts)

"""How a user likes the window, by itself: the unlock window needs it long before the page of settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gridclient.ui.theme import Scheme

WindowLanguage = Literal["system", "zh_CN", "en"]
LOCK_MINUTES = (2, 5, 10, 15)


@dataclass(frozen=True)
class WindowSettings:
    """How a user likes the window."""

    scheme: Scheme = "system"
    font_percent: int = 100
    language: WindowLanguage = "system"
    lock_minutes: int = 5
    text_only: bool = False
    """The line is metered: photos wait, text goes."""

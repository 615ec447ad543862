"""The named colours of both schemes; palette, style sheet, icons and delegates take theirs from here."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Literal

from PySide6.QtGui import QColor, QGuiApplication, QPalette

TintName = Literal["plain", "care", "service", "vacant", "rented", "ok", "warning", "danger", "info"]
Role = Literal["text", "muted", "primary", "on_primary"] | TintName

NORMAL_TEXT_CONTRAST = 4.5
GRAPHIC_CONTRAST = 3.0


@dataclass(frozen=True)
class Tint:
    """A quiet background and the text that stands on it."""

    background: str
    text: str


@dataclass(frozen=True)
class Tokens:
    """One scheme. Colours are `#RRGGBB`."""

    background: str
    surface: str
    sunken: str
    """Table headings and every other row."""
    line: str
    outline: str
    """Boundaries of what can be operated: fields, boxes."""
    text: str
    muted: str
    primary: str
    primary_hover: str
    on_primary: str
    selected: str
    hover: str
    plain: Tint
    care: Tint
    service: Tint
    vacant: Tint
    rented: Tint
    ok: Tint

    def tint(self, name: TintName) -> Tint:
        """The tint of a household's or a matter's state."""
        match name:
            case "plain":
                return self.plain
            case "care" | "danger":
                return self.care
            case "service" | "warning":
                return self.service
            case "vacant":
                return self.vacant
            case "rented" | "info":
                return self.rented
            case "ok":
                return self.ok

    def colour(self, role: Role) -> str:
        """The colour in which text or an icon of this role is drawn."""
        match role:
            case "text":
                return self.text
            case "muted":
                return self.muted
            case "primary":
                return self.primary
            case "on_primary":
                return self.on_primary
            case _:
                return self.tint(role).text

    def text_pairs(self) -> Iterator[tuple[str, str, str]]:
        """Every text colour with every background it may stand on: name, text, background."""
        for ground in ("background", "surface", "sunken", "selected", "hover"):
            for name in ("text", "muted", "primary"):
                yield f"{name} on {ground}", getattr(self, name), getattr(self, ground)
        for ground in ("primary", "primary_hover"):
            yield f"on_primary on {ground}", self.on_primary, getattr(self, ground)
        for each in fields(self):
            tint = getattr(self, each.name)
            if isinstance(tint, Tint):
                yield f"{each.name} on its tint", tint.text, tint.background
                yield f"{each.name} on surface", tint.text, self.surface
                yield f"{each.name} on background", tint.text, self.background
                yield f"text on {each.name}", self.text, tint.background
                yield f"muted on {each.name}", self.muted, tint.background


LIGHT = Tokens(
    background="#F4F6F9",
    surface="#FFFFFF",
    sunken="#F8FAFC",
    line="#DDE3EA",
    outline="#828F9E",
    text="#1B2430",
    muted="#5B6776",
    primary="#1F5FBF",
    primary_hover="#184E9E",
    on_primary="#FFFFFF",
    selected="#E3EDFC",
    hover="#EDF2F8",
    plain=Tint("#FFFFFF", "#1B2430"),
    care=Tint("#FDE9E7", "#A32116"),
    service=Tint("#FFF3D6", "#8A5A00"),
    vacant=Tint("#EEF1F5", "#5B6776"),
    rented=Tint("#E4F1FB", "#0B5686"),
    ok=Tint("#E6F4EB", "#1E7B45"),
)

DARK = Tokens(
    background="#14181D",
    surface="#1D232A",
    sunken="#20272F",
    line="#37414D",
    outline="#7B8896",
    text="#E8ECF1",
    muted="#A3AFBD",
    primary="#7FB0F7",
    primary_hover="#9BC2FA",
    on_primary="#0E1A2B",
    selected="#24365A",
    hover="#262E37",
    plain=Tint("#1D232A", "#E8ECF1"),
    care=Tint("#4A2320", "#FFB4AB"),
    service=Tint("#453510", "#FFD98A"),
    vacant=Tint("#262D36", "#A3AFBD"),
    rented=Tint("#17364A", "#9FD3F5"),
    ok=Tint("#17382A", "#7FD8A2"),
)


def shown_tokens() -> Tokens:
    """The scheme on screen. A widget's own palette is no witness of it: style sheets write into that."""
    return DARK if QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


@functools.lru_cache(maxsize=64)
def as_colour(name: str) -> QColor:
    """A token's colour for a painter that needs it hundreds of times a frame."""
    return QColor(name)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

"""Fusion with our own palette, fonts and one small style sheet, changed while the program runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from string import Template
from typing import Literal

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from gridclient.resources_path import resource
from gridclient.ui.fonts import body_font, class_fonts
from gridclient.ui.tinted_images import image_folder
from gridclient.ui.tokens import DARK, LIGHT, Tint, Tokens

Scheme = Literal["light", "dark", "system"]
FONT_PERCENTS = (100, 110, 125, 150, 175)


def apply_theme(app: QApplication, scheme: Scheme = "system", font_percent: int = 100) -> None:
    """Give the whole application its look; call again whenever the user changes a setting."""
    theme = app.findChild(_Theme) or _Theme(app)
    theme.apply(scheme, font_percent)


class _Theme(QObject):
    """Remembers the choice, so that a change of the system's scheme can be followed."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._scheme: Scheme = "system"
        self._font_percent = 100
        self._drawn: tuple[Tokens, int] | None = None
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._draw)

    def apply(self, scheme: Scheme, font_percent: int) -> None:
        self._scheme, self._font_percent = scheme, font_percent
        hints = self._app.styleHints()
        match scheme:  # so that window frames and native dialogs follow, where the platform can
            case "light":
                hints.setColorScheme(Qt.ColorScheme.Light)
            case "dark":
                hints.setColorScheme(Qt.ColorScheme.Dark)
            case "system":
                hints.unsetColorScheme()
        self._draw()

    def _draw(self) -> None:
        tokens = self._tokens()
        if self._drawn == (tokens, self._font_percent):
            return
        self._drawn = (tokens, self._font_percent)
        body = body_font(self._font_percent)
        self._app.setFont(body)  # before the sheet, which hands it on to every widget
        self._app.setPalette(palette(tokens))
        self._app.setStyleSheet(style_sheet(tokens, self._font_percent))
        for name, font in class_fonts(body).items():  # after the sheet, the first of which forgets them
            self._app.setFont(font, name)  # type: ignore[arg-type]  # takes str, its stub is wrong

    def _tokens(self) -> Tokens:
        if self._scheme == "system":
            is_dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        else:
            is_dark = self._scheme == "dark"
        return DARK if is_dark else LIGHT


def palette(tokens: Tokens) -> QPalette:
    """The palette of a scheme."""
    role = QPalette.ColorRole
    colours: Mapping[QPalette.ColorRole, str] = {
        role.Window: tokens.background,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.sunken,
        role.Text: tokens.text,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.care.text,
        role.Light: tokens.surface,
        role.Midlight: tokens.hover,
        role.Mid: tokens.line,
        role.Dark: tokens.outline,
        role.Shadow: tokens.line,
        role.Highlight: tokens.primary,
        role.HighlightedText: tokens.on_primary,
        role.Accent: tokens.primary,
        role.Link: tokens.primary,
        role.LinkVisited: tokens.primary,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.text,
        role.PlaceholderText: tokens.muted,
    }
    found = QPalette()
    for each, colour in colours.items():
        found.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        found.setColor(QPalette.ColorGroup.Disabled, each, QColor(tokens.muted))
    return found


def style_sheet(tokens: Tokens, font_percent: int = 100) -> str:
    """`resources/styles/app.qss` with colours, images and the sizes that follow the font filled in."""
    names: dict[str, str] = {}
    for each in fields(tokens):
        value = getattr(tokens, each.name)
        if isinstance(value, Tint):
            names[each.name], names[f"{each.name}_text"] = value.background, value.text
        else:
            names[each.name] = value
    for colour in ("text", "muted", "primary", "on_primary"):
        names[f"{colour}_images"] = image_folder(getattr(tokens, colour))
    box = 2 * round(8 * font_percent / 100)
    names |= {"box": f"{box}px", "half_box": f"{box // 2}px", "arrow": f"{box * 7 // 8}px"}
    names |= {"field_arrow_space": f"{box + 12}px"}
    return Template(resource("styles", "app.qss").read_text("utf-8")).substitute(names)

"""The families that text is shown in, and the font that is shipped in case none of them is installed."""

from __future__ import annotations

import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from gridclient.resources_path import resource

FAMILIES = ("Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Micro Hei")
_SHIPPED_FILE = "NotoSansSC-Regular.otf"
_SHIPPED_PACKAGE = "pylopdf_fonts_zh_cn"
_POINTS = 13.0 if sys.platform == "darwin" else 10.5  # macOS counts 72 points to the inch
_CLASS_FONTS = ("QHeaderView", "QStatusBar", "QMenu", "QMenuBar", "QToolTip", "QMessageBox", "QTipLabel")


def shipped_font() -> Path | None:
    """The file of Noto Sans SC: beside the program, or in the font package; None without both."""
    beside = resource("fonts", _SHIPPED_FILE)
    if beside.exists():
        return beside
    package = find_spec(_SHIPPED_PACKAGE)
    if package is None or package.origin is None:
        return None
    return Path(package.origin).with_name(_SHIPPED_FILE)


@cache
def load_shipped_font() -> bool:
    """Make the shipped font known to Qt, once; False where there is none."""
    path = shipped_font()
    return path is not None and QFontDatabase.addApplicationFont(str(path)) >= 0


def families() -> list[str]:
    """The families to name in a font, best first; the shipped one is loaded if none is installed."""
    if not any(QFontDatabase.hasFamily(name) for name in FAMILIES):
        load_shipped_font()
    return [name for name in FAMILIES if QFontDatabase.hasFamily(name)] or [QFont().defaultFamily()]


def body_font(percent: int = 100) -> QFont:
    """The font of all text; every other size follows from it."""
    font = QFont()
    font.setFamilies(families())
    font.setPointSizeF(_POINTS * percent / 100)
    return font


def scaled(font: QFont, factor: float, *, bold: bool = False) -> QFont:
    """A font in proportion to another."""
    found = QFont(font)
    found.setPointSizeF(font.pointSizeF() * factor)
    found.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return found


def class_fonts(body: QFont) -> dict[str, QFont]:
    """Fonts by widget class: our kinds of text, and Qt's classes that platforms give a font of their own."""
    found = dict.fromkeys(_CLASS_FONTS, body)
    found |= {
        "Title": scaled(body, 1.5, bold=True),
        "Heading": scaled(body, 1.1, bold=True),
        "Strong": scaled(body, 1.0, bold=True),
        "Small": scaled(body, 0.9),
    }
    return found

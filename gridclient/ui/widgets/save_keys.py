"""The keys that save a form as a whole, wherever in it the keyboard is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def answer_save_keys(form: QWidget, save: Callable[[], object]) -> None:
    """Ctrl+S and Ctrl+Enter, of either part of the keyboard, save this form."""
    for keys in ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter"):
        shortcut = QShortcut(QKeySequence(keys), form)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(save)

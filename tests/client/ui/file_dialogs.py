"""The dialog that asks where a file goes: waiting for it, and answering it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from tests.client.ui.conftest import until


def file_dialogs() -> list[QFileDialog]:
    """Those in sight."""
    found = QApplication.topLevelWidgets()
    return [each for each in found if isinstance(each, QFileDialog) and each.isVisible()]


async def file_dialog() -> QFileDialog:
    """The one that opens."""
    await until(lambda: bool(file_dialogs()))
    (dialog,) = file_dialogs()
    return dialog


def save_as(dialog: QFileDialog, path: Path) -> None:
    """Type a path without its ending, and accept."""
    name = dialog.findChild(QLineEdit)
    assert isinstance(name, QLineEdit)
    name.setText(str(path))
    dialog.accept()

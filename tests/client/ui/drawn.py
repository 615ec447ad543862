"""Drawing on the pad of signatures, as a hand does."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from gridclient.ui.attachments.signature_pad import SignaturePad


def draw_line(pad: SignaturePad, below: int = 60) -> None:
    """One line across the pad."""
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(pad, button, none, QPoint(20, 40))
    for at in (60, 120, 180):
        QTest.mouseMove(pad, QPoint(at, below))
    QTest.mouseRelease(pad, button, none, QPoint(180, below))

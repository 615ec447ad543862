"""The offscreen plugin's talk about itself is left out; what Qt warns of in earnest is told."""

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QApplication, QWidget
from gridclient.ui.qt_messages import quieten_offscreen
{first}
app = QApplication([])
window = QWidget()
window.setFixedSize(100, 100)
window.show()
window.raise_()
app.processEvents()
qWarning("a real warning")
"""


def said(first: str) -> list[str]:
    """What a process with one window writes to its error stream."""
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(first=first)],
        cwd=Path(__file__).resolve().parents[3],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    return ended.stderr.splitlines()


def test_only_real_warnings_are_told() -> None:
    assert said("quieten_offscreen()") == ["a real warning"]


def test_without_it_there_would_be_noise() -> None:
    assert any(line.startswith("This plugin does not support") for line in said(""))

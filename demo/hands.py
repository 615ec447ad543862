"""Hands at the keyboard: what the played day uses to work with the windows as a person does."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


class TooSlowError(Exception):
    """Something that the day waits for did not come; the text says what."""


async def until(what: str, condition: Callable[[], bool], patience_s: float = 30) -> None:
    """Let the windows live until a condition holds. Raises TooSlowError."""
    deadline = time.monotonic() + patience_s
    while not condition():
        if time.monotonic() > deadline:
            raise TooSlowError(what)
        await asyncio.sleep(0.02)


async def settle(seconds: float = 0.15) -> None:
    """Let what was begun be painted."""
    await asyncio.sleep(seconds)


def write(text: str) -> None:
    """Put text into the control that has the keyboard, as an input method does."""
    target = QApplication.focusWidget()
    if target is None:
        raise TooSlowError("a control with the keyboard")
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(target, event)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key in the control that has the keyboard."""
    target = QApplication.focusWidget()
    if target is None:
        raise TooSlowError("a control with the keyboard")
    QTest.keyClick(target, key, modifier)


def replace(text: str) -> None:
    """Select all and write over it."""
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    write(text)


class Camera:
    """Numbered pictures of windows."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("[0-9][0-9]-*.png"):
            old.unlink()
        self.folder = folder
        self.taken: list[Path] = []

    async def shoot(self, window: QWidget, name: str) -> None:
        """Take one, when the window has come to rest."""
        await settle()
        file = self.folder / f"{len(self.taken) + 1:02d}-{name}.png"
        window.grab().save(str(file))
        self.taken.append(file)

"""What Qt itself has to say goes to the error stream, but for the offscreen plugin's talk about itself."""

from __future__ import annotations

import sys

from PySide6.QtCore import QMessageLogContext, QtMsgType, qFormatLogMessage, qInstallMessageHandler

OFFSCREEN_NOISE = "This plugin does not support "
"""propagateSizeHints(), raise() …: said for every window, and true of every offscreen one."""


def quieten_offscreen() -> None:
    """From now on leave out that noise; everything else is told as before."""
    qInstallMessageHandler(_tell)


def _tell(kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
    if message is not None and not message.startswith(OFFSCREEN_NOISE) and sys.stderr is not None:
        sys.stderr.write(qFormatLogMessage(kind, context, message) + "\n")

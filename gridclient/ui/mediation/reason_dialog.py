"""Asks why, before a step that needs a reason."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gridclient.ui.async_slot import ask
from gridclient.ui.widgets.form_dialog import FormDialog
from gridclient.ui.widgets.personal_text import NOT_LEARNED, LongText


class ReasonDialog(FormDialog):
    """A reason of a few words; without one the step is not taken."""

    def __init__(self, step: str, parent: QWidget, advice: str = "") -> None:
        super().__init__(parent, letters=60)
        self.text = LongText(self)
        self.text.setAccessibleName(self.tr("Reason"))
        self.text.setInputMethodHints(NOT_LEARNED)
        told = advice or self.tr("Please write down the reason; it goes into the file.")
        self.accept_button = self.lay_out(step, told, self.text, accept=step)
        self.accept_button.setEnabled(False)
        self.text.textChanged.connect(self._look)
        self.accept_button.clicked.connect(self.accept)

    def _look(self) -> None:
        self.accept_button.setEnabled(bool(self.text.toPlainText().strip()))


async def ask_reason(parent: QWidget, step: str, advice: str = "") -> str | None:
    """The reason, or None when the step is given up; `advice` says who reads it."""
    dialog = ReasonDialog(step, parent, advice)
    said = ""

    def note() -> None:
        nonlocal said
        said = dialog.text.toPlainText().strip()

    dialog.accepted.connect(note)
    return said if await ask(dialog) else None

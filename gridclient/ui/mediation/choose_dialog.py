"""Asks for one entry of a code list before something is done."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gridclient.ui.async_slot import ask
from gridclient.ui.widgets.choice_fields import ChoiceField, options_of
from gridclient.ui.widgets.form_dialog import FormDialog
from gridclient.ui.words import language
from gridcore.codes import CodeList


class ChooseDialog(FormDialog):
    """One list; without a choice nothing is done."""

    def __init__(self, title: str, advice: str, codes: CodeList, chosen: str, parent: QWidget) -> None:
        super().__init__(parent, letters=60)
        self.choice = ChoiceField(options_of(codes, language()), self)
        self.choice.setAccessibleName(title)
        self.choice.set_value(chosen or None)
        self.accept_button = self.lay_out(title, advice, self.choice, accept=title)
        self.accept_button.clicked.connect(self.accept)
        self.choice.edited.connect(self._look)
        self._look()
        self.choice.setFocus()

    def _look(self) -> None:
        self.accept_button.setEnabled(self.choice.value() is not None)


async def ask_choice(parent: QWidget, title: str, advice: str, codes: CodeList, chosen: str = "") -> str:
    """The code that was chosen; empty where the user gave it up."""
    dialog = ChooseDialog(title, advice, codes, chosen, parent)
    told = ""

    def note() -> None:
        nonlocal told
        told = str(dialog.choice.value())

    dialog.accepted.connect(note)
    return told if await ask(dialog) else ""

"""Asks for the passphrase once more before personal data leaves: an unlocked laptop may be anybody's."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QCheckBox, QWidget

from gridclient.actions.export import Prepared
from gridclient.ui.async_slot import ask, async_slot
from gridclient.ui.problem_text import problem_text
from gridclient.ui.unlock.unlock_window import letters_box, passphrase_field
from gridclient.ui.unlock.wait_note import WaitNote
from gridclient.ui.widgets.form_dialog import FormDialog
from gridclient.ui.widgets.form_row import FieldProblemText
from gridclient.ui.widgets.tab_order import tab_through
from gridclient.ui.widgets.texts import Text
from gridclient.ui.words import in_a_row
from gridcore.problems import ProblemError

_LETTERS = 62


class Confirms(Protocol):
    """What the dialog asks (`gridclient.actions.export.ListExports`)."""

    def seconds_to_wait(self) -> int:
        """How long the next passphrase must wait."""

    async def confirm(self, export: Prepared, passphrase: str) -> Prepared:
        """Try it."""


class PassphraseDialog(FormDialog):
    """Closes when the passphrase was right; `export` is then the confirmed one. A wrong one may be mended."""

    def __init__(self, exports: Confirms, export: Prepared, parent: QWidget) -> None:
        super().__init__(parent, letters=_LETTERS)
        self._exports, self.export = exports, export
        self.passphrase = passphrase_field(self.tr("Passphrase"), self)
        self.letters: QCheckBox = letters_box(self, self.passphrase)
        self.refusal = FieldProblemText("", self, wraps=True)
        self.refusal.hide()
        self.waiting = WaitNote(self)
        label = Text(self.tr("&Passphrase"), self)
        label.setBuddy(self.passphrase)
        self.accept_button = self.lay_out(
            self.tr("Is it still you?"),
            self.tr(
                "Personal data is about to leave this computer in a file that anybody can open. Please type"
                " the passphrase with which you unlock it."
            ),
            *(label, self.passphrase, self.letters, self.refusal, self.waiting),
            accept=self.tr("&Go on"),
        )
        tab_through(self.passphrase, self.letters, self.accept_button)
        self.accept_button.setDefault(True)
        self.accept_button.clicked.connect(self.go_on)
        self.waiting.over.connect(self._look)
        self.passphrase.textChanged.connect(self._look)
        self.waiting.begin(exports.seconds_to_wait())
        self._look()
        self.passphrase.setFocus()

    @async_slot(again="ignore")
    async def go_on(self) -> None:
        """Try what was typed; it stays for nobody."""
        if self.waiting.seconds or not self.passphrase.text():
            return
        self.passphrase.setReadOnly(True)
        self.waiting.setText(self.tr("Checking …"))
        self._look()
        try:
            self.export = await self._exports.confirm(self.export, self.passphrase.text())
        except ProblemError as error:
            self._refuse(error)
            return
        self.passphrase.clear()
        self.accept()

    def _refuse(self, error: ProblemError) -> None:
        told = problem_text(error.code, error.params)
        self.refusal.setText(in_a_row(told.happened, told.next_step))
        self.refusal.show()
        self.waiting.setText("")
        self.waiting.begin(self._exports.seconds_to_wait())
        self.passphrase.setReadOnly(False)
        self.passphrase.clear()
        self._look()

    def _look(self) -> None:
        """The button waits for a passphrase, and for the end of the time after wrong ones."""
        is_ready = bool(self.passphrase.text()) and not self.waiting.seconds
        self.accept_button.setEnabled(is_ready and not self.passphrase.isReadOnly())
        self.make_room()


async def confirmed(parent: QWidget, exports: Confirms, export: Prepared) -> Prepared | None:
    """The export with the passphrase's word where it needs one; None when the user gave up."""
    if not export.needs_passphrase:
        return export
    dialog = PassphraseDialog(exports, export, parent)
    return dialog.export if await ask(dialog) else None

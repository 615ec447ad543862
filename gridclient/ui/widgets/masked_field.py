"""A personal value that is hidden until somebody asks for it, which is logged by whoever listens."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from gridclient.ui.icons import IconButton
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.personal_text import PersonalLine
from gridclient.ui.words import words
from gridcore.fields import Field
from gridcore.masking import mask_value

HIDDEN_AGAIN_AFTER_MS = 30_000


class MaskedField(QWidget):
    """Shows the mask of a value in place of its editor until `reveal`; the mask returns after 30 seconds.

    `revealed` is emitted each time the value comes into sight: log it. Work on the value (`keep_open`) starts
    the 30 seconds again, so that nothing vanishes under the fingers.
    """

    revealed = Signal()

    def __init__(
        self, title: str, editor: QWidget, masked: Callable[[], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title, self._editor, self._masked = title, editor, masked
        self._mask = QLineEdit(self, readOnly=True)
        self._mask.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._mask.setAccessibleName(title)
        self._button = IconButton("eye", self.tr("Reveal {title}").format(title=title), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(RHYTHM // 2)
        row.addWidget(self._mask, 1)
        row.addWidget(editor, 1)
        row.addWidget(self._button, 0, Qt.AlignmentFlag.AlignTop)
        self._timer = QTimer(self, singleShot=True, interval=HIDDEN_AGAIN_AFTER_MS)
        self._timer.timeout.connect(self.hide_again)
        self._button.clicked.connect(self._turn)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide_again()

    @property
    def is_revealed(self) -> bool:
        """Whether the value is in sight."""
        return not self._editor.isHidden()

    def reveal(self) -> None:
        """Show the value for a while."""
        if self.is_revealed:
            return
        self._show(is_revealed=True)
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._timer.start()
        self.revealed.emit()

    def keep_open(self) -> None:
        """Count the seconds anew."""
        if self.is_revealed:
            self._timer.start()

    def hide_again(self) -> None:
        """Back to the mask."""
        self._timer.stop()
        self._show(is_revealed=False)

    def _turn(self) -> None:
        if self.is_revealed:
            self.hide_again()
        else:
            self.reveal()

    def _show(self, *, is_revealed: bool) -> None:
        had_focus = self._editor.hasFocus()
        self._mask.setText(self._masked())
        self._mask.setVisible(not is_revealed)
        self._editor.setVisible(is_revealed)
        self.setFocusProxy(self._editor if is_revealed else self._button)
        title = self.tr("Hide {title}") if is_revealed else self.tr("Reveal {title}")
        self._button.show_icon("eye-off" if is_revealed else "eye")
        self._button.setAccessibleName(title.format(title=self._title))
        self._button.setToolTip(self._button.accessibleName())
        if had_focus and not is_revealed:
            self._button.setFocus(Qt.FocusReason.OtherFocusReason)


def masked_value(declared: Field, value: str, parent: QWidget | None = None) -> MaskedField:
    """A field's value to read, not to edit, behind its mask."""
    title, masked = words(declared.label), mask_value(declared, value)
    line = PersonalLine()
    line.setReadOnly(True)
    line.mask_of = lambda _: masked
    line.setText(value)
    line.setAccessibleName(title)
    return MaskedField(title, line, lambda: masked, parent)

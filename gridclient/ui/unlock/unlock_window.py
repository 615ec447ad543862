"""The first window: unlock the store, or create it on a new laptop."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gridclient.ui.async_slot import async_slot
from gridclient.ui.problem_text import problem_text
from gridclient.ui.unlock.door import Door
from gridclient.ui.unlock.wait_note import WaitNote
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.page_header import primary_button
from gridclient.ui.widgets.problem_bar import ProblemBar
from gridclient.ui.widgets.texts import Strong, Subtitle, Text, Title
from gridclient.ui.words import words
from gridcore.problems import ProblemCode, ProblemError

FIRST_SIZE = QSize(560, 520)
REPAIRABLE = frozenset({ProblemCode.DATABASE_DAMAGED, ProblemCode.DATABASE_MISSING})
"""The passphrase was right, and the file behind it is not what it was."""


class FrontWindow(QWidget):
    """A quiet window with one card in the middle and the problem bar above it."""

    closed = Signal()

    def __init__(self, title: str, subtitle: str) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Grid work desk"))
        self.problem_bar = ProblemBar(self)
        self.card = Card(self, padding=3 * RHYTHM)
        self.card.body.addWidget(Title(title, self))
        self.card.body.addWidget(Subtitle(subtitle, self, wraps=True))
        self.card.setMaximumWidth(self.fontMetrics().horizontalAdvance("0") * 70)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(3 * RHYTHM, 2 * RHYTHM, 3 * RHYTHM, 2 * RHYTHM)
        column.addWidget(self.problem_bar)
        column.addStretch(1)
        column.addWidget(self.card)
        column.addStretch(2)
        self.resize(FIRST_SIZE)

    def fill(self, *rows: QWidget) -> None:
        """Put what is asked into the card; Tab goes from top to bottom."""
        for each in rows:
            self.card.body.addWidget(each)
        for before, after in pairwise(rows):
            QWidget.setTabOrder(before, after)

    def show_problem(self, problem: ProblemError) -> None:
        """Say what happened, what is safe and what to do."""
        self.problem_bar.show_problem(problem_text(problem.code, problem.params))

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._grow()
        return done

    def _grow(self) -> None:
        """Wrapped texts tell their height only for a width: make room for them."""
        needed = self._column.totalHeightForWidth(self.width())
        if needed > self.height():
            self.resize(self.width(), needed)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()


class UnlockWindow(FrontWindow):
    """Asks for the passphrase; emits `opened` when the store is open, `damaged` when it must be repaired."""

    opened = Signal()
    damaged = Signal()

    def __init__(self, door: Door) -> None:
        super().__init__(
            self.tr("Unlock"),
            self.tr(
                "Your records lie encrypted on this computer. The passphrase opens them, without a network."
            ),
        )
        self._door = door
        self.passphrase = passphrase_field(self.tr("Passphrase"), self)
        self.button = primary_button(self.tr("&Unlock"), self)
        self._waiting = WaitNote(self)
        label = Text(self.tr("&Passphrase"), self)
        label.setBuddy(self.passphrase)
        letters = letters_box(self, self.passphrase)
        self.fill(label, self.passphrase, letters, self._waiting, self.button)
        self.passphrase.returnPressed.connect(self.unlock)
        self.button.clicked.connect(self.unlock)
        self._waiting.over.connect(lambda: self.button.setDisabled(False))
        self._begin_wait()
        self.passphrase.setFocus()

    @async_slot(again="ignore")
    async def unlock(self) -> None:
        """Try the passphrase."""
        if self._waiting.seconds or not self.passphrase.text():
            return
        self._set_busy(self.tr("Opening …"))
        try:
            await self._door.unlock(self.passphrase.text())
        except ProblemError as problem:
            if problem.code in REPAIRABLE:
                self.passphrase.clear()
                self.damaged.emit()
                return
            self._set_busy("")
            self.show_problem(problem)
            self.passphrase.selectAll()
            self.passphrase.setFocus()
            self._begin_wait()
            return
        self.passphrase.clear()
        self.opened.emit()

    def _set_busy(self, text: str) -> None:
        for each in (self.button, self.passphrase):
            each.setDisabled(bool(text))
        self._waiting.setText(text)

    def _begin_wait(self) -> None:
        self._waiting.begin(self._door.seconds_to_wait())
        self.button.setDisabled(self._waiting.seconds > 0)


class CreateWindow(FrontWindow):
    """Chooses the passphrase of a new store; emits `opened` when it is made and open."""

    opened = Signal()

    def __init__(self, door: Door) -> None:
        super().__init__(
            self.tr("Set up this computer"),
            self.tr(
                "Choose a passphrase. It encrypts everything that you keep here. "
                "Nobody can read it back, so write it down and keep the paper in a safe place."
            ),
        )
        self._door = door
        self.passphrase = passphrase_field(self.tr("New passphrase"), self)
        self.repeated = passphrase_field(self.tr("Repeat the passphrase"), self)
        self.suggest = QPushButton(self.tr("&Make one for me"), self)
        self._suggestion = Strong("", self, wraps=True)
        self._suggestion.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._advice = Subtitle("", self, wraps=True)
        self.button = primary_button(self.tr("&Set up"), self)
        first, second = Text(self.tr("&Passphrase"), self), Text(self.tr("&Repeat"), self)
        first.setBuddy(self.passphrase)
        second.setBuddy(self.repeated)
        rows: list[QWidget] = [first, self.passphrase, second, self.repeated]
        rows += [letters_box(self, self.passphrase, self.repeated), self.suggest, self._suggestion]
        self.fill(*rows, self._advice, self.button)
        self._suggestion.hide()
        self.passphrase.textChanged.connect(self._check)
        self.repeated.textChanged.connect(self._check)
        self.suggest.clicked.connect(self._make_one)
        self.button.clicked.connect(self.create_store)
        self.repeated.returnPressed.connect(self.create_store)
        self._check()

    @async_slot(again="ignore")
    async def create_store(self) -> None:
        """Make the store, if the passphrase is good and was repeated."""
        if not self._check():
            return
        self.card.setDisabled(True)
        self._advice.setText(self.tr("Making the encrypted store …"))
        try:
            await self._door.create(self.passphrase.text())
        except ProblemError as problem:
            self.card.setDisabled(False)
            self._check()
            self.show_problem(problem)
            return
        self.passphrase.clear()
        self.repeated.clear()
        self.opened.emit()

    def _make_one(self) -> None:
        made = self._door.suggest()
        self._suggestion.setText(
            self.tr("{words}\nTyped: {typed}").format(words=made.words, typed=made.typed)
        )
        self._suggestion.show()
        self.passphrase.setText(made.typed)
        self.repeated.clear()
        self.repeated.setFocus()

    def _check(self) -> bool:
        typed = self.passphrase.text()
        weak = self._door.weakness(typed) if typed else None
        if not typed:
            advice = self.tr("Four random words are strong and easy to keep.")
        elif weak is not None:
            advice = words(weak)
        elif self.repeated.text() != typed:
            advice = self.tr("Type it once more, so that you know it.")
        else:
            advice = ""
        is_good = bool(typed) and not advice
        self._advice.setText(advice or self.tr("Good. Keep it safe."))
        self.button.setEnabled(is_good)
        return is_good


def passphrase_field(name: str, parent: QWidget) -> QLineEdit:
    """A field that shows dots and tells input methods to learn nothing."""
    field = QLineEdit(parent)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setAccessibleName(name)
    field.setInputMethodHints(
        Qt.InputMethodHint.ImhHiddenText
        | Qt.InputMethodHint.ImhSensitiveData
        | Qt.InputMethodHint.ImhNoPredictiveText
    )
    return field


def letters_box(parent: QWidget, *fields: QLineEdit) -> QCheckBox:
    """A box that shows what is typed, for who types with one hand at a door."""
    box = QCheckBox(QCoreApplication.translate("FrontWindow", "Show &letters"), parent)

    def show(is_on: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_on else QLineEdit.EchoMode.Password
        for each in fields:
            each.setEchoMode(mode)

    box.toggled.connect(show)
    return box

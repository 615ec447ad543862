"""One point of a walk: what it was like, and in a few words what was found."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.patrol_walks import WalkPoint
from gridclient.ui.widgets.badge import Badge, Chip
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.form_row import FieldProblemText
from gridclient.ui.widgets.numbered_field import NumberedField
from gridclient.ui.widgets.personal_text import NOT_LEARNED
from gridclient.ui.widgets.text_fields import TextField
from gridclient.ui.widgets.texts import Strong, Subtitle
from gridclient.ui.widgets.typing_pause import TypingPause
from gridcore.codes.patrols import FOUND, IN_ORDER, NOT_REACHED

_KEEP_MS = 500
_LONGEST = 200
_PLACE_LETTERS = 16


class WalkLine(QWidget):
    """Emits `ticked` when it is to be saved, `typed` when typing stops, `left` when Enter goes on."""

    ticked = Signal()
    typed = Signal()
    left = Signal()
    note_asked = Signal()

    def __init__(self, number: int, point: WalkPoint, parent: QWidget, *, may_write: bool) -> None:
        super().__init__(parent)
        self.point = point
        self.setAccessibleName(f"{number} {point.place}")
        self._number, self._place = Subtitle(str(number), self), Strong(point.place, self, wraps=True)
        self.finding = NumberedField(
            {
                IN_ORDER: self.tr("1 In order"),
                FOUND: self.tr("2 Something found"),
                NOT_REACHED: self.tr("3 Not reached"),
            },
            self,
        )
        self.what = TextField(self)
        self.note_button = QPushButton(self.tr("Keep as a note"), self)
        self._noted = Chip(Badge(self.tr("Kept as a note"), "pencil", "ok"), self)
        self._problem = FieldProblemText("", self, wraps=True)
        self._saved: tuple[str | None, str] = (point.finding, point.what)
        self.is_noted = False
        """Whether its words are a quick note, too."""
        self._clock = TypingPause(self, _KEEP_MS)
        self._clock.timeout.connect(self.typed)
        self._name()
        self._lay_out()
        self.finding.set_value(point.finding)
        self.what.set_value(point.what if point.typed is None else point.typed)
        self.finding.setEnabled(may_write)
        self.what.setReadOnly(not may_write)
        self._may_write = may_write
        self._connect()
        self._follow()

    @property
    def said(self) -> tuple[str | None, str]:
        """The finding, and the words that go with it."""
        finding = self.finding.value()
        words = self.what.text().strip() if finding in (FOUND, NOT_REACHED) else ""
        return (finding if isinstance(finding, str) else None), words

    @property
    def is_ticked(self) -> bool:
        """Whether it says what the point was like."""
        return self.finding.value() is not None

    @property
    def is_unsaved(self) -> bool:
        """Whether what stands here is not saved yet."""
        return self._may_write and self.said != self._saved

    def begin(self) -> None:
        """Put the keyboard here."""
        self.finding.setFocus(Qt.FocusReason.TabFocusReason)

    def flush(self) -> None:
        """Keep at once what waits for typing to stop."""
        if self._clock.isActive():
            self._clock.stop()
            self.typed.emit()

    def show_saved(self, said: tuple[str | None, str]) -> None:
        """This much is saved."""
        self._saved = said
        if not self.is_unsaved:
            self._clock.stop()
        self.show_problem("")

    def show_noted(self) -> None:
        """It is a quick note, too."""
        self.is_noted = True
        self._follow()

    def show_problem(self, text: str) -> None:
        """Why it was not saved."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def follow(self, point: WalkPoint) -> None:
        """Somebody else ticked it meanwhile; what is half typed here stays."""
        if not self.is_unsaved and not self.what.hasFocus():
            self.point = point
            self._saved = (point.finding, point.what)
            self.finding.set_value(point.finding)
            self.what.set_value(point.what)
            self._follow()

    def _choose(self) -> None:
        """Something found asks for words; what is in order goes on to the next point."""
        self._follow()
        self.ticked.emit()

    def _go_on(self) -> None:
        if self.finding.value() == IN_ORDER:
            self.left.emit()
        else:
            self.what.setFocus(Qt.FocusReason.TabFocusReason)

    def _type(self) -> None:
        self.is_noted = False
        self._clock.typed()
        self._follow()

    def _enter(self) -> None:
        if self.is_unsaved:
            self.ticked.emit()
        self.left.emit()

    def _follow(self) -> None:
        finding, words = self.said
        self.what.setVisible(finding in (FOUND, NOT_REACHED))
        self.what.setPlaceholderText(
            self.tr("What was found; Enter goes on") if finding == FOUND else self.tr("Why; Enter goes on")
        )
        self.note_button.setVisible(finding == FOUND and bool(words) and not self.is_noted)
        self._noted.setVisible(finding == FOUND and self.is_noted)

    def _connect(self) -> None:
        self.finding.edited.connect(self._choose)
        self.finding.chosen.connect(self._go_on)
        self.what.edited.connect(self._type)
        self.what.returnPressed.connect(self._enter)
        self.note_button.clicked.connect(self.note_asked)

    def _name(self) -> None:
        place = self.point.place
        self.finding.setAccessibleName(self.tr("{place}: finding").format(place=place))
        self.what.setAccessibleName(self.tr("{place}: what was found").format(place=place))
        self.note_button.setAccessibleName(self.tr("{place}: keep as a note").format(place=place))
        self.note_button.setToolTip("Ctrl+Enter")
        self.what.setInputMethodHints(NOT_LEARNED)
        self.what.setMaxLength(_LONGEST)

    def _lay_out(self) -> None:
        letter = self.fontMetrics().horizontalAdvance("中")
        self._number.setFixedWidth(2 * letter)
        self._place.setFixedWidth(_PLACE_LETTERS * letter)
        row = QHBoxLayout()
        row.setSpacing(RHYTHM)
        row.addWidget(self._number)
        row.addWidget(self._place)
        if self.point.is_left:
            row.addWidget(Chip(Badge(self.tr("No longer in the plan"), "minus", "vacant"), self))
        row.addWidget(self.finding, 1)
        below = QHBoxLayout()
        below.setContentsMargins((2 + _PLACE_LETTERS) * letter + 2 * RHYTHM, 0, 0, 0)
        below.setSpacing(RHYTHM)
        below.addWidget(self.what, 1)
        below.addWidget(self.note_button)
        below.addWidget(self._noted)
        told = QHBoxLayout()
        told.setContentsMargins((2 + _PLACE_LETTERS) * letter + 2 * RHYTHM, 0, 0, 0)
        told.addWidget(self._problem)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, RHYTHM // 2, 0, RHYTHM // 2)
        column.setSpacing(RHYTHM // 2)
        column.addLayout(row)
        column.addLayout(below)
        column.addLayout(told)
        self._problem.hide()

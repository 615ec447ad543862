"""One door of a tour in the evening's table: what happened, a few words, what follows."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gridclient.actions.tour_entry import TourDoor
from gridclient.ui.widgets.badge import Badge, Chip
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.choice_fields import ChoiceField, options_of
from gridclient.ui.widgets.form_row import FieldProblemText
from gridclient.ui.widgets.numbered_field import NumberedField
from gridclient.ui.widgets.personal_text import NOT_LEARNED
from gridclient.ui.widgets.text_fields import TextField
from gridclient.ui.widgets.texts import ElidedSubtitle, Strong, Subtitle
from gridclient.ui.widgets.typing_pause import TypingPause
from gridclient.ui.words import language
from gridcore.codes.visits import FOLLOW_UP
from gridcore.fields import Values

_KEEP_MS = 500
_LONGEST = 500
_WHO_LETTERS = 14
_MET, _NOT_MET, _DECLINED = "met", "not_met", "declined"


class OutcomeField(NumberedField):
    """Met, nobody there, or declined."""

    def __init__(self, parent: QWidget) -> None:
        words = {_MET: self.tr("1 Met"), _NOT_MET: self.tr("2 Nobody"), _DECLINED: self.tr("3 Declined")}
        super().__init__(words, parent)


class TourLine(QWidget):
    """Emits `edited` when typing stops, `left` when Enter asks for the next line."""

    edited = Signal()
    left = Signal()

    def __init__(self, door: TourDoor, parent: QWidget) -> None:
        super().__init__(parent)
        self.door = door
        self.is_recorded = door.is_recorded
        self.setAccessibleName(f"{door.number} {door.person.name}")
        self.outcome = OutcomeField(self)
        self.said = TextField(self)
        self.follow_up = ChoiceField(options_of(FOLLOW_UP, language()), self)
        self._done = Chip(Badge(self.tr("Recorded"), "check", "ok"), self)
        self._problem = FieldProblemText("", self, wraps=True)
        self._problem.hide()
        self._clock = TypingPause(self, _KEEP_MS)
        self._clock.timeout.connect(self.edited)
        self._name()
        self._lay_out()
        self._restore(door.typed)
        for each in (self.outcome, self.said, self.follow_up):
            each.edited.connect(self._clock.typed)
        self.outcome.edited.connect(lambda: self.show_problem(""))
        self.outcome.chosen.connect(self.said.setFocus)
        self.said.returnPressed.connect(self.left)
        self.show_recorded(door.is_recorded)

    def typed(self) -> Values:
        """What the line says, by field of a visit."""
        outcome = self.outcome.value()
        return {
            "met": None if outcome is None else outcome == _MET,
            "declined": True if outcome == _DECLINED else None,
            "said": self.said.value(),
            "follow_up": self.follow_up.value(),
        }

    @property
    def is_filled(self) -> bool:
        """Whether it can be recorded."""
        return not self.is_recorded and self.outcome.value() is not None

    @property
    def is_begun(self) -> bool:
        """Whether anything was typed that is not recorded."""
        return not self.is_recorded and any(value is not None for value in self.typed().values())

    def begin(self) -> None:
        """Put the keyboard here."""
        self.outcome.setFocus(Qt.FocusReason.TabFocusReason)

    def flush(self) -> bool:
        """Whether something waited for typing to stop, which is told at once."""
        if not self._clock.isActive():
            return False
        self._clock.stop()
        self.edited.emit()
        return True

    def show_recorded(self, is_recorded: bool) -> None:
        """It is a visit now, and nothing is typed here any more."""
        self.is_recorded = is_recorded
        self._clock.stop()
        self._done.setVisible(is_recorded)
        for each in self._fields:
            each.setVisible(not is_recorded)
        self.show_problem("")

    def show_problem(self, text: str) -> None:
        """Why it was not recorded."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def _name(self) -> None:
        who = self.door.person.name
        told = (
            self.tr("{name}: what happened"),
            self.tr("{name}: what was said"),
            self.tr("{name}: follow-up"),
        )
        for field, name in zip(self._fields, told, strict=True):
            field.setAccessibleName(name.format(name=who))
        self.said.setInputMethodHints(NOT_LEARNED)
        self.said.setMaxLength(_LONGEST)
        self.said.setPlaceholderText(self.tr("What was said"))

    @property
    def _fields(self) -> tuple[QWidget, QWidget, QWidget]:
        return self.outcome, self.said, self.follow_up

    def _lay_out(self) -> None:
        letter = self.fontMetrics().horizontalAdvance("中")
        number = Subtitle(str(self.door.number), self)
        number.setFixedWidth(2 * letter)
        who = QWidget(self)
        who.setFixedWidth(_WHO_LETTERS * letter)
        names = QVBoxLayout(who)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(0)
        names.addStretch(1)
        names.addWidget(Strong(self.door.person.name, who))
        names.addWidget(ElidedSubtitle(self.door.person.address, who))
        names.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(RHYTHM)
        row.addWidget(number)
        row.addWidget(who)
        row.addWidget(self._done, 1, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self.outcome, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.said, 1)
        row.addWidget(self.follow_up)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, RHYTHM // 2, 0, RHYTHM // 2)
        column.setSpacing(0)
        column.addLayout(row)
        below = QHBoxLayout()
        below.setContentsMargins((2 + _WHO_LETTERS) * letter + 2 * RHYTHM, 0, 0, 0)
        below.addWidget(self._problem)
        column.addLayout(below)

    def _restore(self, typed: Values) -> None:
        if typed.get("declined"):
            self.outcome.set_value(_DECLINED)
        elif typed.get("met") is not None:
            self.outcome.set_value(_MET if typed["met"] else _NOT_MET)
        self.said.set_value(typed.get("said"))
        self.follow_up.set_value(typed.get("follow_up"))

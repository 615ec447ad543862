"""A form built from field declarations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.field_editors import FormRules, is_in_form
from gridclient.ui.widgets.form_row import FormRow
from gridclient.ui.widgets.typing_pause import TypingPause
from gridcore.field_problems import FieldProblem
from gridcore.fields import Field, Value, Values

_PAUSE_MS = 300


class RecordForm(QWidget):
    """Editors for the fields of one record.

    `edited` is emitted when typing stops, or has lasted for a while: keep a draft then. `revealed` names a
    personal field that came into sight: log it. Problems are shown beside fields that the user has touched;
    `show_all_problems` shows all.
    """

    edited = Signal()
    revealed = Signal(str)

    def __init__(
        self,
        fields: Iterable[Field],
        values: Values,
        *,
        parent: QWidget | None = None,
        rules: FormRules | None = None,
    ) -> None:
        super().__init__(parent)
        self._rules = rules or FormRules()
        self._fields = tuple(fields)
        self._values = dict(values)
        self._touched: set[str] = set()
        self._pause = TypingPause(self, _PAUSE_MS)
        self._pause.timeout.connect(self._settle)
        self._rows = {
            each.name: FormRow(each, self._values.get(each.name), self._rules, self)
            for each in self._fields
            if is_in_form(each, self._rules)
        }
        self._lay_out()
        for row in self._rows.values():
            row.edited.connect(lambda name=row.name: self._edit(name))
            row.finished.connect(self.flush)
            row.revealed.connect(lambda name=row.name: self.revealed.emit(name))

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to save."""
        return any(row.is_changed for row in self._rows.values())

    def values(self) -> dict[str, Value]:
        """All values as they would stand after saving."""
        return self._values | {name: row.value() for name, row in self._rows.items() if row.is_changed}

    def changes(self) -> dict[str, Value]:
        """The fields to save: those the user changed, and with them all fields of their group."""
        cells = {row.declared.cell for row in self._rows.values() if row.is_changed}
        wanted = self.values()
        return {each.name: wanted.get(each.name) for each in self._fields if each.cell in cells}

    def restore(self, draft: Values) -> None:
        """Show what the user had typed before."""
        for name, value in draft.items():
            if name in self._rows:
                self._rows[name].set_value(value)
                self._touched.add(name)
        self._check()

    def update_values(self, values: Values) -> None:
        """The record changed meanwhile: follow it, and mark the fields."""
        self._values.update(values)
        for name, row in self._rows.items():
            if name in values:
                row.accept_remote(values[name])

    def set_problems(self, problems: Sequence[FieldProblem]) -> None:
        """Show the problems that saving found."""
        for name, row in self._rows.items():
            row.show_problems([each for each in problems if each.field == name])
        self._focus_first(problems)

    def show_remark(self, name: str, text: str) -> None:
        """Say beside a field what a person remarked on it. Raises KeyError for an unknown one."""
        self._rows[name].show_remark(text)

    def show_all_problems(self) -> list[FieldProblem]:
        """Tidy and check every field, show what is wrong, and go to the first error."""
        self._pause.stop()
        for row in self._rows.values():
            row.tidy()
        self._touched |= self._rows.keys()
        problems = self._check()
        self._focus_first(problems)
        return problems

    def flush(self) -> None:
        """Do at once what waits for typing to stop."""
        if self._pause.isActive():
            self._pause.stop()
            self._settle()

    def names(self) -> list[str]:
        """The fields that the form shows, from top to bottom."""
        return [*self._rows]

    def editor(self, name: str) -> QWidget:
        """The editor of a field. Raises KeyError for a field that the form does not show."""
        return self._rows[name].editor

    def set_row_visible(self, name: str, visible: bool) -> None:
        """Show or hide a field that only sometimes applies. Raises KeyError for an unknown one."""
        row = self._rows[name]
        row.label.setVisible(visible)
        row.cell.setVisible(visible)

    def focus_field(self, name: str) -> None:
        """Put the cursor into a field. Raises KeyError for a field that the form does not show."""
        row = self._rows[name]
        (row.masked or row.editor).setFocus(Qt.FocusReason.OtherFocusReason)

    def reveal_all(self) -> None:
        """Show every personal field for a while."""
        for row in self._rows.values():
            if row.masked is not None:
                row.masked.reveal()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * RHYTHM)
        grid.setVerticalSpacing(RHYTHM + 2)
        grid.setColumnStretch(1, 1)
        for at, row in enumerate(self._rows.values()):
            row.label.setContentsMargins(0, RHYTHM - 1 if row.has_frame else 3, 0, 0)
            grid.addWidget(row.label, at, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(row.cell, at, 1)
        grid.setRowStretch(len(self._rows), 1)

    def _edit(self, name: str) -> None:
        self._touched.add(name)
        self._pause.typed()

    def _settle(self) -> None:
        self._check()
        self.edited.emit()

    def _check(self) -> list[FieldProblem]:
        problems = list(self._rules.check(self.values()))
        for name, row in self._rows.items():
            row.show_problems([each for each in problems if each.field == name and name in self._touched])
        return problems

    def _focus_first(self, problems: Sequence[FieldProblem]) -> None:
        wrong = {each.field for each in problems if each.severity == "error"}
        first = next((name for name in self._rows if name in wrong), None)
        if first is not None:
            self.focus_field(first)

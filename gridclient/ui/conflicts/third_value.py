"""A value that nobody wrote yet: the editors of the field, and the button that decides by it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from gridclient.actions.conflicts import Matter
from gridclient.ui.widgets.card import Card
from gridclient.ui.widgets.choice_fields import Option
from gridclient.ui.widgets.field_editors import FormRules
from gridclient.ui.widgets.personal_text import LongText
from gridclient.ui.widgets.record_form import RecordForm
from gridclient.ui.widgets.texts import Strong
from gridcore.field_problems import FieldProblem
from gridcore.fields import FieldKind, Value, Values
from gridcore.validation import check_value


class ThirdValue(Card):
    """Begins with what stands now. `written` asks to decide by what is typed; Ctrl+Enter does as well."""

    written = Signal()

    def __init__(self, matter: Matter, number: int, today: Callable[[], date], parent: QWidget) -> None:
        super().__init__(parent)
        assert matter.cell is not None, "only a cell has a third value"
        self._fields, self._today = matter.cell.fields, today
        title = self.tr("Another value")
        self.setAccessibleName(title)
        self.body.addWidget(Strong(title, self))
        people = [Option(resident, name) for resident, name in matter.people]
        links = {each.name: people for each in self._fields if each.kind is FieldKind.LINK}
        empty: dict[str, Value] = {each.name: None for each in self._fields}
        self.form = RecordForm(self._fields, empty, parent=self, rules=FormRules(self._check, links))
        self.form.restore(_standing(matter))
        self._standing = self.values()
        self._keep_low()
        self.body.addWidget(self.form)
        self.button = QPushButton(self.tr("Write this ({key})").format(key=number), self)
        self.button.setToolTip("Ctrl+Enter")
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.button.clicked.connect(self.written)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.written)

    def _keep_low(self) -> None:
        """A long text scrolls in its field, so that the sides stay in sight."""
        for each in self._fields:
            editor = self.form.editor(each.name)
            if isinstance(editor, LongText):
                editor.setMaximumHeight(editor.minimumHeight())

    def begin(self) -> None:
        """Put the cursor into the first field."""
        self.form.focus_field(self._fields[0].name)

    @property
    def is_begun(self) -> bool:
        """Whether somebody typed, or is about to."""
        focused = QApplication.focusWidget()
        is_inside = focused is not None and self.form.isAncestorOf(focused)
        return is_inside or self.values() != self._standing

    def values(self) -> dict[str, Value]:
        """What is typed, by field."""
        return {name: value for name, value in self.form.values().items() if self._is_mine(name)}

    def _is_mine(self, name: str) -> bool:
        return any(each.name == name for each in self._fields)

    def _check(self, values: Values) -> Sequence[FieldProblem]:
        today = self._today()
        return [one for each in self._fields for one in check_value(each, values.get(each.name), today=today)]


def _standing(matter: Matter) -> dict[str, Value]:
    """The value that stands now, by field, as the beginning of another one."""
    cell = matter.cell
    standing = next((each.value for each in matter.choices if each.stands), None)
    if standing is None and matter.subject is not None and cell is not None:
        return {each.name: matter.subject.values.get(each.name) for each in cell.fields}
    if cell is not None and cell.fields[0].group is None:
        return {cell.fields[0].name: standing}
    return dict(standing) if isinstance(standing, dict) else {}

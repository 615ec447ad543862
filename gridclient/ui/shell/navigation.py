"""The left edge of the window: who works here, the pages, the sync indicator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gridclient.ui.icons import LOOK_CHANGES, tint_button
from gridclient.ui.shell.pages import PageEntry, keys_of
from gridclient.ui.shell.sync_indicator import SyncIndicator
from gridclient.ui.shell.sync_status import SyncStatus
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.scroll_column import ScrollColumn
from gridclient.ui.widgets.texts import Heading, Subtitle
from gridclient.ui.words import words

_MARGIN = 10
_EDGE = 1
_AIR = QSize(0, 12)
"""Above and below a page's words, as long as all pages fit into the window."""
_LEAST_CHARACTERS = 10


@dataclass(frozen=True)
class Identity:
    """Whose window this is."""

    product: str
    place: str
    person: str


class NavigationButton(QPushButton):
    """One page, with the keys that go to it from anywhere; the arrow keys go on to the next."""

    def __init__(self, entry: PageEntry, keys: str, parent: QWidget) -> None:
        super().__init__(words(entry.title), parent)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Maximum)
        self.entry = entry
        self.setAccessibleName(self.text())
        self.setShortcut(keys)
        self.setToolTip(keys)
        self.toggled.connect(self._draw)
        self._draw()

    def sizeHint(self) -> QSize:
        return super().sizeHint() + _AIR

    def minimumSizeHint(self) -> QSize:
        """Many pages move together before the last of them is out of sight."""
        return super().sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in LOOK_CHANGES and hasattr(self, "entry"):
            self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: True, Qt.Key.Key_Up: False}
        if event.key() in steps:
            self.focusNextPrevChild(steps[Qt.Key(event.key())])
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def _draw(self) -> None:
        tint_button(self, self.entry.symbol, "primary" if self.isChecked() else "muted")


class Navigation(QFrame):
    """Emits `chosen` with a page's id."""

    chosen = Signal(str)

    def __init__(
        self, identity: Identity, entries: Sequence[PageEntry], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Navigation"))
        self._buttons: dict[str, NavigationButton] = {}
        self._has_new_letters = False
        self._person = Subtitle("", self, wraps=True)
        self._product = Heading(identity.product, self, wraps=True)
        self.show_identity(identity)
        self._column = ScrollColumn(self, spacing=RHYTHM // 4)
        keys = keys_of(entries)
        for entry in entries:
            self._add(entry, keys.get(entry.id, ""))
        self.sync = SyncIndicator(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 2 * RHYTHM, _MARGIN, RHYTHM)
        column.setSpacing(RHYTHM // 2)
        column.addWidget(self._product)
        column.addWidget(self._person)
        column.addSpacing(RHYTHM)
        column.addWidget(self._column, 1)
        column.addWidget(self.sync)
        self._fit()

    def show_sync(self, status: SyncStatus) -> None:
        """What the indicator says."""
        self.sync.show_status(status)
        self._fit(keeps=True)

    def show_identity(self, identity: Identity) -> None:
        """Whose window this is."""
        self._product.setText(identity.product)
        self._person.setText(" · ".join(part for part in (identity.place, identity.person) if part))

    def mark(self, page_id: str) -> None:
        """Show where the user is."""
        for each, button in self._buttons.items():  # no button group: Tab would stop at one of them only
            button.setChecked(each == page_id)
        if page_id in self._buttons:
            self._column.ensureWidgetVisible(self._buttons[page_id])

    def focus_page(self, page_id: str) -> None:
        """Put the keyboard on a page's button."""
        self._buttons[page_id].setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._has_new_letters = True

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and self._has_new_letters:
            self._has_new_letters = False
            self._fit()  # not before: the buttons get their letters after this widget
        return super().event(event)

    def _add(self, entry: PageEntry, keys: str) -> None:
        button = NavigationButton(entry, keys, self._column)
        self._buttons[entry.id] = button
        self._column.add(button)
        button.clicked.connect(lambda: self.chosen.emit(entry.id))

    def _fit(self, *, keeps: bool = False) -> None:
        """As wide as its words; no usual sync state makes the page jump, and a longer one only once."""
        self.ensurePolished()
        widest = max((each.sizeHint().width() for each in self._buttons.values()), default=0)
        least = self.fontMetrics().horizontalAdvance("网") * _LEAST_CHARACTERS
        sync = max(self.sync.sizeHint().width(), self.sync.usual_width())
        needed = max(widest, sync, least) + 2 * _MARGIN + _EDGE
        self.setFixedWidth(max(needed, self.width()) if keeps else needed)

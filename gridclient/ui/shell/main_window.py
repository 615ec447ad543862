"""The window: navigation at the left, one page at a time, and what belongs to every page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gridclient.ui.shell.command_palette import CommandPalette, FindCommands
from gridclient.ui.shell.navigation import Identity, Navigation
from gridclient.ui.shell.pages import (
    GoesBack,
    NoticesShown,
    OpensRecord,
    PageEntry,
    ShowsRows,
    TellsIncomplete,
)
from gridclient.ui.shell.sync_status import SyncStatus
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.empty_state import EmptyState, Incomplete
from gridclient.ui.widgets.problem_bar import ProblemBar
from gridclient.ui.widgets.texts import ElidedSubtitle
from gridclient.ui.widgets.toast import Toast
from gridcore.roles import Role

FIRST_SIZE = QSize(1366, 768)


@dataclass(frozen=True)
class WindowActions:
    """What the window's own keys do; the application says how."""

    find: FindCommands
    sync_now: Callable[[], None]
    quick_note: Callable[[], None]
    lock: Callable[[], None]


class MainWindow(QMainWindow):
    """Pages are made when they are first shown and live as long as the window."""

    page_changed = Signal(str)
    closed = Signal()

    def __init__(
        self,
        identity: Identity,
        entries: Sequence[PageEntry],
        roles: frozenset[Role],
        actions: WindowActions,
        *,
        sync_page: str = "sync",
    ) -> None:
        super().__init__()
        self._actions = actions
        self._entries = {each.id: each for each in entries if each.is_for(roles)}
        self._pages: dict[str, QWidget] = {}
        self._history: list[str] = []
        self._incomplete: Incomplete | None = None
        self.setWindowTitle(identity.product)
        self.navigation = Navigation(identity, [e for e in self._entries.values() if e.is_listed], self)
        self.problem_bar = ProblemBar(self)
        self._stack = QStackedWidget(self)
        self._lay_out()
        self.toast = Toast(self._stack)
        self._status = ElidedSubtitle("", self)
        self.statusBar().addWidget(self._status, 1)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().setContentsMargins(RHYTHM, 0, RHYTHM, 0)
        self.navigation.chosen.connect(self.show_page)
        self.navigation.sync.clicked.connect(lambda: self.show_page(sync_page))
        for keys, do in (
            ("Ctrl+K", self.search),
            ("Ctrl+N", actions.quick_note),
            ("F5", actions.sync_now),
            ("Ctrl+L", actions.lock),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(do)
        self.resize(FIRST_SIZE)

    @property
    def current_page(self) -> str | None:
        """The id of the page in sight."""
        return self._history[-1] if self._history else None

    def page_ids(self) -> list[str]:
        """The pages that exist for this user."""
        return list(self._entries)

    def first_page(self) -> str:
        """Where the day begins: at the first page of the navigation, not at one that others lead to."""
        return next(each.id for each in self._entries.values() if each.is_listed)

    def page(self, page_id: str) -> QWidget:
        """A page, made now if need be. Raises KeyError for a page that does not exist for this user."""
        if page_id not in self._pages:
            made = self._entries[page_id].make(self._stack)
            self._pages[page_id] = made
            self._stack.addWidget(made)
        return self._pages[page_id]

    def made_pages(self) -> list[QWidget]:
        """Those that were shown once."""
        return [*self._pages.values()]

    def show_page(self, page_id: str, argument: object = None) -> None:
        """Go to a page, with the thing it shall show. Raises KeyError as `page` does."""
        if self.current_page != page_id:
            self._history = [*self._history[-19:], page_id]
        self._show(page_id, argument)

    def go_back(self) -> None:
        """To where the user was before; a page may first take back a step of its own."""
        current = self.current_page
        if current is None:
            return
        shown = self.page(current)
        if isinstance(shown, GoesBack) and shown.go_back():
            return
        if len(self._history) > 1:
            self._history.pop()
            self._show(self._history[-1])

    def show_sync(self, status: SyncStatus) -> None:
        """What the indicator says."""
        self.navigation.show_sync(status)

    def show_status(self, text: str) -> None:
        """The quiet line at the lower edge."""
        self._status.setText(text)

    def show_incomplete(self, why: Incomplete | None) -> None:
        """Whether lists are short of something: what is empty says so on every page."""
        if why is not self._incomplete:
            self._incomplete = why
            for each in self._pages.values():
                self._tell_incomplete(each)

    def search(self) -> None:
        """Search anything."""
        palette = CommandPalette(self._actions.find, self)
        palette.finished.connect(palette.deleteLater)
        palette.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def _show(self, page_id: str, argument: object = None) -> None:
        shown = self.page(page_id)
        entry = self._entries[page_id]
        was_used = shown.focusWidget() is not None
        self._stack.setCurrentWidget(shown)
        found = self.focusWidget()
        self.toast.raise_()
        self.navigation.mark(page_id if entry.is_listed else entry.belongs_to or page_id)
        if argument is not None and isinstance(shown, OpensRecord):
            shown.open_record(argument)
        if isinstance(shown, NoticesShown):
            shown.page_shown()
        if self._incomplete is not None:
            self._tell_incomplete(shown)
        is_chosen = was_used or self.focusWidget() is not found
        if not is_chosen or not shown.isAncestorOf(self.focusWidget() or self):
            focus_into(shown)
        self.page_changed.emit(page_id)

    def _tell_incomplete(self, page: QWidget) -> None:
        for each in page.findChildren(EmptyState):
            each.show_incomplete(self._incomplete)
        if isinstance(page, TellsIncomplete):
            page.show_incomplete(self._incomplete)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(2 * RHYTHM, 12, 2 * RHYTHM, 12)
        right.setSpacing(RHYTHM)
        right.addWidget(self.problem_bar)
        right.addWidget(self._stack, 1)
        middle = QWidget(self)
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addLayout(right, 1)
        self.setCentralWidget(middle)


def focus_into(page: QWidget) -> None:
    """Put the keyboard where one begins: on the first control if one types into it, else on the rows."""
    each = page.nextInFocusChain()
    while each is not page and each is not None and page.isAncestorOf(each):
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisibleTo(page) and each.isEnabled():
            each.setFocus(Qt.FocusReason.OtherFocusReason)
            break
        each = each.nextInFocusChain()
    if isinstance(page, ShowsRows) and not isinstance(each, QLineEdit | QPlainTextEdit):
        page.table.await_keyboard()

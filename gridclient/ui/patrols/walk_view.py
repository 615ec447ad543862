"""A walk that is being made, or the log of one that is over: begin, end, points, a remark."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gridclient.actions.patrol_walks import PatrolWalks, Walk
from gridclient.ui.async_slot import async_slot
from gridclient.ui.patrols.patrol_words import span_words
from gridclient.ui.patrols.walk_rows import WalkRows
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.personal_text import NOT_LEARNED
from gridclient.ui.widgets.tab_order import tab_through
from gridclient.ui.widgets.text_fields import LongTextField
from gridclient.ui.widgets.typing_pause import TypingPause
from gridcore.ids import RecordId

_KEEP_MS = 500
_REMARK_LINES = 2


class WalkView(QWidget):
    """`times_asked` where begin and end are to be typed; `ended` after the end; `gone`: it is not here."""

    saved = Signal()
    ended = Signal()
    times_asked = Signal()
    removal_asked = Signal()
    gone = Signal()
    told = Signal(str, object)

    def __init__(self, walks: PatrolWalks, now: Callable[[], datetime], parent: QWidget) -> None:
        super().__init__(parent)
        self._walks, self._now = walks, now
        self._wanted: RecordId | None = None
        self._may_write = False
        self._remark_saved = ""
        self.walk: Walk | None = None
        self.rows: WalkRows | None = None
        self.header = PageHeader("", "", self)
        self.remove_button = QPushButton(self.tr("Re&move"), self)
        self.times_button = QPushButton(self.tr("&Times…"), self)
        self.go_on_button = QPushButton(self.tr("&Go on with it"), self)
        for each in (self.remove_button, self.times_button, self.go_on_button):
            self.header.add_control(each)
        self.end_button = self.header.set_primary(self.tr("&End"))
        self.remark = _Remark(self, lines=_REMARK_LINES)
        self.remark.setAccessibleName(self.tr("Remark"))
        self.remark.setPlaceholderText(self.tr("A remark about the whole walk"))
        self.remark.setInputMethodHints(NOT_LEARNED)
        self._pause = TypingPause(self, _KEEP_MS)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(RHYTHM)
        self._column.addWidget(self.header)
        self._column.addWidget(self.remark)
        self._connect()

    def show_walk(self, patrol: RecordId, *, may_write: bool) -> None:
        """Show another walk; one of another grid is only read."""
        self._wanted, self._may_write, self.walk = patrol, may_write, None
        for each in (self.end_button, self.go_on_button, self.times_button, self.remove_button):
            each.hide()  # until it is known how the walk stands
        self.read()

    @async_slot(again="restart")
    async def read(self) -> None:
        """Read the walk anew; what is half typed stays."""
        if self._wanted is None:
            return
        found = await self._walks.walk(self._wanted)
        if found is None:
            self.gone.emit()
            return
        is_new, self.walk = self.walk is None, found
        if is_new or self.rows is None:
            self._fill(found)
        elif not self.rows.follow(found):
            await self.rows.save_typed()
            self._fill(await self._walks.walk(self._wanted) or found)
        self._show(found, is_new=is_new)

    @async_slot(again="ignore")
    async def end(self) -> None:
        """Save what is half typed, and end it now; of one that was forgotten the time is asked."""
        await self.save_typed()
        if self.walk is None:
            return
        if not await self._walks.end(self.walk):
            self.times_asked.emit()
            return
        self.saved.emit()
        self.ended.emit()

    @async_slot(again="ignore")
    async def go_on(self) -> None:
        """It was ended by mistake."""
        if self.walk is not None:
            await self._walks.go_on(self.walk)
            self.saved.emit()
            self.read()

    def flush(self) -> None:
        """Keep at once what waits for typing to stop."""
        if self.rows is not None:
            self.rows.flush()
        if self._pause.isActive():
            self._pause.stop()
            self._keep_remark()

    async def save_typed(self) -> None:
        """Save what is only a draft so far."""
        walk, remark = self.walk, self.remark.toPlainText().strip()
        if self.rows is None or walk is None or not self._may_write:
            return
        await self.rows.save_typed()
        self._pause.stop()
        if remark != self._remark_saved:
            await self._walks.keep_remark(walk, remark)
            self._remark_saved = remark
            self.saved.emit()

    @async_slot
    async def _keep_remark(self) -> None:
        if self.walk is not None and self._may_write:
            await self._walks.keep_typed_remark(self.walk, self.remark.toPlainText())

    def _fill(self, walk: Walk) -> None:
        if self.rows is not None:
            self.rows.hide()
            self._column.removeWidget(self.rows)
            self.rows.deleteLater()
        rows = self.rows = WalkRows(self._walks, walk, self, may_write=self._may_write)
        rows.saved.connect(self._follow)
        rows.noted.connect(self._tell_note)
        rows.left.connect(self._rest)
        self._column.insertWidget(1, rows, 1)
        tab_through(self.header, rows, self.remark)

    def _show(self, walk: Walk, *, is_new: bool) -> None:
        is_over = bool(walk.ended_at)
        self.end_button.setVisible(self._may_write and not is_over)
        self.go_on_button.setVisible(self._may_write and is_over)
        for each in (self.times_button, self.remove_button):
            each.setVisible(self._may_write)
        self.remark.setReadOnly(not self._may_write)
        if is_new or not self.remark.hasFocus():
            self._remark_saved = walk.remark
            self.remark.set_value(walk.remark if walk.typed is None else walk.typed)
        self._summarise()
        if is_new and self.rows is not None:
            self.rows.go_on()

    def _follow(self) -> None:
        self._summarise()
        self.saved.emit()

    def _summarise(self) -> None:
        walk, rows = self.walk, self.rows
        if walk is None or rows is None:
            return
        checked = self.tr("{done} of {all} points checked").format(done=rows.ticked, all=len(rows.lines))
        span = span_words(walk.started_at, walk.ended_at, self._now())
        state = "" if walk.ended_at else self.tr("under way")
        self.header.set_title(walk.content)
        self.header.set_subtitle(" · ".join(filter(None, (checked, span, state, walk.worker))))

    def _rest(self) -> None:
        """After the last point the keyboard is on the button that ends the walk."""
        if self.end_button.isVisibleTo(self):
            self.end_button.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_note(self) -> None:
        self.told.emit(self.tr("Kept among your quick notes."), None)
        self.saved.emit()

    def _connect(self) -> None:
        self.end_button.clicked.connect(self.end)
        self.go_on_button.clicked.connect(self.go_on)
        self.times_button.clicked.connect(self.times_asked)
        self.remove_button.clicked.connect(self.removal_asked)
        self.remark.edited.connect(self._pause.typed)
        self._pause.timeout.connect(self._keep_remark)


class _Remark(LongTextField):
    """As low as its lines: the points get all room that is left."""

    def __init__(self, parent: QWidget, *, lines: int) -> None:
        super().__init__(parent, lines=lines)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())

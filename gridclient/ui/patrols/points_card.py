"""The points of a plan: added by typing or choosing, put in order, renamed, taken out; by keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.patrol_points import KnownPlace, PatrolPoints, PointLine
from gridclient.actions.records import Unsaved
from gridclient.ui.async_slot import async_slot
from gridclient.ui.icons import IconButton
from gridclient.ui.patrols.points_list import PointsList
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.choice_fields import ChoiceField, Option
from gridclient.ui.widgets.form_row import FieldProblemText, problem_words
from gridclient.ui.widgets.personal_text import NOT_LEARNED
from gridclient.ui.widgets.tab_order import tab_through
from gridclient.ui.widgets.text_fields import TextField
from gridclient.ui.widgets.texts import Heading, Subtitle
from gridcore.ids import RecordId, ScopeId

_LONGEST = 80
_SHOWN_LETTERS = 6


class PointsCard(Card):
    """`changed` after each save; `told` says what was taken out, and how it comes back."""

    changed = Signal()
    told = Signal(str, object)

    def __init__(self, points: PatrolPoints, parent: QWidget) -> None:
        super().__init__(parent)
        self._points = points
        self._plan: RecordId | None = None
        self._renamed: RecordId | None = None
        self._known: Sequence[KnownPlace] = ()
        self._may_write = False
        self.list = PointsList(self)
        self._empty = Subtitle(
            self.tr("No point yet. Type below what to look at and where; Enter adds it."), self, wraps=True
        )
        self.up = IconButton("chevron-up", self.tr("Move up (Alt+Up)"), self)
        self.down = IconButton("chevron-down", self.tr("Move down (Alt+Down)"), self)
        self.rename_button = IconButton("pencil", self.tr("Change the words (F2)"), self)
        self.remove_button = IconButton("minus", self.tr("Take out (Delete)"), self)
        self._tools = (self.up, self.down, self.rename_button, self.remove_button)
        self._typing = QWidget(self)
        self.place = TextField(self._typing)
        self.known = ChoiceField((), self._typing)
        self.add_button = QPushButton(self.tr("&Add"), self._typing)
        self._problem = FieldProblemText("", self, wraps=True)
        self._lay_out()
        self._connect()
        self._show_lines(())

    @async_slot(again="restart")
    async def show_plan(self, plan: RecordId, scope: ScopeId, *, may_write: bool) -> None:
        """The points of a plan; what is half typed stays while it is the same plan."""
        if plan != self._plan:
            self._end_renaming()
            self._known = await self._points.known_places(scope)
            self.known.offer([Option(str(at), each.name) for at, each in enumerate(self._known)])
        self._plan, self._may_write = plan, may_write
        for each in (*self._tools, self._typing):
            each.setVisible(may_write)
        self._show_lines(await self._points.lines(plan))

    def begin(self) -> None:
        """Put the keyboard where points are typed."""
        self.place.setFocus(Qt.FocusReason.OtherFocusReason)

    @async_slot(again="ignore")
    async def add(self) -> None:
        """What is typed or chosen becomes a point, or the new words of the one that is changed."""
        if self._plan is None:
            return
        words, named = self.place.text().strip(), self._chosen()
        if self._renamed is not None:
            done = await self._points.rename(self._renamed, words)
        else:
            done = await self._points.add(self._plan, words or (named.name if named else ""), named)
        if isinstance(done, Unsaved):
            gone = self.tr("This point was taken out meanwhile.")
            self._complain(gone if done.is_gone else " ".join(map(problem_words, done.problems)))
            return
        at = self.list.count() if self._renamed is None else self.list.currentRow()
        self._end_renaming()
        await self._read(at)
        self.begin()

    @async_slot
    async def move_by(self, steps: int) -> None:
        """The current point goes up or down."""
        found = self.list.current
        if found is not None and self._plan is not None and self._may_write:
            await self._points.move(self._plan, found.record, steps)
            await self._read(min(max(found.number - 1 + steps, 0), self.list.count() - 1))

    @async_slot(again="ignore")
    async def remove(self) -> None:
        """The current point is taken out; the toast brings it back."""
        found = self.list.current
        if found is None or not self._may_write:
            return
        await self._points.remove(found.record)
        await self._read(min(found.number - 1, self.list.count() - 2))
        self.told.emit(self.tr("The point is taken out."), lambda: self._restore(found.record))

    def rename(self) -> None:
        """Its words come into the field, to be changed there."""
        found = self.list.current
        if found is None or not self._may_write:
            return
        self._renamed = found.record
        self.place.set_value(found.place)
        self.known.setEnabled(False)
        self.add_button.setText(self.tr("Ch&ange"))
        self.begin()
        self.place.selectAll()

    def leave(self) -> bool:
        """Give up changing words; whether any were being changed."""
        if self._renamed is None:
            return False
        self._end_renaming()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    @async_slot
    async def _restore(self, point: RecordId) -> None:
        await self._points.restore(point)
        await self._read(self.list.currentRow())

    async def _read(self, at: int) -> None:
        if self._plan is not None:
            self._show_lines(await self._points.lines(self._plan), at)
            self.changed.emit()

    def _show_lines(self, lines: Sequence[PointLine], at: int | None = None) -> None:
        self.list.show_lines(lines, at)
        self.list.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        for button in self._tools:
            button.setEnabled(bool(lines))

    def _chosen(self) -> KnownPlace | None:
        value = self.known.value()
        return self._known[int(value)] if isinstance(value, str) else None

    def _end_renaming(self) -> None:
        self._renamed = None
        self.place.clear()
        self.known.setEnabled(True)
        self.known.set_value(None)
        self.add_button.setText(self.tr("&Add"))
        self._complain("")

    def _complain(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        if text:
            self.begin()

    def _take_known(self) -> None:
        """A facility or a building gives its name, to be added to."""
        named = self._chosen()
        if named is not None and not self.place.text().strip():
            self.place.set_value(named.name)
            self.begin()
            self.place.end(False)

    def _connect(self) -> None:
        self.list.moved.connect(self.move_by)
        self.list.rename_asked.connect(self.rename)
        self.list.removal_asked.connect(self.remove)
        self.place.returnPressed.connect(self.add)
        self.place.edited.connect(lambda: self._complain(""))
        self.known.edited.connect(self._take_known)
        self.add_button.clicked.connect(self.add)
        self.up.clicked.connect(lambda: self.move_by(-1))
        self.down.clicked.connect(lambda: self.move_by(1))
        self.rename_button.clicked.connect(self.rename)
        self.remove_button.clicked.connect(self.remove)

    def _lay_out(self) -> None:
        self.place.setAccessibleName(self.tr("What, and where"))
        self.place.setPlaceholderText(self.tr("What, and where"))
        self.place.setMaxLength(_LONGEST)
        self.place.setInputMethodHints(NOT_LEARNED)
        self.known.setAccessibleName(self.tr("Facility or building"))
        self.known.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.known.setMinimumContentsLength(_SHOWN_LETTERS)
        head, row = QHBoxLayout(), QHBoxLayout()
        head.addWidget(Heading(self.tr("Points"), self))
        head.addStretch(1)
        for button in self._tools:
            head.addWidget(button)
        typing = QVBoxLayout(self._typing)
        typing.setContentsMargins(0, 0, 0, 0)
        typing.setSpacing(RHYTHM)
        typing.addWidget(self.place)
        typing.addLayout(row)
        row.setSpacing(RHYTHM)
        row.addWidget(self.known, 1)
        row.addWidget(self.add_button)
        self.body.addLayout(head)
        self.body.addWidget(self._empty)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._typing)
        self.body.addWidget(self._problem)
        self.body.addStretch(0)
        self._problem.hide()
        tab_through(*self._tools, self.list, self._typing)

"""The points of a walk, one row each; every tick is saved at once, words as a draft while they are typed."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from gridclient.actions.patrol_walks import PatrolWalks, Walk
from gridclient.actions.records import Saved, Unsaved
from gridclient.ui.async_slot import async_slot
from gridclient.ui.patrols.walk_line import WalkLine
from gridclient.ui.widgets.card import Card
from gridclient.ui.widgets.form_row import problem_words
from gridclient.ui.widgets.scroll_column import ScrollColumn
from gridclient.ui.widgets.texts import Subtitle


class WalkRows(ScrollColumn):
    """`saved` after each tick, `noted` after a quick note, `left` when Enter leaves the last row."""

    saved = Signal()
    noted = Signal()
    left = Signal()

    def __init__(self, walks: PatrolWalks, walk: Walk, parent: QWidget, *, may_write: bool) -> None:
        super().__init__(parent)
        self._walks, self._walk, self._may_write = walks, walk, may_write
        self._one_by_one = asyncio.Lock()
        """A point that is being saved leaves no draft behind."""
        self.lines: list[WalkLine] = []
        card = Card(self)
        for number, point in enumerate(walk.points, start=1):
            line = WalkLine(number, point, card, may_write=may_write)
            line.ticked.connect(lambda line=line: self._tick(line))
            line.typed.connect(lambda line=line: self._keep(line))
            line.left.connect(lambda line=line: self.go_on(line))
            line.note_asked.connect(lambda line=line: self._note(line))
            card.body.addWidget(line)
            self.lines.append(line)
        if not walk.points:
            told = self.tr("The plan has no points. Begin and end are noted all the same.")
            card.body.addWidget(Subtitle(told, card, wraps=True))
        self.add(card)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._note_here)

    @property
    def ticked(self) -> int:
        """How many points say what they were like."""
        return sum(each.is_ticked for each in self.lines)

    def follow(self, walk: Walk) -> bool:
        """Show what others ticked meanwhile; False where the points are not the same any more."""
        if [each.point.point for each in self.lines] != [each.point for each in walk.points]:
            return False
        self._walk = walk
        for line, point in zip(self.lines, walk.points, strict=True):
            line.follow(point)
        return True

    def flush(self) -> None:
        """Keep at once what waits for typing to stop."""
        for each in self.lines:
            each.flush()

    async def save_typed(self) -> None:
        """Save the words that are only a draft so far."""
        for each in [line for line in self.lines if line.is_unsaved]:
            await self._save(each)

    def go_on(self, after: WalkLine | None = None) -> None:
        """To the next point that is not ticked."""
        begin = self.lines.index(after) + 1 if after is not None else 0
        following = [each for each in self.lines[begin:] if not each.is_ticked]
        if following and self._may_write:
            following[0].begin()
        else:
            self.left.emit()

    @async_slot
    async def _tick(self, line: WalkLine) -> None:
        """With the words of other rows, which the keyboard has left without Enter."""
        await self._save(line)
        await self.save_typed()

    async def _save(self, line: WalkLine) -> None:
        said = line.said
        async with self._one_by_one:
            done = await self._walks.tick(self._walk, line.point, *said)
        if isinstance(done, Saved):
            line.show_saved(said)
            self.saved.emit()
            return
        line.show_problem(self._why(done))
        if done.is_gone and said[1] and not line.is_noted:
            await self._keep_note(line)

    @async_slot
    async def _keep(self, line: WalkLine) -> None:
        async with self._one_by_one:
            if line.is_unsaved:
                await self._walks.keep_typed(self._walk, line.point, line.said[1])

    @async_slot(again="ignore")
    async def _note(self, line: WalkLine) -> None:
        await self._keep_note(line)

    async def _keep_note(self, line: WalkLine) -> None:
        """The same words as a quick note of one's own, to become an errand, a visit, a report."""
        done = await self._walks.keep_note(line.point, line.said[1])
        if isinstance(done, Saved):
            line.show_noted()
            self.noted.emit()
        else:
            line.show_problem(self._why(done))

    def _note_here(self) -> None:
        """Ctrl+Enter: the row in which the keyboard is."""
        resting = self.window().focusWidget()
        for each in self.lines:
            if each.note_button.isVisibleTo(self) and resting is not None and each.isAncestorOf(resting):
                self._note(each)

    def _why(self, refused: Unsaved) -> str:
        if refused.is_gone:
            return self.tr(
                "This point was taken out of the plan, or the walk was removed. What you write here is kept "
                "as a quick note."
            )
        return " ".join(map(problem_words, refused.problems))

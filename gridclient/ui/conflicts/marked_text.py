"""A long text in which the clauses that differ from another text are marked."""

from __future__ import annotations

import html
from collections.abc import Sequence
from difflib import SequenceMatcher

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from gridclient.ui.icons import LOOK_CHANGES
from gridclient.ui.tokens import shown_tokens
from gridcore.sync.clauses import split


def marked_clauses(text: str, other: str) -> list[tuple[str, bool]]:
    """The clauses of a text, each with whether the other text lacks it at this place."""
    mine, theirs = split(text), split(other)
    marked = [True] * len(mine)
    for block in SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks():
        marked[block.a : block.a + block.size] = [False] * block.size
    return list(zip(mine, marked, strict=True))


class MarkedText(QLabel):
    """Marks by tint and underline. What stands in a record is shown as it stands, never read as markup."""

    def __init__(self, clauses: Sequence[tuple[str, bool]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clauses = clauses
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAccessibleName("".join(clause for clause, _ in clauses))
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in LOOK_CHANGES and hasattr(self, "_clauses"):
            self._draw()

    def _draw(self) -> None:
        tint = shown_tokens().service
        style = f"background-color: {tint.background}; color: {tint.text}; text-decoration: underline"
        parts = []
        for clause, is_marked in self._clauses:
            shown = html.escape(clause).replace("\n", "<br>")
            parts.append(f'<span style="{style}">{shown}</span>' if is_marked else shown)
        drawn = "".join(parts)
        if drawn != self.text():
            self.setText(drawn)

"""Guards against two ways in which PySide6 loses count of what belongs to whom.

6.12.0 on Linux and Python 3.11 gives back a reference to None too often: after some tens of thousands of
repaints the process aborts with "Fatal Python error: none_dealloc". And of an action that Qt makes itself,
PySide may find the wrapper of a dead action that lay at the same address.
"""

import ast
import sys
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QApplication

from tests.architecture.tree import called, files, place, syntax

CALLS = 2_000
NOISE = 200


class EmptyCells(QAbstractTableModel):
    """A table whose every answer is None, as most roles of a real one are."""

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 1

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        return None


def test_qt_gives_back_no_reference_to_none_that_it_does_not_hold(qapp: QApplication) -> None:
    source = EmptyCells()
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(source)
    cell = proxy.index(0, 0)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        proxy.data(cell, Qt.ItemDataRole.DecorationRole)
    assert before - sys.getrefcount(None) < NOISE


def actions_made_by_qt(tree: ast.Module) -> list[ast.Call]:
    """Calls of `addAction` that give something other than an action which we made: a text, an icon."""
    bare = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
    return [
        each
        for each in ast.walk(tree)
        if isinstance(each, ast.Call) and called(each).endswith("addAction") and id(each) not in bare
    ]


def test_actions_are_made_by_us() -> None:
    found = [
        place(path, each) for path in files(".py", "gridclient") for each in actions_made_by_qt(syntax(path))
    ]
    assert found == []


def test_an_action_that_qt_makes_would_be_seen() -> None:
    assert actions_made_by_qt(ast.parse("self._clear = self.addAction(icon('cross'), place)"))
    assert actions_made_by_qt(ast.parse("menu.addAction('Open').triggered.connect(do)"))
    assert not actions_made_by_qt(ast.parse("menu.addAction(action)"))

"""What the symbols of a chart mean, and how many doors have each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gridclient.ui.buildings.flat_signs import Sign
from gridclient.ui.icons import IconSign
from gridclient.ui.widgets.flow_layout import FlowLayout
from gridclient.ui.widgets.texts import Text
from gridclient.ui.words import words


class Legend(QWidget):
    """One entry for each symbol that occurs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Symbols"))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._row = FlowLayout(self, gap=18, line_gap=4)

    def show_counts(self, counts: Sequence[tuple[Sign, int]]) -> None:
        """Change what is explained."""
        while (item := self._row.takeAt(0)) is not None:
            entry = item.widget()
            if entry is not None:
                entry.hide()
                entry.deleteLater()
        for sign, number in counts:
            entry = _Entry(sign, number, self)
            self._row.addWidget(entry)
            entry.show()
        self._row.invalidate()
        self.updateGeometry()


class _Entry(QWidget):
    def __init__(self, sign: Sign, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(IconSign(sign.symbol, sign.tint, self, scale=0.85))
        row.addWidget(Text(f"{words(sign.label)} {number}", self))

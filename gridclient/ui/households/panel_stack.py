"""A page, and over it at most one form."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gridclient.ui.households.away_panel import AwayPanel
from gridclient.ui.households.move_panel import MovePanel
from gridclient.ui.households.record_panel import RecordPanel

P = TypeVar("P", bound=RecordPanel | MovePanel | AwayPanel)


class PanelStack(QStackedWidget, Generic[P]):
    """Fills the widget that it is given; leaving the form keeps what was typed."""

    def __init__(self, page: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.panel: P | None = None
        """The form that is open."""
        self.addWidget(page)
        column = QVBoxLayout(parent)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self)

    def put(self, panel: P) -> None:
        """Open a form, instead of the one that is open."""
        self.close_panel()
        self.panel = panel
        self.addWidget(panel)
        self.setCurrentWidget(panel)

    def close_panel(self) -> bool:
        """Back to the page; whether a form was open."""
        panel, self.panel = self.panel, None
        if panel is None:
            return False
        self.setCurrentIndex(0)
        self.removeWidget(panel)
        panel.hide()
        panel.deleteLater()
        return True

    def go_back(self) -> bool:
        """Leave the form; False when none is open."""
        if self.panel is None:
            return False
        self.panel.leave()
        return True

    def follow(self) -> bool:
        """What is stored has changed: mark it in the open form; False when none is open."""
        if isinstance(self.panel, RecordPanel):
            self.panel.follow()
        return self.panel is not None

    def flush(self) -> None:
        """Keep at once what is typed."""
        if self.panel is not None:
            self.panel.flush()

"""The last window of a laptop that is taken out of service: what became of the work, and of the data."""

from __future__ import annotations

from gridclient.ui.unlock.unlock_window import FrontWindow
from gridclient.ui.widgets.page_header import primary_button
from gridclient.ui.widgets.texts import Text


class FarewellWindow(FrontWindow):
    """Says it in plain words; closing it ends the program."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("This computer was taken out of service"),
            self.tr(
                "The server ended its access. That happens when a computer is replaced or its user changes."
            ),
        )
        safe = self.tr("Everything that you saved has reached the server. Your supervisor looks through it.")
        gone = self.tr("The records on this computer were deleted. Nothing can be opened here any more.")
        advice = self.tr("To go on working, ask your supervisor for a new one-time code.")
        rows = [Text(each, self, wraps=True) for each in (safe, gone, advice)]
        self.button = primary_button(self.tr("&Close"), self)
        self.fill(*rows, self.button)
        self.button.clicked.connect(self.close)
        self.button.setFocus()

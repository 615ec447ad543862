"""Makes a new laptop known to the server with the code that the supervisor gave."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from gridclient.ui.async_slot import async_slot
from gridclient.ui.unlock.door import Office
from gridclient.ui.unlock.unlock_window import FrontWindow
from gridclient.ui.widgets.page_header import primary_button
from gridclient.ui.widgets.texts import Subtitle, Text
from gridcore.problems import ProblemError


class EnrolWindow(FrontWindow):
    """Asks for the server and the code; emits `enrolled` when the store knows its user."""

    enrolled = Signal()

    def __init__(self, office: Office, server: str = "") -> None:
        super().__init__(
            self.tr("Connect this computer"),
            self.tr(
                "Your supervisor gives you a one-time code. This step needs the network once; "
                "afterwards you work without it."
            ),
        )
        self._office = office
        self.server = QLineEdit(server, self)
        self.server.setAccessibleName(self.tr("Address of the server"))
        self.server.setPlaceholderText("https://")
        self.code = QLineEdit(self)
        self.code.setAccessibleName(self.tr("Enrolment code"))
        self._busy = Subtitle("", self, wraps=True)
        self.button = primary_button(self.tr("&Connect"), self)
        first, second = Text(self.tr("Address of the &server"), self), Text(self.tr("Enrolment &code"), self)
        first.setBuddy(self.server)
        second.setBuddy(self.code)
        self.fill(first, self.server, second, self.code, self._busy, self.button)
        self.button.clicked.connect(self.enrol)
        self.code.returnPressed.connect(self.enrol)
        (self.code if server else self.server).setFocus()

    @async_slot(again="ignore")
    async def enrol(self) -> None:
        """Ask the server."""
        server, code = self.server.text().strip(), self.code.text().strip()
        if not server or not code:
            self._busy.setText(self.tr("Please fill in both lines."))
            return
        self.card.setDisabled(True)
        self._busy.setText(self.tr("Asking the server …"))
        try:
            await self._office.enrol(server, code)
        except ProblemError as problem:
            self.card.setDisabled(False)
            self._busy.setText("")
            self.show_problem(problem)
            return
        self.enrolled.emit()

"""What the window says about the files of working days, and the way to the office's own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QWidget

from gridclient.calendars import Calendars, own_calendars
from gridclient.ui.widgets.card import Card
from gridclient.ui.widgets.problem_bar import ProblemBar, ProblemText
from gridclient.ui.widgets.texts import Subtitle, Text


def calendar_hint(calendars: Calendars, today: date) -> ProblemText | None:
    """That a file is damaged, or that a year has none; None where all is well."""
    missing = calendars.missing_year(today)
    if calendars.damaged:
        files = ", ".join(str(each) for each in calendars.damaged)
        return ProblemText(
            QCoreApplication.translate(
                "Calendars", "The file of working days cannot be read: {files}"
            ).format(files=files),
            QCoreApplication.translate("Calendars", "Visits are planned without it; no record is touched."),
            QCoreApplication.translate("Calendars", "Please mend the file, or remove it, and start again."),
            "warning",
        )
    if missing is None:
        return None
    file = own_calendars() / f"{missing}.json"
    return ProblemText(
        QCoreApplication.translate("Calendars", "The public holidays of {year} are not known yet.").format(
            year=missing
        ),
        QCoreApplication.translate("Calendars", "Until then only weekends are free in that year."),
        QCoreApplication.translate("Calendars", "Please ask your administrator for this file: {file}").format(
            file=file
        ),
        "info",
    )


def show_hint(bar: ProblemBar, hint: ProblemText, folder: Path | None = None) -> None:
    """Say it, with a button that opens the folder in which the office keeps its files."""

    def go() -> None:
        if not open_folder(folder or own_calendars()):
            bar.show_problem(hint)

    bar.show_problem(hint, QCoreApplication.translate("Calendars", "Open the folder"), go)


def calendar_card(calendars: Calendars, parent: QWidget, folder: Path | None = None) -> Card:
    """Which years are known, and where a file for another one belongs."""
    own = folder or own_calendars()
    card = Card(parent, heading=QCoreApplication.translate("Calendars", "Working days"))
    known = QCoreApplication.translate("Calendars", "The public holidays of these years are known: {years}")
    years = ", ".join(str(each) for each in sorted(calendars.work.years)) or "–"
    card.body.addWidget(Text(known.format(years=years), card, wraps=True))
    advice = QCoreApplication.translate(
        "Calendars",
        "A file in the folder of your office adds a year, or replaces the one that came with the program."
        " It counts when the program is started again.",
    )
    remark = Subtitle(advice, card, wraps=True)
    button = QPushButton(QCoreApplication.translate("Calendars", "Open the folder"), card)

    def go() -> None:
        if not open_folder(own):
            told = QCoreApplication.translate("Calendars", "Please open this folder yourself: {folder}")
            remark.setText(told.format(folder=own))

    button.clicked.connect(go)
    card.body.addWidget(remark)
    card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    return card


def open_folder(folder: Path) -> bool:
    """Show the folder in the system's own window, made where it is missing; False where that fails."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

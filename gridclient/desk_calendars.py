"""What the window says about the files of working days."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from gridclient.calendars import Calendars, own_calendars
from gridclient.ui.widgets.problem_bar import ProblemText


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

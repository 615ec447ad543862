"""Shows failures that nobody handled: problems in the bar, bugs in a dialog with a report."""

from __future__ import annotations

import logging
import platform
import traceback
from collections.abc import Callable
from pathlib import Path

from PySide6 import __version__ as qt_version
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.problem_bar import ProblemBar, ProblemText
from gridclient.ui.widgets.texts import Heading, Text
from gridcore.problems import ProblemError

_log = logging.getLogger(__name__)

Describe = Callable[[ProblemError], ProblemText | None]
"""The sentences for a problem; None where the sync indicator says it already."""


class WindowReporter:
    """The reporter of a window (`async_slot.Reporter`)."""

    def __init__(self, bar: ProblemBar, describe: Describe) -> None:
        self._bar, self._describe = bar, describe
        self._dialog: CrashDialog | None = None

    def report_problem(self, problem: ProblemError) -> None:
        """Show the problem in the bar."""
        _log.info("problem: %s", problem.code)
        text = self._describe(problem)
        if text is not None:
            self._bar.show_problem(text)

    def report_crash(self, error: BaseException) -> None:
        """Show the report; one at a time, the first one tells most."""
        report = crash_report(error)
        _log.error("crash\n%s", report)
        if self._dialog is None:
            self._dialog = CrashDialog(report, self._bar.window())
            self._dialog.finished.connect(self._forget)
            self._dialog.open()

    def _forget(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None


class CrashDialog(QDialog):
    """Says that the program made a mistake, and shows all that a report would tell."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Something went wrong"))
        happened = Heading(self.tr("The program made a mistake."), self)
        rest = Text(
            self.tr(
                "What you saved is safe on this computer. You can go on working; if it happens again, "
                "restart. This report holds no names and no values. You may send it to your administrator."
            ),
            self,
            wraps=True,
        )
        text = QPlainTextEdit(report, self)
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setAccessibleName(self.tr("Report"))
        buttons = QDialogButtonBox(self)
        copy = buttons.addButton(self.tr("&Copy the report"), QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton(self.tr("C&lose"), QDialogButtonBox.ButtonRole.AcceptRole)
        close.setDefault(True)
        copy.clicked.connect(text.selectAll)
        copy.clicked.connect(text.copy)
        buttons.accepted.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * RHYTHM, 2 * RHYTHM, 2 * RHYTHM, 2 * RHYTHM)
        column.setSpacing(RHYTHM)
        column.addWidget(happened)
        column.addWidget(rest)
        column.addWidget(text, 1)
        column.addWidget(buttons)
        self.resize(self.fontMetrics().horizontalAdvance("0") * 90, self.fontMetrics().height() * 20)


def crash_report(error: BaseException) -> str:
    """What went wrong and where: kinds of errors, files, lines, functions; messages may hold values."""
    lines = [f"Python {platform.python_version()}, Qt {qt_version}, {platform.system()} {platform.machine()}"]
    _add(lines, error, "")
    return "\n".join(lines)


def _add(lines: list[str], error: BaseException, indent: str) -> None:
    lines.append(f"{indent}{type(error).__module__}.{type(error).__qualname__}")
    for frame in traceback.extract_tb(error.__traceback__):
        place = Path(frame.filename)
        lines.append(f"{indent}  {place.parent.name}/{place.name}:{frame.lineno} {frame.name}")
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            _add(lines, each, indent + "  ")
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        lines.append(f"{indent}while handling")
        _add(lines, before, indent)

"""A paper to a printer or into a file, each by a dialog that stops nothing else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from gridclient.ui.async_slot import ask
from gridclient.ui.papers.pdf import AnyPaper, draw_paper


async def _nothing() -> None:
    """Most papers leave no record."""


async def print_paper(
    paper: AnyPaper, parent: QWidget, before: Callable[[], Awaitable[None]] = _nothing
) -> bool:
    """Ask for a printer and print; False when the user gave up. Raises ImportError without a print system.

    `before` is done when a printer was chosen, before anything is printed.
    """
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # needs the system's print library

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(paper.title)
    dialog = QPrintDialog(printer, parent)
    dialog.setAccessibleName(paper.title)
    if not await ask(dialog):
        return False
    await before()
    draw_paper(paper, printer)
    return True


async def ask_for_file(
    suggested: str, parent: QWidget, ending: Literal["pdf", "json"] = "pdf"
) -> Path | None:
    """Where a file shall go; None when the user gave up. The suggested name holds nobody's name."""
    title = QCoreApplication.translate("PaperDialog", "Save as PDF")
    if ending == "json":
        title = QCoreApplication.translate("PaperDialog", "Save as JSON")
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(f"{ending.upper()} (*.{ending})")
    dialog.setDefaultSuffix(ending)
    dialog.selectFile(f"{suggested}.{ending}")
    chosen: list[str] = []
    dialog.accepted.connect(lambda: chosen.extend(dialog.selectedFiles()))
    return Path(chosen[0]) if await ask(dialog) and chosen else None

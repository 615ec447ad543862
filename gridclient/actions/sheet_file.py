"""A sheet that names nobody, as a workbook where the user wants it."""

from pathlib import Path

from gridclient.actions.export_file import FileWords, lay_beside, put_in_place
from gridcore.codes import Language
from gridcore.papers.sheet import Sheet


async def write_sheet(path: Path, sheet: Sheet, language: Language) -> None:
    """Write it, its notes on top. Raises ProblemError: disk_full, folder_not_writable, disk_failed."""
    words = FileWords(language, sheet.title, sheet.headings, " · ".join(sheet.notes))
    beside, _ = await lay_beside(path, words, lambda: sheet.rows, lambda done, whole: None)
    put_in_place(beside, path)

"""An exported list as a workbook: made in memory, laid beside its place, and put there as a whole.

No temporary file is ever anywhere else, and none is left behind.
"""

import asyncio
import contextlib
import io
import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gridclient.db.folders import problem_of_file, sync_folder
from gridcore.codes import Language
from gridcore.export.neutral import neutral

Progress = Callable[[int, int], None]
"""Is told on the loop how much of how much is done."""

_STEP_ROWS = 200
_MOST_IN_CELL = 32_000
_MOST_IN_HEADER = 240
_WIDEST, _NARROWEST = 40, 8
_NEW_FILE = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True)
class FileWords:
    """The words of a file, in the language of the windows."""

    language: Language
    sheet: str
    headings: Sequence[str]
    watermark: str


async def lay_beside(
    path: Path, words: FileWords, texts: Callable[[], Sequence[Sequence[str]]], progress: Progress
) -> tuple[Path, bytes]:
    """Write the workbook beside its place, in a worker thread; gives the file and its bytes.

    `texts` gives the cells, in that thread as well.

    Cancelled, it waits for the thread and leaves nothing. Raises ProblemError: disk_full,
    folder_not_writable, disk_failed.
    """
    loop, cancelled = asyncio.get_running_loop(), threading.Event()

    def make() -> tuple[Path, bytes]:
        rows = texts()

        def step(done: int) -> None:
            if cancelled.is_set():
                raise InterruptedError
            loop.call_soon_threadsafe(progress, done, len(rows))

        content = workbook(words, rows, step)
        return _written_beside(path, content), content

    made = loop.run_in_executor(None, make)
    try:
        return await asyncio.shield(made)
    except asyncio.CancelledError:
        cancelled.set()
        with contextlib.suppress(InterruptedError, OSError):
            beside, _ = await made
            beside.unlink(missing_ok=True)
        raise
    except OSError as error:
        raise problem_of_file(error) from error


def put_in_place(beside: Path, path: Path) -> None:
    """Give the finished file its name. Raises ProblemError as `lay_beside` does; then nothing is left."""
    try:
        beside.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise problem_of_file(error) from error


def workbook(words: FileWords, rows: Sequence[Sequence[str]], step: Callable[[int], None]) -> bytes:
    """The bytes of an `.xlsx` file: the watermark, the headings, then the rows, every cell a text."""
    import xlsxwriter  # 11 MB that most days do without

    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        plain = book.add_format({"num_format": "@", "valign": "top"})
        title = book.add_format({"num_format": "@", "bold": True, "bg_color": "#DDEBF7", "border": 1})
        mark = book.add_format({"num_format": "@", "italic": True, "font_color": "#5B6776"})
        page = book.add_worksheet(words.sheet)
        page.write_string(0, 0, neutral(words.watermark), mark)
        for column, heading in enumerate(words.headings):
            page.write_string(1, column, heading, title)
            page.set_column(column, column, _width(heading, rows, column))
        for at, row in enumerate(rows):
            if at % _STEP_ROWS == 0:
                step(at)
            for column, text in enumerate(row):
                if text:
                    page.write_string(at + 2, column, neutral(text)[:_MOST_IN_CELL], plain)
        page.freeze_panes(2, 0)
        page.repeat_rows(0, 1)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_header(f"&C{_header(words.watermark)}")
        page.set_footer(f"&L{_header(words.sheet)}&R&P / &N")
    step(len(rows))
    return held.getvalue()


def _header(text: str) -> str:
    """A text in a header or footer, where a plain ampersand would be a command."""
    return text.replace("&", "＆")[:_MOST_IN_HEADER]


def _width(heading: str, rows: Sequence[Sequence[str]], column: int) -> int:
    """As wide as the longest of the first rows; a Chinese character takes two places."""
    texts = [heading, *(row[column] for row in rows[:50])]
    widest = max(sum(2 if ord(each) > 0x2E80 else 1 for each in text) for text in texts)
    return min(max(widest + 2, _NARROWEST), _WIDEST)


def _written_beside(path: Path, content: bytes) -> Path:
    if path.exists():  # before anything is noted: another program may hold the file that is to be replaced
        with path.open("r+b"):
            pass
    beside = path.with_name(f"{path.name}.part")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, _NEW_FILE, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside

"""An exported list in words: its columns, its purpose, how it stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QLocale

from gridclient.actions.export import ExportLine, Prepared
from gridclient.actions.export_file import FileWords
from gridclient.ui.households.value_words import date_words, value_words
from gridclient.ui.widgets.problem_bar import ProblemText
from gridclient.ui.words import language, listed, words
from gridcore.codes.export import EXPORT_PURPOSE, LEDGER
from gridcore.export.ledgers import LEDGERS
from gridcore.export.watermark import LINE, MASKED, UNMASKED, Watermark, export_number, masked_words
from gridcore.fields import Values, label
from gridcore.problems import ProblemCode, ProblemError
from gridcore.records import RECORD_TYPES

_NOWHERE = label("Export", "No file was left there, not even half of one.")
_NEXT = label("Export", "Please choose another place, then export again.")
_PROBLEMS = {
    ProblemCode.DISK_FULL: label("Export", "The disk has no room for the file."),
    ProblemCode.FOLDER_NOT_WRITABLE: label(
        "Export", "The file cannot be written there: the folder is protected, or another program has it open."
    ),
}
_PURPOSE = label("Export", "{purpose}: {words}")
_WHOLE = label("Export", "the whole list")
_FAILED = label("Export", "The file could not be written there.")


def count_words(number: int) -> str:
    """A number as the language of the windows groups it."""
    return QLocale().toString(number)


def ledger_words(ledger: str) -> str:
    """The name of a list."""
    return LEDGER.text(ledger, language())


def column_words(ledger: str, keys: Iterable[str]) -> str:
    """The titles of columns; one that a later version has is told as it is."""
    titles = {each.key: words(each.label) for each in LEDGERS.get(ledger, ())}
    return listed(titles.get(each, each) for each in keys)


def purpose_words(line: ExportLine) -> str:
    """What a list was for."""
    return _purpose(line.purpose, line.purpose_words)


def file_words(export: Prepared) -> FileWords:
    """The words of a file in the language of the windows."""
    choice, gathered = export.choice, export.gathered
    mark = Watermark(
        who=export.who,
        when=moment_of(export.at),
        purpose=_purpose(choice.purpose, choice.purpose_words),
        people=gathered.people,
        is_masked=choice.is_masked,
        number=export.number,
    )
    return FileWords(
        language=language(),
        sheet=ledger_words(gathered.asked.ledger),
        headings=[words(each.label) for each in export.columns],
        watermark=mark.line(words(LINE), words(MASKED), words(UNMASKED)),
    )


def moment_of(moment: datetime) -> str:
    """A moment on paper: the day in full, and the hour where the user is."""
    local = moment.astimezone()
    return f"{date_words(local.date().isoformat())} {local:%H:%M}"


def problem_of(error: ProblemError) -> ProblemText:
    """Why there is no file, and what to do."""
    return ProblemText(words(_PROBLEMS.get(error.code, _FAILED)), words(_NOWHERE), words(_NEXT))


def request_lines(values: Values) -> list[tuple[str, str]]:
    """What a supervisor reads before a list may leave: title and words of each."""
    declared = RECORD_TYPES["list_export"].fields
    keys = values.get("columns")
    ledger = str(values.get("ledger") or "")
    told = {"columns": column_words(ledger, map(str, keys if isinstance(keys, list) else []))}
    if not values.get("narrowed"):
        told["narrowed"] = words(_WHOLE)
    names = ("ledger", "people", "rows", "columns", "narrowed", "purpose", "purpose_words", "valid_until")
    return [
        (words(declared[each].label), told.get(each) or value_words(declared[each], values.get(each)))
        for each in names
    ]


def kind_words(*, is_masked: bool) -> str:
    """Whether a list is masked."""
    return words(masked_words(is_masked=is_masked))


def number_words(line: ExportLine) -> str:
    """The number that is on the paper."""
    return export_number(line.record)


def _purpose(code: str, told: str) -> str:
    return words(_PURPOSE).format(purpose=EXPORT_PURPOSE.text(code, language()), words=told)


def people_words(number: int) -> str:
    """So many people."""
    return QCoreApplication.translate("Export", "%n person(s)", "", number).replace(
        str(number), count_words(number)
    )

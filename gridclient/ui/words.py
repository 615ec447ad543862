"""Declared words, dates and moments as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, tzinfo

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from gridcore.codes import Language
from gridcore.fields import Label, label

NOT_HERE = label("Value", "not in your grids, or not here any more")
"""For a record that is named by its id alone: it went to another grid, or was merged into one of there."""
_CHINESE_DAY = "yyyy年M月d日"
_ENGLISH_DAY = "d MMM yyyy"


def words(label: Label) -> str:
    """A declared label in the language of the windows."""
    return QCoreApplication.translate(label.context, label.text)


def language() -> Language:
    """The language of the windows."""
    return "zh" if QLocale().language() == QLocale.Language.Chinese else "en"


def listed(texts: Iterable[str]) -> str:
    """Some words in a row, as the language of the windows separates them."""
    return ("、" if language() == "zh" else ", ").join(texts)


def in_a_row(*sentences: str) -> str:
    """Sentences one after the other, as the language of the windows separates them."""
    return (" " if language() == "en" else "").join(each for each in sentences if each)


def day_format() -> str:
    """How days are written, in Qt's letters."""
    return _CHINESE_DAY if language() == "zh" else _ENGLISH_DAY


def day_words(day: date) -> str:
    """2026年11月22日, or 22 Nov 2026."""
    return QLocale().toString(QDate(day.year, day.month, day.day), day_format())


def moment_words(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """今天 14:05, 昨天 14:05, or the day with the time, in the zone of the place of work."""
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    clock = local.strftime("%H:%M")
    match (today - local.date()).days:
        case 0:
            text = QCoreApplication.translate("Words", "today {time}")
        case 1:
            text = QCoreApplication.translate("Words", "yesterday {time}")
        case _:
            text = day_words(local.date()) + " {time}"
    return text.format(time=clock)

"""Days and moments as people write them, in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from gridclient.ui.words import day_words, language, moment_words, words
from gridcore.fields import label

SHANGHAI = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("locale", "code", "text"), [("zh_CN", "zh", "2026年11月2日"), ("en_GB", "en", "2 Nov 2026")]
)
def test_a_day_is_written_in_the_language_of_the_window(
    qapp: QApplication, locale: str, code: str, text: str
) -> None:
    QLocale.setDefault(QLocale(locale))
    assert language() == code
    assert day_words(date(2026, 11, 2)) == text


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2026, 11, 22, 6, 5, tzinfo=UTC), "today 14:05"),
        (datetime(2026, 11, 21, 16, 30, tzinfo=UTC), "today 00:30"),
        (datetime(2026, 11, 21, 15, 30, tzinfo=UTC), "yesterday 23:30"),
        (datetime(2026, 10, 12, 0, 41, tzinfo=UTC), "2026年10月12日 08:41"),
        (datetime(2026, 11, 23, 0, 0, tzinfo=UTC), "2026年11月23日 08:00"),
    ],
)
def test_a_moment_is_told_in_the_zone_of_the_work(qapp: QApplication, moment: datetime, text: str) -> None:
    assert moment_words(moment, NOW, SHANGHAI) == text


def test_a_label_without_translation_shows_its_source(qapp: QApplication) -> None:
    assert words(label("Household", "Address")) == "Address"

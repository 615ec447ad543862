"""The folder of the office's working days is one button away, where a year is shown or missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gridclient.calendars import load_calendars
from gridclient.desk_calendars import calendar_card, calendar_hint, show_hint
from gridclient.ui.widgets.problem_bar import ProblemBar
from tests.client.ui.walk import walk


class System(QObject):
    """Takes the folders that the program asks the system to open."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        """Note it."""
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture
def system() -> Iterator[System]:
    made = System()
    QDesktopServices.setUrlHandler("file", made, "open")  # type: ignore[arg-type]  # the stub says bytes, Qt takes text alone
    yield made
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 500)
    return made


def button(of: QWidget) -> QPushButton:
    (found,) = [each for each in of.findChildren(QPushButton) if each.text() == "Open the folder"]
    return found


def words(of: QWidget) -> str:
    return " ".join(each.text() for each in of.findChildren(QLabel))


def test_the_settings_name_the_known_years_and_open_the_folder_of_the_office(
    page: QWidget, system: System, tmp_path: Path
) -> None:
    own = tmp_path / "Gridclient" / "calendars"
    card = calendar_card(load_calendars(own=own), page, own)
    card.resize(page.size())
    page.show()
    assert walk(card) == []
    assert "2026" in words(card)
    button(card).click()
    assert system.opened == [own]
    assert own.is_dir(), "an administrator finds where to put the file"


def test_a_folder_that_cannot_be_made_is_named(page: QWidget, system: System, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    own = tmp_path / "taken" / "calendars"
    card = calendar_card(load_calendars(own=own), page, own)
    button(card).click()
    assert system.opened == []
    assert str(own) in words(card)


def test_the_warning_about_a_missing_year_opens_the_folder(
    page: QWidget, system: System, tmp_path: Path
) -> None:
    hint = calendar_hint(load_calendars(own=tmp_path), date(2090, 1, 1))
    assert hint is not None
    bar = ProblemBar(page)
    show_hint(bar, hint, tmp_path)
    button(bar).click()
    assert system.opened == [tmp_path]

"""The navigation shows all pages as long as it can, and is as wide as its words."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gridclient.ui.shell.main_window import MainWindow, WindowActions
from gridclient.ui.shell.navigation import Identity
from gridclient.ui.shell.pages import PageEntry
from gridclient.ui.shell.sync_status import SyncState, SyncStatus
from gridclient.ui.theme import apply_theme
from gridcore.fields import label
from tests.client.ui.conftest import until
from tests.client.ui.sample_page import find_commands, sample_window
from tests.client.ui.test_shell import buttons, opened

_NOTHING = WindowActions(find_commands, lambda: None, lambda: None, lambda: None)


async def test_no_page_is_out_of_sight_before_the_pages_have_moved_together(qtbot: QtBot) -> None:
    entries = [PageEntry(str(n), label("Sample", "Page"), "home", QWidget) for n in range(18)]
    window = opened(qtbot, MainWindow(Identity("网格", "", ""), entries, frozenset(), _NOTHING))
    button = buttons(window)["17"]
    air = button.sizeHint().height() - button.minimumSizeHint().height()
    for height in (1200, 768):
        window.resize(1366, height)
        await until(lambda wanted=height: window.height() == wanted and button.isVisible())  # type: ignore[misc]
        await until(lambda: button.visibleRegion().boundingRect() == button.rect())
    assert button.minimumSizeHint().height() <= button.height() < button.sizeHint().height()
    assert air > 0
    assert button.minimumSizeHint().height() >= button.fontMetrics().height()


async def test_the_navigation_is_at_once_as_wide_as_letters_of_another_size_want_it(
    qtbot: QtBot, qapp: QApplication
) -> None:
    window = opened(qtbot, sample_window())
    before = window.navigation.width()
    try:
        apply_theme(qapp, "light", 150)
        await until(lambda: window.navigation.width() > before)
        wide = window.navigation.width()
        window.show_sync(SyncStatus(SyncState.WAITING, 7))
        assert window.navigation.width() == wide
    finally:
        apply_theme(qapp, "light", 100)
    await until(lambda: window.navigation.width() == before)


def test_the_day_begins_at_a_page_of_the_navigation(qtbot: QtBot) -> None:
    title = label("Sample", "Page")
    entries = [
        PageEntry("hidden", title, "home", QWidget, is_listed=False),
        PageEntry("listed", title, "home", QWidget),
    ]
    window = opened(qtbot, MainWindow(Identity("网格", "", ""), entries, frozenset(), _NOTHING))
    assert window.first_page() == "listed"


def test_a_page_of_the_navigation_is_marked_itself_whatever_it_belongs_to_for_others(qtbot: QtBot) -> None:
    title = label("Sample", "Page")
    entries = [
        PageEntry("first", title, "home", QWidget),
        PageEntry("cases", title, "home", QWidget, belongs_to="first"),
        PageEntry("inside", title, "home", QWidget, is_listed=False, belongs_to="cases"),
    ]
    window = opened(qtbot, MainWindow(Identity("网格", "", ""), entries, frozenset(), _NOTHING))
    for page in ("cases", "inside"):
        window.show_page(page)
        assert {each for each, button in buttons(window).items() if button.isChecked()} == {"cases"}

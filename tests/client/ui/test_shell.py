"""The window shows what a role may use, everything by keyboard, and never loses where one was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gridclient.ui.shell.command_palette import Command, CommandPalette
from gridclient.ui.shell.main_window import MainWindow, WindowActions
from gridclient.ui.shell.navigation import Identity, NavigationButton
from gridclient.ui.shell.pages import PageEntry
from gridclient.ui.shell.reporter import CrashDialog, WindowReporter, crash_report
from gridclient.ui.shell.settings_page import SettingsPage
from gridclient.ui.shell.sync_indicator import SyncIndicator
from gridclient.ui.shell.sync_status import SyncState, SyncStatus, sync_badge
from gridclient.ui.shell.window_settings import WindowSettings
from gridclient.ui.widgets.empty_state import EmptyState, Incomplete
from gridclient.ui.widgets.paged_rows import PagedRows
from gridclient.ui.widgets.problem_bar import ProblemText
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.widgets.search_field import SearchField
from gridcore.fields import label
from gridcore.problems import ProblemCode, ProblemError
from gridcore.roles import Role
from tests.client.ui.conftest import until
from tests.client.ui.sample_page import ListPage, columns, find_commands, load_lines, sample_window


class Asked:
    """Notes what the window asks of the application."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.actions = WindowActions(
            find_commands,
            lambda: self.notes.append("sync"),
            lambda: self.notes.append("note"),
            lambda: self.notes.append("lock"),
        )


def opened(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """A window in sight."""
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    return window


def buttons(window: MainWindow) -> dict[str, NavigationButton]:
    """The navigation, by page."""
    return {each.entry.id: each for each in window.findChildren(NavigationButton)}


def test_what_a_role_cannot_use_is_not_there(qtbot: QtBot) -> None:
    worker = opened(qtbot, sample_window())
    assert "review" not in buttons(worker)
    with pytest.raises(KeyError):
        worker.show_page("review")
    supervisor = opened(qtbot, sample_window(frozenset({Role.SUPERVISOR})))
    assert "review" in buttons(supervisor)


def test_a_page_is_made_when_it_is_first_shown(qtbot: QtBot) -> None:
    made: list[str] = []

    def make(parent: QWidget) -> QWidget:
        made.append("page")
        return QWidget(parent)

    entries = [PageEntry("one", label("Sample", "&One"), "home", make)]
    window = opened(qtbot, MainWindow(Identity("网格", "", ""), entries, frozenset(), Asked().actions))
    assert made == []
    window.show_page("one")
    window.show_page("one")
    assert made == ["page"]


def test_while_lists_are_filled_no_page_says_that_there_is_nothing(qtbot: QtBot) -> None:
    made: list[EmptyState] = []

    def make(parent: QWidget) -> QWidget:
        page = QWidget(parent)
        made.append(EmptyState("home", "Nobody lives here.", "Add somebody.", page))
        return page

    entries = [PageEntry(each, label("Sample", "Page"), "home", make) for each in ("one", "two")]
    window = opened(qtbot, MainWindow(Identity("网格", "", ""), entries, frozenset(), Asked().actions))
    window.show_page("one")
    window.show_incomplete(Incomplete.PREPARING)
    window.show_page("two")
    made[0].show_text("Nobody was found.")
    assert len(made) == 2
    assert all("being prepared" in each.accessibleName() for each in made)
    window.show_incomplete(Incomplete.ARRIVING)
    assert all("still arriving" in each.accessibleName() for each in made)
    window.show_incomplete(None)
    assert [each.accessibleName() for each in made] == [
        "Nobody was found.",
        "Nobody lives here. Add somebody.",
    ]


@pytest.mark.parametrize("state", [SyncState.SYNCED, SyncState.WAITING, SyncState.SENDING, SyncState.OFFLINE])
def test_no_usual_state_of_sync_makes_the_page_jump(qtbot: QtBot, state: SyncState) -> None:
    window = opened(qtbot, sample_window())
    before = window.navigation.width()
    for waiting in (0, 7, 42):
        window.show_sync(SyncStatus(state, waiting))
        assert window.navigation.width() == before


async def test_the_mark_comes_into_sight_where_the_navigation_is_longer_than_the_window(
    qtbot: QtBot,
) -> None:
    entries = [PageEntry(str(n), label("Sample", "Page"), "home", QWidget) for n in range(40)]
    window = opened(qtbot, MainWindow(Identity("网格", "", ""), entries, frozenset(), Asked().actions))
    for each in ("39", "0"):
        window.show_page(each)
        marked = buttons(window)[each]
        await until(lambda marked=marked: marked.visibleRegion().boundingRect() == marked.rect())  # type: ignore[misc]


async def test_ctrl_and_a_digit_go_to_a_page_and_its_button_says_so(qtbot: QtBot) -> None:
    window = opened(qtbot, sample_window())
    window.show_page("today")
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: window.current_page == "households")
    assert buttons(window)["households"].toolTip() == "Ctrl+2"
    assert [name for name, each in buttons(window).items() if each.isChecked()] == ["households"]


class Rows(QWidget):
    """A page with a button before its list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = QPushButton("导出", self)
        self.rows = PagedRows(columns(), load_lines, lambda row: row.number)
        self.table = RecordTable(self.rows, "住户", EmptyState("search", "", "", self), self)

    def page_shown(self) -> None:
        self.rows.reload()


async def test_a_page_begins_on_its_rows_and_again_where_one_was(qtbot: QtBot) -> None:
    entries = [
        PageEntry("rows", label("Sample", "Rows"), "list", Rows),
        PageEntry("search", label("Sample", "Search"), "home", ListPage),
    ]
    window = opened(qtbot, MainWindow(Identity("网格", "", ""), entries, frozenset(), Asked().actions))
    page, other = window.page("rows"), window.page("search")
    assert isinstance(page, Rows)
    assert isinstance(other, ListPage)
    window.show_page("rows")
    await until(page.table.view.hasFocus)
    page.button.setFocus()
    window.show_page("search")
    await until(lambda: other.rows.is_loaded)
    assert other.search.hasFocus(), "what is typed is searched for"
    window.show_page("rows")
    await until(lambda: page.rows.is_loaded)
    assert page.button.hasFocus()


async def test_arrow_keys_walk_the_navigation_and_enter_opens(qtbot: QtBot) -> None:
    window = opened(qtbot, sample_window())
    window.show_page("today")
    window.navigation.focus_page("today")
    QTest.keyClick(buttons(window)["today"], Qt.Key.Key_Down)
    assert buttons(window)["households"].hasFocus()
    QTest.keyClick(buttons(window)["households"], Qt.Key.Key_Return)
    assert window.current_page == "households"


async def test_escape_goes_back_to_where_one_was(qtbot: QtBot) -> None:
    window = opened(qtbot, sample_window())
    for page in ("today", "households", "settings"):
        window.show_page(page)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.current_page == "households"
    QTest.keyClick(window, Qt.Key.Key_Escape)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.current_page == "today"


def test_a_page_takes_back_its_own_step_first(qtbot: QtBot) -> None:
    class Steps(QWidget):
        left = 1

        def go_back(self) -> bool:
            self.left -= 1
            return self.left >= 0

    entries = [
        PageEntry("list", label("Sample", "List"), "list", QWidget),
        PageEntry("card", label("Sample", "Card"), "home", Steps, is_listed=False, belongs_to="list"),
    ]
    window = opened(qtbot, MainWindow(Identity("网格", "", ""), entries, frozenset(), Asked().actions))
    window.show_page("list")
    window.show_page("card")
    assert buttons(window)["list"].isChecked()
    assert "card" not in buttons(window)
    window.go_back()
    assert window.current_page == "card"
    window.go_back()
    assert window.current_page == "list"


def test_a_page_is_told_what_to_show_and_when_it_is_in_sight(qtbot: QtBot) -> None:
    told: list[object] = []

    class Card(QWidget):
        def open_record(self, argument: object) -> None:
            told.append(argument)

        def page_shown(self) -> None:
            told.append("shown")

    entries = [PageEntry("card", label("Sample", "Card"), "home", Card)]
    window = opened(qtbot, MainWindow(Identity("网格", "", ""), entries, frozenset(), Asked().actions))
    window.show_page("card", "h1")
    assert told == ["h1", "shown"]


@pytest.mark.parametrize(
    ("key", "modifier", "told"),
    [
        (Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier, "sync"),
        (Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier, "note"),
        (Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier, "lock"),
    ],
)
def test_the_windows_keys_ask_the_application(
    qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier, told: str
) -> None:
    asked = Asked()
    window = opened(qtbot, sample_window(actions=asked.actions))
    window.show_page("today")
    QTest.keyClick(window, key, modifier)
    assert asked.notes == [told]


@pytest.mark.parametrize("state", list(SyncState))
def test_every_sync_state_has_symbol_word_and_name(qtbot: QtBot, state: SyncState) -> None:
    status = SyncStatus(state, waiting=3, needs=2)
    badge = sync_badge(status)
    assert badge.symbol is not None
    indicator = SyncIndicator()
    qtbot.addWidget(indicator)
    indicator.show_status(status)
    assert indicator.text() == badge.word
    assert badge.word in indicator.accessibleName()
    assert not indicator.icon().isNull()
    assert "%n" not in badge.word


def test_sync_states_differ_in_words_and_symbols() -> None:
    badges = [sync_badge(SyncStatus(state, 3, 2)) for state in SyncState]
    assert len({each.word for each in badges}) == len({each.symbol for each in badges}) == len(badges)


def test_the_sync_indicator_opens_the_sync_page(qtbot: QtBot) -> None:
    window = opened(qtbot, sample_window())
    window.show_page("today")
    window.navigation.sync.click()
    assert window.current_page == "sync"


async def _palette(window: MainWindow) -> tuple[CommandPalette, SearchField, QListWidget]:
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.findChild(CommandPalette)
    assert palette is not None
    field, found = palette.findChild(SearchField), palette.findChild(QListWidget)
    assert field is not None
    assert found is not None
    await until(lambda: found.count() == 3)
    return palette, field, found


async def test_anything_is_found_from_the_keyboard(qtbot: QtBot) -> None:
    done: list[str] = []

    async def find(text: str) -> list[Command]:
        names = [name for name in ("今日", "张桂英", "李建国") if text in name]
        return [Command(name, lambda name=name: done.append(name)) for name in names]  # type: ignore[misc]

    nothing = WindowActions(find, lambda: None, lambda: None, lambda: None)
    window = opened(qtbot, sample_window(actions=nothing))
    _, field, found = await _palette(window)
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert found.currentRow() == 1
    field.setText("李")
    QTest.keyClick(field, Qt.Key.Key_Return)  # before the list has caught up with the text
    await until(lambda: bool(done))
    assert done == ["李建国"]
    await until(lambda: not window.findChildren(CommandPalette))


async def test_a_search_without_result_says_what_to_try(qtbot: QtBot) -> None:
    window = opened(qtbot, sample_window())
    palette, field, found = await _palette(window)
    field.setText("没有这个人")
    field.search_now()
    await until(lambda: found.count() == 0)
    assert any(
        "Nothing fits" in each.text() for each in palette.findChildren(QWidget) if hasattr(each, "text")
    )
    QTest.keyClick(palette, Qt.Key.Key_Escape)
    assert palette.isHidden()


def test_a_problem_is_shown_in_the_bar_and_a_quiet_one_is_not(qtbot: QtBot) -> None:
    window = opened(qtbot, sample_window())

    def describe(problem: ProblemError) -> ProblemText | None:
        return None if problem.code is ProblemCode.OFFLINE else ProblemText("磁盘已满。")

    reporter = WindowReporter(window.problem_bar, describe)
    reporter.report_problem(ProblemError(ProblemCode.OFFLINE))
    assert not window.problem_bar.isVisible()
    reporter.report_problem(ProblemError(ProblemCode.DISK_FULL))
    assert window.problem_bar.isVisible()


def _fail() -> BaseException:
    name = "张桂英 13800138000"
    try:
        try:
            raise KeyError(name)
        except KeyError as error:
            raise ValueError(f"cannot save {name}") from error
    except ValueError as error:
        return ExceptionGroup(name, [error])


def test_a_crash_report_names_places_and_never_values() -> None:
    report = crash_report(_fail())
    assert "ui/test_shell.py" in report
    assert "builtins.KeyError" in report
    assert "_fail" in report
    assert "138" not in report
    assert "张" not in report


def test_a_crash_is_shown_once_with_its_report(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    window = opened(qtbot, sample_window())
    reporter = WindowReporter(window.problem_bar, lambda _: None)
    reporter.report_crash(_fail())
    reporter.report_crash(_fail())
    dialogs = window.findChildren(CrashDialog)
    assert len(dialogs) == 1
    text = dialogs[0].findChild(QPlainTextEdit)
    assert text is not None
    assert "ValueError" in text.toPlainText()
    assert "张" not in caplog.text
    dialogs[0].accept()
    reporter.report_crash(_fail())
    assert any(each.isVisible() for each in window.findChildren(CrashDialog))
    caplog.clear()


def test_a_setting_is_told_as_soon_as_it_is_chosen(qtbot: QtBot) -> None:
    page = SettingsPage(WindowSettings(font_percent=125))
    qtbot.addWidget(page)
    boxes = {each.accessibleName(): each for each in page.findChildren(QComboBox)}
    size = boxes["Size of letters"]
    assert size.currentData() == 125
    told: list[object] = []
    page.changed.connect(told.append)
    size.setCurrentIndex(size.findData(150))
    size.activated.emit(size.currentIndex())
    colours = boxes["Colours"]
    colours.activated.emit(colours.findData("dark"))
    assert told == [WindowSettings(font_percent=150), WindowSettings(scheme="dark", font_percent=150)]


def test_the_settings_page_locks_at_once(qtbot: QtBot) -> None:
    page = SettingsPage(WindowSettings())
    qtbot.addWidget(page)
    lock = next(each for each in page.findChildren(QPushButton) if "Ctrl+L" in each.text())
    with qtbot.waitSignal(page.lock_asked):
        lock.click()


def test_closing_the_window_is_told(qtbot: QtBot) -> None:
    window = opened(qtbot, sample_window())
    with qtbot.waitSignal(window.closed):
        window.close()

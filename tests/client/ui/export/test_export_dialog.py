"""The dialog says what will leave; masked it leaves at once, else a colleague may have to agree."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from gridclient.actions.export import ListAsked, ListExports
from gridclient.actions.households import Chip, Households
from gridclient.actions.review import Review
from gridclient.desk_export import let_export
from gridclient.ui.export.export_dialog import ExportDialog
from gridclient.ui.export.exports_page import ExportsPage
from gridclient.ui.export.passphrase_dialog import PassphraseDialog
from gridclient.ui.households.households_page import HouseholdsPage
from gridclient.ui.review.review_page import ReviewPage
from gridclient.ui.theme import Scheme, apply_theme
from gridcore.sync.edits import Create, Edit, Step
from tests.client.ui.conftest import until
from tests.client.ui.export.lists import at_a_colleagues, choice, exports, left_in, people, sheet_of
from tests.client.ui.export.test_export import COLLEAGUE, asked_for_many, gathered, words_of
from tests.client.ui.households.card import said
from tests.client.ui.visits.store import COMMUNITY, NOW, PASSPHRASE, SUPERVISOR_ROLES, WORKER, Store, ports
from tests.client.ui.walk import walk

KEY_PEOPLE = ListAsked("key_people")


class Opened:
    """A dialog over a window, and what it told."""

    def __init__(self, qtbot: QtBot, made: ListExports, asked: ListAsked = KEY_PEOPLE) -> None:
        self.window = HouseholdsPage(Households(made._database), NOW.date)
        qtbot.addWidget(self.window)
        self.window.resize(1200, 800)
        self.window.show()
        self.dialog = ExportDialog(made, asked, self.window)
        self.told: list[str] = []
        self.dialog.told.connect(self.told.append)
        self.dialog.open()

    async def ready(self) -> Opened:
        """The list is counted."""
        await until(lambda: bool(self.dialog.sentence.text()))
        return self

    def say_why(self) -> None:
        """A purpose, in words."""
        self.dialog.purpose.set_value("meeting")
        self.dialog.what_for.set_value("周一例会")

    def press(self) -> None:
        """The button that goes on."""
        self.dialog.accept_button.click()

    @property
    def is_open(self) -> bool:
        return self.dialog.isVisible()


def file_dialog() -> QFileDialog | None:
    """The one that is open."""
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, QFileDialog)]
    return next((each for each in found if each.isVisible()), None)


async def choose(path: Path) -> None:
    """Answer the file dialog."""
    await until(lambda: file_dialog() is not None)
    asked = file_dialog()
    assert asked is not None
    name = asked.findChild(QLineEdit)
    assert isinstance(name, QLineEdit)
    name.setText(str(path))
    asked.accept()


def asked_again(opened: Opened) -> PassphraseDialog | None:
    """The dialog that asks for the passphrase."""
    found = opened.dialog.findChild(PassphraseDialog)
    return found if found is not None and found.isVisible() else None


async def say_passphrase(opened: Opened, passphrase: str = PASSPHRASE) -> PassphraseDialog:
    """Type it as a user does."""
    await until(lambda: asked_again(opened) is not None)
    dialog = asked_again(opened)
    assert dialog is not None
    await until(lambda: not dialog.passphrase.isReadOnly())
    QTest.keyClicks(dialog.passphrase, passphrase)
    QTest.keyClick(dialog.passphrase, Qt.Key.Key_Return)
    return dialog


async def test_a_masked_list_is_saved_where_the_user_wants_it(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    opened = await Opened(qtbot, exports(store, name=WORKER)).ready()
    assert "1" in opened.dialog.sentence.text()
    opened.say_why()
    opened.press()
    path = tmp_path / "list.xlsx"
    await choose(path)
    await until(lambda: not opened.is_open)
    rows = sheet_of(path)
    assert "周一例会" in rows[0][0]
    assert WORKER in rows[0][0]
    assert any("张**" in row for row in rows)
    create = next(each for each in await store.edits() if isinstance(each, Create))
    assert create.cells["masked"] is True
    assert len(opened.told) == 1


async def test_a_worker_is_not_offered_to_unmask(qtbot: QtBot, store: Store) -> None:
    opened = await Opened(qtbot, exports(store, name=WORKER)).ready()
    assert opened.dialog.masked.isHidden()
    assert "care_plan.needs" not in opened.dialog.columns
    assert opened.dialog.choice().is_masked


async def test_masked_is_the_default_and_greys_what_would_be_empty(qtbot: QtBot, store: Store) -> None:
    opened = await Opened(qtbot, exports(store)).ready()
    needs = opened.dialog.columns["care_plan.needs"]
    assert opened.dialog.masked.isChecked()
    assert not needs.isEnabled()
    opened.dialog.masked.setChecked(False)
    assert needs.isEnabled()


@pytest.mark.parametrize("missing", ["columns", "purpose", "words"])
async def test_nothing_leaves_without_columns_and_a_purpose(qtbot: QtBot, store: Store, missing: str) -> None:
    opened = await Opened(qtbot, exports(store)).ready()
    if missing != "purpose":
        opened.dialog.purpose.set_value("meeting")
    if missing != "words":
        opened.dialog.what_for.set_value("周一例会")
    if missing == "columns":
        for box in opened.dialog.columns.values():
            box.setChecked(False)
    opened.press()
    await until(lambda: not opened.dialog.problem.isHidden())
    assert opened.is_open
    assert file_dialog() is None
    assert await store.edits() == []


async def test_personal_data_of_many_is_asked_for_and_no_file_is_written(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    await store.receive(people(30))
    opened = await Opened(qtbot, exports(store)).ready()
    save = opened.dialog.accept_button.text()
    opened.dialog.masked.setChecked(False)
    assert opened.dialog.accept_button.text() != save
    opened.say_why()
    opened.press()
    await until(lambda: not opened.is_open)
    step = next(each for each in await store.edits() if isinstance(each, Step))
    assert step.to == "asked"
    assert left_in(tmp_path) == {"store"}
    assert len(opened.told) == 1


async def test_more_than_the_limit_cannot_even_be_asked_for(qtbot: QtBot, store: Store) -> None:
    await store.receive(people(251))
    opened = await Opened(qtbot, exports(store)).ready()
    assert opened.dialog.accept_button.isEnabled()
    opened.dialog.masked.setChecked(False)
    assert not opened.dialog.accept_button.isEnabled()
    assert "250" in opened.dialog.sentence.text()


async def test_ten_people_are_said_to_be_many(qtbot: QtBot, store: Store) -> None:
    await store.receive(people(9))
    opened = await Opened(qtbot, exports(store)).ready()
    assert opened.dialog.many.isHidden()
    opened.dialog.masked.setChecked(False)
    assert not opened.dialog.many.isHidden()
    assert "10" in opened.dialog.many.text()


async def test_what_a_colleague_allowed_is_written_from_its_card(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    made = await asked_for_many(store, "allowed")
    opened = await Opened(qtbot, made).ready()
    (card,) = opened.dialog.requests
    assert card.button is not None
    card.button.click()
    await say_passphrase(opened)
    path = tmp_path / "list.xlsx"
    await choose(path)
    await until(lambda: not opened.is_open)
    assert any("王100" in row for row in sheet_of(path))


@pytest.mark.parametrize(("progress", "told"), [("asked", "Review"), ("refused", "不需要姓名")])
async def test_a_request_says_what_happens_next(qtbot: QtBot, store: Store, progress: str, told: str) -> None:
    made = await asked_for_many(store, progress, remark="不需要姓名")
    opened = await Opened(qtbot, made).ready()
    (card,) = opened.dialog.requests
    assert card.button is None
    assert told in said(card)


@pytest.mark.parametrize(("progress", "told"), [("asked", "Nobody answered"), ("allowed", "not written")])
async def test_a_request_whose_time_is_over_says_so_and_offers_nothing(
    qtbot: QtBot, store: Store, progress: str, told: str
) -> None:
    await asked_for_many(store, progress)
    late = exports(store, ports=ports(NOW + timedelta(days=8)))
    opened = await Opened(qtbot, late).ready()
    (card,) = opened.dialog.requests
    assert card.button is None
    assert told in said(card)
    page = ExportsPage(late, lambda: NOW + timedelta(days=8))
    qtbot.addWidget(page)
    page.show()
    page.page_shown()
    await until(lambda: page.list.is_loaded and page.list.rowCount() == 1)
    assert "Time is over" in [page.list.index(0, each).data() for each in range(page.list.columnCount())]


async def test_a_place_that_cannot_be_written_is_told_in_the_dialog(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    opened = await Opened(qtbot, exports(store)).ready()
    opened.say_why()
    opened.press()
    blocked = tmp_path / "list.xlsx.part"
    blocked.mkdir()
    await choose(tmp_path / "list.xlsx")
    await until(lambda: not opened.dialog.failure.isHidden())
    assert opened.is_open
    assert left_in(tmp_path) == {"store", "list.xlsx.part"}
    assert await store.edits() == []


async def test_the_page_asks_for_its_list_as_it_is_narrowed(qtbot: QtBot, store: Store) -> None:
    page = HouseholdsPage(Households(store.database), NOW.date)
    qtbot.addWidget(page)
    page.show()
    page.page_shown()
    await until(lambda: page.rows.is_loaded)
    page.search.setText("张")
    page.chips.chip(Chip.CARE.value).setChecked(True)
    heard: list[ListAsked] = []
    page.export_asked.connect(heard.append)
    QTest.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    page.export.click()
    assert heard
    assert heard[-1].narrowed == ["words", "signs"]


async def test_a_colleague_reads_what_would_leave_and_refuses_with_words(qtbot: QtBot, store: Store) -> None:
    await asked_for_many(store, "asked")
    await at_a_colleagues(store)
    page = ReviewPage(
        Review(store.database, COMMUNITY, store.ports, supervisor=COLLEAGUE, roles=SUPERVISOR_ROLES)
    )
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.page_shown()
    await until(lambda: page.view is not None)
    view = page.view
    assert view is not None
    shown = said(view)
    assert all(each in shown for each in ("31", "周一例会", "Name", "重点人群"))
    view.begin_return()
    assert view.panel is not None
    view.panel.remark.setText("不需要姓名")
    view.panel.send()
    edits: list[Edit] = []
    while len(edits) < 2:
        edits = await store.edits()
    step = next(each for each in edits if isinstance(each, Step))
    assert (step.to, step.reason) == ("refused", "不需要姓名")


async def test_the_log_shows_each_export_to_supervisors(qtbot: QtBot, store: Store, tmp_path: Path) -> None:
    made = exports(store)
    export = made.prepare(await gathered(made), choice("key_people"))
    await made.write(export, tmp_path / "list.xlsx", words_of(export), lambda done, total: None)
    page = ExportsPage(made, lambda: NOW)
    qtbot.addWidget(page)
    page.show()
    page.page_shown()
    await until(lambda: page.list.is_loaded and page.list.rowCount() == 1)
    texts = [page.list.index(0, each).data() for each in range(page.list.columnCount())]
    assert export.number in texts
    assert "陈书记" in texts


async def test_a_page_that_asks_opens_the_dialog_and_hears_of_the_end(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    page = HouseholdsPage(Households(store.database), NOW.date)
    qtbot.addWidget(page)
    page.show()
    page.page_shown()
    await until(lambda: page.rows.is_loaded)
    saved: list[bool] = []
    told: list[str] = []
    let_export(page, exports(store), lambda: saved.append(True), told.append)
    page.export.click()
    dialog = page.findChild(ExportDialog)
    assert dialog is not None
    await until(lambda: bool(dialog.sentence.text()))
    dialog.purpose.set_value("tour")
    dialog.what_for.set_value("入户")
    dialog.accept_button.click()
    await choose(tmp_path / "list.xlsx")
    await until(lambda: bool(told))
    assert saved == [True]
    assert (tmp_path / "list.xlsx").exists()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("font_percent", [100, 150])
async def test_the_dialog_passes_the_walk(
    qapp: QApplication, qtbot: QtBot, store: Store, scheme: Scheme, font_percent: int
) -> None:
    apply_theme(qapp, scheme, font_percent)
    made = await asked_for_many(store, "allowed")
    opened = await Opened(qtbot, made).ready()
    opened.dialog.masked.setChecked(False)
    opened.press()
    await until(lambda: not opened.dialog.problem.isHidden())
    assert walk(opened.dialog) == []

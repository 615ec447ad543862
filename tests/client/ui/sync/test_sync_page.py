"""The sync page tells where each piece of work is, and leads to what needs somebody."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection

from gridclient.actions.hand_over import HandOver
from gridclient.actions.sync_status import SyncOverview
from gridclient.actions.sync_status import SyncStatus as Overview
from gridclient.actions.visits import VisitAsked, Visits
from gridclient.db.blob_files import BlobFolder
from gridclient.db.journal import Saved
from gridclient.db.journal_replay import recover, recovered
from gridclient.db.noticed import keep_notices, unseen_notices
from gridclient.db.pending import Placed, answer, append, lines_of, settle
from gridclient.db.replicas import Replica, add_replica
from gridclient.db.went_back import UNKNOWN_KIND
from gridclient.ui.households.reveal_text import RevealText
from gridclient.ui.problem_text import problem_text
from gridclient.ui.shell.sync_status import SyncState, SyncStatus
from gridclient.ui.sync.sync_page import LineStatus, SyncPage
from gridclient.ui.theme import Scheme, apply_theme
from gridcore.ids import DeviceId, GroupId, RecordId, ReplicaId, UserId
from gridcore.problems import ProblemCode
from gridcore.sync.edits import Set
from gridcore.sync.verdicts import Verdict, VerdictCode
from gridcore.wire.notices import CopyNoticed, DeviceSuspended, encode_notice
from tests.client.ui.conftest import until
from tests.client.ui.visits.store import COMMUNITY, GRID, NOW, WORKER, WORKER_ROLES, Store
from tests.client.ui.walk import walk

OFFLINE = LineStatus(SyncStatus(SyncState.OFFLINE, 3), problem=problem_text(ProblemCode.OFFLINE, {}))


async def recorded(store: Store) -> None:
    """A visit on this computer: three edits."""
    visits = Visits(store.database, store.records, store.work, store.ports, worker=WORKER, roles=WORKER_ROLES)
    opened = await visits.open(VisitAsked(RecordId("h1"), RecordId("p1")))
    assert opened is not None
    await visits.submit(opened, {**opened.form.values, "met": True, "said": "想换燃气软管。"})


async def refused(store: Store) -> None:
    """The server's word: not yours to write."""

    def write(connection: Connection) -> None:
        verdicts = [Verdict(n, VerdictCode.DENIED, 40, "not_allowed") for n in (1, 2, 3)]
        answer(connection, COMMUNITY, verdicts, "2026-11-22T02:00:00Z")
        settle(connection, COMMUNITY, GRID, 50, more=False)

    await store.database.write(write)


class Counted(Overview):
    """Counts how often the page was read."""

    reads = 0

    async def overview(self) -> SyncOverview:
        found = await super().overview()
        self.reads += 1
        return found


async def page_of(
    qtbot: QtBot, store: Store, line: LineStatus = OFFLINE, sync: Overview | None = None
) -> SyncPage:
    hand_over = HandOver(store.database, store.ports, WORKER, BlobFolder(Path("nowhere")))
    page = SyncPage(sync or Overview(store.database, COMMUNITY), hand_over, lambda: NOW)
    qtbot.addWidget(page)
    page.resize(1180, 690)
    page.show_line(line)
    page.show()
    page.activateWindow()
    page.page_shown()
    await until(lambda: "contact" in texts(page) or "not reached" in texts(page))
    QApplication.processEvents()
    return page


def texts(page: QWidget) -> str:
    labels = [each.text() for each in page.findChildren(QLabel) if each.isVisible()]
    buttons = [each.text() for each in page.findChildren(QPushButton) if each.isVisible()]
    return "\n".join((*labels, *buttons))


async def test_what_waits_is_counted_and_named(qtbot: QtBot, store: Store) -> None:
    await recorded(store)
    page = await page_of(qtbot, store)
    shown = texts(page)
    assert "0 of 3 on the server" in shown
    assert "张桂英" in shown
    assert "There is no network connection." in shown


async def test_what_one_proposed_is_one_step_away(qtbot: QtBot, store: Store) -> None:
    page = await page_of(qtbot, store)
    with qtbot.waitSignal(page.proposals_asked):
        QTest.keyClick(page.proposals, Qt.Key.Key_Space)
    with qtbot.waitSignal(page.proposals_asked):
        QTest.keyClick(page, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)


async def test_work_on_a_record_that_is_not_here_any_more_has_its_line_too(
    qtbot: QtBot, store: Store
) -> None:
    """A server was restored, and asks again for what was done to it."""
    said, lost = Set(0, GroupId("g"), RecordId("lost"), "remark", "门锁换过", 0), RecordId("lost")

    def save_again(connection: Connection) -> None:
        [edit] = append(connection, COMMUNITY, [Placed(said, UNKNOWN_KIND, GRID)], "2026-11-22T01:00:00Z")
        assert edit.id == lost

    await store.database.write(save_again)
    waiting = await page_of(qtbot, store)
    assert "0 of 1 on the server" in texts(waiting)
    assert "Record" in texts(waiting).splitlines()

    def refuse(connection: Connection) -> None:
        answer(connection, COMMUNITY, [Verdict(1, VerdictCode.DENIED, 0, "not_here")], "2026-11-22T02:00:00Z")
        settle(connection, COMMUNITY, GRID, 50, more=False)

    await store.database.write(refuse)
    page = await page_of(qtbot, store)
    assert "This record is not in your grids." in texts(page)
    assert "Record" in texts(page).splitlines()
    assert "Done with it" in texts(page).replace("&", "")
    assert "Open" not in texts(page).replace("&", "").splitlines(), "there is nothing to open"


async def test_what_a_crash_had_lost_is_told_until_the_user_has_seen_it(qtbot: QtBot, store: Store) -> None:
    await recorded(store)

    def crash(connection: Connection) -> None:
        lines = lines_of(connection, COMMUNITY)
        connection.exec_driver_sql("DELETE FROM pending_edit")
        connection.exec_driver_sql("DELETE FROM next_n")
        add_replica(connection, Replica(ReplicaId("r"), "", DeviceId("d"), UserId("u"), b""), "")
        assert len(recover(connection, [Saved(ReplicaId("r"), tuple(lines))])) == 3

    await store.database.write(crash)
    page = await page_of(qtbot, store)
    assert "recovered" in texts(page)
    assert "0 of 3 on the server" in texts(page)
    seen = next(each for each in page.findChildren(QPushButton) if "Understood" in each.text())
    seen.click()
    await until(lambda: "recovered" not in texts(page))
    assert await store.database.read(recovered) is None


async def test_a_supervisor_is_told_of_a_copied_laptop_until_it_was_seen(qtbot: QtBot, store: Store) -> None:
    told = [encode_notice(CopyNoticed("2026-11-21T02:00:00Z", "李建国", "laptop of li")), '["later"]']
    await store.database.write(lambda connection: keep_notices(connection, told))
    page = await page_of(qtbot, store)
    assert "copied" in texts(page)
    assert "李建国" in texts(page)
    next(each for each in page.findChildren(QPushButton) if "Understood" in each.text()).click()
    await until(lambda: "copied" not in texts(page))
    await store.database.write(lambda connection: keep_notices(connection, told))
    assert await store.database.read(unseen_notices) == []


async def test_a_supervisor_reads_which_laptop_is_suspended_and_what_to_do(
    qtbot: QtBot, store: Store
) -> None:
    told = [encode_notice(DeviceSuspended("2026-11-21T02:00:00Z", "李建国", "laptop of li"))]
    await store.database.write(lambda connection: keep_notices(connection, told))
    page = await page_of(qtbot, store)
    assert "1 laptop(s) are suspended" in texts(page) or "1 laptop is suspended" in texts(page)
    assert "李建国" in texts(page)
    assert "Nothing is lost" in texts(page)


async def test_what_is_in_a_backup_of_the_server_is_counted(qtbot: QtBot, store: Store) -> None:
    await recorded(store)
    await refused(store)

    def back_up(connection: Connection) -> None:
        connection.exec_driver_sql("UPDATE next_n SET safe_n = 2")

    await store.database.write(back_up)
    page = await page_of(qtbot, store)
    assert "2 of them in a backup of the server" in texts(page)


async def test_what_was_refused_says_why_and_keeps_its_words(qtbot: QtBot, store: Store) -> None:
    await recorded(store)
    await refused(store)
    page = await page_of(qtbot, store, LineStatus(SyncStatus(SyncState.NEEDS_YOU, 0, 3)))
    assert "Your role may not change this." in texts(page)
    assert "3 of 3 on the server" in texts(page)
    assert "想换燃气软管。" not in texts(page), "personal words are masked"
    told: list[tuple[str, ...]] = []
    page.revealed.connect(lambda *named: told.append(named))
    said = next(each for each in page.findChildren(RevealText) if each.text() == "****")
    said.reveal()
    assert "想换燃气软管。" in texts(page)
    assert [(kind, field) for kind, _, field in told] == [("visit", "said")]


async def test_a_refused_record_is_opened_again_or_let_go(qtbot: QtBot, store: Store) -> None:
    await recorded(store)
    await refused(store)
    page = await page_of(qtbot, store)
    asked: list[str] = []
    page.open_asked.connect(lambda kind, record: asked.append(kind))
    buttons = [each for each in page.findChildren(QPushButton) if each.accessibleName().startswith("Open ")]
    QTest.keyClick(buttons[0], Qt.Key.Key_Space)
    assert asked == ["household"]
    for left in (2, 1, 0):
        done = [each for each in page.findChildren(QPushButton) if "Done with" in each.accessibleName()]
        done[-1].click()
        await until(partial(has_left, page, left))


def has_left(page: SyncPage, count: int) -> bool:
    """Whether so many refused edits are in sight."""
    shown = [each for each in page.findChildren(QPushButton) if "Done with" in each.accessibleName()]
    return sum(each.isVisible() for each in shown) == count


async def test_a_long_receiving_is_told_and_can_be_stopped(qtbot: QtBot, store: Store) -> None:
    page = await page_of(qtbot, store)
    for count in (400, 3_200):
        page.show_line(LineStatus(SyncStatus(SyncState.SENDING), bytes_down=250_000, received=count))
        assert page.progress.isVisible()
        assert str(count) in texts(page)
    with qtbot.waitSignal(page.stop_asked):
        page.progress.findChildren(QPushButton)[0].click()
    page.show_line(LineStatus(SyncStatus(SyncState.SYNCED)))
    assert not page.progress.isVisible()


async def test_conflicts_lead_to_their_page(qtbot: QtBot, store: Store) -> None:
    page = await page_of(qtbot, store, LineStatus(SyncStatus(SyncState.NEEDS_YOU, 0, 2)))
    assert "2 conflict(s) need a decision" in texts(page)
    with qtbot.waitSignal(page.conflicts_asked):
        next(each for each in page.findChildren(QPushButton) if each.text() == "D&ecide").click()


async def test_nothing_moves_under_the_keyboard_while_nothing_changed(qtbot: QtBot, store: Store) -> None:
    await recorded(store)
    await refused(store)
    sync = Counted(store.database, COMMUNITY)
    page = await page_of(qtbot, store, sync=sync)
    button = next(each for each in page.findChildren(QPushButton) if "Done with" in each.accessibleName())
    button.setFocus()
    before = sync.reads
    page.reload()
    await until(lambda: sync.reads > before)
    await store.edits()
    QApplication.processEvents()
    assert QApplication.focusWidget() is button


@pytest.mark.parametrize(
    ("scheme", "percent"), [("light", 100), ("dark", 100), ("light", 150), ("dark", 150)]
)
async def test_the_page_passes_the_walk(
    qtbot: QtBot, qapp: QApplication, store: Store, scheme: Scheme, percent: int
) -> None:
    apply_theme(qapp, scheme, percent)
    await recorded(store)
    page = await page_of(qtbot, store)
    assert walk(page) == []
    await refused(store)
    sync = Counted(store.database, COMMUNITY)
    again = await page_of(qtbot, store, LineStatus(SyncStatus(SyncState.NEEDS_YOU, 0, 4)), sync)
    assert walk(again) == []
    reads = sync.reads
    again.show_line(LineStatus(SyncStatus(SyncState.SENDING), bytes_down=250_000, received=3_200))
    await until(lambda: sync.reads > reads)
    QApplication.processEvents()
    assert walk(again) == []

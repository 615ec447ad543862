"""The Sync page tells what a restored server has lost, and which photos are still to be sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection

from gridclient.actions.gone import Gone
from gridclient.actions.hand_over import HandOver
from gridclient.actions.sync_status import SyncStatus as Overview
from gridclient.db import blobs
from gridclient.db.blob_files import BlobFolder, SealedFile
from gridclient.db.blobs import Blob
from gridclient.db.confirmed import confirmed_of, drop_confirmed, write_confirmed
from gridclient.db.pending import unanswered
from gridclient.db.repaired import note_repair, repaired_at
from gridclient.db.shown import hide
from gridclient.db.went_back import gone_records, keep_gone
from gridclient.ui.shell.sync_status import SyncState, SyncStatus
from gridclient.ui.sync.sync_page import LineStatus, SyncPage
from gridclient.ui.theme import Scheme, apply_theme
from gridclient.ui.widgets.question import Question
from gridcore.attachments import Media
from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId
from gridcore.roles import Role
from gridcore.sync.edits import Create, Step
from gridcore.sync.stored import Confirmed
from tests.client.ui.conftest import until
from tests.client.ui.sync.test_sync_page import texts
from tests.client.ui.visits.store import COMMUNITY, GRID, NOW, WORKER, WORKER_ROLES, Store, visit
from tests.client.ui.walk import walk

AT = "2026-11-21T02:00:00Z"
HOME, PERSON = RecordId("h1"), RecordId("p1")
WELL = LineStatus(SyncStatus(SyncState.SYNCED))
TEXT_ONLY = LineStatus(SyncStatus(SyncState.SYNCED), is_text_only=True)


async def lost(store: Store, *records: RecordId) -> None:
    """The server was restored and has these no more."""

    def set_aside(connection: Connection) -> None:
        found = confirmed_of(connection, records)
        assert len(found) == len(records)
        drop_confirmed(connection, records)
        hide(connection, records)
        keep_gone(connection, found.values(), AT)

    await store.database.write(set_aside)


async def photo(store: Store, sha256: str, trouble: str = "") -> None:
    """A photo that a record which is here names."""

    def keep(connection: Connection) -> None:
        size = 1_200_000
        file = SealedFile(sha256, bytes(32), GRID, sha256, size)
        blobs.keep_blob(connection, Blob(GRID, sha256, size, Media.JPEG, file, size, 0, trouble), AT)
        blobs.use_blob(connection, GRID, sha256, HOME)
        connection.exec_driver_sql(
            "UPDATE confirmed SET cells = json_set(cells, '$.x' || ?1, ?1) WHERE id = ?2", (sha256, HOME)
        )

    await store.database.write(keep)


async def page_of(
    qtbot: QtBot, store: Store, line: LineStatus = WELL, roles: frozenset[Role] = WORKER_ROLES
) -> SyncPage:
    gone = Gone(store.database, COMMUNITY, store.ports, roles)
    hand_over = HandOver(store.database, store.ports, WORKER, BlobFolder(Path("nowhere")))
    page = SyncPage(Overview(store.database, COMMUNITY), hand_over, lambda: NOW, gone=gone)
    qtbot.addWidget(page)
    page.show_line(line)
    page.resize(1198, 730)
    page.show()
    page.page_shown()
    await until(lambda: bool(page._cards))
    return page


def button(page: SyncPage, words: str) -> QPushButton:
    return next(each for each in page.findChildren(QPushButton) if words in each.accessibleName())


async def test_who_received_a_dispute_that_was_lost_is_told_who_brings_it_back(
    qtbot: QtBot, store: Store
) -> None:
    """A mediator's word that somebody else had handed it in would be nobody's word."""
    told: dict[str, Value] = {"told_on": "2026-11-20", "place": "东门", "reported_by": "李建国"}
    report = Confirmed(RecordId("d1"), "dispute_report", ScopeId("intake/g1"), told, {}, 1)
    await store.database.write(lambda c: keep_gone(c, [report], AT))
    page = await page_of(qtbot, store, roles=frozenset({Role.MEDIATOR}))
    assert "The computer of whoever handed it in sends it again." in texts(page)
    assert "Your supervisor decides." not in texts(page)
    assert not [each for each in page.findChildren(QPushButton) if "Put back" in each.accessibleName()]


async def test_a_person_and_the_home_it_hangs_on_are_put_back_by_one_key(qtbot: QtBot, store: Store) -> None:
    room = Confirmed(RecordId("m1"), "room", GRID, {}, {}, 1)
    await store.database.write(lambda c: write_confirmed(c, [room]))
    await lost(store, HOME, PERSON)
    page = await page_of(qtbot, store)
    assert "2 record(s) are no longer on the server" in texts(page)
    assert "keeps them for 45 days" in texts(page)
    told: list[str] = []
    page.told.connect(told.append)
    before = await store.database.read(gone_records)
    assert set(before) == {HOME, PERSON}
    back = button(page, "Put back Resident")
    back.setFocus()
    QTest.keyClick(back, Qt.Key.Key_Space)
    await until(lambda: "no longer on the server" not in texts(page))
    assert told == ["Put back. It goes up with the next sync."]
    assert await store.database.read(gone_records) == []
    waiting = await store.database.read(lambda c: unanswered(c, COMMUNITY, -1))
    made = [each.edit for each in waiting if isinstance(each.edit, Create)]
    assert [each.id for each in made] == [HOME, PERSON], "the home first, or nobody would live in it"
    assert await store.records.open_form("resident", PERSON) is not None


async def test_a_record_is_put_back_in_the_state_it_was_in_or_it_is_said_what_is_missing(
    qtbot: QtBot, store: Store
) -> None:
    states = {"v8": "submitted", "v9": "approved"}
    await store.receive([visit(each, "h1", "p1", approval=state) for each, state in states.items()])
    await lost(store, RecordId("v8"), RecordId("v9"))
    page = await page_of(qtbot, store)
    told: list[str] = []
    page.told.connect(told.append)
    button(page, "Put back Visit").click()
    await until(lambda: len(told) == 1 and "1 record(s) are no longer" in texts(page))
    button(page, "Put back Visit").click()
    await until(lambda: len(told) == 2)
    back = "Put back. It goes up with the next sync."
    assert told == [
        back,
        f"{back} Visit: it was “Approved” and is “Waiting for approval” now; "
        "the rest is for somebody to decide again.",
    ]
    waiting = await store.database.read(lambda c: unanswered(c, COMMUNITY, -1))
    done = [(e.edit.id, e.edit.to if isinstance(e.edit, Step) else "made") for e in waiting]
    assert done == [("v8", "made"), ("v8", "submitted"), ("v9", "made"), ("v9", "submitted")]


async def test_a_case_comes_back_before_its_parties_and_takes_no_step_that_needs_them(store: Store) -> None:
    case = RecordId("k1")
    told = {"title": "漏水", "dispute_type": "02", "progress": "in_mediation"}
    held = Confirmed(case, "mediation_case", ScopeId(f"case/{case}"), {**told}, {}, 9)
    await store.database.write(lambda c: write_confirmed(c, [held]))
    await lost(store, case)
    gone = Gone(store.database, COMMUNITY, store.ports, frozenset({Role.MEDIATOR}))
    short = await gone.put_back(case)
    assert short is not None
    assert [(each.was.text, each.now.text) for each in short] == [("In mediation", "Application")]
    waiting = await store.database.read(lambda c: unanswered(c, COMMUNITY, -1))
    assert [type(each.edit) for each in waiting] == [Create], "the server would send its steps back"


@pytest.mark.parametrize("state", ["offered", "accepted", "declined", "taken_back"])
async def test_a_visit_that_was_offered_is_put_back_with_whose_it_was_by_itself(
    store: Store, state: str
) -> None:
    change = RecordId("e1")
    words = {"offered_to": "王海霞", "offered_by": "李网格员", "held_by": None, "offer_reason": None}
    told: dict[str, Value] = {"plan": "c1", "period": "2026-11", "offer": state, "offered": {**words}}
    held = Confirmed(
        change, "visit_exception", GRID, told | {"answer": "休假", "moved_to": "2026-11-25"}, {}, 9
    )
    await store.database.write(lambda c: write_confirmed(c, [held]))
    await lost(store, change)
    gone = Gone(store.database, COMMUNITY, store.ports, WORKER_ROLES)
    short = await gone.put_back(change)
    assert short is not None
    assert [each.now.text for each in short] == ["With whose it is"]
    (waiting,) = await store.database.read(lambda c: unanswered(c, COMMUNITY, -1))
    assert isinstance(waiting.edit, Create), "an offer that nobody is asked by would wait for ever"
    assert waiting.edit.cells == {"plan": "c1", "period": "2026-11", "moved_to": "2026-11-25"}


async def test_let_go_asks_first_and_forgets_on_this_computer_alone(qtbot: QtBot, store: Store) -> None:
    await lost(store, PERSON)
    page = await page_of(qtbot, store)
    button(page, "Let go of Resident").click()
    await until(lambda: bool(page.findChildren(Question)))
    page.findChildren(Question)[0].accept()
    await until(lambda: "no longer on the server" not in texts(page))
    assert await store.database.read(gone_records) == []
    assert await store.database.read(lambda c: unanswered(c, COMMUNITY, -1)) == []


async def test_who_may_not_record_such_a_thing_is_told_who_decides(qtbot: QtBot, store: Store) -> None:
    await lost(store, PERSON)
    page = await page_of(qtbot, store, roles=frozenset({Role.MEDIATOR}))
    assert "Your supervisor decides." in texts(page)
    assert not [each for each in page.findChildren(QPushButton) if "Put back" in each.text()]


async def test_what_hangs_on_a_record_that_is_nowhere_stays_set_aside(qtbot: QtBot, store: Store) -> None:
    await lost(store, HOME, PERSON)
    gone = Gone(store.database, COMMUNITY, store.ports, WORKER_ROLES)
    await gone.let_go(HOME)
    assert await gone.put_back(PERSON) is None
    assert await store.database.read(gone_records) == [PERSON]
    assert await store.database.read(lambda c: unanswered(c, COMMUNITY, -1)) == []


async def test_waiting_photos_are_counted_and_it_is_said_when_they_go(qtbot: QtBot, store: Store) -> None:
    for number in range(3):
        await photo(store, f"{number}" * 64)
    page = await page_of(qtbot, store)
    assert "3 photo(s) or paper(s) wait, 3.6 MB" in texts(page)
    assert "sent after the text" in texts(page)
    page.show_line(TEXT_ONLY)
    await until(lambda: "Only text is sent on this line." in texts(page))


async def test_a_photo_that_does_not_go_up_says_why(qtbot: QtBot, store: Store) -> None:
    await photo(store, "1" * 64, "too_large")
    await photo(store, "2" * 64, "a word of a later version")
    page = await page_of(qtbot, store)
    assert "The server found it too large." in texts(page)
    assert "It could not be sent." in texts(page)


@pytest.mark.parametrize(("scheme", "percent"), [("light", 100), ("dark", 100), ("light", 150)])
async def test_both_cards_pass_the_walk(
    qtbot: QtBot, qapp: QApplication, store: Store, scheme: Scheme, percent: int
) -> None:
    apply_theme(qapp, scheme, percent)
    await lost(store, PERSON)
    await photo(store, "1" * 64, "full")
    page = await page_of(qtbot, store)
    QApplication.processEvents()
    assert walk(page) == []


async def test_a_repair_is_told_until_the_user_has_understood(qtbot: QtBot, store: Store) -> None:
    await store.database.write(lambda c: note_repair(c, AT))
    page = await page_of(qtbot, store)
    assert "This computer was repaired" in texts(page)
    assert "the damaged files were put aside" in texts(page)
    next(each for each in page.findChildren(QPushButton) if "Understood" in each.text()).click()
    await until(lambda: "repaired" not in texts(page))
    assert await store.database.read(repaired_at) == ""

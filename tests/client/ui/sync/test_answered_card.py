"""The author's page says what became of work that went to the supervisor."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection

from gridclient.actions.sync_status import Answer
from gridclient.db.pending import answer, settle
from gridclient.db.replicas import Replica, add_replica
from gridclient.ui.sync.answered_card import answer_words
from gridcore.fields import Value
from gridcore.ids import DeviceId, RecordId, ReplicaId, UserId
from gridcore.sync.verdicts import Verdict, VerdictCode
from tests.client.ui.sync.test_sync_page import page_of, recorded, texts
from tests.client.ui.visits.store import COMMUNITY, GRID, Store

MINE = ReplicaId("r-here")


def answered(record: str, **more: Value) -> tuple[str, str, dict[str, Value]]:
    cells: dict[str, Value] = {
        "replica": MINE,
        "device_name": "旧笔记本",
        "subject_kind": "visit",
        "outcome": "admitted",
        "verdicts": {"1": "ok", "2": "ok"},
        "supervisor": "陈书记",
        "decided_at": "2026-11-21T02:00:00Z",
        "reason": "",
    }
    return "parked_answer", record, cells | more


async def refused(store: Store) -> None:
    def write(connection: Connection) -> None:
        here = Replica(MINE, "", DeviceId("d"), UserId("u"), b"")
        add_replica(connection, here, "2026-11-20T00:00:00Z")
        verdicts = [Verdict(n, VerdictCode.PARKED, 0, "unknown_field") for n in (1, 2, 3)]
        answer(connection, COMMUNITY, verdicts, "2026-11-20T02:00:00Z")
        settle(connection, COMMUNITY, GRID, 50, more=False)

    await store.database.write(write)


async def test_work_that_was_taken_over_says_by_whom_and_when(qtbot: QtBot, store: Store) -> None:
    await recorded(store)
    await refused(store)
    await store.receive([answered("a1", verdicts={"1": "ok", "2": "conflict"})], seq=60)
    shown = texts(await page_of(qtbot, store))
    assert "1 change(s) need you" in shown  # the third, which nobody has decided
    assert "What your supervisor decided" in shown
    assert "Visit · 2 change(s)" in shown
    assert "陈书记 took it over (昨天" in shown or "陈书记 took it over (yesterday" in shown
    assert "both are kept until somebody decides" in shown
    assert shown.count("陈书记 took it over") == 1
    assert "旧笔记本" not in shown


async def test_what_was_not_taken_over_stays_with_its_author_and_says_why(qtbot: QtBot, store: Store) -> None:
    await recorded(store)
    await refused(store)
    told: dict[str, Value] = {"1": "dismissed", "2": "dismissed", "3": "dismissed"}
    await store.receive([answered("a1", outcome="dismissed", verdicts=told, reason="请补充")], seq=60)
    shown = texts(await page_of(qtbot, store))
    assert "3 change(s) need you" in shown
    assert shown.count("陈书记 did not take it over") == 4  # on the card, and beside each of the edits
    assert len(await store.pending()) == 0


async def test_work_of_another_laptop_names_that_laptop_and_a_reason(qtbot: QtBot, store: Store) -> None:
    away = answered("a2", replica="r-old", outcome="dismissed", verdicts={"7": "dismissed"}, reason="已重复")
    await store.receive([away], seq=60)
    page = await page_of(qtbot, store)
    QApplication.processEvents()
    shown = texts(page)
    assert "Visit · 1 change(s) · 旧笔记本" in shown
    assert "陈书记 did not take it over" in shown
    assert "已重复" in shown


async def test_many_answers_are_counted(qtbot: QtBot, store: Store) -> None:
    await store.receive([answered(f"a{n}") for n in range(33)], seq=60)
    assert "and 3 more" in texts(await page_of(qtbot, store))


def test_an_answer_of_a_later_version_is_told_all_the_same() -> None:
    odd = Answer(RecordId("a"), frozenset(), frozenset(), False, "", "", "admitted", (), "陈书记", "", "")
    assert answer_words(odd, str) == "陈书记 took it over (—)."

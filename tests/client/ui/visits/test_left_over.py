"""What was begun on earlier days and became nothing yet is told on Today, with the way to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gridclient.actions.left_over import LeftOver, LeftOvers
from gridclient.actions.notes import Notes
from gridclient.actions.records import Saved
from gridclient.actions.visits import VisitAsked, Visits
from gridclient.ui.today.left_over_notice import LeftOverNotice
from gridcore.ids import RecordId
from tests.client.ui.conftest import until
from tests.client.ui.visits.store import NOW, USER, WORKER, WORKER_ROLES, Store


async def test_a_note_and_a_visit_of_yesterday_are_told_until_they_are_done(
    qtbot: QtBot, store: Store
) -> None:
    notes = Notes(store.database, store.records, store.ports, USER)
    visits = Visits(store.database, store.records, store.work, store.ports, worker=WORKER, roles=WORKER_ROLES)
    left = LeftOvers(store.database, replace(store.ports, now=lambda: NOW + timedelta(days=1)))
    kept = await notes.keep("二单元王阿姨说楼道灯坏了")
    assert isinstance(kept, Saved)
    opened = await visits.open(VisitAsked(RecordId("h1"), RecordId("p1")))
    assert opened is not None
    await visits.keep_draft(opened, {"said": "女儿来接"})
    assert await LeftOvers(store.database, store.ports).before_today() == LeftOver(), "that is work of today"
    assert await left.before_today() == LeftOver(1, 1, store.ports.today())
    window = QWidget()
    qtbot.addWidget(window)
    notice = LeftOverNotice(left, window)
    asked = list[str]()
    notice.notes_asked.connect(lambda: asked.append("notes"))
    notice.visits_asked.connect(lambda: asked.append("visits"))
    read = list[bool]()
    notice.told.connect(lambda: read.append(notice.isHidden()))
    notice.reload()
    await until(lambda: read == [False])
    assert notice.text().startswith("1 quick note(s) not taken up yet · 1 visit(s) begun and not submitted")
    notice.button.click()
    (note,) = await notes.open_notes()
    await notes.finish(note.note)
    notice.reload()
    await until(lambda: len(read) == 2)
    assert notice.text().startswith("1 visit(s) begun and not submitted · since")
    notice.button.click()
    assert asked == ["notes", "visits"]
    await visits.discard(opened)
    notice.reload()
    await until(lambda: len(read) == 3)
    assert notice.isHidden()

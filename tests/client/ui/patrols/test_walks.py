"""A patrol is walked and ended by keyboard alone; each point is kept at once, and nothing typed is lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gridclient.db.listing import ShownRecord
from gridclient.db.notes import open_notes
from gridclient.ui.patrols.patrols_page import WalkAsked
from gridcore.ids import RecordId
from gridcore.patrols import PATROL, PATROL_CHECK, check_id
from tests.client.ui.conftest import until
from tests.client.ui.households.card import said
from tests.client.ui.households.conftest import store
from tests.client.ui.patrols.patrol_page import (
    LOOSE,
    PLACES,
    dialog_of,
    over,
    patrol,
    planned,
    point,
    press,
    records,
    rest,
    shown,
    typed,
    undone,
    walked,
)
from tests.client.ui.visits.store import NOW, WORKER, Store, ports
from tests.client.ui.walk import walk

__all__ = ["store"]


async def test_a_walk_is_ticked_by_digits_and_each_point_is_kept_at_once(store: Store, qtbot: QtBot) -> None:
    page = await shown(qtbot, store)
    lines = await walked(page)
    assert walk(page) == []
    lines.go_on()
    press(Qt.Key.Key_1)
    await until(lambda: rest() == "电动车棚: finding: 1 In order")
    press(Qt.Key.Key_2)
    await until(lambda: rest() == "电动车棚: what was found")
    found: list[ShownRecord] = []

    async def kept(count: int) -> bool:
        found[:] = await records(store, PATROL_CHECK)
        return len(found) == count

    while not await kept(2):
        pass
    assert {each.values["finding"] for each in found} == {"in_order", "found"}
    typed(LOOSE)
    press(Qt.Key.Key_Return)
    await until(lambda: rest() == "小广场: finding: 1 In order" and not lines.lines[1].is_unsaved)
    press(Qt.Key.Key_3)
    await until(lambda: rest() == "小广场: what was found")
    press(Qt.Key.Key_Return)
    await until(lambda: rest() == "End")
    await until(lambda: "3 of 3 points checked" in said(page.walk_view.header))
    press(Qt.Key.Key_Space)
    await until(lambda: page.plan_view.isVisible() and page.plan_view.logs.rowCount() == 1)
    (log,) = await records(store, PATROL)
    assert (log.values["worker"], bool(log.values["ended_at"])) == (WORKER, True)
    checks = {str(each.values["place"]): each.values for each in await records(store, PATROL_CHECK)}
    assert [checks[each]["finding"] for each in PLACES] == ["in_order", "found", "not_reached"]
    assert checks["电动车棚"]["what"] == LOOSE
    assert page.plan_view.logs.row(0) is not None


async def test_what_was_found_is_kept_as_a_note_by_one_key(store: Store, qtbot: QtBot) -> None:
    page = await shown(qtbot, store)
    lines = await walked(page)
    line = lines.lines[0]
    press(Qt.Key.Key_2)
    await until(lambda: rest() == "消防通道: what was found")
    assert not line.note_button.isVisible()
    typed(LOOSE)
    assert line.note_button.isVisible()
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    await until(line.note_button.isHidden)
    (note,) = await store.database.read(open_notes)
    assert note.said == f"消防通道：{LOOSE}"
    assert walk(page) == []


async def test_words_that_were_not_saved_are_there_after_a_crash(store: Store, qtbot: QtBot) -> None:
    page = await shown(qtbot, store)
    patrols, _, walks = over(store)
    begun = await patrols.begin(RecordId("pp1"))
    assert begun is not None
    walk_shown = await walks.walk(begun)
    assert walk_shown is not None
    await walks.tick(walk_shown, walk_shown.points[0], "found", "")
    await walks.keep_typed(walk_shown, walk_shown.points[0], LOOSE)
    await walks.keep_typed_remark(walk_shown, "下雨")
    page.open_record(WalkAsked(RecordId("pp1"), begun))
    await until(lambda: page.walk_view.rows is not None and page.walk_view.rows.lines[0].is_unsaved)
    rows_shown = page.walk_view.rows
    assert rows_shown is not None
    assert (rows_shown.lines[0].what.text(), page.walk_view.remark.toPlainText()) == (LOOSE, "下雨")
    assert page.go_back()
    await until(page.plan_view.isVisible)
    (check,) = await records(store, PATROL_CHECK)
    (log,) = await records(store, PATROL)
    assert (check.values["what"], log.values["remark"]) == (LOOSE, "下雨")


async def test_what_is_typed_is_a_draft_before_it_is_saved(store: Store, qtbot: QtBot) -> None:
    page = await shown(qtbot, store)
    lines = await walked(page)
    press(Qt.Key.Key_2)
    await until(lambda: rest() == "消防通道: what was found" and not lines.lines[0].is_unsaved)
    typed(LOOSE)
    page.walk_view.remark.setPlainText("下雨")
    page.flush()
    begun = page.walk_view.walk
    assert begun is not None
    _, _, walks = over(store)
    now = await walks.walk(begun.record)
    while now is None or (now.points[0].typed, now.typed) != (LOOSE, "下雨"):
        now = await walks.walk(begun.record)
    assert (now.points[0].what, now.remark) == ("", "")


async def test_what_a_colleague_ticks_meanwhile_is_shown_and_what_is_half_typed_stays(
    store: Store, qtbot: QtBot
) -> None:
    page = await shown(qtbot, store)
    lines = await walked(page)
    press(Qt.Key.Key_2)
    await until(lambda: rest() == "消防通道: what was found")
    typed(LOOSE)
    begun = page.walk_view.walk
    assert begun is not None
    told = {"patrol": begun.record, "point": "pt2", "place": "电动车棚", "finding": "in_order"}
    await store.receive([(PATROL_CHECK, check_id(begun.record, RecordId("pt2")), told)])
    page.records_changed()
    await until(lambda: lines.lines[1].is_ticked)
    assert lines.lines[0].what.text() == LOOSE
    await store.receive([point(4, "东门")])
    page.records_changed()
    await until(lambda: page.walk_view.rows is not lines and page.walk_view.rows is not None)
    fresh = page.walk_view.rows
    assert fresh is not None
    assert (len(fresh.lines), fresh.lines[0].what.text()) == (4, LOOSE)


async def test_a_point_that_was_taken_out_meanwhile_says_so_and_keeps_the_words(
    store: Store, qtbot: QtBot
) -> None:
    page = await shown(qtbot, store)
    lines = await walked(page)
    await store.records.remove(RecordId("pt1"))
    press(Qt.Key.Key_2)
    await until(lambda: "This point was taken out of the plan" in said(lines))
    typed(LOOSE)
    press(Qt.Key.Key_Return)
    await until(lambda: lines.lines[0].is_noted)
    assert page.go_back()
    await until(page.plan_view.isVisible)
    (note,) = await store.database.read(open_notes)
    assert note.said == f"消防通道：{LOOSE}"
    assert await records(store, PATROL_CHECK) == []


async def test_a_walk_is_noted_afterwards_with_typed_times_and_wrong_ones_are_told(
    store: Store, qtbot: QtBot
) -> None:
    page = await shown(qtbot, store)
    await planned(page)
    page.plan_view.afterwards_button.click()
    await until(lambda: dialog_of(page) is not None)
    dialog = dialog_of(page)
    assert dialog is not None
    assert walk(dialog) == []
    dialog.day.set_value("2026-11-20")
    for start, end, wrong in (
        ("", "", "Please fill this in."),
        ("9:00", "8:30", "The patrol would end before it began."),
        ("9点", "nine", "This is not a time. Please write it like 8:30."),
        ("6:00", "19:00", "A patrol takes 12 hours at most. Please check."),
    ):
        dialog.start.set_value(start)
        dialog.end.set_value(end)
        dialog.accept_button.click()
        await until(lambda: dialog.problem == wrong)  # noqa: B023
    dialog.start.set_value("9:00")
    dialog.end.set_value("10:10")
    dialog.accept_button.click()
    await until(lambda: page.walk_view.isVisible() and page.walk_view.walk is not None)
    (log,) = await records(store, PATROL)
    begun = datetime.fromisoformat(str(log.values["started_at"])).astimezone()
    assert (begun.date().isoformat(), f"{begun:%H:%M}") == ("2026-11-20", "09:00")
    assert page.walk_view.go_on_button.isVisible()


async def test_a_forgotten_walk_asks_when_it_ended(store: Store, qtbot: QtBot) -> None:
    later = Store(store.database, ports(NOW + timedelta(days=3)), store.work)
    await later.receive([patrol(1)])
    page = await shown(qtbot, later)
    await planned(page)
    assert page.plan_view.begin_button.text() == "&Go on"
    page.plan_view.begin_button.click()
    await until(lambda: page.walk_view.end_button.isVisible() and page.walk_view.walk is not None)
    page.walk_view.end_button.click()
    await until(lambda: dialog_of(page) is not None)
    dialog = dialog_of(page)
    assert dialog is not None
    begun = datetime(2026, 11, 22, 1, tzinfo=UTC).astimezone()
    assert dialog.typed.day == begun.date().isoformat()
    dialog.end.set_value(f"{begun + timedelta(minutes=40):%H:%M}")
    dialog.accept_button.click()
    await until(page.plan_view.isVisible)
    (log,) = await records(later, PATROL)
    assert log.values["ended_at"] == "2026-11-22T01:40:00Z"


async def test_a_walk_that_is_over_goes_on_and_is_removed_and_comes_back(store: Store, qtbot: QtBot) -> None:
    await store.receive([patrol(1, ended_at="2026-11-22T01:20:00Z")])
    page = await shown(qtbot, store)
    page.open_record(WalkAsked(RecordId("pp1"), RecordId("w1")))
    await until(page.walk_view.go_on_button.isVisible)
    page.walk_view.go_on_button.click()
    await until(page.walk_view.end_button.isVisible)
    told = undone(page)
    page.walk_view.remove_button.click()
    await until(lambda: page.plan_view.isVisible() and bool(told))
    assert await records(store, PATROL) == []
    told[-1]()
    await until(lambda: page.plan_view.logs.rowCount() == 1)

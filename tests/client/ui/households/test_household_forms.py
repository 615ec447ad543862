"""The forms of the household's page lose nothing that is typed."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gridclient.actions.records import Form
from gridclient.ui.households.household_page import Registration
from gridclient.ui.widgets.question import Question
from gridclient.ui.widgets.toast import Toast
from gridcore.fields import Value
from gridcore.ids import RecordId
from gridcore.sync.edits import Create, Remove, Restore, Set
from tests.client.ui.conftest import until
from tests.client.ui.households.card import (
    HOME,
    button,
    cards,
    closed,
    has_button,
    idle,
    page_over,
    panel_of,
    said,
    shown,
    write,
)
from tests.client.ui.visits.store import (
    Store,
    found,
    opened,
)


async def test_an_edit_is_saved_with_the_keyboard_and_told_as_not_yet_sent(
    qtbot: QtBot, store: Store
) -> None:
    page = await shown(qtbot, store)
    told: list[bool] = []
    page.saved.connect(lambda: told.append(True))
    QTest.keyClick(page.edit, Qt.Key.Key_Space)
    _, form = await panel_of(page)
    write(form, "phone", "13900001111")
    QTest.keyClick(form.editor("phone"), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    await closed(page)
    await until(lambda: "139****1111" in said(page))
    assert "138****8000 → 139****1111" in said(page)
    waits = [each for each in page.findChildren(QWidget) if each.accessibleName() == "On this laptop"]
    assert any(each.isVisible() for each in waits)
    (edit,) = await store.edits()
    assert isinstance(edit, Set)
    assert (edit.id, edit.cell, edit.value, edit.base) == ("h1", "phone", "13900001111", 10)
    assert told == [True]


async def test_a_form_with_an_error_is_not_saved_and_the_cursor_goes_to_it(
    qtbot: QtBot, store: Store
) -> None:
    page = await shown(qtbot, store)
    button(page, "Edit 张明").click()
    panel, form = await panel_of(page)
    write(form, "name", " ")
    panel.save()
    await until(lambda: "Please fill this in." in said(page))
    assert form.editor("name").hasFocus()
    assert await store.edits() == []


async def test_escape_keeps_the_draft_says_so_and_the_form_opens_with_it(qtbot: QtBot, store: Store) -> None:
    page = await shown(qtbot, store)
    page.edit.click()
    _, form = await panel_of(page)
    write(form, "phone", "13900002222")
    assert page.go_back()
    await closed(page)
    toast = page.findChild(Toast)
    assert toast is not None
    assert "draft is kept" in toast.accessibleName()
    await until(lambda: "left unsaved" in said(page))
    button(page, "Go on").click()
    panel, form = await panel_of(page)
    assert form.changes() == {"phone": "13900002222"}
    assert "draft is back" in panel.notice.accessibleName()
    assert await store.edits() == []


async def test_escape_on_an_untouched_form_leaves_no_draft(qtbot: QtBot, store: Store) -> None:
    page = await shown(qtbot, store)
    for ask in (page.edit_household, page.add_resident):
        ask()
        await panel_of(page)
        assert page.go_back()
        await closed(page)
    assert "left unsaved" not in said(page)
    assert not page.go_back()


async def test_what_was_typed_survives_a_crash(
    qtbot: QtBot, qloop: asyncio.AbstractEventLoop, tmp_path: Path
) -> None:
    """The first window never closes its form; the store is opened anew by the next one."""
    folder = tmp_path / "crashing"
    keys = found(folder)
    async with opened(folder, keys) as store:
        page = await shown(qtbot, store)
        page.add_resident()
        _, form = await panel_of(page)
        write(form, "name", "张小宝")
        form.flush()
        await until_kept(store, "resident")
    async with opened(folder, keys) as store:
        page = await shown(qtbot, store)
        page.add_resident()
        panel, form = await panel_of(page)
        assert form.values()["name"] == "张小宝"
        assert "draft is back" in panel.notice.accessibleName()


async def until_kept(store: Store, kind: str) -> list[Form]:
    """The drafts of new records, once there is one."""
    while not (kept := await store.records.drafts(kind)):
        await asyncio.sleep(0.005)
    return kept


async def test_a_discarded_draft_is_gone_after_a_question(qtbot: QtBot, store: Store) -> None:
    page = await shown(qtbot, store)
    page.edit.click()
    panel, form = await panel_of(page)
    write(form, "phone", "13900003333")
    form.flush()
    panel.discard()
    await until(lambda: page.findChild(Question) is not None)
    question = page.findChild(Question)
    assert question is not None
    question.accept()
    await closed(page)
    page.edit.click()
    _, form = await panel_of(page)
    assert form.changes() == {}


async def test_a_new_resident_joins_the_household(qtbot: QtBot, store: Store) -> None:
    page = await shown(qtbot, store)
    button(page, "Add a resident").click()
    panel, form = await panel_of(page)
    write(form, "name", "张小宝")
    panel.save()
    await closed(page)
    await until(lambda: "张小宝" in said(page))
    assert "张小宝 was added" in said(page)
    (edit,) = await store.edits()
    assert isinstance(edit, Create)
    assert (edit.cells["household"], edit.cells["name"]) == ("h1", "张小宝")


async def test_the_first_resident_of_a_household_becomes_its_head(qtbot: QtBot, store: Store) -> None:
    home = {"room": "m9", "address": "春晓苑12号楼3单元0901"}
    await store.receive([("household", "h9", home)])
    page = await shown(qtbot, store, "h9")
    page.add_resident()
    panel, form = await panel_of(page)
    write(form, "name", "孙新来")
    panel.save()
    await closed(page)
    edits = await store.edits()
    resident = next(each.id for each in edits if isinstance(each, Create))
    assert [(e.id, e.cell, e.value) for e in edits if isinstance(e, Set)] == [("h9", "head", resident)]
    assert len({each.grp for each in edits}) == 1


async def test_removing_a_resident_asks_first_and_can_be_undone(qtbot: QtBot, store: Store) -> None:
    page = await shown(qtbot, store)
    page.tell_event("remove", "p2")
    await until(lambda: page.findChild(Question) is not None)
    question = page.findChild(Question)
    assert question is not None
    question.reject()
    await idle()
    assert await store.edits() == []
    page.tell_event("remove", "p2")
    await until(lambda: any(each.isVisible() for each in page.findChildren(Question)))
    next(each for each in page.findChildren(Question) if each.isVisible()).accept()
    await until(lambda: "张明 was removed" in said(page))
    await until(lambda: not has_button(page, "Edit 张明"))
    toast = page.findChild(Toast)
    assert toast is not None
    assert "张明" in toast.accessibleName()
    button(toast, "Undo").click()
    await until(lambda: has_button(page, "Edit 张明"))
    assert [type(each) for each in await store.edits()] == [Remove, Restore]


async def test_a_change_from_elsewhere_marks_the_field_of_an_open_form(qtbot: QtBot, store: Store) -> None:
    page = await shown(qtbot, store)
    page.edit.click()
    _, form = await panel_of(page)
    write(form, "phone", "13900001111")
    await store.receive(
        [("household", "h1", await _cells(store, phone="13900009999", tenure="rented"))], seq=20
    )
    page.records_changed()
    await until(lambda: said(page).count("Changed meanwhile") == 2)
    assert form.changes() == {"phone": "13900001111"}
    assert form.values()["tenure"] == "rented"
    panel, _ = await panel_of(page)
    panel.save()
    await closed(page)
    (edit,) = await store.edits()
    assert isinstance(edit, Set)
    assert (edit.value, edit.base) == ("13900001111", 10), "the base is what the person saw"


async def _cells(store: Store, **changed: Value) -> dict[str, Value]:
    values = await cards(store).values("household", HOME)
    assert values is not None
    return {**{name: value for name, value in values.items() if value is not None}, **changed}


async def test_a_draft_is_compared_with_what_came_since(qtbot: QtBot, store: Store) -> None:
    page = await shown(qtbot, store)
    page.edit.click()
    _, form = await panel_of(page)
    write(form, "phone", "13900001111")
    page.go_back()
    await closed(page)
    await store.receive([("household", "h1", await _cells(store, phone="13900009999"))], seq=20)
    page.edit.click()
    await panel_of(page)
    await until(lambda: "Changed meanwhile" in said(page))


async def test_a_new_household_is_registered_in_a_vacant_room(qtbot: QtBot, store: Store) -> None:
    place: dict[str, Value] = {"building": "b12", "unit": 3, "floor": 9, "room_number": "0901"}
    await store.receive([("room", "m9", {**place, "status": "vacant"})])
    page = page_over(store)
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    page.activateWindow()
    page.open_record(Registration(RecordId("m9")))
    page.page_shown()
    panel, form = await panel_of(page)
    assert form.values()["address"] == "春晓苑12号楼3单元0901"
    panel.save()
    await closed(page)
    await until(lambda: "春晓苑12号楼3单元0901" in said(page))
    edits = await store.edits()
    made = next(each for each in edits if isinstance(each, Create))
    assert (made.kind, made.cells["room"]) == ("household", "m9")
    assert [(e.id, e.cell, e.value) for e in edits if isinstance(e, Set)] == [("m9", "status", "occupied")]

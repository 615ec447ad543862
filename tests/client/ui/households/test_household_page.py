"""The card shows a household without giving it away, and its forms lose nothing that is typed."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gridclient.actions.household_card import HouseholdCards
from gridclient.actions.records import Form
from gridclient.ui.households.household_page import HouseholdPage, Registration
from gridclient.ui.households.record_panel import RecordPanel
from gridclient.ui.households.reveal_text import RevealText
from gridclient.ui.shell.main_window import MainWindow, WindowActions
from gridclient.ui.shell.navigation import Identity
from gridclient.ui.shell.pages import PageEntry
from gridclient.ui.theme import Scheme, apply_theme
from gridclient.ui.widgets.question import Question
from gridclient.ui.widgets.record_form import RecordForm
from gridclient.ui.widgets.text_fields import TextField
from gridclient.ui.widgets.toast import Toast
from gridcore.fields import Value, label
from gridcore.ids import RecordId
from gridcore.roles import Role
from gridcore.sync.edits import Create, Remove, Restore, Set
from tests.client.ui.conftest import commit, until
from tests.client.ui.sample_page import find_commands
from tests.client.ui.visits.store import (
    COMMUNITY,
    NOW,
    WORKER,
    WORKER_ROLES,
    Store,
    found,
    opened,
    person,
    visit,
)
from tests.client.ui.walk import walk

HOME = RecordId("h1")
PHONE = "13800138000"


def cards(store: Store, roles: frozenset[Role] = WORKER_ROLES) -> HouseholdCards:
    """What reads the card."""
    return HouseholdCards(store.database, COMMUNITY, store.work, roles=roles, user_name=WORKER)


def page_over(store: Store, roles: frozenset[Role] = WORKER_ROLES) -> HouseholdPage:
    """The page, not yet in sight."""
    return HouseholdPage(cards(store, roles), store.records, lambda: NOW)


async def shown(
    qtbot: QtBot, store: Store, home: str = HOME, roles: frozenset[Role] = WORKER_ROLES
) -> HouseholdPage:
    """The page in sight, with a household."""
    page = page_over(store, roles)
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    page.activateWindow()
    page.open_record(home)
    page.page_shown()
    await until(lambda: "12号楼" in said(page))
    return page


def said(page: QWidget) -> str:
    """Every text in sight."""
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisibleTo(page))


def button(page: QWidget, name: str) -> QPushButton:
    """The button in sight whose accessible name begins so."""
    found = [
        each
        for each in page.findChildren(QPushButton)
        if each.isVisibleTo(page) and (each.accessibleName() or each.text().replace("&", "")).startswith(name)
    ]
    assert found, [each.accessibleName() or each.text() for each in page.findChildren(QPushButton)]
    return found[0]


async def panel_of(page: HouseholdPage) -> tuple[RecordPanel, RecordForm]:
    """The open form."""
    await until(lambda: page.panel is not None and page.panel.form is not None)
    panel = page.panel
    assert panel is not None
    assert panel.form is not None
    return panel, panel.form


def write(form: RecordForm, name: str, text: str) -> None:
    """Type over what stands in a line."""
    editor = form.editor(name)
    assert isinstance(editor, TextField)
    form.reveal_all()
    editor.setFocus()
    editor.selectAll()
    commit(editor, text)


async def idle() -> None:
    """Until every task but the test itself is done."""
    await until(lambda: len(asyncio.all_tasks()) == 1)


async def closed(page: HouseholdPage) -> None:
    """Back on the card, read anew."""
    await until(lambda: page.panel is None)
    await idle()


async def test_the_card_shows_members_needs_and_visits(qtbot: QtBot, store: Store) -> None:
    page = await shown(qtbot, store)
    text = said(page)
    for part in ("春晓苑12号楼3单元0503", "张桂英", "张明", "2026年10月20日", WORKER):
        assert part in text
    chips = [each.accessibleName() for each in page.findChildren(QWidget) if each.inherits("Chip")]
    assert "提醒服药" in chips
    assert page.record.hasFocus()


async def test_phones_and_words_at_the_door_are_masked_until_they_are_revealed(
    qtbot: QtBot, store: Store
) -> None:
    page = await shown(qtbot, store)
    revealed: list[tuple[str, str, str]] = []
    page.revealed.connect(lambda kind, record, field: revealed.append((kind, record, field)))
    assert PHONE not in said(page)
    assert "138****8000" in said(page)
    assert "燃气灶" not in said(page)
    for each in page.findChildren(RevealText):
        each.reveal()
    assert PHONE in said(page)
    assert "燃气灶" in said(page)
    assert sorted(revealed) == [("household", "h1", "phone"), ("visit", "v0", "said")]
    for each in page.findChildren(RevealText):
        each.hide_again()
    assert PHONE not in said(page)


async def test_reasons_of_care_are_nowhere_on_the_card(qtbot: QtBot, store: Store) -> None:
    """Not even on the laptop of a care specialist, who has them."""
    reason = {"plan": "c1", "category": "E01", "remark": "子女不在身边"}
    await store.receive([("care_reason", "r1", reason)])
    page = await shown(qtbot, store, roles=frozenset({Role.CARE_SPECIALIST}))
    for each in page.findChildren(RevealText):
        each.reveal()
    assert "独居" not in said(page)
    assert "子女" not in said(page)


async def test_buttons_ask_for_what_other_pages_do(qtbot: QtBot, store: Store) -> None:
    page = await shown(qtbot, store)
    asked: list[tuple[str, str]] = []
    page.visit_asked.connect(lambda each: asked.append(("visit", each)))
    page.visit_opened.connect(lambda each: asked.append(("open", each)))
    QTest.keyClick(page.record, Qt.Key.Key_Space)
    button(page, "Open the visit").click()
    assert asked == [("visit", "h1"), ("open", "v0")]


async def test_what_a_role_may_not_do_has_no_button(qtbot: QtBot, store: Store) -> None:
    page = await shown(qtbot, store, roles=frozenset({Role.CARE_SPECIALIST}))
    names = [
        each.accessibleName() or each.text() for each in page.findChildren(QPushButton) if each.isVisible()
    ]
    assert not any(each.startswith(("Edit", "&Edit", "Remove", "&Add")) for each in names)
    assert page.record.isVisible()


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
    waits = [each for each in page.findChildren(QWidget) if each.accessibleName() == "Not yet on the server"]
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
    async with opened(folder, keys, is_new=False) as store:
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
    button(page, "Remove 张明").click()
    await until(lambda: page.findChild(Question) is not None)
    question = page.findChild(Question)
    assert question is not None
    question.reject()
    await idle()
    assert await store.edits() == []
    button(page, "Remove 张明").click()
    await until(lambda: any(each.isVisible() for each in page.findChildren(Question)))
    next(each for each in page.findChildren(Question) if each.isVisible()).accept()
    await until(lambda: "张明 was removed" in said(page))
    await until(lambda: not _has_button(page, "Edit 张明"))
    toast = page.findChild(Toast)
    assert toast is not None
    assert "张明" in toast.accessibleName()
    button(toast, "Undo").click()
    await until(lambda: _has_button(page, "Edit 张明"))
    assert [type(each) for each in await store.edits()] == [Remove, Restore]


def _has_button(page: QWidget, name: str) -> bool:
    return any(e.accessibleName() == name and e.isVisibleTo(page) for e in page.findChildren(QPushButton))


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


async def test_conflicts_returned_visits_and_refusals_are_open_matters(qtbot: QtBot, store: Store) -> None:
    conflict = {
        "subject": "h1",
        "subject_kind": "household",
        "cell": "phone",
        "conflict_kind": "value",
        "progress": "open",
    }
    back = {"approval": "returned", "remark": "请写明需求", "remark_field": "said"}
    _, name, cells = visit("v1", "h1", "p1", visited_on="2026-11-01")
    await store.receive([("conflict", "x1", conflict), ("visit", name, {**cells, **back})])
    page = await shown(qtbot, store)
    asked: list[tuple[str, str]] = []
    page.decision_asked.connect(lambda each: asked.append(("conflict", each)))
    page.visit_opened.connect(lambda each: asked.append(("visit", each)))
    assert "请写明需求" in said(page)
    button(page, "Decide").click()
    button(page, "Open: The visit").click()
    assert asked == [("conflict", "x1"), ("visit", "v1")]


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


async def test_a_household_that_left_this_computer_is_explained(qtbot: QtBot, store: Store) -> None:
    page = page_over(store)
    qtbot.addWidget(page)
    page.show()
    page.open_record("nowhere")
    page.page_shown()
    await until(lambda: "not on this computer" in said(page))
    assert not page.edit.isVisible()
    assert not page.record.isVisible()


async def test_reading_anew_keeps_the_keyboard_and_the_place(qtbot: QtBot, store: Store) -> None:
    people = [person(number, 1, f"张家{number}") for number in range(20, 40)]
    await store.receive(people)
    page = await shown(qtbot, store)
    await until(lambda: _has_button(page, "Edit 张家39"))
    button(page, "Edit 张家35").setFocus()
    await store.receive([person(41, 1, "张家41")])
    page.records_changed()
    await until(lambda: _has_button(page, "Edit 张家41"))
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Edit 张家35"


async def test_long_lists_show_their_beginning_and_all_of_it_on_demand(qtbot: QtBot, store: Store) -> None:
    days = [(NOW - timedelta(days=number)).date().isoformat() for number in range(1, 30)]
    await store.receive([visit(f"w{n}", "h1", "p1", visited_on=day) for n, day in enumerate(days)])
    page = await shown(qtbot, store)
    assert sum(e.accessibleName().startswith("Open the visit") for e in page.findChildren(QPushButton)) == 4
    button(page, "Show all 30 visits").click()
    await until(
        lambda: (
            sum(
                e.accessibleName().startswith("Open the visit") and e.isVisibleTo(page)
                for e in page.findChildren(QPushButton)
            )
            == 30
        )
    )


def window(store: Store) -> MainWindow:
    """The whole window with this page."""
    entry = PageEntry(
        "household",
        label("Sample", "住户(&H)"),
        "home",
        lambda parent: HouseholdPage(cards(store), store.records, lambda: NOW, parent),
    )
    actions = WindowActions(find_commands, lambda: None, lambda: None, lambda: None)
    return MainWindow(Identity("网格工作台", "第三网格", WORKER), [entry], frozenset(), actions)


@pytest.mark.parametrize(
    ("scheme", "percent"), [("light", 100), ("dark", 100), ("light", 150), ("dark", 150)]
)
async def test_card_and_forms_pass_the_walk(
    qtbot: QtBot, qapp: QApplication, store: Store, scheme: Scheme, percent: int
) -> None:
    apply_theme(qapp, scheme, percent)
    form = await store.records.open_form("household", HOME)
    assert form is not None
    await store.records.save(form, {"phone": "13900001111", "tags": ["volunteer", "service_post"]})
    made = window(store)
    qtbot.addWidget(made)
    made.show()
    made.show_page("household", HOME)
    page = made.page("household")
    assert isinstance(page, HouseholdPage)
    await until(lambda: "12号楼" in said(page))
    await idle()
    assert walk(made) == []
    for ask in (page.edit_household, page.add_resident):
        ask()
        await panel_of(page)
        await idle()
        assert walk(made) == []
        page.go_back()
        await closed(page)

"""The card shows a household without giving it away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gridclient.ui.households.household_page import HouseholdPage
from gridclient.ui.households.reveal_text import RevealText
from gridclient.ui.shell.main_window import MainWindow, WindowActions
from gridclient.ui.shell.navigation import Identity
from gridclient.ui.shell.pages import PageEntry
from gridclient.ui.theme import Scheme, apply_theme
from gridcore.fields import label
from gridcore.roles import Role
from tests.client.ui.conftest import until
from tests.client.ui.households.card import (
    HOME,
    PHONE,
    button,
    cards,
    closed,
    has_button,
    histories,
    idle,
    moving,
    page_over,
    panel_of,
    said,
    shown,
)
from tests.client.ui.sample_page import find_commands
from tests.client.ui.visits.store import (
    NOW,
    WORKER,
    Store,
    person,
    visit,
)
from tests.client.ui.walk import walk


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


async def test_who_is_the_contact_person_is_masked_and_each_look_is_told(qtbot: QtBot, store: Store) -> None:
    plan = {"resident": "p1", "frequency": "monthly", "starts_on": "2026-01-01", "helper": "夏志刚"}
    await store.receive([("care_plan", "c9", plan)])
    page = await shown(qtbot, store)
    revealed: list[tuple[str, str, str]] = []
    page.revealed.connect(lambda kind, record, field: revealed.append((kind, record, field)))
    assert "夏志刚" not in said(page)
    for each in page.findChildren(RevealText):
        each.reveal()
    assert "夏志刚" in said(page)
    assert ("care_plan", "c9", "helper") in revealed


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


async def test_a_visit_to_somebody_who_was_merged_into_another_grid_says_so_and_shows_no_id(
    qtbot: QtBot, store: Store
) -> None:
    winner = "0f8fad5b-d9cb-469f-a165-70867728950e"
    await store.receive([visit("v8", "h2", winner, said="门口聊了几句。")], seq=30)
    page = await shown(qtbot, store, home="h2")
    assert "not in your grids, or not here any more" in said(page)
    assert winner not in said(page)


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
    await until(lambda: has_button(page, "Edit 张家39"))
    button(page, "Edit 张家35").setFocus()
    await store.receive([person(41, 1, "张家41")])
    page.records_changed()
    await until(lambda: has_button(page, "Edit 张家41"))
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
        lambda parent: HouseholdPage(
            cards(store), store.records, moving(store), histories(store), lambda: NOW, parent
        ),
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

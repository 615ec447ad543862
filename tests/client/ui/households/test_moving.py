"""People move, leave and die from the household's page: told once, saved whole, and the history stays."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from gridclient.actions.moving import Moved, NotMoved
from gridclient.db.buildings import chart_rooms
from gridclient.db.households import count_households
from gridclient.ui.households.household_page import HouseholdPage
from gridclient.ui.households.move_panel import MovePanel
from gridclient.ui.theme import Scheme, apply_theme
from gridclient.ui.widgets.day_dialog import DayDialog
from gridcore.fields import Value
from gridcore.ids import RecordId
from gridcore.sync.edits import Create, Edit, Set
from tests.client.ui.conftest import until
from tests.client.ui.households.card import (
    HOME,
    button,
    cards,
    closed,
    has_button,
    idle,
    moving,
    panel_of,
    said,
    shown,
    write,
)
from tests.client.ui.visits.store import NOW, TODAY, Store
from tests.client.ui.walk import walk

OTHER = RecordId("h2")
GUIYING, MING = RecordId("p1"), RecordId("p2")


async def move_form(page: HouseholdPage) -> MovePanel:
    await until(lambda: isinstance(page.panel, MovePanel) and page.panel.where.count() > 1)
    assert isinstance(page.panel, MovePanel)
    return page.panel


def sets(edits: list[Edit], record: str) -> dict[str, Value]:
    return {each.cell: each.value for each in edits if isinstance(each, Set) and each.id == record}


async def day_dialog(page: HouseholdPage) -> DayDialog:
    await until(lambda: any(each.isVisible() for each in page.findChildren(DayDialog)))
    return next(each for each in page.findChildren(DayDialog) if each.isVisible())


async def test_a_member_moves_to_another_household_and_the_old_stay_remains_with_its_dates(
    qtbot: QtBot, store: Store
) -> None:
    page = await shown(qtbot, store)
    page.tell_event("move", MING)
    panel = await move_form(page)
    assert [each.resident for each in panel.people if each.chosen.isChecked()] == [MING]
    panel.people[[each.resident for each in panel.people].index(MING)].relation.set_value("20")
    panel.where.set_value(OTHER)
    QTest.keyClick(panel.day, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    await closed(page)
    await until(lambda: "0602" in page.header.accessibleName() or "张明" in said(page))
    edits = await store.edits()
    assert len({each.grp for each in edits}) == 1, "one save, whole or not at all"
    assert sets(edits, MING) == {
        "household": OTHER,
        "relation": "20",
        "arrival": "moved_in",
        "moved_in_on": TODAY,
    }
    (stay,) = [each for each in edits if isinstance(each, Create)]
    assert (stay.kind, stay.cells["household"], stay.cells["resident"]) == ("membership", HOME, MING)
    assert stay.cells["moved_out_on"] == TODAY
    page.open_record(HOME)
    page.page_shown()
    await until(lambda: "Former stays" in said(page) and "now at 春晓苑12号楼3单元0602" in said(page))
    assert not has_button(page, "Edit 张明")


async def test_a_household_splits_at_its_own_door(qtbot: QtBot, store: Store) -> None:
    await store.receive([("room", "m1", {"building": "b12", "unit": 3, "floor": 5, "room_number": "0503"})])
    page = await shown(qtbot, store)
    page.move_people()
    panel = await move_form(page)
    assert not any(each.chosen.isChecked() for each in panel.people)
    panel.save()
    await until(lambda: "choose who moves" in panel.notice.accessibleName())
    panel.people[1].chosen.click()
    panel.people[1].relation.set_value("02")
    panel.where.set_value("")
    panel.save()
    await closed(page)
    edits = await store.edits()
    home = next(each for each in edits if isinstance(each, Create) and each.kind == "household")
    assert home.cells == {"room": "m1", "address": "春晓苑12号楼3单元0503"}
    mover = panel.people[1].resident
    assert sets(edits, mover)["household"] == home.id
    assert sets(edits, home.id) == {"head": mover}
    assert await store.database.read(count_households) == 4


async def test_two_households_become_one_and_the_empty_one_is_given_up(qtbot: QtBot, store: Store) -> None:
    page = await shown(qtbot, store)
    page.move_people()
    panel = await move_form(page)
    for each in panel.people:
        each.chosen.click()
    panel.where.set_value(OTHER)
    panel.where.edited.emit()
    assert "given up on that day" in said(panel)
    panel.save()
    await closed(page)
    assert sets(await store.edits(), HOME) == {"ended_on": TODAY}
    assert await store.database.read(count_households) == 2
    page.open_record(HOME)
    page.page_shown()
    await until(lambda: "given up on" in said(page) and said(page).count("lived here") == 2)


async def test_a_household_that_was_given_up_is_listed_again_when_somebody_lives_there(store: Store) -> None:
    """Another laptop added somebody while this one gave the household up."""
    await moving(store).move({GUIYING: None, MING: None}, OTHER, TODAY)
    assert await store.database.read(count_households) == 2
    await store.receive([("resident", "p9", {"household": HOME, "name": "新住户", "status": "lives_here"})])
    assert await store.database.read(count_households) == 3
    rooms = await store.database.read(lambda connection: chart_rooms(connection, RecordId("b12")))
    assert rooms == []


async def test_a_death_is_noted_with_its_day_and_the_head_is_free(qtbot: QtBot, store: Store) -> None:
    known = {"room": "m1", "address": "春晓苑12号楼3单元0503", "head": GUIYING}
    await store.receive([("household", HOME, known)])
    page = await shown(qtbot, store)
    page.tell_event("deceased", GUIYING)
    dialog = await day_dialog(page)
    dialog.day.set_value("2026-11-23")
    dialog.accept_button.click()
    assert "has not come yet" in said(dialog)
    dialog.day.set_value("2026-11-20")
    dialog.accept_button.click()
    await until(lambda: "day of death is noted" in page.toast.accessibleName())
    await idle()
    edits = await store.edits()
    assert sets(edits, GUIYING) == {"died_on": "2026-11-20", "status": "deceased"}
    assert sets(edits, HOME) == {"head": None}
    await until(lambda: "died in 2026" in said(page))


async def test_who_moved_away_comes_back_and_both_stays_are_told(qtbot: QtBot, store: Store) -> None:
    page = await shown(qtbot, store)
    page.tell_event("moved_away", MING)
    dialog = await day_dialog(page)
    dialog.day.set_value("2026-01-31")
    dialog.accept_button.click()
    await until(lambda: "the move is noted" in page.toast.accessibleName())
    result = await moving(store).move({MING: "20"}, HOME, TODAY)
    assert result == Moved(HOME)
    card = await cards(store).card(HOME, NOW.date())
    assert card is not None
    (stay,) = card.stays
    assert (stay.name, stay.moved_out_on) == ("张明", "2026-01-31")
    back = next(each for each in card.members if each.id == MING)
    assert (back.values["status"], back.values["moved_in_on"]) == ("lives_here", TODAY)
    assert back.values["moved_out_on"] is None


async def test_nothing_is_moved_where_one_of_them_cannot(qtbot: QtBot, store: Store) -> None:
    head = {"household": OTHER, "name": "李建国", "relation": "02", "birth_date": "1990-05-01"}
    child = {"household": HOME, "name": "张明", "birth_date": "1980-01-01"}
    await store.receive([("resident", "p3", head), ("resident", MING, child)])
    result = await moving(store).move({GUIYING: None, MING: "20"}, OTHER, TODAY)
    assert isinstance(result, NotMoved)
    assert {each: found.code for each, found in result.problems.items()} == {MING: "child_older"}
    assert await moving(store).move({RecordId("nobody"): None}, OTHER, TODAY) == NotMoved({})
    assert await moving(store).leave(RecordId("nobody"), "deceased", TODAY) == NotMoved({})
    assert await store.edits() == []
    page = await shown(qtbot, store)
    page.tell_event("move", MING)
    panel = await move_form(page)
    person = next(each for each in panel.people if each.resident == MING)
    person.relation.set_value("20")
    panel.where.set_value(OTHER)
    panel.save()
    await until(person.problem.isVisible)
    assert "older than its parent" in person.problem.text()


async def test_the_menu_of_a_member_offers_what_can_happen(qtbot: QtBot, store: Store) -> None:
    page = await shown(qtbot, store)
    button(page, "More about 张明").click()
    menu = next(each for each in page.findChildren(QMenu) if each.isVisible())
    assert [each.text() for each in menu.actions()] == [
        "Moves to another household…",
        "Moved away…",
        "Died…",
        "Add a phone number…",
        "Hand in the identity number…",
        "Care, consent, mutual aid…",
        "Remove: was entered by mistake…",
    ]
    menu.close()
    await moving(store).leave(MING, "moved_away", TODAY)
    page.records_changed()
    await until(lambda: "moved out 2026年11月22日" in said(page))
    button(page, "More about 张明").click()
    menu = next(each for each in page.findChildren(QMenu) if each.isVisible())
    told = [each.text() for each in menu.actions()]
    assert told[0] == "Came back…"
    assert "Moved away…" not in told
    menu.close()


@pytest.mark.parametrize("owner", ["child", None])
async def test_a_further_phone_stands_beside_its_person_behind_its_mask(
    qtbot: QtBot, store: Store, owner: str | None
) -> None:
    page = await shown(qtbot, store)
    page.tell_event("phone", MING)
    panel, form = await panel_of(page)
    write(form, "phone", "139 0000 4321")
    if owner is not None:
        form.restore({"owner": owner})
    panel.save()
    await closed(page)
    await until(lambda: "139****4321" in said(page))
    (edit,) = await store.edits()
    assert isinstance(edit, Create)
    assert (edit.kind, edit.cells["resident"], edit.cells["phone"]) == ("phone_number", MING, "13900004321")
    await until(lambda: "Further phone · 张明 was added" in said(page))
    assert ("子女" in said(page)) == (owner is not None)
    button(page, "Remove a phone number of 张明").click()
    await until(lambda: "139****4321" not in said(page))
    button(page.toast, "Undo").click()
    await until(lambda: "139****4321" in said(page))


@pytest.mark.parametrize(
    ("scheme", "percent"), [("light", 100), ("dark", 100), ("light", 150), ("dark", 150)]
)
async def test_the_form_the_day_and_the_former_stays_pass_the_walk(
    qtbot: QtBot, qapp: QApplication, store: Store, scheme: Scheme, percent: int
) -> None:
    apply_theme(qapp, scheme, percent)
    head: dict[str, Value] = {"household": HOME, "name": "张桂英", "relation": "02", "status": "lives_here"}
    number: dict[str, Value] = {"resident": GUIYING, "phone": "13900004321", "owner": "child"}
    stay: dict[str, Value] = {"household": HOME, "resident": "p3", "moved_out_on": "2024-06-30"}
    await store.receive(
        [
            ("resident", GUIYING, head),
            ("resident", MING, {**head, "name": "张明"}),
            ("phone_number", "n1", number),
            ("membership", "s1", stay),
        ]
    )
    page = await shown(qtbot, store)
    await until(lambda: "more than one head" in said(page))
    assert walk(page) == []
    page.tell_event("move", MING)
    await move_form(page)
    assert walk(page) == []
    assert page.go_back()
    await closed(page)
    page.tell_event("moved_away", MING)
    dialog = await day_dialog(page)
    assert walk(dialog) == []
    dialog.reject()

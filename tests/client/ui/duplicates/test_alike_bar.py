"""While somebody new is typed in, whoever is recorded already is named, with a way there; saving goes on."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gridclient.actions.duplicates import Duplicates
from gridclient.ui.duplicates.alike_bar import AlikeBar
from gridclient.ui.households.household_page import HouseholdPage
from gridclient.ui.households.record_panel import RecordPanel
from gridcore.fields import Value
from gridcore.sync.edits import Create
from tests.client.ui.conftest import until
from tests.client.ui.households.card import page_over, said, write
from tests.client.ui.households.conftest import store
from tests.client.ui.visits.store import COMMUNITY, WORKER_ROLES, Store

__all__ = ["store"]
WANG: dict[str, Value] = {
    "household": "h3",
    "name": "王建国",
    "birth_date": "1950-01-02",
    "identity_tail": "123X",
    "sex": "1",
    "status": "lives_here",
}


async def typing(qtbot: QtBot, opened: Store) -> HouseholdPage:
    """The form of somebody new in the first household."""
    await opened.receive([("resident", "x1", WANG)])
    page = page_over(opened)
    page.find_alike = Duplicates(opened.database, COMMUNITY, opened.ports, WORKER_ROLES).alike
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    page.activateWindow()
    page.open_record("h1")
    page.page_shown()
    await until(lambda: "张桂英" in said(page))
    page.add_resident()
    await until(lambda: isinstance(page.panel, RecordPanel) and page.panel.form is not None)
    return page


def typed(page: HouseholdPage, **values: str) -> None:
    assert isinstance(page.panel, RecordPanel)
    assert page.panel.form is not None
    for name, value in values.items():
        if name == "name":
            write(page.panel.form, name, value)
        else:
            page.panel.form.restore({name: value})
    page.panel.form.flush()


def bar(page: HouseholdPage) -> AlikeBar:
    assert page.panel is not None
    (found,) = page.panel.findChildren(AlikeBar)
    return found


async def test_the_same_name_and_date_of_birth_are_named_while_one_types(qtbot: QtBot, store: Store) -> None:
    page = await typing(qtbot, store)
    assert not bar(page).isVisible()
    typed(page, birth_date="1950-01-02", name="王建国")
    await until(lambda: bar(page).isVisible())
    assert "王建国 · 春晓苑12号楼3单元1101" in said(bar(page))
    assert "same name and date of birth" in said(bar(page))
    typed(page, name="王建")
    await until(lambda: not bar(page).isVisible())


async def test_the_keyboard_reaches_the_hint_before_the_form_that_stands_below_it(
    qtbot: QtBot, store: Store
) -> None:
    page = await typing(qtbot, store)
    assert isinstance(page.panel, RecordPanel)
    assert page.panel.form is not None
    way: list[QWidget] = [page.panel]
    while (following := way[-1].nextInFocusChain()) is not None and following is not page.panel:
        way.append(following)
    buttons = [way.index(button) for button in bar(page).findChildren(QPushButton)]
    assert max(buttons) < way.index(page.panel.form.editor("name"))


async def test_a_name_that_sounds_alike_is_named_where_both_live_in_one_flat(
    qtbot: QtBot, store: Store
) -> None:
    page = await typing(qtbot, store)
    typed(page, name="章明")
    await until(lambda: bar(page).isVisible())
    assert "张明" in said(bar(page))


async def test_the_last_four_characters_are_compared_while_one_types(qtbot: QtBot, store: Store) -> None:
    page = await typing(qtbot, store)
    typed(page, identity_tail="123x", name="汪建国")
    await until(lambda: bar(page).isVisible())
    assert "same last four characters of the identity number" in said(bar(page))


async def test_whoever_is_named_can_be_opened_instead_and_what_was_typed_is_kept(
    qtbot: QtBot, store: Store
) -> None:
    page = await typing(qtbot, store)
    typed(page, birth_date="1950-01-02", name="王建国")
    await until(lambda: bar(page).isVisible())
    (button,) = [each for each in bar(page).findChildren(QPushButton) if "instead" in each.text()]
    button.click()
    await until(lambda: page.panel is None and "春晓苑12号楼3单元1101" in said(page))
    (draft,) = await store.records.drafts("resident")
    assert draft.values["name"] == "王建国"
    assert await store.edits() == []


async def test_the_hint_does_not_stand_in_the_way_of_saving(qtbot: QtBot, store: Store) -> None:
    page = await typing(qtbot, store)
    typed(page, birth_date="1950-01-02", name="王建国")
    await until(lambda: bar(page).isVisible())
    assert isinstance(page.panel, RecordPanel)
    page.panel.save()
    await until(lambda: page.panel is None)
    (edit,) = await store.edits()
    assert isinstance(edit, Create)
    assert edit.cells["name"] == "王建国"


async def test_whoever_was_dismissed_is_not_named_again(qtbot: QtBot, store: Store) -> None:
    page = await typing(qtbot, store)
    typed(page, birth_date="1950-01-02", name="王建国")
    await until(lambda: bar(page).isVisible())
    bar(page).bar.dismiss()
    assert not bar(page).isVisible()
    typed(page, name="张名")  # who lives in this flat is named all the same
    await until(lambda: bar(page).isVisible())
    assert "张明" in said(bar(page))
    typed(page, name="王建国")
    await until(lambda: not bar(page).isVisible())

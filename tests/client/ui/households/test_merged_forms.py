"""A merge takes a record away while its form is open: the form of the kept one has what was typed."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection

from gridclient.db.confirmed import drop_confirmed
from gridclient.db.merged import lead_drafts
from gridclient.db.shown import refresh
from gridclient.ui.households.household_page import HouseholdPage
from gridcore.fields import Value
from gridcore.ids import RecordId
from gridcore.sync.edits import Set
from tests.client.ui.conftest import until
from tests.client.ui.households.card import closed, panel_of, said, shown, write
from tests.client.ui.visits.store import Store


async def merged(store: Store, page: HouseholdPage, kind: str, loser: str, winner: str) -> None:
    """What a sync brings after a supervisor has said that two records are one."""
    told: dict[str, Value] = {"winner": winner, "loser": loser, "choice": "same", "author": "陈书记"}
    cells: dict[str, Value] = {"subject": loser, "subject_kind": kind, "conflict_kind": "duplicate"}
    await store.receive([("conflict", "note", cells | {"progress": "resolved", "decided": told})], seq=20)
    await taken_away(store, loser)
    await store.database.write(lead_drafts)
    page.records_changed()


async def taken_away(store: Store, record: str) -> None:
    def drop(connection: Connection) -> None:
        drop_confirmed(connection, [RecordId(record)])
        refresh(connection, [RecordId(record)])

    await store.database.write(drop)


async def test_saving_opens_the_household_that_was_kept_with_what_was_typed(
    qtbot: QtBot, store: Store
) -> None:
    page = await shown(qtbot, store)
    page.edit.click()
    panel, form = await panel_of(page)
    write(form, "phone", "13900002222")
    await merged(store, page, "household", "h1", "h2")
    await until(lambda: "merged with another record" in panel.notice.accessibleName())
    panel.save()
    await until(lambda: page.panel is not None and page.panel is not panel)
    panel, form = await panel_of(page)
    assert panel.record == ("household", "h2")
    assert form.changes() == {"phone": "13900002222"}
    assert "filled in" in panel.notice.accessibleName()
    masks = [each.text() for each in form.findChildren(QLineEdit) if each.isVisibleTo(page)]
    assert "139****2222" in masks, "the mask is that of what was typed"
    panel.save()
    await closed(page)
    (edit,) = await store.edits()
    assert isinstance(edit, Set)
    assert (edit.id, edit.value) == ("h2", "13900002222")
    await until(lambda: "0602" in said(page))


async def test_saving_opens_the_member_that_was_kept(qtbot: QtBot, store: Store) -> None:
    page = await shown(qtbot, store)
    page.edit_resident("p2")
    panel, form = await panel_of(page)
    write(form, "name", "张小明")
    await merged(store, page, "resident", "p2", "p3")
    panel.save()
    await until(lambda: page.panel is not None and page.panel is not panel)
    panel, form = await panel_of(page)
    assert panel.record == ("resident", "p3")
    assert form.changes() == {"name": "张小明"}
    assert await store.edits() == []


async def test_a_household_that_was_merged_leads_to_the_one_that_was_kept(qtbot: QtBot, store: Store) -> None:
    page = await shown(qtbot, store)
    await merged(store, page, "household", "h1", "h2")
    await until(lambda: "0602" in said(page))
    assert "became one" in page.toast.accessibleName()


async def test_what_is_no_longer_here_is_said_and_the_typing_stays(qtbot: QtBot, store: Store) -> None:
    page = await shown(qtbot, store)
    page.edit.click()
    panel, form = await panel_of(page)
    write(form, "phone", "13900002222")
    await taken_away(store, "h1")
    panel.save()
    await until(lambda: "no longer on this computer" in panel.notice.accessibleName())
    assert form.changes() == {"phone": "13900002222"}
    assert await store.edits() == []

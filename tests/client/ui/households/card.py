"""The household's page over a real store, and what tests read from it."""

from __future__ import annotations

import asyncio

from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gridclient.actions.histories import Histories
from gridclient.actions.household_card import HouseholdCards
from gridclient.actions.moving import Moving
from gridclient.ui.households.card_body import CardBody
from gridclient.ui.households.household_page import HouseholdPage
from gridclient.ui.households.record_panel import RecordPanel
from gridclient.ui.widgets.record_form import RecordForm
from gridclient.ui.widgets.text_fields import TextField
from gridcore.ids import RecordId
from gridcore.roles import Role
from tests.client.ui.conftest import commit, until
from tests.client.ui.visits.store import (
    COMMUNITY,
    NOW,
    WORKER,
    WORKER_ROLES,
    Store,
)

HOME = RecordId("h1")
PHONE = "13800138000"


def cards(store: Store, roles: frozenset[Role] = WORKER_ROLES) -> HouseholdCards:
    """What reads the card."""
    return HouseholdCards(store.database, COMMUNITY, store.work, roles=roles)


def histories(store: Store, roles: frozenset[Role] = WORKER_ROLES) -> Histories:
    """What reads histories and takes values back."""
    return Histories(store.database, COMMUNITY, store.records, roles=roles, user_name=WORKER)


def moving(store: Store) -> Moving:
    """What moves people."""
    return Moving(store.database, COMMUNITY, store.ports)


def page_over(store: Store, roles: frozenset[Role] = WORKER_ROLES) -> HouseholdPage:
    """The page, not yet in sight."""
    return HouseholdPage(
        cards(store, roles), store.records, moving(store), histories(store, roles), lambda: NOW
    )


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
    await until(lambda: any(each.isVisibleTo(page) for each in page.findChildren(CardBody)))
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
    await until(lambda: isinstance(page.panel, RecordPanel) and page.panel.form is not None)
    panel = page.panel
    assert isinstance(panel, RecordPanel)
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


def has_button(page: QWidget, name: str) -> bool:
    return any(e.accessibleName() == name and e.isVisibleTo(page) for e in page.findChildren(QPushButton))

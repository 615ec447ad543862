"""The household's page tells what it was given in funded projects, with the number of the device."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from tests.client.ui.conftest import until
from tests.client.ui.households.card import said, shown
from tests.client.ui.households.conftest import store
from tests.client.ui.visits.store import Store

__all__ = ["store"]


async def test_the_household_tells_what_it_was_given_and_nothing_where_it_was_given_nothing(
    qtbot: QtBot, store: Store
) -> None:
    page = await shown(qtbot, store)
    assert "Funded projects" not in said(page)
    project = {"name": "关护通", "given": "呼叫器一台", "starts_on": "2026-11-01", "ends_on": "2026-12-31"}
    grant = {
        "household": "h1",
        "project": "k1",
        "resident": "p1",
        "device": "GHT-7",
        "given_on": "2026-11-20",
    }
    later = {"household": "h1", "project": "k2"}
    await store.receive(
        [("aid_project", "k1", project), ("aid_grant", "a1", grant), ("aid_grant", "a2", later)]
    )
    page.records_changed()
    await until(lambda: "Funded projects" in said(page))
    assert "呼叫器一台 · 张桂英 · handed over on 2026年11月20日 · device number GHT-7" in said(page)
    assert "A project that is not on this computer" in said(page)
    assert "not handed over yet" in said(page)

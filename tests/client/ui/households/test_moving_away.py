"""A household goes elsewhere as a whole, from its page and by the keyboard alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gridclient.actions.moving_away import MovingAway
from gridclient.db.households import Chip, Day, Wish, read_page
from gridclient.db.moving_away import keep_neighbours
from gridclient.sync.transport import Transport
from gridclient.ui.households.away_panel import AwayPanel
from gridclient.ui.households.record_panel import RecordPanel
from gridcore.ids import CommunityId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.sync.edits import Move
from gridcore.sync.moving_away import arrivals_scope
from gridcore.wire.communities import Communities, Neighbour
from tests.client.ui.conftest import until
from tests.client.ui.households.card import HOME, said, shown
from tests.client.ui.visits.store import COMMUNITY, Store

THERE = CommunityId("370502001002")


async def no_line() -> Transport:
    raise ProblemError(ProblemCode.OFFLINE)


async def test_a_household_is_sent_to_another_community_by_keyboard_without_a_line(
    qtbot: QtBot, store: Store
) -> None:
    told = Communities((Neighbour(THERE, "清波社区", ("东营区",)),))
    await store.database.write(lambda connection: keep_neighbours(connection, told))
    page = await shown(qtbot, store)
    page.away = MovingAway(store.database, COMMUNITY, store.ports, no_line)
    page.move_away()
    panel = page.panel
    assert isinstance(panel, AwayPanel)
    await until(lambda: panel.where.count() == 2)
    await until(panel.where.hasFocus)
    QTest.keyClick(panel.where, Qt.Key.Key_Down)
    await until(lambda: panel.where.value() == arrivals_scope(THERE))
    await until(lambda: "consents" in said(panel))
    QTest.keyClick(panel.where, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: page.panel is None)
    (edit,) = await store.edits()
    assert isinstance(edit, Move)
    assert (edit.id, edit.scope) == (HOME, arrivals_scope(THERE))
    page.move_away()
    second = page.panel
    assert isinstance(second, AwayPanel)
    await until(lambda: "东营区 · 清波社区" in said(second))
    assert not second.go.isEnabled(), "it is on its way already"


async def test_who_came_from_another_community_is_shown_so_before_the_household_has_a_door(
    qtbot: QtBot, store: Store
) -> None:
    told = Communities((Neighbour(THERE, "清波社区", ("东营区",)),))
    await store.database.write(lambda connection: keep_neighbours(connection, told))
    await store.receive(
        [
            ("household", "h9", {"address": "清波路12号楼", "head": "p9"}),
            (
                "resident",
                "p9",
                {"household": "h9", "name": "新来者", "came_from": THERE, "arrival": "moved_in"},
            ),
        ]
    )
    page = await shown(qtbot, store, "h9")
    await until(lambda: "came from another community: 东营区 · 清波社区" in said(page))
    assert page.chart.isHidden(), "it has no door yet"
    page.edit_household()
    await until(lambda: isinstance(page.panel, RecordPanel))


async def test_who_came_without_a_door_is_found_by_that(store: Store) -> None:
    await store.receive(
        [
            ("building", "b12", {"name": "12号楼"}),
            *(("room", f"m{n}", {"building": "b12", "room_number": str(n)}) for n in range(1, 6)),
            ("household", "h9", {"address": "清波路12号楼"}),
        ]
    )
    wish, day = Wish(chips=frozenset({Chip.NO_DOOR})), Day("2026-11-22", "2026-08-22")
    _, lines = await store.database.read(lambda connection: read_page(connection, wish, day, 0, 100, None))
    assert [each.household for each in lines] == ["h9"]

"""Nobody is here while a first download goes on: nothing of a record is left in any window, and it ends."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from demo.community import Community
from gridclient.actions.session import Session
from gridclient.actions.visits import VisitAsked
from gridclient.db.cursors import ScopeState, cursors
from gridclient.db.kdf import FLOOR
from gridclient.desk import Desk
from gridclient.late_reporter import LateReporter
from gridclient.ui.unlock.locked_window import MOST_MINUTES, LockedWindow
from gridcore.ids import CommunityId, UserId
from gridserver.app import build_app
from gridserver.db import devices
from gridserver.db.engine import Database
from gridserver.db.keys import create_keys
from gridserver.installation import Installation, with_keys
from tests.client.ui.conftest import _look, qloop, reports, until
from tests.client.ui.walk import walk
from tests.end_to_end.demo_people import NOW, PASSPHRASE, PORTS, settle
from tests.fakes.loopback import serving
from tests.server.conftest import cluster, database, dsn, template

__all__ = ["_look", "cluster", "database", "dsn", "qloop", "reports", "template"]

_HELD = 40
"""Bytes at the end of a snapshot: without them its last frame is not whole."""


class Gate:
    """While it is closed, the last bytes of a snapshot wait before it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app, self._open = app, threading.Event()

    def close(self) -> None:
        """Nobody reads a scope to its end."""
        self._open.clear()

    def open(self) -> None:
        """Everybody may pass."""
        self._open.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        held = b""

        async def hold(message: Message) -> None:
            nonlocal held
            if message["type"] == "http.response.start":  # without its length it goes out piece by piece
                headers = [each for each in message["headers"] if each[0].lower() != b"content-length"]
                await send({**message, "headers": headers})
                return
            whole = held + message.get("body", b"")
            passes, held = whole[:-_HELD], whole[-_HELD:]
            await send({"type": "http.response.body", "body": passes, "more_body": True})
            if not message.get("more_body", False):
                await asyncio.to_thread(self._open.wait)
                await send({"type": "http.response.body", "body": held, "more_body": False})

        is_snapshot = scope["type"] == "http" and scope["path"].startswith("/snapshot")
        await self._app(scope, receive, hold if is_snapshot else send)


@dataclass
class Place:
    """A server behind a gate, and a laptop that knows its user and has read nothing yet."""

    made: Community
    gate: Gate
    session: Session


@pytest.fixture(scope="module")
def office(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    keys = create_keys(tmp_path_factory.mktemp("server") / "server.keys")
    return with_keys(database, keys, clock=lambda: NOW)


@pytest.fixture(scope="module")
def made(office: Installation) -> Community:
    return settle(office)


@pytest.fixture
def place(
    qloop: asyncio.AbstractEventLoop,
    office: Installation,
    made: Community,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Place]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    with office.database.write() as connection:
        code = devices.new_code(connection, UserId("worker"), by="console", now=NOW)
    gate = Gate(build_app(office))
    gate.open()
    with serving(gate) as address:

        async def enrol() -> Session:
            session = await Session.create(tmp_path / "store", PASSPHRASE, PORTS, params=FLOOR)
            await session.show_all()
            await session.enrol(address, code, "laptop")
            return session

        session = qloop.run_until_complete(enrol())
        yield Place(made, gate, session)
        gate.open()
        qloop.run_until_complete(session.close())


class Working:
    """A desk at work; `locked` is the answer of its end."""

    desk: Desk
    locked: bool | None = None


@asynccontextmanager
async def first_sync(qapp: QApplication, place: Place) -> AsyncIterator[Working]:
    """A desk whose first download stands still after the grid's records have come."""
    place.gate.close()
    working = Working()
    working.desk = await Desk.open(qapp, place.session, LateReporter())

    async def work() -> None:
        working.locked = await working.desk.work()

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(work())
        await until(lambda: working.desk.status.received > len(place.made.households))
        yield working
        working.desk.lock()
    await working.desk.close()


def said(widget: QWidget) -> Iterator[str]:
    """Every word that a widget shows, would show as a tooltip, or tells a screen reader."""
    yield from (widget.windowTitle(), widget.toolTip(), widget.statusTip(), widget.whatsThis())
    yield from (widget.accessibleName(), widget.accessibleDescription())
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        yield widget.text()
    if isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(each) for each in range(widget.count()))
    if isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
        roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
        for row in range(model.rowCount()):
            for column in range(model.columnCount()):
                yield from (str(model.data(model.index(row, column), role) or "") for role in roles)


def everything_said() -> str:
    """By every widget of the program, hidden ones too."""
    return "\n".join(text for each in QApplication.allWidgets() for text in said(each))


def record_texts(made: Community) -> set[str]:
    """The name of everybody who lives there."""
    return {person.name for each in made.households for person in each.people}


def names_shown(made: Community) -> set[str]:
    """The names that can be read somewhere."""
    told = everything_said()
    return {name for name in record_texts(made) if name in told}


async def turned() -> None:
    """Until what was asked for has had its turn."""
    for _ in range(5):
        await asyncio.sleep(0.002)


async def blank(working: Working) -> LockedWindow:
    """Let idle time pass."""
    window = working.desk.window
    working.desk.idle.idle.emit()
    await until(lambda: working.desk.locked is not None and not shiboken6.isValid(window))
    assert working.desk.locked is not None
    return working.desk.locked


async def look_everywhere(desk: Desk, made: Community) -> None:
    """Open lists, a card, a form, a dialog and a tooltip, so that there is something to read."""
    window = desk.window
    window.show_page("households")
    await until(lambda: len(names_shown(made)) > 3)
    window.show_page("household", made.households[0].id)
    window.show_page("visit", VisitAsked(household=made.households[0].id))
    window.search()
    QToolTip.showText(window.mapToGlobal(window.rect().center()), made.households[1].people[0].name)
    await until(lambda: any(each.isVisible() for each in window.findChildren(QDialog)))


async def test_an_idle_first_sync_goes_on_behind_a_page_that_shows_nothing(
    qtbot: QtBot, qapp: QApplication, place: Place
) -> None:
    async with first_sync(qapp, place) as working:
        await look_everywhere(working.desk, place.made)
        locked = await blank(working)
        assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == [locked]
        assert names_shown(place.made) == set()
        assert working.locked is None, "the download goes on"
        place.gate.open()
        await until(lambda: working.locked is not None)
        assert working.locked is True
        assert not locked.isVisible()
    community = CommunityId(place.made.code)
    found = await place.session.database.read(lambda connection: cursors(connection, community))
    assert {each.state for each in found.values()} == {ScopeState.COMPLETE}


async def test_no_key_leads_back_from_a_blank_window(qtbot: QtBot, qapp: QApplication, place: Place) -> None:
    async with first_sync(qapp, place) as working:
        working.desk.window.show_page("households")
        locked = await blank(working)
        locked.activateWindow()
        control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
        for key, modifier in (
            *((each, control) for each in (Qt.Key.Key_K, Qt.Key.Key_N, Qt.Key.Key_F, Qt.Key.Key_S)),
            *((each, alt) for each in (Qt.Key.Key_T, Qt.Key.Key_H, Qt.Key.Key_Left)),
            (Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier),
            (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
            (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier),
        ):
            QTest.keyClick(QApplication.focusWidget() or locked, key, modifier)
            await turned()
            assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == [locked]
            assert not locked.findChildren(QDialog)
        working.desk.idle.idle.emit()  # and idle time goes on counting
        await turned()
        assert working.desk.locked is locked
        locked.button.setFocus()
        QTest.keyClick(locked.button, Qt.Key.Key_Space)
        await until(lambda: working.locked is not None)
        assert working.locked is True, "the one way out is a fresh start"


async def test_half_an_hour_is_the_longest_that_a_blank_window_holds_the_key(
    qtbot: QtBot, qapp: QApplication, place: Place
) -> None:
    async with first_sync(qapp, place) as working:
        locked = await blank(working)
        assert locked.limit.isActive()
        assert locked.limit.interval() == MOST_MINUTES * 60_000 == 30 * 60_000
        locked.limit.start(0)
        await until(lambda: working.locked is not None)
        assert working.locked is True


@pytest.mark.parametrize("way", ["sleep or the lock key", "a line that breaks"])
async def test_a_blank_window_ends_with_what_ends_the_download(
    qtbot: QtBot, qapp: QApplication, place: Place, way: str
) -> None:
    async with first_sync(qapp, place) as working:
        await blank(working)
        if way == "a line that breaks":
            working.desk.stop_sync()
            place.gate.open()
        else:
            working.desk.lock()
        await until(lambda: working.locked is not None)
        assert working.locked is True


async def test_once_everything_is_here_idleness_locks_at_once(
    qtbot: QtBot, qapp: QApplication, place: Place
) -> None:
    async with first_sync(qapp, place) as working:
        place.gate.open()
        await until(lambda: working.desk.status.last_contact != "" and working.desk.status.state != "sending")
        working.desk.idle.idle.emit()
        await until(lambda: working.locked is not None)
        assert working.locked is True
        assert working.desk.locked is None


@pytest.mark.parametrize("percent", [100, 150])
def test_the_blank_page_holds_what_the_walk_asks(qtbot: QtBot, qapp: QApplication, percent: int) -> None:
    from gridclient.ui.theme import apply_theme

    apply_theme(qapp, "dark", percent)
    window = LockedWindow()
    qtbot.addWidget(window)
    window.show_received(4_711)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    assert walk(window) == []

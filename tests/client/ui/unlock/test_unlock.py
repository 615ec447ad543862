"""The way in: unlock, create and enrol, by keyboard alone, over a real key file and store."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gridclient.actions.session import Session
from gridclient.db.folders import KEY_COPIES
from gridclient.db.kdf import FLOOR
from gridclient.entrance import ServerOffice, StoreDoor
from gridclient.ports import Ports
from gridclient.sync.round import sync_round
from gridclient.ui.theme import Scheme, apply_theme
from gridclient.ui.unlock.enrol_window import EnrolWindow
from gridclient.ui.unlock.unlock_window import CreateWindow, FrontWindow, UnlockWindow
from gridcore.ids import UserId
from gridserver.db import devices
from gridserver.installation import Installation
from tests.client.ui.conftest import until
from tests.client.ui.walk import walk
from tests.fakes.loopback import misbehaving
from tests.server.conftest import address, cluster, database, dsn, field, template
from tests.server.field import NOW as SERVER_NOW
from tests.server.field import C

__all__ = ["address", "cluster", "database", "dsn", "field", "template"]

NOW = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
PORTS = Ports(lambda: NOW, os.urandom)
PASSPHRASE = "taxi shanshui diandeng muzhuo"
LOOKS: list[tuple[Scheme, int]] = [("light", 100), ("dark", 100), ("light", 150), ("dark", 150)]


@pytest.fixture
def folder(qloop: asyncio.AbstractEventLoop, tmp_path: Path) -> Path:
    """A store that was made and closed."""

    async def make() -> None:
        await (await Session.create(tmp_path / "store", PASSPHRASE, PORTS, params=FLOOR)).close()

    qloop.run_until_complete(make())
    return tmp_path / "store"


@pytest.fixture
def session(qloop: asyncio.AbstractEventLoop, tmp_path: Path) -> Iterator[Session]:
    """An open store that knows no user yet, at the server's hour."""
    ports = Ports(lambda: SERVER_NOW, os.urandom)
    made = qloop.run_until_complete(Session.create(tmp_path / "new", PASSPHRASE, ports, params=FLOOR))
    yield made
    qloop.run_until_complete(made.close())


def in_sight(qtbot: QtBot, window: FrontWindow) -> None:
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    QApplication.processEvents()


def write(text: str, *keys: Qt.Key) -> None:
    """Type where the keyboard is."""
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClicks(target, text)
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key)


def texts(window: QWidget) -> str:
    return "\n".join(each.text() for each in window.findChildren(QLabel) if each.isVisible())


def wrong(window: UnlockWindow) -> None:
    window.passphrase.selectAll()
    write("not the passphrase", Qt.Key.Key_Return)


async def test_the_right_passphrase_opens_the_store_and_leaves_the_field_empty(
    qtbot: QtBot, folder: Path
) -> None:
    door = StoreDoor(folder, PORTS)
    window = UnlockWindow(door)
    in_sight(qtbot, window)
    assert window.passphrase.echoMode() is QLineEdit.EchoMode.Password
    opened: list[bool] = []
    window.opened.connect(lambda: opened.append(True))
    write(PASSPHRASE, Qt.Key.Key_Return)
    await until(lambda: bool(opened))
    assert door.session is not None
    assert window.passphrase.text() == ""
    await door.session.close()


async def test_a_wrong_passphrase_gets_a_sentence_and_keeps_the_keyboard(qtbot: QtBot, folder: Path) -> None:
    door = StoreDoor(folder, PORTS)
    window = UnlockWindow(door)
    in_sight(qtbot, window)
    wrong(window)
    await until(window.problem_bar.isVisible)
    assert "This passphrase does not open the store." in texts(window)
    assert QApplication.focusWidget() is window.passphrase
    assert window.passphrase.selectedText() == "not the passphrase", "the next letter replaces it"
    assert door.session is None
    write(PASSPHRASE, Qt.Key.Key_Return)
    await until(lambda: door.session is not None)
    assert door.session is not None
    await door.session.close()


class CountingDoor(StoreDoor):
    """The door of a real store; a try may be over before a test looks."""

    tried = 0

    async def unlock(self, passphrase: str) -> None:
        """Try, and count it when it is over."""
        try:
            await super().unlock(passphrase)
        finally:
            self.tried += 1


async def test_after_three_wrong_ones_the_window_counts_down_and_then_lets_in(
    qtbot: QtBot, folder: Path
) -> None:
    clock = [NOW]
    door = CountingDoor(folder, Ports(lambda: clock[0], os.urandom))
    window = UnlockWindow(door)
    in_sight(qtbot, window)
    for number in (1, 2, 3):
        await until(lambda: window.passphrase.isEnabled() and window.button.isEnabled())
        wrong(window)
        await until(lambda: door.tried == number and window.passphrase.isEnabled())  # noqa: B023
    assert not window.button.isEnabled()
    assert "The next try is possible in 2 second(s)." in texts(window)
    clock[0] = NOW.replace(minute=31)
    await until(lambda: "in 1 second(s)" in texts(window))
    await until(window.button.isEnabled)
    window.passphrase.selectAll()
    write(PASSPHRASE, Qt.Key.Key_Return)
    await until(lambda: door.session is not None)
    assert door.session is not None
    await door.session.close()


async def test_who_comes_back_during_the_wait_waits_on(qtbot: QtBot, folder: Path) -> None:
    for _ in range(3):
        with pytest.raises(Exception, match="wrong_passphrase"):
            await StoreDoor(folder, PORTS).unlock("not the passphrase")
    window = UnlockWindow(StoreDoor(folder, PORTS))
    in_sight(qtbot, window)
    assert not window.button.isEnabled()
    assert "The next try is possible in 2 second(s)." in texts(window)


async def test_a_damaged_key_file_gets_a_sentence_and_nothing_is_overwritten(
    qtbot: QtBot, folder: Path
) -> None:
    for name in KEY_COPIES:
        content = (folder / name).read_bytes()
        (folder / name).write_bytes(content[: len(content) // 2])
    before = [(folder / name).read_bytes() for name in KEY_COPIES]
    door = StoreDoor(folder, PORTS)
    window = UnlockWindow(door)
    in_sight(qtbot, window)
    write(PASSPHRASE, Qt.Key.Key_Return)
    await until(window.problem_bar.isVisible)
    assert "key" in texts(window).lower()
    assert "does not open the store" not in texts(window), "the passphrase was right"
    assert [(folder / name).read_bytes() for name in KEY_COPIES] == before
    assert door.session is None
    assert door.workshop is None, "without keys nothing can be repaired"


async def test_a_new_store_asks_twice_advises_and_opens(qtbot: QtBot, tmp_path: Path) -> None:
    door = StoreDoor(tmp_path / "made", PORTS)
    window = CreateWindow(door)
    in_sight(qtbot, window)
    window.passphrase.setFocus()
    write("123456", Qt.Key.Key_Tab)
    write("123456", Qt.Key.Key_Return)
    assert not window.button.isEnabled(), "too weak"
    assert not door.exists()
    window.passphrase.setFocus()
    window.passphrase.selectAll()
    write(PASSPHRASE, Qt.Key.Key_Tab)
    assert "Type it once more" in texts(window)
    window.repeated.selectAll()
    opened: list[bool] = []
    window.opened.connect(lambda: opened.append(True))
    write(PASSPHRASE, Qt.Key.Key_Return)
    await until(lambda: bool(opened))
    assert door.session is not None
    assert door.exists()
    assert (window.passphrase.text(), window.repeated.text()) == ("", "")
    await door.session.close()


def test_a_made_passphrase_is_shown_and_must_be_typed_once_more(qtbot: QtBot, tmp_path: Path) -> None:
    window = CreateWindow(StoreDoor(tmp_path / "made", PORTS))
    in_sight(qtbot, window)
    window.suggest.setFocus()
    write("", Qt.Key.Key_Space)
    made = window.passphrase.text()
    assert made
    assert made in texts(window)
    assert QApplication.focusWidget() is window.repeated
    assert not window.button.isEnabled()
    write(made)
    assert window.button.isEnabled()


async def test_a_good_code_makes_the_laptop_known_once(
    qtbot: QtBot, session: Session, field: Installation, address: str
) -> None:
    with field.database.write() as connection:
        code = devices.new_code(connection, UserId("li"), by="console", now=SERVER_NOW)
    window = EnrolWindow(ServerOffice(session))
    in_sight(qtbot, window)
    passed: list[bool] = []
    window.enrolled.connect(lambda: passed.append(True))
    write(f"  {address}/ ", Qt.Key.Key_Tab)
    write(code, Qt.Key.Key_Return)
    await until(lambda: bool(passed) or window.problem_bar.isVisible())
    assert passed == [True], texts(window)
    me = await session.me()
    assert me is not None
    assert (me.user, me.name, me.community) == ("li", "李建国", C)
    with field.database.write() as connection:
        known = devices.device_of(connection, me.device)
    assert known is not None
    assert known.user_id == "li"
    transport = await session.transport()
    end = await sync_round(session.database, transport, session.ports, Event())
    assert end.received > 0, "the server knows its signature"


async def test_a_code_that_was_used_is_refused_to_the_next_laptop(
    qtbot: QtBot, session: Session, field: Installation, address: str, tmp_path: Path
) -> None:
    with field.database.write() as connection:
        code = devices.new_code(connection, UserId("li"), by="console", now=SERVER_NOW)
    await ServerOffice(session).enrol(address, code)
    other = await Session.create(tmp_path / "second", PASSPHRASE, session.ports, params=FLOOR)
    window = EnrolWindow(ServerOffice(other), address)
    in_sight(qtbot, window)
    write(code, Qt.Key.Key_Return)
    await until(window.problem_bar.isVisible)
    assert "The server did not accept this enrolment code." in texts(window)
    assert await other.me() is None
    await other.close()


async def test_a_refused_code_gets_a_sentence_and_leaves_the_laptop_unknown(
    qtbot: QtBot, session: Session, field: Installation, address: str
) -> None:
    window = EnrolWindow(ServerOffice(session), address)
    in_sight(qtbot, window)
    assert QApplication.focusWidget() is window.code
    write("AAAA-BBBB-CCCC", Qt.Key.Key_Return)
    await until(window.problem_bar.isVisible)
    assert "The server did not accept this enrolment code." in texts(window)
    assert window.code.text() == "AAAA-BBBB-CCCC", "it can be mended"
    assert await session.me() is None


async def test_a_page_of_a_hotel_instead_of_the_server_gets_a_sentence(
    qtbot: QtBot, session: Session
) -> None:
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 19\r\n\r\n<html>log in</html>"
    with misbehaving(lambda connection: connection.sendall(page)) as server:
        window = EnrolWindow(ServerOffice(session), server)
        in_sight(qtbot, window)
        write("AAAA-BBBB-CCCC", Qt.Key.Key_Return)
        await until(window.problem_bar.isVisible)
    assert await session.me() is None
    assert window.card.isEnabled()


async def test_an_empty_line_asks_nobody(qtbot: QtBot, session: Session) -> None:
    window = EnrolWindow(ServerOffice(session))
    in_sight(qtbot, window)
    assert QApplication.focusWidget() is window.server
    write("https://", Qt.Key.Key_Tab, Qt.Key.Key_Return)
    await until(lambda: "Please fill in both lines." in texts(window))


@pytest.mark.parametrize(("scheme", "percent"), LOOKS)
async def test_the_windows_pass_the_walk(
    qtbot: QtBot, qapp: QApplication, folder: Path, session: Session, scheme: Scheme, percent: int
) -> None:
    apply_theme(qapp, scheme, percent)
    door = StoreDoor(folder, PORTS)
    unlock = UnlockWindow(door)
    in_sight(qtbot, unlock)
    assert walk(unlock) == []
    unlock.passphrase.setFocus()
    wrong(unlock)
    await until(unlock.problem_bar.isVisible)
    QApplication.processEvents()
    assert walk(unlock) == []
    create = CreateWindow(StoreDoor(folder / "other", PORTS))
    in_sight(qtbot, create)
    assert walk(create) == []
    create.suggest.click()
    QApplication.processEvents()
    assert walk(create) == []
    enrol = EnrolWindow(ServerOffice(session), "")
    in_sight(qtbot, enrol)
    assert walk(enrol) == []

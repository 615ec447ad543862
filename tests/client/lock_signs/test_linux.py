"""Suspend, lid, screen lock and another user's turn are told, over a real D-Bus."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from pytestqt.qtbot import QtBot

from gridclient.lock_signs.linux import BusSigns
from gridclient.lock_signs.sign import Sign
from tests.fakes.login_bus import (
    DBUS_DAEMON,
    LOGIND,
    LOGIND_PATH,
    OWN,
    SOMEBODY_ELSES,
    UPOWER,
    UPOWER_PATH,
    LoginBus,
    private_bus,
)

pytestmark = pytest.mark.skipif(DBUS_DAEMON is None, reason="there is no dbus-daemon on this machine")

SESSION = f"{LOGIND}.Session"
_names = count(1)


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with private_bus(tmp_path) as found:
        yield found


Connect = Callable[[], QDBusConnection]


@pytest.fixture
def connect(address: str) -> Iterator[Connect]:
    made: list[str] = []

    def connected() -> QDBusConnection:
        made.append(f"test-{next(_names)}")
        bus = QDBusConnection.connectToBus(address, made[-1])
        assert bus.isConnected()
        return bus

    yield connected
    for each in made:
        QDBusConnection.disconnectFromBus(each)


@pytest.fixture
def login(connect: Connect, qtbot: QtBot) -> Iterator[LoginBus]:
    made = LoginBus(connect(), sessions={"auto": OWN, "7": OWN})
    yield made
    made.close()


class Told(list[Sign]):
    """What was told, and the watch that told it."""

    signs: BusSigns


@pytest.fixture
def told(connect: Connect, login: LoginBus, qtbot: QtBot) -> Told:
    heard = Told()
    heard.signs = BusSigns(connect(), connect(), heard.append, session="7")
    qtbot.waitUntil(lambda: heard.signs.knows_session and heard.signs.delays_sleep)
    qtbot.waitUntil(lambda: len(login.asked) == 3)
    return heard


def test_sleep_is_told_and_delayed_until_the_process_is_gone(
    qtbot: QtBot, login: LoginBus, told: Told
) -> None:
    assert [words[0] for words in login.inhibited] == ["sleep"]
    assert [words[3] for words in login.inhibited] == ["delay"]
    assert login.is_delayed
    login.say(LOGIND_PATH, f"{LOGIND}.Manager", "PrepareForSleep", True)
    qtbot.waitUntil(lambda: told == [Sign.SLEEP])
    assert login.is_delayed, "the store is not closed yet"
    del told.signs  # as the end of the process does
    qtbot.waitUntil(lambda: not login.is_delayed)


def test_waking_up_is_no_sign(qtbot: QtBot, login: LoginBus, told: Told) -> None:
    login.say(LOGIND_PATH, f"{LOGIND}.Manager", "PrepareForSleep", False)
    login.say(OWN, SESSION, "Lock")
    qtbot.waitUntil(lambda: told == [Sign.SCREEN_LOCK])


def test_only_our_own_session_locks_us(qtbot: QtBot, login: LoginBus, told: Told) -> None:
    login.say(SOMEBODY_ELSES, SESSION, "Lock")
    login.say(LOGIND_PATH, f"{LOGIND}.Manager", "PrepareForSleep", True)
    qtbot.waitUntil(lambda: told == [Sign.SLEEP])


@pytest.mark.parametrize(
    ("path", "interface", "name", "is_true", "sign"),
    [
        (OWN, SESSION, "LockedHint", True, Sign.SCREEN_LOCK),
        (OWN, SESSION, "Active", False, Sign.OTHER_USER),
        (UPOWER_PATH, UPOWER, "LidIsClosed", True, Sign.LID),
    ],
)
def test_a_change_is_told_once(
    qtbot: QtBot,
    login: LoginBus,
    told: Told,
    path: str,
    interface: str,
    name: str,
    is_true: bool,
    sign: Sign,
) -> None:
    login.change(path, interface, name, is_true)
    qtbot.waitUntil(lambda: told == [sign])
    asked = len(login.asked)
    login.mention(path, interface)
    qtbot.waitUntil(lambda: login.asked[asked:].count((path, name)) == 1)
    login.say(LOGIND_PATH, f"{LOGIND}.Manager", "PrepareForSleep", True)
    qtbot.waitUntil(lambda: told == [sign, Sign.SLEEP])


def test_a_lid_that_was_shut_before_belongs_to_a_dock(
    qtbot: QtBot, connect: Connect, login: LoginBus
) -> None:
    login.properties[UPOWER_PATH, "LidIsClosed"] = True
    told = Told()
    told.signs = BusSigns(connect(), connect(), told.append)
    qtbot.waitUntil(lambda: (UPOWER_PATH, "LidIsClosed") in login.asked)
    login.mention(UPOWER_PATH, UPOWER)
    qtbot.waitUntil(lambda: login.asked.count((UPOWER_PATH, "LidIsClosed")) == 2)
    login.change(UPOWER_PATH, UPOWER, "LidIsClosed", False)
    qtbot.waitUntil(lambda: login.asked.count((UPOWER_PATH, "LidIsClosed")) == 3)
    assert told == []
    login.change(UPOWER_PATH, UPOWER, "LidIsClosed", True)
    qtbot.waitUntil(lambda: told == [Sign.LID])


@pytest.mark.parametrize("saver", ["org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"])
def test_a_screen_saver_that_comes_up_is_told(qtbot: QtBot, login: LoginBus, told: Told, saver: str) -> None:
    path = f"/{saver.replace('.', '/')}"
    login.say(path, saver, "ActiveChanged", False)
    login.say(path, saver, "ActiveChanged", True)
    qtbot.waitUntil(lambda: told == [Sign.SCREEN_LOCK])


def test_a_session_that_logind_does_not_know_by_name_is_the_one_on_the_screen(
    qtbot: QtBot, connect: Connect, login: LoginBus
) -> None:
    told = Told()
    told.signs = BusSigns(connect(), connect(), told.append, session="gone")
    qtbot.waitUntil(lambda: told.signs.knows_session)
    login.say(OWN, SESSION, "Lock")
    qtbot.waitUntil(lambda: told == [Sign.SCREEN_LOCK])


def test_a_bus_without_these_services_tells_nothing_and_breaks_nothing(
    qtbot: QtBot, connect: Connect
) -> None:
    told = Told()
    told.signs = BusSigns(connect(), connect(), told.append)
    signal = QDBusMessage.createSignal("/org/mate/ScreenSaver", "org.mate.ScreenSaver", "ActiveChanged")
    signal.setArguments([True])
    connect().send(signal)
    qtbot.waitUntil(lambda: told == [Sign.SCREEN_LOCK])
    assert not told.signs.knows_session
    assert not told.signs.delays_sleep


def test_without_any_bus_there_is_nothing_to_hear(qtbot: QtBot) -> None:
    nowhere = QDBusConnection.connectToBus("unix:path=/nowhere", "nowhere")
    assert not nowhere.isConnected()
    told = Told()
    told.signs = BusSigns(nowhere, nowhere, told.append)
    qtbot.wait(1)
    assert told == []

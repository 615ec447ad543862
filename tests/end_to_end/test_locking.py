"""Locking: by key, by the computer's own signs over a real D-Bus, with what is typed kept."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtDBus import QDBusConnection
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from demo.community import Community
from gridclient.actions.visits import VisitAsked
from gridclient.desk import Desk
from gridclient.late_reporter import LateReporter
from gridclient.preferences import load_preferences, preferences_file
from gridclient.ui.shell.window_settings import WindowSettings
from gridclient.ui.visits.visit_form_page import VisitFormPage
from gridserver.app import build_app
from gridserver.db.engine import Database
from gridserver.db.keys import create_keys
from gridserver.installation import Installation, with_keys
from tests.client.ui.conftest import _look, commit, qloop, reports, until
from tests.end_to_end.demo_people import NOW, SAID, Laptop, enrolled, settle
from tests.fakes.login_bus import DBUS_DAEMON, LOGIND, LOGIND_PATH, OWN, LoginBus, private_bus
from tests.fakes.loopback import serving
from tests.server.conftest import cluster, database, dsn, template

__all__ = ["_look", "cluster", "database", "dsn", "qloop", "reports", "template"]

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def office(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    keys = create_keys(tmp_path_factory.mktemp("server") / "server.keys")
    return with_keys(database, keys, clock=lambda: NOW)


@pytest.fixture(scope="module")
def community(office: Installation) -> Community:
    return settle(office)


@pytest.fixture(scope="module")
def server(office: Installation, community: Community) -> Iterator[str]:
    with serving(build_app(office)) as address:
        yield address


@pytest.fixture
def laptop(
    qloop: asyncio.AbstractEventLoop,
    office: Installation,
    server: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Laptop]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    made = qloop.run_until_complete(enrolled(tmp_path / "store", office, server, "worker"))
    yield made
    qloop.run_until_complete(made.session.close())


class Working:
    """A desk at work; `locked` is the answer of its end."""

    desk: Desk
    locked: bool | None = None


@asynccontextmanager
async def at_work(qapp: QApplication, laptop: Laptop) -> AsyncIterator[Working]:
    working = Working()
    working.desk = await Desk.open(qapp, laptop.session, LateReporter())

    async def work() -> None:
        working.locked = await working.desk.work()

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(work())
        await until(working.desk.window.isVisible)
        yield working
        working.desk.lock()
    await working.desk.close()


async def test_the_lock_key_ends_the_work_and_takes_everything_out_of_sight(
    qtbot: QtBot, qapp: QApplication, laptop: Laptop
) -> None:
    async with at_work(qapp, laptop) as working:
        working.desk.pages.quick_note()
        dialog = working.desk.window.findChild(QDialog)
        assert dialog is not None
        assert dialog.isVisible()
        working.desk.window.activateWindow()
        QTest.keyClick(working.desk.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        working.desk.lock()
        await until(lambda: working.locked is not None)
        assert working.locked is True
        assert not [each for each in QApplication.topLevelWidgets() if each.isVisible()]


async def test_closing_the_window_is_not_locking(qtbot: QtBot, qapp: QApplication, laptop: Laptop) -> None:
    async with at_work(qapp, laptop) as working:
        working.desk.window.close()
        await until(lambda: working.locked is not None)
        assert working.locked is False


async def test_what_is_typed_when_it_locks_is_there_after_unlocking(
    qtbot: QtBot, qapp: QApplication, laptop: Laptop, community: Community
) -> None:
    home = community.households[0].id
    async with at_work(qapp, laptop) as working:
        working.desk.window.show_page("visit", VisitAsked(household=home))
        page = working.desk.window.page("visit")
        assert isinstance(page, VisitFormPage)
        await until(lambda: page.form is not None)
        assert page.form is not None
        page.form.focus_field("said")
        field = QApplication.focusWidget()
        assert field is not None
        commit(field, SAID)
        working.desk.lock()
    opened = await laptop.rooms.visits.open(VisitAsked(household=home))
    assert opened is not None
    assert opened.is_restored
    assert opened.form.typed["said"] == SAID


@pytest.mark.skipif(DBUS_DAEMON is None, reason="there is no dbus-daemon on this machine")
async def test_a_computer_that_goes_to_sleep_locks_first(
    qtbot: QtBot, qapp: QApplication, laptop: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with private_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        login = LoginBus(QDBusConnection.connectToBus(address, "login"), sessions={"auto": OWN})
        async with at_work(qapp, laptop) as working:
            await until(lambda: len(login.asked) == 3)
            assert login.is_delayed
            login.say(LOGIND_PATH, f"{LOGIND}.Manager", "PrepareForSleep", True)
            await until(lambda: working.locked is not None)
            assert working.locked is True
            assert login.is_delayed, "until the process has ended"
        QDBusConnection.disconnectFromBus("login")
        login.close()


def test_a_locked_process_starts_one_fresh_one_and_ends_whatever_hangs() -> None:
    """Two threads leave at the same time, as the end of the work and the last resort may."""
    program = (
        "import threading\n"
        "from gridclient.app import LOCKED, _leave\n"
        "once = threading.Lock()\n"
        "for _ in range(2):\n"
        "    threading.Thread(target=_leave, args=(['--help'], once, LOCKED)).start()\n"
        "threading.Event().wait()\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE) as process:
        told, _ = process.communicate()
    assert process.returncode == 0
    assert told.decode().count("usage: python -m gridclient") == 1


async def test_a_changed_setting_is_kept_and_seen_at_once(
    qtbot: QtBot, qapp: QApplication, laptop: Laptop
) -> None:
    usual = WindowSettings()
    async with at_work(qapp, laptop) as working:
        before = qapp.font().pointSizeF()
        wanted = WindowSettings(scheme="dark", font_percent=150, language="en", lock_minutes=2)
        working.desk.apply_settings(wanted)
        assert load_preferences(preferences_file()) == wanted != usual
        assert qapp.font().pointSizeF() == pytest.approx(1.5 * before)
        working.desk.apply_settings("no settings at all")
        assert working.desk.preferences == wanted
        assert load_preferences(preferences_file()) == wanted


async def test_a_shorter_idle_time_counts_from_the_change(
    qtbot: QtBot, qapp: QApplication, laptop: Laptop
) -> None:
    async with at_work(qapp, laptop) as working:
        assert working.desk.idle.minutes == WindowSettings().lock_minutes
        working.desk.apply_settings(WindowSettings(lock_minutes=2))
        assert working.desk.idle.minutes == 2
        working.desk.idle.idle.emit()
        await until(lambda: working.locked is not None)
        assert working.locked is True

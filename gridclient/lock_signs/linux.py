"""Linux, over D-Bus: logind tells of sleep and of its session, screen savers and UPower tell the rest.

Answers are never waited for: a bus without these services, or without any, costs nothing.
"""

import os
from collections.abc import Callable, Sequence
from itertools import count
from typing import Any

from PySide6.QtCore import SLOT, QCoreApplication, QObject, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusPendingCallWatcher,
    QDBusUnixFileDescriptor,
    QDBusVariant,
)
from PySide6.QtWidgets import QWidget

from gridclient.lock_signs.sign import Sign, Told, Turn

_LOGIND, _LOGIND_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
_MANAGER, _SESSION = f"{_LOGIND}.Manager", f"{_LOGIND}.Session"
_UPOWER, _UPOWER_PATH = "org.freedesktop.UPower", "/org/freedesktop/UPower"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.xfce.ScreenSaver",
)
_SYSTEM_BUS = "unix:path=/run/dbus/system_bus_socket"
_connections = count(1)
_AUTO = "auto"
"""logind's word for the session of the caller, or the one on the caller's screen."""


def watch(window: QWidget, told: Told) -> object:
    """Watch the system's bus and the user's."""
    found = os.environ
    system = found.get("DBUS_SYSTEM_BUS_ADDRESS") or _SYSTEM_BUS
    user = found.get("DBUS_SESSION_BUS_ADDRESS") or f"unix:path={found.get('XDG_RUNTIME_DIR', '')}/bus"
    signs = BusSigns(_bus(system), _bus(user), told, session=found.get("XDG_SESSION_ID", ""))
    signs.setParent(QCoreApplication.instance())  # else a collection in another thread may destroy it there
    return signs


def _bus(address: str) -> QDBusConnection:
    """Connected by its address: asked for "the user's bus", libdbus would start one where there is none.

    Under a name of its own: Qt keeps failed connections by their names, but not alive.
    """
    return QDBusConnection.connectToBus(address, f"gridclient {next(_connections)}")


class BusSigns(QObject):
    """Listens on both buses. While it lives, logind lets the computer sleep only after some seconds or
    when this process has ended, whichever is first.
    """

    def __init__(
        self, system: QDBusConnection, user: QDBusConnection, told: Told, *, session: str = ""
    ) -> None:
        super().__init__()
        self._system, self._told = system, told
        self._session_path = ""
        self._delays_sleep: QDBusUnixFileDescriptor | None = None
        self._lid, self._locked, self._other_user = Turn(), Turn(), Turn()
        if system.isConnected():
            self._listen(system, _LOGIND, _LOGIND_PATH, _MANAGER, "PrepareForSleep", "sleep(bool)")
            self._delay_sleep()
            self._find_session([session, _AUTO] if session else [_AUTO])
            self._listen(
                system, _UPOWER, _UPOWER_PATH, _PROPERTIES, "PropertiesChanged", "read_lid(QDBusMessage)"
            )
            self._ask_lid()
        if user.isConnected():
            for each in _SCREEN_SAVERS:
                self._listen(user, "", "", each, "ActiveChanged", "screen_saver(bool)")

    @property
    def delays_sleep(self) -> bool:
        """Whether logind waits for us before the computer sleeps."""
        return self._delays_sleep is not None

    @property
    def knows_session(self) -> bool:
        """Whether the session of this desktop was found."""
        return bool(self._session_path)

    @Slot(bool)
    def sleep(self, begins: bool) -> None:
        """logind: the computer goes to sleep, or woke up."""
        if begins:
            self._told(Sign.SLEEP)

    @Slot(bool)
    def screen_saver(self, is_active: bool) -> None:
        """A screen saver came up, which may lock at once or a little later."""
        if is_active:
            self._told(Sign.SCREEN_LOCK)

    @Slot()
    def lock(self) -> None:
        """logind: this session shall be locked."""
        self._told(Sign.SCREEN_LOCK)

    @Slot(QDBusMessage)
    def read_session(self, changed: QDBusMessage) -> None:
        """logind: something about this session changed; it is asked what."""
        if changed.arguments()[:1] == [_SESSION]:
            self._ask_session()

    @Slot(QDBusMessage)
    def read_lid(self, changed: QDBusMessage) -> None:
        """UPower: something changed; it is asked whether it was the lid."""
        if changed.arguments()[:1] == [_UPOWER]:
            self._ask_lid()

    def _listen(
        self, bus: QDBusConnection, service: str, path: str, interface: str, name: str, slot: str
    ) -> None:
        text = SLOT(slot)  # the stubs ask for bytes here, PySide itself takes only what SLOT gives
        bus.connect(service, path, interface, name, self, text)  # type: ignore[call-overload]

    def _delay_sleep(self) -> None:
        def keep(answer: Sequence[Any]) -> None:
            if answer and isinstance(answer[0], QDBusUnixFileDescriptor) and answer[0].isValid():
                self._delays_sleep = answer[0]  # let go when the process ends

        why = ["sleep", "Gridclient", "The encrypted store is being locked", "delay"]
        self._ask(_LOGIND, _LOGIND_PATH, _MANAGER, "Inhibit", why, keep)

    def _find_session(self, names: list[str]) -> None:
        def take(answer: Sequence[Any]) -> None:
            if answer and isinstance(answer[0], QDBusObjectPath):
                self._watch_session(answer[0].path())
            elif names[1:]:
                self._find_session(names[1:])

        self._ask(_LOGIND, _LOGIND_PATH, _MANAGER, "GetSession", names[:1], take)

    def _watch_session(self, path: str) -> None:
        self._session_path = path
        self._listen(self._system, _LOGIND, path, _SESSION, "Lock", "lock()")
        self._listen(
            self._system, _LOGIND, path, _PROPERTIES, "PropertiesChanged", "read_session(QDBusMessage)"
        )
        self._ask_session()

    def _ask_session(self) -> None:
        def locked(is_locked: bool) -> None:
            if self._locked.turns(is_locked):
                self._told(Sign.SCREEN_LOCK)

        def active(is_active: bool) -> None:
            if self._other_user.turns(not is_active):
                self._told(Sign.OTHER_USER)

        self._read(_LOGIND, self._session_path, _SESSION, "LockedHint", locked)
        self._read(_LOGIND, self._session_path, _SESSION, "Active", active)

    def _ask_lid(self) -> None:
        def closed(is_closed: bool) -> None:
            if self._lid.turns(is_closed):
                self._told(Sign.LID)

        self._read(_UPOWER, _UPOWER_PATH, _UPOWER, "LidIsClosed", closed)

    def _read(self, service: str, path: str, interface: str, name: str, then: Callable[[bool], None]) -> None:
        def take(answer: Sequence[Any]) -> None:
            value = answer[0] if answer else None
            found = value.variant() if isinstance(value, QDBusVariant) else value
            if isinstance(found, bool):
                then(found)

        self._ask(service, path, _PROPERTIES, "Get", [interface, name], take)

    def _ask(
        self,
        service: str,
        path: str,
        interface: str,
        name: str,
        arguments: Sequence[str],
        then: Callable[[Sequence[Any]], None],
    ) -> None:
        """Call a method; `then` hears the answer, an empty one if there was none."""
        message = QDBusMessage.createMethodCall(service, path, interface, name)
        message.setArguments(list(arguments))
        message.setAutoStartService(False)
        call = QDBusPendingCallWatcher(self._system.asyncCall(message), self)

        def finish(ended: QDBusPendingCallWatcher) -> None:
            reply = ended.reply()
            ended.deleteLater()
            then(reply.arguments() if reply.type() is QDBusMessage.MessageType.ReplyMessage else [])

        call.finished.connect(finish)

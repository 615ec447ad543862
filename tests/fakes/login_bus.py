"""A private D-Bus with a logind, a UPower and a screen saver on it that say what a test wants."""

import os
import select
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
    QDBusVariant,
    QDBusVirtualObject,
)

LOGIND, UPOWER = "org.freedesktop.login1", "org.freedesktop.UPower"
LOGIND_PATH, UPOWER_PATH = "/org/freedesktop/login1", "/org/freedesktop/UPower"
OWN, SOMEBODY_ELSES = f"{LOGIND_PATH}/session/_32", f"{LOGIND_PATH}/session/_37"
DBUS_DAEMON = shutil.which("dbus-daemon")


@contextmanager
def private_bus(folder: Path) -> Iterator[str]:
    """A bus that nobody else knows; its address."""
    command = [DBUS_DAEMON or "dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"]
    with subprocess.Popen(
        [*command, f"--address=unix:dir={folder}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as daemon:
        try:
            assert daemon.stdout is not None
            yield daemon.stdout.readline().strip()
        finally:
            daemon.terminate()


class LoginBus(QDBusVirtualObject):
    """logind with two sessions of which one is ours, and the lid."""

    def __init__(self, bus: QDBusConnection, *, sessions: dict[str, str]) -> None:
        super().__init__()
        self._bus = bus
        self._sessions = sessions
        self.inhibited: list[list[str]] = []
        self.properties: dict[tuple[str, str], bool] = {
            (OWN, "LockedHint"): False,
            (OWN, "Active"): True,
            (UPOWER_PATH, "LidIsClosed"): False,
        }
        self.asked: list[tuple[str, str]] = []
        self._held_until_gone, self._given_away = os.pipe()
        assert bus.registerService(LOGIND)
        assert bus.registerService(UPOWER)
        for path in (LOGIND_PATH, UPOWER_PATH):
            assert bus.registerVirtualObject(path, self, QDBusConnection.VirtualObjectRegisterOption.SubPath)

    def introspect(self, path: str) -> str:
        return ""

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:
        match message.member(), message.arguments():
            case "Inhibit", words:
                self.inhibited.append(words)
                connection.send(message.createReply(QDBusUnixFileDescriptor(self._given_away)))
                os.close(self._given_away)
            case "GetSession", [name] if name in self._sessions:
                connection.send(message.createReply(QDBusObjectPath(self._sessions[name])))
            case "Get", [_, name] if (message.path(), name) in self.properties:
                self.asked.append((message.path(), name))
                value = QDBusVariant(self.properties[message.path(), name])
                connection.send(message.createReply(value))
            case _:
                return False
        return True

    def say(self, path: str, interface: str, name: str, *arguments: object) -> None:
        """Send a signal."""
        signal = QDBusMessage.createSignal(path, interface, name)
        signal.setArguments(list(arguments))
        assert self._bus.send(signal)

    def change(self, path: str, interface: str, name: str, is_true: bool) -> None:
        """Change a property, and say that something has changed."""
        self.properties[path, name] = is_true
        self.mention(path, interface)

    def mention(self, path: str, interface: str) -> None:
        """Say that something has changed."""
        self.say(path, "org.freedesktop.DBus.Properties", "PropertiesChanged", interface, {}, ["Any"])

    @property
    def is_delayed(self) -> bool:
        """Whether somebody still holds what `Inhibit` gave; logind looks at it in the same way."""
        return not select.select([self._held_until_gone], [], [], 0)[0]

    def close(self) -> None:
        """Give back what the system lent."""
        os.close(self._held_until_gone)

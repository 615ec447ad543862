"""Notices that a line appears, so that what waits goes up, and whether each byte on it is paid for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance
from PySide6.QtNetwork import QNetworkInformation

_MOST_MS = 4_000
"""Many laptops see the office's line at the same moment; each waits a while of its own."""

Reachability = QNetworkInformation.Reachability
_REACHES = frozenset({Reachability.Online, Reachability.Site, Reachability.Unknown})


class NetworkSigns(Protocol):
    """What the operating system tells about its network; `QNetworkInformation` is one."""

    reachabilityChanged: SignalInstance
    isMeteredChanged: SignalInstance

    def reachability(self) -> Reachability:
        """How far this computer reaches."""

    def isMetered(self) -> bool:
        """Whether the line is paid by what goes over it."""


class LineWatch(QObject):
    """Emits `appeared` soon after a line came, and `metered` with every change of that.

    What the system says is a hint and no more: it wakes a round, and never keeps one from being tried.
    """

    appeared = Signal()
    metered = Signal(bool)

    def __init__(
        self, signs: NetworkSigns | None, chance: Callable[[], float], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._chance = chance
        self.is_metered = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.appeared)
        if signs is None:
            return
        self._reaches = signs.reachability() in _REACHES
        self.is_metered = signs.isMetered()
        signs.reachabilityChanged.connect(self._reach)
        signs.isMeteredChanged.connect(self._meter)

    def _reach(self, now: Reachability) -> None:
        reached, self._reaches = self._reaches, now in _REACHES
        if not self._reaches:
            self._timer.stop()
        elif not reached:
            self._timer.start(int(self._chance() * _MOST_MS))

    def _meter(self, is_metered: bool) -> None:
        self.is_metered = is_metered
        self.metered.emit(is_metered)


def network_signs() -> QNetworkInformation | None:
    """What this computer can tell; None where no system service can be asked."""
    loaded = QNetworkInformation.loadDefaultBackend()
    return QNetworkInformation.instance() if loaded else None

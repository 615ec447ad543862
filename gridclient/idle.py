"""Notices that nobody has touched keyboard or mouse for a while."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """Emits `idle` once the time has passed."""

    idle = Signal()

    def __init__(self, app: QApplication, minutes: int) -> None:
        super().__init__(app)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.idle)
        self.set_minutes(minutes)
        app.focusWindowChanged.connect(self._watch)
        self._watch(app.focusWindow())

    @property
    def minutes(self) -> int:
        """After how long it is told."""
        return self._timer.interval() // 60_000

    @property
    def untouched_ms(self) -> int:
        """For how long nobody has touched anything."""
        return self._timer.interval() - max(self._timer.remainingTime(), 0)

    def set_minutes(self, minutes: int) -> None:
        """Another time from now on."""
        self._timer.setInterval(minutes * 60_000)
        self._timer.start()

    def _watch(self, window: QWindow | None) -> None:
        """Keys and mouse pass through the window that has the focus; a filter on the application would
        see every paint as well.
        """
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE:
            self._timer.start()
        return False

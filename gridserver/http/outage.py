"""Tells the log that the database is away, once and then by counts, and that it is back."""

import logging
import threading
import time
from collections.abc import Callable

from gridserver.http.faults import told

_log = logging.getLogger("gridserver")

_AGAIN_AFTER_S = 60.0
_CALM_S = 5.0
"""So long no failure: a database that answers one of two requests is not back."""


class Outage:
    """What the requests of one process meet. `calm_s` is how long nothing may fail before it is over."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now, self._lock = now, threading.Lock()
        self.calm_s = _CALM_S
        self._began: float | None = None
        self._failed_at = self._told_at = 0.0
        self._failures = 0

    def failed(self, what: str, error: BaseException) -> None:
        """Something could not be done for want of the database."""
        with self._lock:
            now = self._failed_at = self._now()
            self._failures += 1
            if self._began is None:
                self._began = self._told_at = now
                _log.error("the database does not do its part: %s: %s", what, told(error))
            elif now - self._told_at >= _AGAIN_AFTER_S:
                self._told_at = now
                _log.error("the database is still away: %d failures in %d s", *self._sum(self._began, now))

    def went_well(self) -> None:
        """The database did its part."""
        if self._began is None:
            return
        with self._lock:
            now = self._now()
            if self._began is not None and now - self._failed_at >= self.calm_s:
                _log.warning("the database is back: %d failures in %d s", *self._sum(self._began, now))
                self._began, self._failures = None, 0

    def _sum(self, began: float, now: float) -> tuple[int, int]:
        return self._failures, round(now - began)

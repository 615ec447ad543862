"""One line of JSON for each request: which operation, how it ended, how long it took; ids and counts."""

import logging
import time
from collections.abc import Mapping

import msgspec

_log = logging.getLogger("gridserver.requests")


class Watch:
    """Measures one request."""

    def __init__(self, operation: str) -> None:
        self._operation = operation
        self._began = time.perf_counter()

    def log(self, status: int, bytes_in: int, notes: Mapping[str, str | int]) -> None:
        """Write the line."""
        took_ms = round((time.perf_counter() - self._began) * 1_000, 1)
        told: dict[str, object] = {"operation": self._operation, "status": status, "ms": took_ms}
        line = msgspec.json.encode(told | {"bytes_in": bytes_in, **notes})
        _log.info("%s", line.decode("utf-8"))

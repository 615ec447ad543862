"""What the program takes from the world without files and network: the time, and random bytes."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from gridcore.ids import time_ordered_id


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Ports:
    """The seam behind which a test puts its own clock and its own chance."""

    now: Callable[[], datetime] = _now
    random_bytes: Callable[[int], bytes] = os.urandom

    def moment(self) -> str:
        """The claimed time of an edit, `YYYY-MM-DDTHH:MM:SSZ`."""
        return self.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def today(self) -> date:
        """The day at the place of work."""
        return self.now().astimezone().date()

    def new_id(self) -> str:
        """A new id that sorts by time."""
        return time_ordered_id(int(self.now().timestamp() * 1000), self.random_bytes(10))
